//! What can be done with simulated services, from one page.

use maud::{Markup, html};

use crate::components::{head, icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Where the lab leads: address, name, what it is.
const ROWS: &[(&str, &str, &str)] = &[
    (
        "/experiments",
        "Experiments",
        "Somebody proposes a change: design the test, run it on simulated members, read it, decide, and be told the truth.",
    ),
    (
        "/worlds",
        "Worlds",
        "Simulated services on this machine: make one in which nothing, something known or something hidden goes wrong, and look up every table and column.",
    ),
];

/// `GET /lab`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let under_way = visit.app.works.going_on();
    let body = html! {
        (head("Lab", "Numbers whose cause is known", html! {
            p { "Everything here runs on simulated members of a streaming service. Whatever moves in their numbers has a cause that was planted, so that a conclusion can be held against the truth." }
        }))
        ul.rows { @for (address, name, about) in ROWS {
            li { a href=(address) {
                span.name { (name) }
                span.about { (about) }
                span.aside { (icon::arrow()) }
            } }
        } }
        @if !under_way.is_empty() {
            (section("under-way", "Under way", html! {
                ul.rows { @for piece in &under_way {
                    li { a href={ "/work/" (piece.about.key) } {
                        span.name { (piece.about.title) }
                        span.about { @if piece.is_waiting() { "Waits until other work has ended" } @else { (format!("{:.0}%", piece.share() * 100.0)) } }
                        span.aside { (icon::arrow()) }
                    } }
                } }
            }))
        }
    };
    Ok(Page::new("Lab").at(Place::Lab).body(body).render(&visit))
}
