//! Somebody: the next letter, the questions, what was learned.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use prep::people::{Contact, Letter, Stage, troubles, written};
use prep::research::Note;
use serde::Deserialize;
use store::Kept;

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::papers;
use crate::visit::Visit;

/// Which letter to look at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    letter: String,
}

/// `GET /people/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let kept = papers::named::<Contact>(&visit, &id).await?;
    let contact = &kept.paper;
    let letter = Letter::from_word(&wanted.letter).unwrap_or_else(|| contact.stage.letter());
    let notes: Vec<Kept<Note>> = visit
        .app
        .store
        .papers::<Note>()
        .await?
        .into_iter()
        .filter(|note| note.paper.contact.as_ref() == Some(&id))
        .collect();
    let body = html! {
        header.head {
            p.kicker { a href="/people" { "People" } }
            h1 { (contact.name) }
            p.lede { (contact.role) @if !contact.met.is_empty() { ". " (contact.met) } }
            @if !contact.address.is_empty() { p.note { a href=(contact.address) rel="noreferrer" { (contact.address) } } }
            div.actions {
                a.button.quiet href={ "/people/" (id) "/edit" } { "Change what you know" }
                a.button.plain href={ "/people/" (id) "/delete" } { "Delete\u{2026}" }
            }
        }
        (section("stage", "How far it has come", stages(&visit, &kept)))
        (section("letter", letter.name(), words(&kept, letter)))
        @if !contact.questions.is_empty() {
            (section("questions", "Questions for the conversation", html! {
                ul.points { @for question in contact.questions.lines().filter(|line| !line.trim().is_empty()) { li dir="auto" { (question) } } }
            }))
        }
        (section("learned", "What you learned", html! {
            @if !notes.is_empty() { ul.rows { @for note in &notes { li { a href={ "/research/notes/" (note.id) } { span.name { (note.paper.title) } span.aside { (icon::arrow()) } } } } } }
            form.stack method="post" action={ "/people/" (id) "/learned" } {
                label.field { span { "In a line; write it down the same day" } input type="text" name="title" required maxlength="200"; }
                label.field { span { "What contradicted your picture?" } textarea name="text" rows="3" dir="auto" maxlength="8000" {} }
                button.button.quiet { "Keep it as a note" }
            }
        }))
    };
    Ok(Page::new(&contact.name)
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

fn stages(visit: &Visit, kept: &Kept<Contact>) -> Markup {
    let contact = &kept.paper;
    html! {
        form.levels method="post" action={ "/people/" (kept.id) "/stage" } {
            @for stage in Stage::ALL {
                button.button.small.quiet[stage != contact.stage] name="stage" value=(stage.word()) aria-pressed=(stage == contact.stage) { (stage.name()) }
            }
        }
        p.note { @match contact.follow_up {
            Some(day) if day <= visit.today() => "It is time to write.",
            Some(day) => { "The plan reminds you on " (visit.say(day)) "." },
            None => "Nothing is waited for.",
        } }
    }
}

fn words(kept: &Kept<Contact>, letter: Letter) -> Markup {
    let text = written(letter, &kept.paper);
    let troubles = troubles(letter, &kept.paper);
    html! {
        nav.tags aria-label="Letters" { @for each in Letter::ALL {
            a.tag href={ "/people/" (kept.id) "?letter=" (each.word()) "#letter" } aria-current=[(each == letter).then_some("true")] { (each.name()) }
        } }
        label.field { span { "Copy it, and change what does not sound like you" } textarea rows="11" readonly dir="auto" { "\n" (text) } }
        @if troubles.is_empty() { p.note { (text.split_whitespace().count()) " words." } }
        @else {
            ul.points { @for trouble in troubles { li { (trouble.asks()) } } }
            p { a href={ "/people/" (kept.id) "/edit" } { "Put in your own words" } }
        }
    }
}
