//! Every world on this machine.

use maud::{Markup, html};
use worlds::KeptWorld;

use super::{last_day, title, with_worlds};
use crate::components::{icon, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /worlds`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let kept = with_worlds(&visit, |worlds| worlds.list()).await?;
    let bytes = kept.iter().map(|world| world.bytes).sum();
    let body = html! {
        header.head {
            p.kicker { a href="/lab" { "Lab" } }
            h1 { "Worlds" }
            p.lede { "A world is one simulated streaming service: members who find something or give up, watch, pay, leave and come back. Whatever goes wrong in it has a cause that is known." }
            div.actions { a.button href="/worlds/new" { "Make a world" (icon::arrow()) } }
        }
        @if kept.is_empty() {
            div.empty {
                h2 { "None yet" }
                p { "The first one takes less than a minute on most machines. Cases and experiments make their own as they need them." }
            }
        } @else {
            (section("kept", "On this machine", html! {
                ul.rows { @for world in &kept { li { (row(&visit, world)) } } }
                p.note { (worlds::size(bytes)) " in all. A world that was removed can be made again: the same wish with the same seed gives the same bytes." }
            }))
        }
    };
    Ok(Page::new("Worlds").at(Place::Lab).body(body).render(&visit))
}

fn row(visit: &Visit, kept: &KeptWorld) -> Markup {
    html! {
        a href={ "/worlds/" (kept.id) } {
            @match &kept.manifest {
                Ok(manifest) => {
                    @let wish = &manifest.configuration;
                    span.name { (title(wish)) }
                    span.about {
                        (wish.start) " to " (last_day(wish))
                        @if let Some(made) = kept.made { ", made on " (visit.say(visit.app.zone.to_datetime(made).date())) }
                    }
                }
                Err(_) => {
                    span.name { "World " (kept.id) }
                    span.about { "Cannot be read" }
                }
            }
            span.aside { span.wordy { (worlds::size(kept.bytes)) } (icon::arrow()) }
        }
    }
}
