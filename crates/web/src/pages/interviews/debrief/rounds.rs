//! Each round's scorecard.

use interview::Debrief;
use interview::debrief::{AnswerCard, CaseCard, RoundCard};
use maud::{Markup, html};

use crate::components::{icon, scale, words};
use crate::room::Room;

pub(super) fn cards(room: &Room, debrief: &Debrief) -> Markup {
    html! {
        @if debrief.rounds.is_empty() { p.note { "No round was begun." } }
        @for round in &debrief.rounds { (card(room, round)) }
    }
}

fn card(room: &Room, round: &RoundCard) -> Markup {
    let (level, margin) = round
        .level
        .map_or((None, None), |each| (Some(each.level), Some(each.margin)));
    html! {
        article.round-card {
            header {
                div {
                    h3 { (round.name) }
                    p.soft {
                        (round.answers.len()) @if round.answers.len() == 1 { " question" } @else { " questions" }
                        @if round.minutes >= 1.0 { ", " (format!("{:.0}", round.minutes)) " minutes" }
                    }
                }
                p.figure-with {
                    @match level {
                        Some(level) => { strong.figure { (words::level(level)) } @if let Some(margin) = margin { span.soft { " \u{b1} " (words::level(margin)) } } },
                        None => span.soft { "Not observed" },
                    }
                }
            }
            (scale::scale(level, margin, None))
            ul.rows { @for answer in &round.answers {
                li { (row(room, answer)) }
                @if let Some(case) = &answer.case { li { (graded(case)) } }
            } }
            @if !round.criteria.is_empty() {
                details {
                    summary { "Criterion by criterion" }
                    ul.criterion-levels { @for criterion in &round.criteria {
                        li {
                            span { (words::any_criterion(&room.panel.pack, criterion.id)) }
                            (scale::steps(criterion.level.map(rounded)))
                            span.soft {
                                @match criterion.level { Some(level) => (words::level(level)), None => "not observed" }
                                ", seen in " (criterion.observed) " of " (criterion.of)
                                @if criterion.arithmetic > 0 { ", of them " (criterion.arithmetic) " by arithmetic" }
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// A case that was worked for a question, with its grade.
fn graded(case: &CaseCard) -> Markup {
    html! {
        a href={ "/cases/" (case.grade.case) } {
            span.name { "On real numbers: " (case.grade.name) }
            span.about { (format!("{:.0}", case.grade.points)) " of 100 points, by arithmetic against the truth of a simulated service" }
            span.aside.keep { strong.figure { (words::level(case.level.level)) } (icon::arrow()) }
        }
    }
}

fn rounded(level: f64) -> u8 {
    level.round().clamp(1.0, 5.0) as u8
}

fn row(room: &Room, answer: &AnswerCard) -> Markup {
    html! {
        a href={ "/interviews/" (room.id) "/answers/" (answer.turn) } {
            span.name { (answer.text) }
            span.about {
                @if answer.skipped { "Passed" }
                @else {
                    @match answer.rating.and_then(|rating| rating.level) {
                        Some(own) => { "You said " (own) },
                        None => "Not rated by you",
                    }
                }
                @if answer.probes > 0 { " \u{b7} " (answer.probes) @if answer.probes == 1 { " follow-up" } @else { " follow-ups" } }
            }
            span.aside.keep {
                @match answer.level {
                    Some(level) => strong.figure { (words::level(level.level)) },
                    None => span.wordy { @if !answer.skipped { "Not observed" } },
                }
                (icon::arrow())
            }
        }
    }
}
