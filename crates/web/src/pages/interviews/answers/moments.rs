//! Moments of a recording that were marked, and the form that marks another.

use maud::{Markup, html};

use super::spoken::Spoken;
use crate::components::clock::clock;
use crate::pages::recordings::address;

/// The list and the form.
pub(super) fn moments(spoken: &Spoken) -> Markup {
    let name = &spoken.recording.name;
    let here = address(name);
    html! {
        div id={ "moments-" (name.turn) "-" (name.attempt) } {
            @if !spoken.moments().is_empty() {
                ol.moments {
                    @for (number, moment) in spoken.moments().iter().enumerate() {
                        li {
                            button.link type="button" data-hear=(format!("{:.2}", moment.at)) { (clock(moment.at)) }
                            span dir="auto" { @if moment.note.is_empty() { "Marked" } @else { (moment.note) } }
                            form method="post" action={ (here) "/moments/delete" } {
                                input type="hidden" name="moment" value=(number);
                                input type="hidden" name="at" value=(moment.at);
                                button.button.plain.small { "Forget" span.hidden { " the moment at " (clock(moment.at)) } }
                            }
                        }
                    }
                }
            }
            form.moment method="post" action={ (here) "/moments" } {
                label.number { "Second" input type="number" name="at" min="0" max=(format!("{:.2}", spoken.recording.seconds())) step="0.01" value="0" required; }
                label.field { span { "What happens there" } input type="text" name="note" maxlength="500" placeholder="Here I lost the thread" autocomplete="off"; }
                button.button.quiet { "Mark this moment" }
            }
        }
    }
}
