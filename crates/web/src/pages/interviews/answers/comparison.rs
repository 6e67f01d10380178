//! Two attempts at a question, side by side.

use std::sync::Arc;

use axum::Extension;
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
use prep::story::Story;
use store::Kept;

use super::sound::{self, Told};
use super::spoken::{self, Spoken};
use super::whole::{said, whole};
use super::{keep, marks, moments, place};
use crate::components::{icon, player, scale, section, words};
use crate::ears::Ears;
use crate::failure::Failure;
use crate::layout::Page;
use crate::pages::recordings::name_of;
use crate::room::Room;
use crate::visit::Visit;

/// `GET /interviews/{id}/answers/{turn}/comparison/{attempt}`; attempts at a question are counted from 1.
pub(crate) async fn show(
    visit: Visit,
    Extension(ears): Extension<Arc<Ears>>,
    Path((id, turn, attempt)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let room = Room::enter(&visit.app, &id).await?;
    let thread = place::thread(&room, &turn)?;
    let number: u32 = attempt.parse().unwrap_or_default();
    let retry = room
        .interview
        .attempt(&thread.question.id, number)
        .ok_or(Failure::NoSuch {
            what: "attempt",
            id: attempt,
        })?;
    if thread.wants_rating() {
        return Ok(Redirect::to(&format!("/interviews/{id}/answers/{turn}")).into_response());
    }
    let mut before = spoken::turns(&visit, &ears, &room, thread).await?;
    let name = name_of(&room.id, thread.opened_by(), number);
    let sounds = Sounds {
        before: before.remove(&thread.opened_by()),
        now: Spoken::find(&visit, &ears, &name, &retry.text).await?,
    };
    let stories = visit.app.store.papers::<Story>().await?;
    let page = page(&visit, &room, thread, (number, retry), &sounds, &stories);
    Ok(page.into_response())
}

/// The two attempts as they were spoken, where they were.
struct Sounds {
    before: Option<Spoken>,
    now: Option<Spoken>,
}

fn page(
    visit: &Visit,
    room: &Room,
    thread: &Thread,
    (number, retry): (u32, &Retry),
    sounds: &Sounds,
    stories: &[Kept<Story>],
) -> Markup {
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
        @if sounds.before.is_some() || sounds.now.is_some() {
            (section("sound", "How they sounded", side_by_side(thread, retry, before, sounds)))
        }
        (marks::all(pack, kind, &retry.scorecard, &said(&retry.scorecard, &retry.text, sounds.now.as_ref())))
        @if kind == QuestionKind::Behavioural {
            (section("keep", "Keep the better one", keep::keep(&room.id, thread.opened_by(), number, stories)))
        }
        nav.after aria-label="From here" {
            div.actions {
                a.button href={ (address) "/retry" } { (icon::again()) "Once more" }
                a.button.quiet href=(address) { "The first attempt" }
                a.button.plain href={ "/interviews/" (room.id) } { "Back to the interview" }
            }
        }
    };
    Page::new("Two attempts")
        .script("playback.js")
        .body(body)
        .render(visit)
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

/// Both sounds beside each other. Of the first attempt, what was said to the question itself.
fn side_by_side(
    thread: &Thread,
    retry: &Retry,
    before: Option<&Scorecard>,
    sounds: &Sounds,
) -> Markup {
    let joined = thread.joined();
    let (opening, place) = joined.parts.first().map_or_else(
        || (String::new(), Span { start: 0, end: 0 }),
        |(_, place)| {
            let text = joined.text.chars().skip(place.start);
            (text.take(place.end - place.start).collect(), *place)
        },
    );
    let kind = thread.question.kind;
    let attempt =
        |name: &str, spoken: Option<&Spoken>, marks: Option<&Scorecard>, text: &str, place| {
            html! {
                div data-spoken=[spoken.map(Spoken::key)] {
                    h3 { (name) }
                    @match (spoken, marks) {
                        (Some(spoken), Some(marks)) => {
                            (player::player(&spoken.recording.name, name))
                            (sound::shown(&Told { name, kind, marks, place, text, spoken }))
                            (moments::moments(spoken))
                        },
                        _ => p.soft { "Typed, not spoken." },
                    }
                }
            }
        };
    let estimated = [&sounds.before, &sounds.now]
        .into_iter()
        .flatten()
        .any(|spoken| spoken.estimated);
    html! {
        div.two-sounds {
            (attempt("First attempt", sounds.before.as_ref(), before, &opening, place))
            (attempt("This attempt", sounds.now.as_ref(), Some(&retry.scorecard), &retry.text, whole(&retry.text)))
        }
        (sound::research(estimated))
    }
}
