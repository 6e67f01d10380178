//! Everything that was recorded: what it is of, how much room it takes, and how it is forgotten.

use axum::response::Redirect;
use interview::Interview;
use maud::{Markup, html};
use store::{InterviewId, Recording, StoreError};

use super::interviews::recordings::address;
use crate::components::{player, words};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /recordings`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let store = &visit.app.store;
    let recordings = store.recordings().await?;
    let most = visit.app.preferences().await?.speaking.most_bytes();
    let mut listed = Vec::with_capacity(recordings.len());
    let mut last: Option<(InterviewId, Option<Interview>)> = None;
    for recording in &recordings {
        let id = &recording.name.interview;
        if last.as_ref().is_none_or(|(known, _)| known != id) {
            last = Some((id.clone(), found(store.load(id).await)?));
        }
        listed.push(match &last {
            Some((_, Some(interview))) => row(&visit, interview, recording),
            _ => left_behind(recording),
        });
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

/// An interview, where it is still there.
fn found(loaded: Result<Interview, StoreError>) -> Result<Option<Interview>, StoreError> {
    match loaded {
        Ok(interview) => Ok(Some(interview)),
        Err(StoreError::NoSuchInterview(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A recording of an interview that is gone; it goes with all others.
fn left_behind(recording: &Recording) -> Markup {
    html! {
        div {
            p.name { "Of an interview that was deleted" }
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

fn row(visit: &Visit, interview: &Interview, recording: &Recording) -> Markup {
    let thread = interview.thread(recording.name.turn);
    let here = address(&recording.name);
    let asked = thread.map_or("An answer", |thread| thread.question.text.as_str());
    let title = &interview.setup().title;
    html! {
        div {
            p.name { a href=(here) { (asked) } }
            p.soft {
                @if title != asked { (title) ", " }
                (visit.day(interview.started_at()))
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
