//! One round before it begins: what it is like, and how long it is to be.

use axum::extract::Path;
use interview::Setup;
use maud::{Markup, html};

use super::form;
use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /practise/round/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let pack = &visit.pack;
    let round = id
        .parse()
        .ok()
        .and_then(|known| pack.round(&known))
        .ok_or(Failure::NoSuch { what: "round", id })?;
    let setup = Setup::one_round(pack, &round.id, 0)?;
    let body = html! {
        header.wall.welcome {
            p.kicker { a href="/practise" { "Practise" } " / One round" }
            h1 { (round.name) }
            p.lede { (round.form) }
            ul.people {
                @for person in &round.interviewers {
                    li { strong { (person.name) } span.soft { (person.role) } p { (person.manner) } }
                }
            }
        }
        (section("setup", "Begin", html! {
            form.setup method="post" action="/practise/round" {
                input type="hidden" name="round" value=(round.id);
                @for each in &setup.rounds { div.lengths { (form::lengths(pack, each)) } }
                (form::rest())
                button.button { "Begin the round" (icon::arrow()) }
                @if round.presentation {
                    p.note { "You get the brief first and prepare a presentation in Markdown. The clock stands still until you present." }
                }
            }
        }))
        (section("assesses", "What is assessed", html! { ul.points { @for point in &round.assesses { li { (point) } } } }))
        (section("prepare", "Getting ready", html! { ul.points { @for point in &round.prepare { li { (point) } } } }))
    };
    Ok(Page::new(round.name.clone())
        .at(Place::Practise)
        .body(body)
        .render(&visit))
}
