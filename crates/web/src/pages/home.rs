//! Where a sitting begins.

use maud::{Markup, html};

use crate::components::{icon, section};
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /`
pub(crate) async fn show(visit: Visit) -> Markup {
    let pack = &visit.pack;
    let body = html! {
        div.wall.welcome {
            p.kicker { (pack.manifest.company) ", " (pack.manifest.role.to_lowercase()) }
            h1 { "Rehearse the whole interview before it counts." }
            p.lede { "Answer as you would in the room. Every mark you get quotes your own words, and nothing you type leaves this machine." }
            div.actions {
                @if let Some(first) = pack.manifest.loop_rounds.first().and_then(|id| pack.round(id)) {
                    a.button href={ "/practise/round/" (first.id) } { "Begin with the " (first.name.to_lowercase()) (icon::arrow()) }
                    span.soft { "About " (first.minutes) " minutes" }
                }
            }
        }
        (section("rounds", "The loop", html! {
            ol.rows.numbered {
                @for round in pack.manifest.loop_rounds.iter().filter_map(|id| pack.round(id)) {
                    li { a href={ "/practise/round/" (round.id) } {
                        span.name { (round.name) }
                        span.about { (round.form) }
                        span.aside { span.wordy { (round.minutes) " min" } (icon::arrow()) }
                    } }
                }
            }
        }))
    };
    Page::new("Today").at(Place::Home).body(body).render(&visit)
}
