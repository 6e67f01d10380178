//! The candidate's own ratings against the marks.

use interview::debrief::{Gap, SelfView};
use maud::{Markup, html};

use crate::components::{scale, words};
use crate::room::Room;

/// A mean gap smaller than this is none.
const NONE: f64 = 0.25;

pub(super) fn gaps(room: &Room, view: &SelfView) -> Markup {
    let Some(mean) = view.mean_gap else {
        return html! {
            p.note { "You rated none of the answers. Rating before seeing the marks is how one learns to judge oneself in the room." }
        };
    };
    let clear = view.gaps.iter().filter(|gap| !gap.within_margin).count();
    html! {
        p.lead {
            @if mean.abs() < NONE { "On the whole you see your answers as the marks do." }
            @else if mean > 0.0 { "You rate your answers higher than the marks do, by " (words::level(mean)) " on average." }
            @else { "You rate your answers lower than the marks do, by " (words::level(-mean)) " on average." }
        }
        p.note {
            "Of " (view.gaps.len()) @if view.gaps.len() == 1 { " rated answer " } @else { " rated answers " }
            (clear) @if clear == 1 { " differs" } @else { " differ" } " by more than the margin of the marks."
        }
        ul.gaps { @for gap in &view.gaps { li { (one(room, gap)) } } }
    }
}

fn one(room: &Room, gap: &Gap) -> Markup {
    let asked = room.interview.thread(gap.turn);
    let margin = asked
        .and_then(|thread| thread.marks.as_ref())
        .and_then(|marks| marks.margin);
    html! {
        a href={ "/interviews/" (room.id) "/answers/" (gap.turn) } { (asked.map_or("", |thread| thread.question.text.as_str())) }
        (scale::scale(Some(gap.level), margin, Some(gap.rating)))
    }
}
