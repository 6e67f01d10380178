//! One answer: the own rating first, then the marks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use interview::{Scope, Thread};
use maud::{Markup, html};

use store::Recording;

use super::super::{beside, transcript};
use super::{marks, place, spoken};
use crate::components::{icon, player, rating, section};
use crate::ears::Ears;
use crate::failure::Failure;
use crate::layout::Page;
use crate::pages::bring::context;
use crate::pages::recordings::of_turn;
use crate::pages::research::used;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/answers/{turn}`
pub(crate) async fn show(
    visit: Visit,
    Extension(ears): Extension<Arc<Ears>>,
    Path((id, turn)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let thread = place::thread(&room, &turn)?;
    if !thread.closed {
        return Ok(Redirect::to(&format!("/interviews/{id}")).into_response());
    }
    let page = if thread.wants_rating() {
        rate(
            &visit,
            &room,
            thread,
            &recorded(&visit, &room, thread).await?,
        )
    } else if thread.marks_visible() {
        let question = visit.pack.question(&thread.question.id);
        let notes = used::noticed(&visit, question, thread).await?;
        let told = beside::told(&visit, &room).await?;
        let context = context::beside(&visit, &room).await?;
        let more = html! { (context) (beside::answer(&room, thread, told.as_ref())) (notes) };
        let spoken = spoken::turns(&visit, &ears, &room, thread).await?;
        marks::page(&visit, &room, thread, &spoken, &more)
    } else {
        let told = beside::told(&visit, &room).await?;
        let more = beside::answer(&room, thread, told.as_ref());
        nothing_said(&visit, &room, thread, &more)
    };
    Ok(page.into_response())
}

/// What was recorded of an answer.
async fn recorded(visit: &Visit, room: &Room, thread: &Thread) -> Result<Vec<Recording>, Failure> {
    let mut recorded = Vec::new();
    for turn in &thread.turns {
        let name = of_turn(&visit.app, &room.id, thread, turn.id).await?;
        recorded.extend(visit.app.store.recording(&name).await?);
    }
    Ok(recorded)
}

/// The candidate's own view comes first; nothing on this page depends on the marks.
fn rate(visit: &Visit, room: &Room, thread: &Thread, recorded: &[Recording]) -> Markup {
    let address = format!("/interviews/{}/answers/{}", room.id, thread.opened_by());
    let body = html! {
        header.head {
            p.kicker { a href={ "/interviews/" (room.id) } { (place::round_name(room, thread)) } }
            h1 { "How good was your answer?" }
            div.lede { p { "Say what you think before you see the marks. Comparing the two is how judging yourself is learned." } }
        }
        form.rate method="post" action={ (address) "/rating" } {
            ol.anchor-buttons {
                @for (level, word, about) in rating::ANCHORS {
                    li { button name="level" value=(level) {
                        span.number { (level) } strong { (word) } span.about { (about) }
                    } }
                }
            }
            button.button.plain name="level" value=(rating::RATHER_NOT) { "I would rather not; show me the marks" }
        }
        (marks::beside(room, thread))
        (section("said", "What you said", html! {
            @for recording in recorded { p { (player::player(&recording.name, "What you said")) } }
            (transcript::turns(thread.turns.iter()))
        }))
        @if room.interview.setup().scope == Scope::Question { p.actions { (marks::forget(room)) } }
    };
    Page::new("Rate your answer").body(body).render(visit)
}

fn nothing_said(visit: &Visit, room: &Room, thread: &Thread, more: &Markup) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let body = html! {
        header.head {
            p.kicker { a href=(here) { (place::round_name(room, thread)) } }
            h1 { (thread.question.text) }
            div.lede { p { "You passed on this one, so there is nothing to mark." } }
        }
        div.actions {
            @if room.interview.current_turn().is_none() {
                a.button href={ (here) "/answers/" (thread.opened_by()) "/retry" } { (icon::again()) "Try it now" }
            }
            @if room.interview.setup().scope == Scope::Question { a.button.plain href="/practise" { "Practise something else" } }
            @else { a.button.plain href=(here) { "Back to the interview" } }
            (marks::forget(room))
        }
        (marks::beside(room, thread))
        (more)
    };
    Page::new("Passed").body(body).render(visit)
}
