//! The part of the settings that is about who writes down what is spoken.

use std::path::Path;

use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use url::Url;

use crate::failure::Failure;
use crate::fields::{Fields, misfit};
use crate::transcribe::{Transcriber, Transcription, Untranscribed, WITH_WHISPER};
use crate::visit::Visit;

/// Fetches a model that most machines can carry; Greenroom fetches none by itself.
const FETCH: &str =
    "curl -L -O https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-small.en.bin";

/// Who writes down what is spoken.
pub(crate) async fn section(visit: &Visit) -> Result<Markup, Failure> {
    let chosen = visit.app.preferences().await?.transcription;
    let there = |by| by != Transcriber::Model || visit.app.whisper;
    let by_now = if there(chosen.by) {
        chosen.by
    } else {
        Transcriber::Nobody
    };
    Ok(html! {
        p { "Marks come from words. Somebody has to write them down, \u{201c}um\u{201d} and all; you look them over before they are sent." }
        form.choices method="post" action="/settings/transcription" {
            @for by in Transcriber::ALL {
                label.check {
                    input type="radio" name="by" value=(by.word()) checked[by == by_now] disabled[!there(by)];
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
            fieldset.choices {
                legend.label { "For a model in this program" }
                @if visit.app.whisper {
                    label.field { span { "Its file" } input type="text" name="file" value=(chosen.file) placeholder="/home/me/models/ggml-small.en.bin" autocomplete="off" spellcheck="false"; }
                    p.note { "A whisper model in the form of whisper.cpp. Greenroom fetches none by itself; this fetches one of 466 MB: " code { (FETCH) } }
                } @else {
                    p.note { "This Greenroom was built without what runs a model, which takes cmake and a C++ compiler. To have it: " code { (WITH_WHISPER) } }
                    input type="hidden" name="file" value=(chosen.file);
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
        Transcriber::Model => "A whisper model in this program",
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
        Transcriber::Model => "nothing leaves this machine, and nothing else has to run",
    }
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    by: Transcriber,
    #[serde(default)]
    address: String,
    #[serde(default)]
    model: String,
    #[serde(default)]
    file: String,
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
    let file = chosen.file.trim();
    if chosen.by == Transcriber::Model {
        if !visit.app.whisper {
            return Err(misfit(&Untranscribed::NotBuiltIn));
        }
        // Where a relative one would lead depends on where the program was started.
        if !Path::new(file).is_absolute() {
            return Err(misfit(&"a model needs the whole path of its file"));
        }
        if !tokio::fs::metadata(file)
            .await
            .is_ok_and(|found| found.is_file())
        {
            return Err(misfit(&format!("there is no file {file}")));
        }
    }
    let mut preferences = visit.app.preferences().await?;
    preferences.transcription = Transcription {
        by: chosen.by,
        address: address.to_owned(),
        model: chosen.model.trim().to_owned(),
        file: file.to_owned(),
    };
    visit.app.store.save_settings(&preferences).await?;
    Ok(Redirect::to("/settings#transcription"))
}
