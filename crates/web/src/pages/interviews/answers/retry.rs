//! A question is tried again.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::{Command, Thread};
use maud::{Markup, html};

use super::super::given::Given;
use super::place;
use crate::components::speaking;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::layout::Page;
use crate::pages::recordings;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/answers/{turn}/retry`
pub(crate) async fn show(
    visit: Visit,
    Path((id, turn)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let thread = place::thread(&room, &turn)?;
    if room.interview.current_turn().is_some() {
        return Ok(Redirect::to(&format!("/interviews/{id}")).into_response());
    }
    if thread.wants_rating() {
        // The first attempt's marks come up beside the second: they are to be rated before.
        return Ok(Redirect::to(&format!("/interviews/{id}/answers/{turn}")).into_response());
    }
    let draft = visit.app.store.draft(&room.id, thread.opened_by()).await?;
    let attempt = place::attempts(&room.interview, &thread.question.id).saturating_add(1);
    let name = recordings::name_of(&room.id, thread.opened_by(), attempt);
    let recorded = visit.app.store.recording(&name).await?;
    let speak = speaking::panel(
        &visit.app.preferences().await?,
        &name,
        recorded.as_ref(),
        &visit.app.store.listened(&name).await?,
        &thread.question.text,
    );
    let draft = draft.as_deref();
    Ok(form(&visit, &room, (thread, attempt), draft, &speak).into_response())
}

fn form(
    visit: &Visit,
    room: &Room,
    (thread, attempt): (&Thread, u32),
    draft: Option<&str>,
    speak: &Markup,
) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let turn = thread.opened_by();
    let advice = thread
        .marks
        .as_ref()
        .filter(|_| thread.marks_visible())
        .map(|marks| &marks.advice[..])
        .unwrap_or_default();
    let body = html! {
        div.room {
            section.stage data-here=(here) data-turn=(turn) data-attempt=(attempt) aria-label="Another attempt" {
                div.roombar { p.where { strong { "Another attempt" } span.soft { (place::round_name(room, thread)) } } }
                div.wall.asks { h1 #asked { (thread.question.text) } }
                (speak)
                form #turn.turn method="post" action={ (here) "/answers/" (turn) "/retry" } {
                    input type="hidden" name="turn" value=(turn);
                    input type="hidden" name="attempt" value=(attempt);
                    input type="hidden" name="seconds" value="";
                    label.field {
                        span { "Your answer" }
                        textarea #answer name="text" rows="13" dir="auto" required aria-describedby="asked kept" { "\n" (draft.unwrap_or_default()) }
                    }
                    div.turn-actions {
                        button.button { "Mark it" }
                        span.grow {}
                        a.button.plain href={ (here) "/answers/" (turn) } { "Leave it" }
                    }
                    p.note.kept #kept { span #saved role="status" {} }
                }
            }
            aside.thinking {
                @if advice.is_empty() {
                    p.note { "Say it anew instead of mending the old words: that is what the room asks of you." }
                } @else {
                    h2 { "Change " @if advice.len() == 1 { "one thing" } @else { "two things" } }
                    ol.advice.brief-advice { @for each in advice { li { p { (each.change) } p.ask { (each.prompt) } } } }
                }
            }
        }
    };
    Page::new("Try again")
        .focused()
        .script("room.js")
        .script("speak.js")
        .body(body)
        .render(visit)
}

/// `POST /interviews/{id}/answers/{turn}/retry`
pub(crate) async fn answer(
    visit: Visit,
    Path((id, turn)): Path<(String, String)>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    let app = &visit.app;
    let tried = async {
        let room = Room::enter(app, &id).await?;
        let thread = place::thread(&room, &turn)?;
        if thread.wants_rating() {
            return Err(Failure::NotRated { interview: room.id });
        }
        let turn = thread.opened_by();
        let question = thread.question.id.clone();
        let command = Command::Retry {
            question: question.clone(),
            text: given.text(),
            seconds: given.seconds(),
            attempt: given.attempt,
        };
        let room = Room::act(app, &id, command).await?;
        app.store.save_draft(&room.id, turn, "", app.now()).await?;
        let text = given.text();
        let sent = given.attempt.filter(|attempt| {
            let known = room.interview.attempt(&question, *attempt);
            known.is_some_and(|known| known.text == text)
        });
        // Of the same words sent twice, the first attempt; else the one that was just made.
        let attempt = sent.unwrap_or_else(|| place::attempts(&room.interview, &question));
        Ok(Redirect::to(&format!(
            "/interviews/{id}/answers/{turn}/comparison/{attempt}"
        )))
    };
    match tried.await {
        Ok(redirect) => Ok(redirect),
        Err(failure) => Err(given.refuse(app, &id, failure).await),
    }
}
