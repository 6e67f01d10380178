//! The parts of a form that set up an interview.

use interview::setup::{MINUTES, RoundSetup, most_questions};
use maud::{Markup, html};
use pack::Pack;

/// How long a round is to be and how many questions it is to have.
pub(super) fn lengths(pack: &Pack, setup: &RoundSetup) -> Markup {
    let id = &setup.round;
    html! {
        label.number {
            input type="number" name={ "minutes-" (id) } value=(setup.minutes) min=(MINUTES.start()) max=(MINUTES.end()) required
                aria-label={ "Minutes of " (setup.name) };
            span aria-hidden="true" { "min" }
        }
        label.number {
            input type="number" name={ "questions-" (id) } value=(setup.questions) min="1" max=(most_questions(pack, id)) required
                aria-label={ "Questions of " (setup.name) };
            span aria-hidden="true" { "questions" }
        }
    }
}

/// The clock, and what only few want to change.
pub(super) fn rest() -> Markup {
    html! {
        fieldset.choices {
            legend.hidden { "Clock" }
            label.check {
                input type="radio" name="clock" value="timed" checked;
                span { strong { "Timed" } " \u{b7} a round ends when its minutes are over; nobody cuts you off in the middle of an answer" }
            }
            label.check {
                input type="radio" name="clock" value="untimed";
                span { strong { "Untimed" } " \u{b7} take all the time you need; every question is asked" }
            }
        }
        details.more {
            summary { "More" }
            label.field {
                span { "Seed" }
                input.short type="text" name="seed" inputmode="numeric" pattern="[0-9]*" maxlength="20" autocomplete="off";
            }
            p.note { "The same seed asks the same questions, as long as the answers are alike. Leave it empty for a new interview." }
        }
    }
}
