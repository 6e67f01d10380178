//! What a committee would be told, and how far to trust it.

use interview::Debrief;
use maud::{Markup, html};

use crate::components::{distribution, words};
use crate::room::Room;
use crate::visit::Visit;

pub(super) fn wall(visit: &Visit, room: &Room, debrief: &Debrief) -> Markup {
    let recommendation = &debrief.recommendation;
    let held = debrief.rounds.iter().filter(|round| round.ended.is_some());
    let answers: usize = debrief.rounds.iter().map(|round| round.answers.len()).sum();
    html! {
        div.wall.packet {
            div {
                p.kicker { "Debrief / " (debrief.title) ", " (visit.day(debrief.started)) }
                h1 {
                    @match recommendation.verdict {
                        Some(verdict) => (distribution::words(verdict)),
                        None => "Not enough observed",
                    }
                }
                p.lede { (recommendation.says) }
                dl.figures {
                    @if let Some(estimate) = recommendation.estimate {
                        div { dt { "Level" } dd { (words::level(estimate.level)) span.soft { " \u{b1} " (words::level(estimate.margin)) } } }
                    }
                    div { dt { "Rounds" } dd { (held.count()) span.soft { " of " (room.interview.setup().rounds.len()) } } }
                    div { dt { "Answers" } dd { (answers) } }
                }
            }
            @if let (Some(estimate), Some(_)) = (recommendation.estimate, recommendation.verdict) {
                (distribution::distribution(estimate, &recommendation.likelihood))
            }
        }
        @if !room.interview.ended() {
            p.notices { "This interview is not over: here is how it stands so far. " a href={ "/interviews/" (room.id) } { "Go on with it" } }
        } @else if !debrief.complete {
            p.notices { "It was ended before every round was held." }
        }
    }
}
