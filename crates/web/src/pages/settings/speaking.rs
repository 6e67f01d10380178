//! The part of the settings that is about speaking.

use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use crate::failure::Failure;
use crate::fields::{Fields, misfit};
use crate::pages::recordings;
use crate::preferences::{Speaking, Way};
use crate::visit::Visit;

/// How an answer is spoken, and how much room sound may take.
pub(crate) async fn section(visit: &Visit) -> Result<Markup, Failure> {
    let speaking = visit.app.preferences().await?.speaking;
    let recordings = visit.app.store.recordings().await?;
    let used = recordings.iter().map(|each| each.bytes).sum();
    Ok(html! {
        p { "In the room, \u{201c}Speak it\u{201d} lets you say an answer. The browser asks for the microphone when you press the button to talk, and not before. Sound is written to this machine and goes nowhere by itself." }
        form.choices method="post" action="/settings/speaking" {
            @for way in Way::ALL {
                label.check {
                    input type="radio" name="way" value=(way.word()) checked[way == speaking.way];
                    span { (match way {
                        Way::Hold => "Push to talk: the microphone hears while a button, or F8, is held",
                        Way::Open => "Open microphone: it hears from one press to the next",
                    }) }
                }
            }
            label.number { "An open microphone offers to finish after" input type="number" name="silence" min=(Speaking::SILENCE.start()) max=(Speaking::SILENCE.end()) value=(speaking.silence) required; "seconds of silence" }
            p.note { "It only offers: silence never ends an answer, and nobody speaks into it." }
            label.check {
                input type="checkbox" name="read_aloud" value="true" checked[speaking.read_aloud];
                span { "Read every question aloud, with the browser\u{2019}s own voices" }
            }
            label.number { "All recordings together take at most" input.wide type="number" name="most_megabytes" min=(Speaking::MEGABYTES.start()) max=(Speaking::MEGABYTES.end()) value=(speaking.most_megabytes) required; "MB" }
            p.note { "A minute takes 1.9 MB. When the room is used up, nothing old is deleted: recording stops and says so." }
            button.button.quiet { "Keep this" }
        }
        (recordings::list::room_used(used, speaking.most_bytes()))
        p.actions { a.button.quiet href="/recordings" { "Your recordings" } }
    })
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    way: Way,
    silence: u32,
    #[serde(default)]
    read_aloud: bool,
    most_megabytes: u64,
}

/// `POST /settings/speaking`
pub(crate) async fn keep(
    visit: Visit,
    Fields(chosen): Fields<Chosen>,
) -> Result<Redirect, Failure> {
    let fits = Speaking::SILENCE.contains(&chosen.silence)
        && Speaking::MEGABYTES.contains(&chosen.most_megabytes);
    if !fits {
        return Err(misfit(&format!(
            "silence lasts from {} to {} seconds, and recordings take from {} to {} MB",
            Speaking::SILENCE.start(),
            Speaking::SILENCE.end(),
            Speaking::MEGABYTES.start(),
            Speaking::MEGABYTES.end()
        )));
    }
    let mut preferences = visit.app.preferences().await?;
    preferences.speaking = Speaking {
        way: chosen.way,
        silence: chosen.silence,
        read_aloud: chosen.read_aloud,
        most_megabytes: chosen.most_megabytes,
    };
    visit.app.store.save_settings(&preferences).await?;
    Ok(Redirect::to("/settings#speaking"))
}
