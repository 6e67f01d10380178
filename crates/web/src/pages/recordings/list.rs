//! Everything that was recorded: what it is of, how much room it takes, and how it is forgotten.

use axum::response::Redirect;
use interview::Interview;
use maud::{Markup, html};
use store::{Kept, KeptCase, Occasion, Recording, RecordingName, StoreError};

use super::address;
use crate::components::{player, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::cases::asked_at;
use crate::visit::Visit;

/// `GET /recordings`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let recordings = store.recordings().await?;
    let most = visit.app.preferences().await?.speaking.most_bytes();
    let mut listed = Vec::with_capacity(recordings.len());
    for of_one in recordings.chunk_by(|one, other| one.name.of == other.name.of) {
        let Some(first) = of_one.first() else {
            continue;
        };
        let held = Held::find(&visit, &first.name.of).await?;
        for recording in of_one {
            listed.push(match held.said(&visit, &recording.name) {
                Some(said) => row(&said, recording),
                None => left_behind(recording),
            });
        }
    }
    let used: u64 = recordings.iter().map(|each| each.bytes).sum();
    let body = html! {
        header.head {
            p.kicker { a href="/settings#speaking" { "Settings" } " / Speaking" }
            h1 { "Your recordings" }
            div.lede { p { "Answers as you spoke them. They lie on this machine, in the folder below, as ordinary sound files, and are never sent anywhere by themselves." } }
        }
        (room_used(used, most))
        p { code.path { (visit.app.data_dir.join("recordings").display()) } }
        @if listed.is_empty() {
            div.empty {
                h2 { "Nothing recorded yet" }
                p { "In any question of the interview room, \u{201c}Speak it\u{201d} opens the microphone." }
                p.actions { a.button href="/practise" { "Practise" } a.button.quiet href="/recordings/bring" { "Bring a recording" } }
            }
        } @else {
            ul.recordings { @for row in &listed { li { (row) } } }
            p.actions {
                a.button.quiet href="/recordings/bring" { "Bring a recording" }
                a.button.plain href="/recordings/delete" { "Delete all recordings\u{2026}" }
            }
        }
    };
    Ok(Page::new("Recordings")
        .at(Place::Practise)
        .body(body)
        .render(&visit))
}

/// The occasion of a recording.
enum Held {
    Interview(Box<Interview>),
    Case(Box<Kept<KeptCase>>),
    Gone,
}

/// What was said in a recording, in words for a list.
struct Said {
    asked: String,
    /// What the occasion is called.
    title: String,
    day: String,
}

impl Held {
    async fn find(visit: &Visit, occasion: &Occasion) -> Result<Self, Failure> {
        let store = &visit.app.store;
        Ok(match occasion {
            Occasion::Interview(id) => match store.load(id).await {
                Ok(interview) => Self::Interview(Box::new(interview)),
                Err(StoreError::NoSuchInterview(_)) => Self::Gone,
                Err(error) => return Err(error.into()),
            },
            Occasion::Case(id) => match store.paper::<KeptCase>(&id.to_string()).await? {
                Some(case) => Self::Case(Box::new(case)),
                None => Self::Gone,
            },
        })
    }

    /// `None` where the occasion is gone.
    fn said(&self, visit: &Visit, name: &RecordingName) -> Option<Said> {
        match self {
            Self::Interview(interview) => {
                let thread = interview.thread(name.turn);
                Some(Said {
                    asked: thread.map_or_else(an_answer, |thread| thread.question.text.clone()),
                    title: interview.setup().title.clone(),
                    day: visit.day(interview.started_at()),
                })
            }
            Self::Case(kept) => {
                let sitting = &kept.paper.0;
                let pack = visit.app.panel(&sitting.pack).map(|panel| &panel.pack);
                let case = pack.and_then(|pack| pack.case(&sitting.case));
                Some(Said {
                    asked: asked_at(sitting, name.turn.0).unwrap_or_else(an_answer),
                    title: case.map_or_else(|| sitting.case.to_string(), |case| case.name.clone()),
                    day: visit.day(kept.created),
                })
            }
            Self::Gone => None,
        }
    }
}

fn an_answer() -> String {
    "An answer".to_owned()
}

/// A recording whose occasion is gone; it goes with all others.
fn left_behind(recording: &Recording) -> Markup {
    let occasion = match recording.name.of {
        Occasion::Interview(_) => "an interview",
        Occasion::Case(_) => "a case",
    };
    html! {
        div {
            p.name { "Of " (occasion) " that was deleted" }
            p.soft { (length_and_size(recording)) }
        }
    }
}

fn length_and_size(recording: &Recording) -> String {
    format!(
        "{} \u{b7} {}",
        words::length(recording.seconds()),
        words::bytes(recording.bytes)
    )
}

fn row(said: &Said, recording: &Recording) -> Markup {
    let here = address(&recording.name);
    let Said { asked, title, day } = said;
    html! {
        div {
            p.name { a href=(here) { (asked) } }
            p.soft {
                @if title != asked { (title) ", " }
                (day)
                @if recording.name.attempt > 0 { ", tried again" }
                " \u{b7} " (length_and_size(recording))
            }
        }
        (player::player(&recording.name, "The recording"))
        a.button.plain.small href={ (here) "/delete" } { "Delete" span.hidden { " this recording" } }
    }
}

/// How much room recordings take of what they may.
pub(crate) fn room_used(used: u64, most: u64) -> Markup {
    html! {
        p.room-used {
            progress max=(most) value=(used.min(most)) aria-label="Room that recordings take" {}
            span { (words::bytes(used)) " of " (words::bytes(most)) " used" }
        }
    }
}

/// `GET /recordings/delete`: asks first.
pub(crate) async fn ask_all(visit: Visit) -> Result<Markup, Failure> {
    let recordings = visit.app.store.recordings().await?;
    let used = recordings.iter().map(|each| each.bytes).sum();
    let body = html! {
        header.head {
            p.kicker { a href="/recordings" { "Recordings" } }
            h1 { "Delete all recordings?" }
            div.lede { p {
                (recordings.len()) " of them, " (words::bytes(used)) ". Answers in words and their marks stay. What is deleted is overwritten on the disk and cannot be brought back."
            } }
        }
        form.actions method="post" action="/recordings/delete" {
            button.button.danger { "Delete them all" }
            a.button.plain href="/recordings" { "Keep them" }
        }
    };
    Ok(Page::new("Delete all recordings")
        .at(Place::Practise)
        .body(body)
        .render(&visit))
}

/// `POST /recordings/delete`
pub(crate) async fn delete_all(visit: Visit) -> Result<Redirect, Failure> {
    visit.app.store.forget_recordings().await?;
    Ok(Redirect::to("/recordings"))
}
