//! Sittings of a day, each with the place where it is done and a box to tick.

use maud::{Markup, html};
use prep::plan::{Sitting, ticked, ticked_off};

use super::{Desk, place};
use crate::components::{icon, words};
use crate::visit::Visit;

/// Today's sittings.
pub(crate) fn today(visit: &Visit, desk: &Desk, sittings: &[Sitting], back: &str) -> Markup {
    let today = visit.today();
    html! {
        ul.rows.duties { @for sitting in sittings {
            @let done = ticked(sitting, &desk.known, today);
            @let by_hand = ticked_off(sitting, &desk.known, today);
            li.row.done[done] {
                a.what href=(place(&sitting.task)) {
                    span.name { (sitting.title) }
                    span.about { (sitting.about) }
                }
                span.aside.keep {
                    span { (words::length(f64::from(sitting.minutes * 60))) }
                    (tick(sitting, done, by_hand, back))
                }
            }
        } }
    }
}

/// A box to tick; what shows by itself needs none.
fn tick(sitting: &Sitting, done: bool, by_hand: bool, back: &str) -> Markup {
    let (word, label) = if done {
        ("no", "Not done after all")
    } else {
        ("yes", "Done")
    };
    html! {
        @if done && !by_hand {
            span.ticked { (icon::tick()) span.hidden { "Done" } }
        } @else {
            form method="post" action="/plan/done" {
                input type="hidden" name="key" value=(sitting.task.key());
                input type="hidden" name="minutes" value=(sitting.minutes);
                input type="hidden" name="back" value=(back);
                button.tick.ticked[done] name="done" value=(word) title=(label) aria-label={ (label) ": " (sitting.title) } { (icon::tick()) }
            }
        }
    }
}

/// How much of today is done, in a line.
pub(crate) fn so_far(visit: &Visit, desk: &Desk, sittings: &[Sitting]) -> Markup {
    let today = visit.today();
    let all: u32 = sittings.iter().map(|sitting| sitting.minutes).sum();
    let done = sittings
        .iter()
        .filter(|sitting| ticked(sitting, &desk.known, today));
    let done: u32 = done.map(|sitting| sitting.minutes).sum();
    html! {
        @if sittings.is_empty() { "Nothing is planned for today: rest counts." }
        @else if done >= all { "All " (all) " minutes are done." }
        @else if done == 0 { (words::hours(all)) " in all." }
        @else { (done) " of " (all) " minutes done." }
    }
}
