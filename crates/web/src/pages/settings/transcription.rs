//! The part of the settings that is about who writes down what is spoken.

use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use url::Url;

use crate::failure::Failure;
use crate::fields::{Fields, misfit};
use crate::transcribe::{Transcriber, Transcription};
use crate::visit::Visit;

/// Who writes down what is spoken.
pub(crate) async fn section(visit: &Visit) -> Result<Markup, Failure> {
    let chosen = visit.app.preferences().await?.transcription;
    Ok(html! {
        p { "Marks come from words. Somebody has to write them down, \u{201c}um\u{201d} and all; you look them over before they are sent." }
        form.choices method="post" action="/settings/transcription" {
            @for by in Transcriber::ALL {
                label.check {
                    input type="radio" name="by" value=(by.word()) checked[by == chosen.by];
                    span { strong { (name(by)) } " \u{b7} " (about(by)) }
                }
            }
            fieldset.choices {
                legend.label { "For a service" }
                label.field { span { "Its address" } input type="text" name="address" value=(chosen.address) placeholder="http://127.0.0.1:8000/v1" inputmode="url" autocomplete="off"; }
                label.field { span { "Its model" } input type="text" name="model" value=(chosen.model) placeholder="whisper-1" autocomplete="off"; }
                p.note { "Where it wants a key, start Greenroom with the key in the environment as " code { "GREENROOM_TRANSCRIPTION_KEY" } ": it is never written to the disk." }
                @if let Some(host) = chosen.leaves_for() {
                    p.trouble { strong { "Sound leaves this machine. " } "With this choice the recording goes to " (host) " whenever you press \u{201c}Write it down\u{201d}. An address of this machine keeps it here." }
                }
            }
            button.button.quiet { "Keep this" }
        }
        p.note { code { "greenroom doctor" } " looks whether what you chose works." }
    })
}

const fn name(by: Transcriber) -> &'static str {
    match by {
        Transcriber::Nobody => "You",
        Transcriber::Browser => "The browser, on this machine",
        Transcriber::Service => "A service",
    }
}

const fn about(by: Transcriber) -> &'static str {
    match by {
        Transcriber::Nobody => {
            "you type what you said; times of words are estimated from the sound"
        }
        Transcriber::Browser => {
            "as you speak, where the browser recognises speech itself; one that would send the sound elsewhere for it is not asked"
        }
        Transcriber::Service => {
            "any that takes the transcription requests of OpenAI, such as a whisper server of your own"
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    by: Transcriber,
    #[serde(default)]
    address: String,
    #[serde(default)]
    model: String,
}

/// `POST /settings/transcription`
pub(crate) async fn keep(
    visit: Visit,
    Fields(chosen): Fields<Chosen>,
) -> Result<Redirect, Failure> {
    let address = chosen.address.trim();
    let known = Url::parse(address)
        .is_ok_and(|address| matches!(address.scheme(), "http" | "https") && address.has_host());
    if chosen.by == Transcriber::Service && !known {
        return Err(misfit(
            &"a service needs an address that begins with http:// or https://",
        ));
    }
    let mut preferences = visit.app.preferences().await?;
    preferences.transcription = Transcription {
        by: chosen.by,
        address: address.to_owned(),
        model: chosen.model.trim().to_owned(),
    };
    visit.app.store.save_settings(&preferences).await?;
    Ok(Redirect::to("/settings#transcription"))
}
