//! A presentation is given against a clock, from what was prepared.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use interview::command::TimeLeft;
use interview::{State, Turn};
use maud::{Markup, html};
use serde::Deserialize;

use super::given::Given;
use super::stage;
use crate::components::{markdown, speaking, timer};
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::Page;
use crate::pages::recordings;
use crate::room::Room;
use crate::visit::Visit;

/// Minutes where the pack no longer holds the question.
const USUAL: u32 = 25;

/// When the clock was started, in seconds since 1970. It stands in the address: a reload goes on with it.
#[derive(Deserialize)]
pub(crate) struct Since {
    since: Option<i64>,
}

/// `POST /interviews/{id}/giving`: keeps what was prepared, and starts the clock.
pub(crate) async fn begin(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    given.keep(&visit.app, &id).await?;
    let now = visit.app.now().as_second();
    Ok(Redirect::to(&format!(
        "/interviews/{id}/giving?since={now}"
    )))
}

/// `GET /interviews/{id}/giving`; the way to the room where nothing is to be presented.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(Since { since }): Query<Since>,
) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let State::Presenting { turn } = room.interview.state() else {
        return Ok(Redirect::to(&format!("/interviews/{id}")).into_response());
    };
    let turn = room.interview.turn(turn).ok_or(Failure::Broken)?;
    let prepared = visit.app.store.draft(&room.id, turn.id).await?;
    let prepared = prepared.unwrap_or_default();
    if prepared.trim().is_empty() {
        return Ok(Redirect::to(&format!("/interviews/{id}")).into_response());
    }
    let name = recordings::name_of(&room.id, turn.id, 0);
    let recorded = visit.app.store.recording(&name).await?;
    let speak = speaking::panel(
        &visit.app.preferences().await?,
        &name,
        recorded.as_ref(),
        &visit.app.store.listened(&name).await?,
        &turn.text,
    );
    Ok(page(&visit, &room, turn, since, &prepared, &speak).into_response())
}

fn page(
    visit: &Visit,
    room: &Room,
    turn: &Turn,
    since: Option<i64>,
    prepared: &str,
    speak: &Markup,
) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let thread = room.interview.thread(turn.id);
    let question = thread.and_then(|each| room.panel.pack.question(&each.question.id));
    let minutes = question.map_or(USUAL, |question| question.minutes);
    let now = visit.app.now();
    let clock = TimeLeft {
        used: since.map_or(0, |since| now.as_second().saturating_sub(since).max(0)) as f64,
        of: f64::from(minutes) * 60.0,
        running: true,
        at: now,
    };
    let body = html! {
        section #stage.stage data-here=(here) data-turn=(turn.id) aria-label="Presentation" {
            div.roombar {
                p.where { strong { (stage::round_name(room, turn)) } span.soft { "Presentation" } }
                (timer::timer(Some(clock)))
            }
            div.wall.asks {
                p.who { strong { (turn.interviewer.name) } @if !turn.interviewer.role.is_empty() { span.soft { (turn.interviewer.role) } } }
                h1 #asked tabindex="-1" { "Whenever you like." }
                p.soft.hint { "Say it aloud, as you would in the room; stop after " (minutes) " minutes wherever you are. Nothing stops you here, and the questions have a clock of their own." }
            }
            (speak)
            section.brief aria-labelledby="prepared" {
                h2 #prepared { "What you prepared" }
                (markdown(prepared))
            }
            form #turn.turn method="post" action={ (here) "/present" } {
                input type="hidden" name="turn" value=(turn.id);
                details.sofar {
                    summary { "Change the text that is marked" }
                    label.field {
                        span { "Your presentation" }
                        textarea #answer.deck name="text" rows="18" dir="auto" aria-describedby="kept" { "\n" (prepared) }
                    }
                }
                div.turn-actions {
                    button.button { "That is it" }
                    a.button.plain href=(here) { "Back to preparing" }
                }
                p.note.kept #kept { span #saved role="status" {} }
            }
        }
    };
    Page::new("Presentation")
        .focused()
        .script("room.js")
        .script("speak.js")
        .body(body)
        .render(visit)
}
