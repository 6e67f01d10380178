//! The page of an interview: whatever it waits for now.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::setup::Scope;
use interview::{State, Thread};
use maud::{Markup, html};

use super::{between, friend, stage};
use crate::components::icon;
use crate::failure::Failure;
use crate::layout::Page;
use crate::pages::{bring, recordings};
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let page = match room.interview.state() {
        State::Presenting { .. } | State::Answering { .. } | State::Choosing { .. } => {
            // Of a transcript with several speakers the candidate says first which words are theirs.
            if let Some(choice) = unchosen(&visit, &room).await? {
                return Ok(Redirect::to(&choice).into_response());
            }
            running(&visit, &room).await?
        }
        State::Paused { .. } => paused(&visit, &room),
        State::Waiting => between::page(&visit, &room),
        State::Ended { .. } => match last_answer(&room) {
            // A single question has nothing to look back on but its answer; what was presented before it
            // is linked from there.
            Some(thread) => {
                let turn = thread.opened_by();
                return Ok(
                    Redirect::to(&format!("/interviews/{id}/answers/{turn}")).into_response()
                );
            }
            None => between::page(&visit, &room),
        },
    };
    Ok(page.into_response())
}

/// Where it is chosen whose words are the answer, while nobody did.
async fn unchosen(visit: &Visit, room: &Room) -> Result<Option<String>, Failure> {
    let Some(turn) = room.interview.current_turn() else {
        return Ok(None);
    };
    let name = recordings::name_of(&room.id, turn, 0);
    let listened = visit.app.store.listened(&name).await?;
    Ok(bring::choose::awaited(room, &listened))
}

fn last_answer(room: &Room) -> Option<&Thread> {
    let single = room.interview.setup().scope == Scope::Question;
    let mut closed = room.interview.threads().rev().filter(|each| each.closed);
    closed.next().filter(|_| single)
}

async fn running(visit: &Visit, room: &Room) -> Result<Markup, Failure> {
    let notes = visit.app.store.notes(&room.id).await?;
    let stage = stage::show(visit, room).await?;
    let body = html! {
        div.room {
            (stage)
            aside.thinking {
                label.field {
                    span { "Room to think" }
                    textarea #notes form="turn" name="notes" rows="10" dir="auto" aria-describedby="notes-about"
                        placeholder="A number, three words for the structure, the point you mustn\u{2019}t forget\u{2026}" {
                        "\n" (notes)
                    }
                }
                p.note #notes-about { "Yours alone: kept with the interview, never read or marked." }
                p.note { (friend::way(room)) }
            }
        }
    };
    Ok(Page::new(room.interview.setup().title.clone())
        .focused()
        .script("room.js")
        .script("speak.js")
        .script("awaited.js")
        .body(body)
        .render(visit))
}

fn paused(visit: &Visit, room: &Room) -> Markup {
    let round = room
        .interview
        .running_round()
        .and_then(|round| room.interview.round_setup(&round.id));
    let body = html! {
        div.wall.welcome {
            p.kicker { @if let Some(round) = round { (round.name) } }
            h1 { "Paused" }
            p.lede { "The clock stands still and what you typed is kept. Come back in five minutes or in five days: the same question waits." }
            form.actions method="post" {
                button.button formaction={ "/interviews/" (room.id) "/resume" } { "Go on" (icon::arrow()) }
                button.button.quiet formaction={ "/interviews/" (room.id) "/close-round" } { "End this round here" }
            }
        }
    };
    Page::new("Paused").body(body).render(visit)
}
