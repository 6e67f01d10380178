//! Another answer of a conversation that was brought: the same transcript, and its recording, in the room of
//! another question.

use std::fs::File;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use store::RecordingName;
use store::recording::{Conversation, Listened};

use super::choose::address;
use super::form::questions;
use super::take::{FIRST, heard, put};
use crate::components::head;
use crate::failure::Failure;
use crate::fields::{Fields, Said, value};
use crate::layout::{Page, Place};
use crate::pages::recordings::name_of;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/brought/another`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let (room, ..) = brought(&visit, &id).await?;
    let body = html! {
        (head("Practise", "Another answer of the same transcript", html! { p {
            "Say which question it is an answer to; then choose the answer. The transcript, and the recording where one came with it, are kept once more, so that either may be deleted by itself."
        } }))
        form.stack method="post" action={ (address(&room)) "/another" } {
            (questions(&visit, ""))
            div.actions { button.button { "Choose the answer" } a.button.plain href={ "/interviews/" (id) } { "Back" } }
        }
    };
    Ok(Page::new("Another answer")
        .at(Place::Practise)
        .body(body)
        .render(&visit))
}

/// `POST /interviews/{id}/brought/another`
pub(crate) async fn take(
    visit: Visit,
    Path(id): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Response, Failure> {
    let (_, name, listened) = brought(&visit, &id).await?;
    let again = Listened {
        brought: listened.brought.clone(),
        broken_off: listened.broken_off,
        conversation: listened.conversation.map(|conversation| Conversation {
            chosen: None,
            ..conversation
        }),
        ..Listened::default()
    };
    // What was recorded here since is no part of what was brought.
    let recording = match again.brought {
        Some(_) => visit.app.store.recording(&name).await?,
        None => None,
    };
    let sound = match recording {
        Some(recording) => {
            let opened = tokio::task::spawn_blocking(move || {
                let file =
                    File::open(&recording.path).map_err(|fault| crate::fields::misfit(&fault))?;
                heard(file)
            });
            Some(opened.await.map_err(|_| Failure::Broken)??)
        }
        None => None,
    };
    put(&visit, &value(&said, "question"), &again, None, sound).await
}

/// The room of a conversation that was brought, and what is kept of it.
async fn brought(visit: &Visit, id: &str) -> Result<(Room, RecordingName, Listened), Failure> {
    let room = Room::enter(&visit.app, id).await?;
    let name = name_of(&room.id, FIRST, 0);
    let listened = visit.app.store.listened(&name).await?;
    if listened.conversation.is_none() {
        return Err(Failure::NoSuch {
            what: "transcript of several speakers",
            id: id.to_owned(),
        });
    }
    Ok((room, name, listened))
}
