//! What can be tested, and what was.

use maud::{Markup, html};
use store::{Kept, KeptExperiment};

use super::Stage;
use crate::components::{head, icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /experiments`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let mine = visit.app.store.papers::<KeptExperiment>().await?;
    let body = html! {
        (head("Lab", "Experiments that really run", html! {
            p { "Somebody proposes a change. You design the test, it runs on simulated members, you read it and decide. Then you are told what is true, and what your decision cost." }
        }))
        @if !mine.is_empty() {
            (section("mine", "Yours", html! {
                ul.rows { @for kept in &mine { (row(&visit, kept)) } }
            }))
        }
        (section("proposals", "Proposals", html! {
            @if visit.pack.scenarios.is_empty() {
                p.soft { "The pack " strong { (visit.pack.manifest.company) } " has no proposals." }
            }
            ul.rows { @for scenario in &visit.pack.scenarios {
                @let tried = mine.iter().filter(|kept| kept.paper.scenario == scenario.id).count();
                li { a href={ "/experiments/proposals/" (scenario.id) } {
                    span.name { (scenario.title) }
                    span.about { (scenario.change) }
                    span.aside {
                        span.wordy { @match tried { 0 => "", 1 => "Tried once", _ => "Tried more than once" } }
                        (icon::arrow())
                    }
                } }
            } }
        }))
        (section("own", "A file of your own", html! {
            p { "You ran a test yourself and have its units in a file, CSV or Parquet, one row each? It is read out in the same way." }
            p.actions { a.button.quiet href="/experiments/analyze" { "Read out a file" (icon::arrow()) } }
        }))
    };
    Ok(Page::new("Experiments")
        .at(Place::Lab)
        .body(body)
        .render(&visit))
}

fn row(visit: &Visit, kept: &Kept<KeptExperiment>) -> Markup {
    let record = &kept.paper;
    let title = visit
        .pack
        .scenario(&record.scenario)
        .map_or_else(|| record.scenario.to_string(), |found| found.title.clone());
    let state = match record.stage() {
        Stage::Designed => "Designed, not begun".to_owned(),
        Stage::Seen(day) => format!("Day {day} of {}", record.design.days),
        Stage::Mending => "To be mended and run again".to_owned(),
        Stage::Judged => record
            .conclusion
            .as_ref()
            .map_or_else(String::new, |found| found.decision.name().to_owned()),
    };
    html! {
        li { a href={ "/experiments/" (kept.id) } {
            span.name { (title) }
            span.about { @if record.again.is_some() { "Second run, begun on " } @else { "Begun on " } (visit.day(kept.created)) }
            span.aside { span.wordy { (state) } (icon::arrow()) }
        } }
    }
}
