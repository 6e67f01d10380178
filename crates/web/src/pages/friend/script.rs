//! The script of the round: what is said, what is asked, and what to listen for.

use interview::interview::Round;
use interview::setup::RoundSetup;
use interview::{Thread, Turn};
use maud::{Markup, html};

use super::Guest;
use crate::components::markdown;

/// Words to open a round with, and who usually does.
pub(super) fn opening(guest: &Guest, next: &RoundSetup) -> Markup {
    let round = guest.room.panel.pack.round(&next.round);
    html! {
        div.wall.asks {
            p.followup { span.tag { "Not begun" } span.soft { "Round " (guest.room.interview.rounds().len() + 1) " of " (guest.room.interview.setup().rounds.len()) } }
            h1 { (next.name) }
            @if let Some(round) = round {
                p.soft.hint { (round.form) }
            }
            p.soft.hint {
                (next.minutes) " minutes, " (next.questions) @if next.questions == 1 { " question" } @else { " questions" }
                ". It begins when the candidate goes in."
            }
        }
        @if let Some(round) = round.filter(|round| !round.opening.is_empty()) {
            div.script { h2 { "Words to open with" } p.speech { (round.opening) } }
        }
    }
}

/// What is asked now.
pub(super) fn asked(guest: &Guest, round: &Round, thread: &Thread, turn: &Turn) -> Markup {
    let first = round.threads.len() == 1 && thread.turns.len() == 1;
    let yours = guest.room.interview.lead() == Some(&turn.interviewer);
    html! {
        div.wall.asks {
            p.who { strong { @if yours { "You ask" } @else { (turn.interviewer.name) " asks" } } }
            @if first && !round.opening.is_empty() { p.speech.opening { (round.opening) } }
            @if turn.follows_up() { p.followup { span.tag { "Follow-up" } span.soft { "to: " (thread.question.text) } } }
            h1 #asked { (turn.text) }
            @if let Some(question) = guest.room.panel.pack.question(&thread.question.id) {
                @if !turn.follows_up() { p.soft.hint { "A good answer takes about " (question.minutes) @if question.minutes == 1 { " minute" } @else { " minutes" } " to say." } }
            }
        }
    }
}

/// What the question is for, and what strong and weak answers contain.
pub(super) fn listen_for(guest: &Guest, thread: &Thread) -> Markup {
    html! {
        @if let Some(question) = guest.room.panel.pack.question(&thread.question.id) {
            details.script open {
                summary { "Listen for" }
                p { (question.tests) }
                ul.points { @for point in &question.strong { li { (point) } } }
                h3 { "Weak answers" }
                ul.points { @for point in &question.weak { li { (point) } } }
            }
        }
        @if let Some(brief) = &thread.question.brief {
            details.script { summary { "The brief that was sent ahead" } (markdown(brief)) }
        }
    }
}
