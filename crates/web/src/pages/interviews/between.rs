//! Before, between and after rounds: what was said, what can be rated, and what comes next.

use interview::interview::Round;
use interview::setup::{RoundSetup, Scope};
use interview::{Interview, Thread};
use maud::{Markup, html};

use super::friend;
use crate::components::{icon, rating, section, words};
use crate::layout::Page;
use crate::room::Room;
use crate::visit::Visit;

/// The page while nobody waits for the candidate.
pub(super) fn page(visit: &Visit, room: &Room) -> Markup {
    let interview = &room.interview;
    let here = format!("/interviews/{}", room.id);
    let body = html! {
        (wall(room, &here))
        @for round in interview.rounds().iter().rev() {
            @let name = interview.round_setup(&round.id).map_or(round.id.as_str(), |setup| setup.name.as_str());
            (section(round.id.as_str(), name, answers(&here, round)))
        }
        @if !interview.ended() {
            (still_to_come(interview))
            form.leave method="post" action={ (here) "/end" } {
                details {
                    summary { "Stop here" }
                    p.note { "Ends the interview with the rounds held so far. The debrief then says what was never observed." }
                    button.button.quiet.small { "End the interview" }
                }
            }
        }
    };
    Page::new(interview.setup().title.clone())
        .body(body)
        .render(visit)
}

fn wall(room: &Room, here: &str) -> Markup {
    let interview = &room.interview;
    let closed = interview
        .rounds()
        .last()
        .and_then(|round| Some((round, round.closed.as_ref()?)));
    html! {
        div.wall.welcome {
            p.kicker { (interview.setup().title) }
            @if let Some((round, closed)) = closed {
                div.farewell {
                    p.who { (round.threads.last().and_then(|thread| thread.turns.last()).map_or("", |turn| turn.interviewer.name.as_str())) }
                    p.speech { @if let Some(remark) = closed.because.remark() { (remark) " " } (closed.text) }
                }
            }
            @match interview.next_round().filter(|_| !interview.ended()) {
                Some(next) => (next_round(room, here, next)),
                None => (over(interview, here)),
            }
        }
    }
}

fn next_round(room: &Room, here: &str, next: &RoundSetup) -> Markup {
    let interview = &room.interview;
    let round = room.panel.pack.round(&next.round);
    let place = interview.rounds().len() + 1;
    html! {
        @if interview.setup().rounds.len() > 1 { p.soft { "Round " (place) " of " (interview.setup().rounds.len()) } }
        h1 { (next.name) }
        @if let Some(round) = round {
            p.lede { (round.form) }
            ul.people {
                @for person in &round.interviewers { li { strong { (person.name) } span.soft { (person.role) } } }
            }
        }
        @match interview.setup().brought.len() {
            0 => {},
            1 => p.soft { "They have read one of your notes, and may ask for it." },
            many => p.soft { "They have read " (many) " of your notes, and may ask for one." },
        }
        form.actions method="post" action={ (here) "/begin" } {
            button.button { @if place == 1 { "I am ready" } @else { "Go in" } (icon::arrow()) }
            span.soft {
                @if interview.setup().timed { (next.minutes) " minutes, " } @else { "No clock, " }
                (next.questions) @if next.questions == 1 { " question" } @else { " questions" }
                @if next.presentation { ", after a presentation that you prepare from a brief" }
            }
        }
        p.soft { (friend::way(room)) }
    }
}

fn over(interview: &Interview, here: &str) -> Markup {
    let unrated = interview
        .threads()
        .filter(|thread| thread.wants_rating())
        .count();
    html! {
        h1 { @if interview.setup().scope == Scope::Loop { "That was the loop" } @else { "That was the round" } }
        p.lede {
            @match unrated {
                0 => "Everything is rated.",
                1 => "One answer waits for your own rating; then its marks are shown.",
                _ => { (unrated) " answers wait for your own rating; then their marks are shown." }
            }
        }
        div.actions {
            @if let Some(first) = interview.threads().find(|thread| thread.wants_rating()) {
                a.button href={ (here) "/answers/" (first.opened_by()) } { "Rate your answers" (icon::arrow()) }
            } @else {
                a.button href={ (here) "/debrief" } { "Read the debrief" (icon::arrow()) }
            }
        }
    }
}

fn answers(here: &str, round: &Round) -> Markup {
    html! {
        @if round.threads.is_empty() { p.note { "Nothing was asked." } }
        ul.rows { @for thread in &round.threads { li { (row(here, thread)) } } }
    }
}

/// A question as a row that leads to its answer; its level only where it may be seen.
fn row(here: &str, thread: &Thread) -> Markup {
    html! {
        a href={ (here) "/answers/" (thread.opened_by()) } {
            span.name { (thread.question.text) }
            span.about {
                @if !thread.answered() { "Passed" }
                @else if thread.wants_rating() { "Waits for your rating" }
                @else {
                    @match thread.rating.and_then(|rating| rating.level) {
                        Some(level) => { "You: " (level) ", " (rating::word(level).to_lowercase()) },
                        None => "Not rated by you",
                    }
                }
                @let probes = thread.follow_ups();
                @if probes > 0 { " \u{b7} " (probes) @if probes == 1 { " follow-up" } @else { " follow-ups" } }
            }
            span.aside.keep {
                @if thread.marks_visible() {
                    @match thread.marks.as_ref().and_then(|marks| marks.level) {
                        Some(level) => strong.figure { (words::level(level)) },
                        None => span.wordy { "Not observed" },
                    }
                }
                (icon::arrow())
            }
        }
    }
}

fn still_to_come(interview: &Interview) -> Markup {
    let after_next = interview.rounds().len() + 1;
    let rounds = interview.setup().rounds.iter().skip(after_next);
    html! {
        @if interview.setup().rounds.len() > after_next {
            (section("to-come", "Still to come", html! {
                ol.plain-rows { @for round in rounds {
                    li { strong { (round.name) } span.soft { (round.minutes) " min, " (round.questions) @if round.questions == 1 { " question" } @else { " questions" } } }
                } }
            }))
        }
    }
}
