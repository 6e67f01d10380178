//! What was written down of an answer is put right: a recogniser misheard, or a finger slipped.

use axum::extract::Path;
use axum::response::Redirect;
use interview::interview::Reply;
use interview::{Command, Thread, TurnId};
use maud::{Markup, html};

use super::super::given::Given;
use super::place;
use crate::components::{player, words};
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::Page;
use crate::pages::recordings::of_turn;
use crate::room::Room;
use crate::visit::Visit;

/// What was written down of one turn.
fn written(thread: &Thread, turn: TurnId) -> Result<&str, Failure> {
    let said = thread.turns.iter().find(|each| each.id == turn);
    match said.and_then(|said| said.reply.as_ref()) {
        Some(Reply::Said { text, .. }) => Ok(text),
        _ => Err(Failure::NoSuch {
            what: "answer",
            id: turn.to_string(),
        }),
    }
}

/// `GET /interviews/{id}/answers/{turn}/correct`
pub(crate) async fn show(
    visit: Visit,
    Path((id, turn)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let thread = place::thread(&room, &turn)?;
    if !thread.marks_visible() {
        return Err(Failure::NotRated { interview: room.id });
    }
    let turn = TurnId(turn.parse().unwrap_or_default());
    let text = written(thread, turn)?;
    let name = of_turn(&visit.app, &room.id, thread, turn).await?;
    let recording = visit.app.store.recording(&name).await?;
    let answer = format!("/interviews/{id}/answers/{}", thread.opened_by());
    let body = html! {
        header.head {
            p.kicker { a href=(answer) { "Marks" } }
            h1 { "Put it right" }
            div.lede { p { "Change what was written down to what you really said. The marks follow the new words; the first words and marks are kept beside them, and the sound stays where it was." } }
        }
        @if let Some(recording) = &recording { p { (player::player(&recording.name, "What you said")) } }
        form.stack method="post" action={ "/interviews/" (id) "/answers/" (turn) "/correct" } {
            label.field { span { "What you said" } textarea name="text" rows="14" dir="auto" required { "\n" (text) } }
            div.actions { button.button { "Mark it again" } a.button.plain href=(answer) { "Leave it" } }
        }
    };
    Ok(Page::new("Put it right").narrow().body(body).render(&visit))
}

/// `POST /interviews/{id}/answers/{turn}/correct`
pub(crate) async fn correct(
    visit: Visit,
    Path((id, turn)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    let done = async {
        let room = Room::enter(&visit.app, &id).await?;
        let opened_by = place::thread(&room, &turn)?.opened_by();
        let command = Command::Correct {
            turn: TurnId(turn.parse().unwrap_or_default()),
            text: given.text(),
        };
        Room::act(&visit.app, &id, command).await?;
        Ok(Redirect::to(&format!(
            "/interviews/{id}/answers/{opened_by}"
        )))
    };
    match done.await {
        Ok(redirect) => Ok(redirect),
        Err(failure) => Err(Unsaved {
            failure,
            text: given.text(),
        }),
    }
}

/// How an answer stood before it was put right.
pub(super) fn before(visit: &Visit, thread: &Thread) -> Markup {
    html! {
        @for correction in &thread.corrections {
            details.sofar {
                summary {
                    "Put right on " (visit.day(correction.at)) "; before, the marks said "
                    @match correction.marks.level { Some(level) => (words::level(level)), None => "not observed" }
                }
                p.typed dir="auto" { (correction.before) }
            }
        }
    }
}
