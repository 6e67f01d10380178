//! The candidate's own ratings against the marks.

use interview::debrief::{Gap, SelfView};
use maud::{Markup, html};

use crate::components::scale;
use crate::room::Room;

pub(super) fn gaps(room: &Room, view: &SelfView) -> Markup {
    if view.gaps.is_empty() {
        return html! { p.note { (view.says()) } };
    }
    let clear = view.gaps.iter().filter(|gap| !gap.within_margin).count();
    html! {
        p.lead { (view.says()) }
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
