//! The stage while a friend who leads says what is asked next.

use interview::Turn;
use maud::{Markup, html};

use super::friend::NAMELESS;
use crate::components::icon;
use crate::room::Room;

/// What the candidate sees meanwhile; our script looks for what is asked, without it a link does.
pub(super) fn stage(room: &Room, answered: &Turn, bar: &Markup) -> Markup {
    let here = format!("/interviews/{}", room.id);
    let leads = room
        .interview
        .lead()
        .map_or(NAMELESS, |person| person.name.as_str());
    html! {
        section #stage.stage data-here=(here) data-turn="" data-awaited aria-label="Interview" {
            (bar)
            div.wall.asks {
                p.who { strong { (leads) } }
                h1 #asked tabindex="-1" { (leads) " has your answer, and says what comes next." }
                p.soft.hint { "The clock stands still until then." }
            }
            form #turn.turn method="post" action={ (here) "/go-on" } {
                input type="hidden" name="turn" value=(answered.id);
                div.turn-actions {
                    noscript { a.button href=(here) { "Look again" } }
                    button.button.quiet { "Go on without waiting" }
                    div.ways-out {
                        button.button.plain formaction={ (here) "/pause" } { (icon::pause()) "Pause" }
                        button.button.plain formaction={ (here) "/close-round" } { "End round" }
                    }
                }
            }
        }
    }
}
