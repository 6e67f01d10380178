//! What was asked and said, turn by turn.

use interview::Turn;
use interview::interview::Reply;
use maud::{Markup, html};

use crate::components::{markdown, paragraph};

/// Turns with what was said to them; the one that is still open is left out.
pub(crate) fn turns<'turns>(turns: impl Iterator<Item = &'turns Turn>) -> Markup {
    html! {
        ol.transcript {
            @for turn in turns {
                @if let Some(reply) = &turn.reply {
                    li {
                        (asked(turn))
                        div.reply { (said(turn, reply)) }
                    }
                }
            }
        }
    }
}

/// What was asked, and by whom.
pub(crate) fn asked(turn: &Turn) -> Markup {
    html! {
        p.asked {
            span.who { (turn.interviewer.name) @if turn.follows_up() { span.soft { " follows up" } } }
            q { (turn.text) }
        }
    }
}

fn said(turn: &Turn, reply: &Reply) -> Markup {
    match reply {
        Reply::Skipped { .. } => html! { p.soft { "Passed." } },
        Reply::Said { text, .. } if turn.presentation => html! {
            details { summary { "The presentation" } (markdown(text)) }
        },
        Reply::Said { text, .. } if text.trim().is_empty() => html! { p.soft { "Nothing said." } },
        Reply::Said { text, .. } => paragraph(text),
    }
}
