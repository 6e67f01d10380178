//! The candidate answers, presents or passes.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::interview::Reply;
use interview::{Command, Refusal, TurnId};
use maud::{Markup, html};

use super::given::Given;
use super::stage;
use crate::app::App;
use crate::components::markdown;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::Page;
use crate::room::Room;
use crate::visit::Visit;

/// `POST /interviews/{id}/answer`
pub(crate) async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    let command = |turn| Command::Answer {
        turn,
        text: given.text(),
        seconds: given.seconds(),
    };
    say(&visit, &id, &given, command).await
}

/// `POST /interviews/{id}/present`
pub(crate) async fn present(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    let command = |turn| Command::Present {
        turn,
        markdown: given.text(),
    };
    say(&visit, &id, &given, command).await
}

/// `POST /interviews/{id}/skip`
pub(crate) async fn skip(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    say(&visit, &id, &given, |turn| Command::Skip { turn }).await
}

async fn say(
    visit: &Visit,
    id: &str,
    given: &Given,
    command: impl FnOnce(TurnId) -> Command,
) -> Result<Response, Unsaved> {
    let app = &visit.app;
    let done = async {
        let turn = given.turn().ok_or(Failure::BadForm {
            fault: "it does not say which question it answers".to_owned(),
        })?;
        let command = command(turn);
        let passed = matches!(command, Command::Skip { .. });
        let room = match Room::act(app, id, command).await {
            Err(Failure::Refused {
                // Answered, and gone on since; or a friend has yet to say what is asked next.
                refusal: Refusal::NotThisTurn { .. } | Refusal::LeadAwaited(_),
                ..
            }) if said_already(&Room::enter(app, id).await?, turn, given) => {
                Room::enter(app, id).await?
            }
            done => done?,
        };
        given.keep_notes(app, &room.id).await?;
        // The draft has become the answer, or waits for another attempt; its place is free.
        app.store.save_draft(&room.id, turn, "", app.now()).await?;
        if passed {
            keep_for_later(app, &room, turn, given).await?;
        }
        respond(visit, &room).await
    };
    match done.await {
        Ok(response) => Ok(response),
        Err(failure) => Err(given.refuse(app, id, failure).await),
    }
}

/// What was typed and then passed over stands where the question is tried again.
async fn keep_for_later(
    app: &App,
    room: &Room,
    turn: TurnId,
    given: &Given,
) -> Result<(), Failure> {
    let (Some(thread), text) = (room.interview.thread(turn), given.text()) else {
        return Ok(());
    };
    if !text.trim().is_empty() {
        let place = thread.opened_by();
        app.store
            .save_draft(&room.id, place, &text, app.now())
            .await?;
    }
    Ok(())
}

/// Whether exactly this was said before: a form sent twice is no disagreement.
fn said_already(room: &Room, turn: TurnId, given: &Given) -> bool {
    room.interview
        .turn(turn)
        .is_some_and(|turn| match &turn.reply {
            Some(Reply::Said { text, .. }) => *text == given.text(),
            Some(Reply::Skipped { .. }) | None => false,
        })
}

/// The changed part of the room for our script while the round goes on; else the way to the page.
pub(crate) async fn respond(visit: &Visit, room: &Room) -> Result<Response, Failure> {
    if visit.fragment && stage::running(room) {
        return Ok(stage::show(visit, room).await?.into_response());
    }
    Ok(Redirect::to(&format!("/interviews/{}", room.id)).into_response())
}

/// `POST /interviews/{id}/preview`: the presentation as it will look.
pub(crate) async fn preview(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Markup, Unsaved> {
    given.keep(&visit.app, &id).await?;
    let shown = markdown(&given.text());
    if visit.fragment {
        return Ok(shown);
    }
    let body = html! {
        header.head {
            p.kicker { "Preview" }
            p { "This is how your presentation will look. It is kept as a draft." }
            p.actions { a.button href={ "/interviews/" (id) } { "Go on writing" } }
        }
        (shown)
    };
    Ok(Page::new("Preview")
        .narrow()
        .focused()
        .body(body)
        .render(&visit))
}
