//! How far the candidate is, by component and round, with its uncertainty.

pub(crate) mod rows;
mod weeks;

use maud::{Markup, html};
use prep::readiness::readiness;

use crate::components::{head, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /readiness`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let known = visit.known().await?;
    let ready = readiness(&visit.pack, &known, visit.today());
    let weeks = weeks::show(&visit, &known).await?;
    let lede = html! { p {
        "There is no one number: an interview is lost in its weakest hour. Each bar is where your level lies with 95% certainty, as far as marks, cards and stories tell."
    } };
    let body = html! {
        (head("Readiness", "How ready you are", lede))
        (section("levers", "What would tell most", rows::levers(&visit, &ready)))
        (section("components", "By component", rows::components(&visit, &ready)))
        (section("rounds", "By round", rows::rounds(&visit, &ready)))
        (section("weeks", "Over the weeks", weeks))
        (section("how", "How it is worked out", html! {
            ul.points {
                li { "Before anything is observed stands a guess from your self-check, wide enough to be wrong by two levels." }
                li { "Each marked answer counts by its own margin, and less the older it is: last month says less about today." }
                li { "Cards count by how many you would know today, and weakly: knowing a fact is not using it." }
                li { "Stories count where questions ask for them, by how strong they are and how many themes and values they leave open." }
                li { "A round is the mean of the components that its questions practise." }
            }
            p.note { "It is a model of your practice here, not of an interviewer. " a href="/trust" { "How far to trust the marks" } "." }
        }))
    };
    Ok(Page::new("Readiness")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}
