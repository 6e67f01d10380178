//! An answer that is one text: what was said in it, and how it sounded.

use coach::evidence::Span;
use coach::scorecard::Scorecard;
use maud::{Markup, html};
use pack::vocabulary::QuestionKind;

use super::moments;
use super::sound::{self, Told};
use super::spoken::Spoken;
use crate::components::{player, reading};

/// All of a text.
pub(crate) fn whole(text: &str) -> Span {
    Span {
        start: 0,
        end: text.chars().count(),
    }
}

/// What was said, with the evidence in it; each word can be listened to where it was spoken.
pub(crate) fn said(marks: &Scorecard, text: &str, spoken: Option<&Spoken>) -> Markup {
    let stretches = reading::stretches(marks);
    let words = spoken.map_or(&[][..], |spoken| &spoken.words);
    html! {
        div.reading.spoken-answer[spoken.is_some()] data-spoken=[spoken.map(Spoken::key)] {
            @if !stretches.is_empty() { (reading::key(&stretches)) }
            p.typed.read dir="auto" { (reading::marked_and_heard(text, whole(text), &stretches, words)) }
        }
    }
}

/// How it sounded, with the player and the moments that were marked.
pub(crate) fn sounded(
    name: &str,
    kind: QuestionKind,
    marks: &Scorecard,
    text: &str,
    spoken: &Spoken,
) -> Markup {
    let place = whole(text);
    html! {
        div data-spoken=(spoken.key()) {
            (player::player(&spoken.recording.name, name))
            (sound::shown(&Told { name, kind, marks, place, text, spoken }))
            (moments::moments(spoken))
        }
        (sound::research(spoken.estimated))
    }
}
