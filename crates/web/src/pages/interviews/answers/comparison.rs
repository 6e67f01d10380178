//! Two attempts at a question, side by side.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use coach::evidence::Span;
use coach::scorecard::Scorecard;
use interview::comparison::AnchorChange;
use interview::interview::Retry;
use interview::{Comparison, Thread};
use maud::{Markup, html};
use pack::Pack;
use pack::vocabulary::QuestionKind;

use super::{marks, place};
use crate::components::{icon, reading, scale, section, words};
use crate::failure::Failure;
use crate::layout::Page;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/answers/{turn}/comparison/{attempt}`; attempts are counted through the
/// interview from 1.
pub(crate) async fn show(
    visit: Visit,
    Path((id, turn, attempt)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let thread = place::thread(&room, &turn)?;
    let retry = attempt
        .parse::<usize>()
        .ok()
        .and_then(|number| room.interview.retries().get(number.checked_sub(1)?))
        .filter(|retry| retry.question == thread.question.id)
        .ok_or(Failure::NoSuch {
            what: "attempt",
            id: attempt,
        })?;
    if thread.wants_rating() {
        return Ok(Redirect::to(&format!("/interviews/{id}/answers/{turn}")).into_response());
    }
    Ok(page(&visit, &room, thread, retry).into_response())
}

fn page(visit: &Visit, room: &Room, thread: &Thread, retry: &Retry) -> Markup {
    let pack = &room.panel.pack;
    let kind = thread.question.kind;
    let address = format!("/interviews/{}/answers/{}", room.id, thread.opened_by());
    let before = thread.marks.as_ref().filter(|_| thread.marks_visible());
    let body = html! {
        header.head {
            p.kicker { a href=(address) { "The first attempt" } " / Compared" }
            h1.question { (thread.question.text) }
        }
        @if let Some(before) = before {
            (compared(pack, kind, before, &retry.scorecard))
        }
        (marks::all(pack, kind, &retry.scorecard, &said(retry)))
        nav.after aria-label="From here" {
            div.actions {
                a.button href={ (address) "/retry" } { (icon::again()) "Once more" }
                a.button.quiet href=(address) { "The first attempt" }
                a.button.plain href={ "/interviews/" (room.id) } { "Back to the interview" }
            }
        }
    };
    Page::new("Two attempts").body(body).render(visit)
}

fn compared(pack: &Pack, kind: QuestionKind, before: &Scorecard, after: &Scorecard) -> Markup {
    let comparison = Comparison::between(before, after);
    html! {
        div.attempts {
            figure { figcaption { "First attempt" } (figure(before)) (scale::scale(before.level, before.margin, None)) }
            figure { figcaption { "This attempt" } (figure(after)) (scale::scale(after.level, after.margin, None)) }
        }
        p.finding { (finding(&comparison)) }
        (section("anchors", "Which anchors changed", html! {
            @if comparison.changes.is_empty() { p { "None: every criterion stands on the anchor on which it stood." } }
            ul.changes { @for change in &comparison.changes { li { (changed(pack, kind, change)) } } }
        }))
    }
}

fn figure(marks: &Scorecard) -> Markup {
    html! {
        p.level.none[marks.level.is_none()] {
            @match marks.level {
                Some(level) => strong { (words::level(level)) },
                None => strong { "Not observed" },
            }
        }
    }
}

fn finding(comparison: &Comparison) -> String {
    match comparison.difference {
        None => {
            "One of the two could not be placed on the scale, so there is no difference to tell."
                .to_owned()
        }
        Some(difference) if comparison.within_noise => format!(
            "The difference of {difference:+.1} is inside the noise: two attempts that are equally good differ by up to {:.1} anyway. Look at the anchors, not at the figure.",
            comparison.noise
        ),
        Some(difference) => format!(
            "The difference of {difference:+.1} is larger than the {:.1} that two equally good attempts can differ by.",
            comparison.noise
        ),
    }
}

fn changed(pack: &Pack, kind: QuestionKind, change: &AnchorChange) -> Markup {
    let says = |level: Option<u8>| {
        level.and_then(|level| {
            pack.criterion(kind, change.criterion)?
                .anchors
                .iter()
                .find(|each| each.level == level)
                .map(|anchor| anchor.says.as_str())
        })
    };
    let side = |name: &str, level: Option<u8>| {
        html! {
            div {
                p.reached {
                    span.soft { (name) }
                    (scale::steps(level))
                    @match level { Some(level) => strong { (level) }, None => span.soft { "Not observed" } }
                }
                @if let Some(says) = says(level) { p { (says) } }
            }
        }
    };
    html! {
        h3 { (words::criterion(pack, kind, change.criterion)) }
        div.sides { (side("Before", change.before)) (side("Now", change.after)) }
    }
}

fn said(retry: &Retry) -> Markup {
    let stretches = reading::stretches(&retry.scorecard);
    let whole = Span {
        start: 0,
        end: retry.text.chars().count(),
    };
    html! {
        div.reading {
            @if !stretches.is_empty() { (reading::key(&stretches)) }
            p.typed.read dir="auto" { (reading::marked(&retry.text, whole, &stretches)) }
        }
    }
}
