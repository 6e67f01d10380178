//! The page for the day: on screen, on paper, as PDF.

use axum::response::Response;
use maud::{Markup, html};
use prep::brief::{Brief, brief};
use prep::people::Contact;
use prep::readiness::readiness;
use prep::research::Note;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pdf;
use crate::visit::Visit;

async fn made(visit: &Visit) -> Result<Brief, Failure> {
    let store = &visit.app.store;
    let known = visit.known().await?;
    let ready = readiness(&visit.pack, &known, visit.today());
    let notes = store.papers::<Note>().await?;
    let notes: Vec<Note> = notes.into_iter().map(|kept| kept.paper).collect();
    let people = store.papers::<Contact>().await?;
    let people: Vec<Contact> = people.into_iter().map(|kept| kept.paper).collect();
    let today = visit.today();
    Ok(brief(&visit.pack, &known, &ready, &notes, &people, today))
}

/// `GET /brief`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let brief = made(&visit).await?;
    let body = html! {
        header.head {
            p.kicker { a href="/plan" { "Your plan" } " / The page for the day" }
            h1 { @match brief.interview { Some(day) => (visit.say(day)), None => "The page for the day" } }
            p.lede { "Read it once, standing. Nothing that you learn now will help; knowing where things are will." }
            div.actions { a.button.quiet href="/brief/brief.pdf" { "As PDF, one page" (icon::arrow()) } }
        }
        (section("stories", "Your stories", html! {
            @if brief.stories.is_empty() { p.soft { "None yet. " a href="/stories/new" { "Write the first" } } }
            ul.points { @for told in &brief.stories { li { strong { (told.title) } ": " (told.turn) } } }
        }))
        (section("watch", "Watch for", html! {
            ul.points { @for line in &brief.watch { li { (line) } } }
            @if !brief.weakest.is_empty() { p.note { "Weakest so far: " (brief.weakest.join(", ").to_lowercase()) ". Slow down there." } }
        }))
        (section("use", "To use", html! {
            @if brief.notes.is_empty() { p.soft { "No note has its sentence yet. " a href="/research" { "Write one" } } }
            ul.points { @for line in &brief.notes { li { (line) } } }
        }))
        (section("ask", "To ask", html! { ul.points { @for line in &brief.questions { li { (line) } } } }))
    };
    Ok(Page::new("The page for the day")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// `GET /brief/brief.pdf`
pub(crate) async fn file(visit: Visit) -> Result<Response, Failure> {
    let brief = made(&visit).await?;
    pdf::file(&booklet::brief(&visit.pack, &brief), "the-day")
}
