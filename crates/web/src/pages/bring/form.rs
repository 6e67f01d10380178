//! The page on which a recording is brought.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use crate::components::head;
use crate::layout::{Page, Place};
use crate::visit::Visit;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    question: String,
}

/// `GET /recordings/bring`
pub(crate) async fn show(
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, crate::failure::Failure> {
    let by = visit.app.preferences().await?.transcription.by;
    let body = html! {
        (head("Practise", "Bring a recording", html! { p {
            "A mock interview with a friend, a voice note, a transcript that a meeting program made: as the answer to a question it is marked and shown like one that was given here."
        } }))
        form #bring.stack method="post" action="/recordings/bring" enctype="multipart/form-data" {
            (questions(&visit, &wanted.question))
            label.field { span { "The recording" } input type="file" name="sound" accept="audio/*,.wav,.mp3,.m4a,.ogg,.oga,.flac,.webm,.opus" aria-describedby="sound-about"; }
            p.note #sound-about { "wav, mp3, m4a, ogg or flac, up to three hours; webm and opus are read by this browser. Where somebody else speaks in it too, bring a transcript with times: then what is measured is you." }
            label.field { span { "A transcript of it" } input type="file" name="transcript" accept=".srt,.vtt,.txt" aria-describedby="transcript-about"; }
            p.note #transcript-about {
                "srt, vtt or plain text, as Zoom, Teams, Google Meet, Otter or YouTube write it, or by hand: \u{201c}Q: \u{2026}\u{201d}, \u{201c}A: \u{2026}\u{201d}, or names with a colon. Where several speak, you are asked next which words are yours. Times in it are used; without it "
                @if by.takes_recordings() { "you can have the recording written down in the room." }
                @else { "you type what you said while you listen." }
            }
            p #bring-state role="status" {}
            div.actions { button.button { "Bring it" } a.button.plain href="/recordings" { "Your recordings" } }
        }
    };
    Ok(Page::new("Bring a recording")
        .at(Place::Practise)
        .script("bring.js")
        .body(body)
        .render(&visit))
}

/// The choice of a question, with one chosen.
pub(super) fn questions(visit: &Visit, chosen: &str) -> Markup {
    html! {
        label.field { span { "The question that it answers" } select name="question" required {
            option value="" { "Choose" }
            @for question in visit.pack.questions.iter().filter(|each| each.stands_alone()) {
                option value=(question.id) selected[question.id.as_str() == chosen] { (question.text) }
            }
        } }
    }
}
