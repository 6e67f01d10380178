//! A note and a question that it could serve: say it in an answer.

use axum::extract::Query;
use maud::{Markup, html};
use prep::research::Note;
use serde::Deserialize;
use store::Kept;

use super::list::origin;
use super::notes::{MOST_QUESTIONS, serves};
use crate::components::icon;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// Which card.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct At {
    at: usize,
}

/// `GET /research/cards`
pub(crate) async fn show(visit: Visit, Query(at): Query<At>) -> Result<Markup, Failure> {
    let mut notes = visit.app.store.papers::<Note>().await?;
    // What can be said as it is comes first.
    notes.sort_by_cached_key(|note| note.paper.weaknesses(visit.today()).len());
    let body = match notes.get(at.at % notes.len().max(1)) {
        Some(note) => card(&visit, note, at.at, notes.len()),
        None => html! {
            header.head { p.kicker { a href="/research" { "Research" } } h1 { "No note to use yet" } p.lede { "Cards are made of your notes." } }
            p.actions { a.button href="/research/notes/new" { "Write a note" (icon::arrow()) } }
        },
    };
    Ok(Page::new("Use it in an answer")
        .at(Place::Prepare)
        .narrow()
        .body(body)
        .render(&visit))
}

fn card(visit: &Visit, note: &Kept<Note>, at: usize, of: usize) -> Markup {
    let questions = serves(visit, &note.paper);
    // Each note comes once with each of its questions, then the first again.
    let next = (at + 1) % (of * MOST_QUESTIONS);
    let question = questions.get(at / of.max(1) % questions.len().max(1));
    html! {
        div.roombar { span { a href="/research" { "Research" } " / Use it in an answer" } span { (at % of + 1) " of " (of) } }
        div.wall.asks {
            @match question {
                Some(question) => {
                    p.kicker { "Say a minute on it, and use your note so that the answer would fall without it" }
                    h1 { (question.text) }
                    form.actions method="post" action="/practise/question" {
                        input type="hidden" name="question" value=(question.id);
                        button.button { "Answer it, with marks" }
                    }
                },
                None => { p.kicker { "No question of the pack asks for this one" } h1 { "Say it in thirty seconds: what is so, who says so, and what you would do because of it." } },
            }
        }
        details.card-answer open {
            summary { "Your note" }
            p.lead dir="auto" { (note.paper.title) }
            p.note { (origin(&note.paper)) }
            @if !note.paper.use_it.is_empty() { p.speech dir="auto" { (note.paper.use_it) } }
            p { a href={ "/research/notes/" (note.id) } { "The whole note" } }
        }
        p.actions { a.button.quiet href={ "/research/cards?at=" (next) } { "Another" (icon::arrow()) } }
    }
}
