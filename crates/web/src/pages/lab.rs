//! What can be done with simulated services, from one page.

use maud::{Markup, html};

use crate::components::{head, icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::worlds;
use crate::visit::Visit;

/// Where the lab leads: address, name, what it is.
const ROWS: &[(&str, &str, &str)] = &[
    (
        "/cases",
        "Cases",
        "A message the day before, a service to whose numbers something was done, and a grade by arithmetic: find the cause, say how much, recommend, be asked.",
    ),
    (
        "/experiments",
        "Experiments",
        "Somebody proposes a change: design the test, run it on simulated members, read it, decide, and be told the truth.",
    ),
    (
        "/lab/diagnosis",
        "Diagnosis of a file",
        "A CSV file of your own, before and after: which segment carries the change, how sure that is, and what its neighbours did.",
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
    let kept = worlds::with_worlds(&visit, ::worlds::Worlds::list).await?;
    let open: Vec<_> = kept
        .iter()
        .filter_map(|world| Some((&world.id, &world.manifest.as_ref().ok()?.configuration)))
        .collect();
    let body = html! {
        (head("Lab", "Numbers whose cause is known", html! {
            p { "Everything here runs on simulated members of a streaming service. What was planted in their numbers is known, so that a conclusion can be held against the truth; beside it they move for reasons of their own, as members come and go and titles begin and end." }
        }))
        ul.rows { @for (address, name, about) in ROWS {
            li { a href=(address) {
                span.name { (name) }
                span.about { (about) }
                span.aside { (icon::arrow()) }
            } }
        } }
        (section("ask", "Ask a world", html! {
            @if open.is_empty() { p.soft { "None yet. " a href="/worlds/new" { "Make one" } ", then ask it in your own words, or with funnels, retention, segments and distributions." } }
            @else { ul.rows { @for (id, wish) in &open {
                li { a href={ "/lab/" (id) } {
                    span.name { (worlds::title(wish)) }
                    span.about { "In plain words, by measure, funnel, retention, segments, distribution; drills on its numbers" }
                    span.aside { (icon::arrow()) }
                } }
            } } }
            p.note { a href="/lab/metrics" { "What the measures mean, and measures of your own" } }
        }))
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
