//! At most three things to do, each leading somewhere.

use interview::Debrief;
use interview::debrief::NextAction;
use maud::{Markup, html};

use super::said;
use crate::components::{icon, words};
use crate::room::Room;

pub(super) fn actions(room: &Room, debrief: &Debrief) -> Markup {
    html! {
        ol.advice { @for action in &debrief.actions { li { (one(room, action)) } } }
    }
}

fn one(room: &Room, action: &NextAction) -> Markup {
    let pack = &room.panel.pack;
    let questions: Vec<_> = action
        .practise
        .iter()
        .filter_map(|id| pack.question(id))
        .collect();
    html! {
        p.change { (action.change) }
        p.note {
            (words::criterion(pack, action.kind, action.criterion)) ", "
            @match action.level {
                Some(level) => { "level " (words::level(level)) " so far" },
                None => "never observed",
            }
        }
        @if let Some(words) = &action.said { (said(room, words)) }
        @if let Some((first, rest)) = questions.split_first() {
            p.try { "Try: " (first.text) }
            form.actions method="post" action="/practise/question" {
                input type="hidden" name="question" value=(first.id);
                button.button.quiet.small { "Practise it now" (icon::arrow()) }
            }
            @if !rest.is_empty() {
                details {
                    summary { "Other questions for this" }
                    ul.points { @for question in rest { li { a href={ "/questions/" (question.id) } { (question.text) } } } }
                }
            }
        }
    }
}
