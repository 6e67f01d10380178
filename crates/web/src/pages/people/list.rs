//! Everybody, those who wait first.

use maud::{Markup, html};
use prep::people::{Contact, Stage};
use store::Kept;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /people`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let mut people = visit.app.store.papers::<Contact>().await?;
    people.sort_by_key(|kept| {
        (
            kept.paper.follow_up.is_none(),
            kept.paper.follow_up,
            kept.paper.stage,
        )
    });
    let spoken = people
        .iter()
        .filter(|kept| kept.paper.stage >= Stage::Spoken)
        .count();
    let body = html! {
        header.head {
            p.kicker { a href="/prepare" { "Prepare" } }
            h1 { "People" }
            p.lede { "One conversation with somebody near the team changes more than a week of reading. Short, particular and easy to refuse: that is what gets answered." }
            div.actions { a.button href="/people/new" { "Add somebody" (icon::arrow()) } }
        }
        @if people.is_empty() {
            div.empty {
                h2 { "Nobody yet" }
                p { "Former colleagues of colleagues, speakers, authors of posts that you have in fact read. For each, the one thing that only they can tell you." }
            }
        } @else {
            (section("people", "Who", html! {
                ul.rows { @for kept in &people { li { (row(&visit, kept)) } } }
                p.note { @match spoken { 0 => "You have spoken with nobody yet. ", 1 => "You have spoken with one person. ", many => { "You have spoken with " (many) " people. " } } "Two who contradict each other show where the real question lies." }
            }))
        }
    };
    Ok(Page::new("People")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn row(visit: &Visit, kept: &Kept<Contact>) -> Markup {
    let contact = &kept.paper;
    html! {
        a href={ "/people/" (kept.id) } {
            span.name { (contact.name) }
            span.about { (contact.role) @if !contact.role.is_empty() { " \u{b7} " } (contact.stage.name()) }
            span.aside {
                @if let Some(day) = contact.follow_up {
                    span.wordy { @if day <= visit.today() { strong { "Write today" } } @else { "Write on " (visit.say(day)) } }
                }
                (icon::arrow())
            }
        }
    }
}
