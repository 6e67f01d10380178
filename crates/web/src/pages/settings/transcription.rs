//! The part of the settings that is about who writes down what is spoken.

use std::path::Path;

use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use tokio::runtime::Handle;
use url::Url;
use world::Progress;

use crate::failure::Failure;
use crate::fields::{Fields, misfit};
use crate::transcribe::{Transcriber, Transcription, Untranscribed, WITH_WHISPER};
use crate::visit::Visit;
use crate::work::About;

/// Where a model of 466 MB stands that most machines can carry; it is fetched when it is asked for.
const MODEL: &str = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-small.en.bin";
/// The folder of models, within that of the data.
const MODELS: &str = "models";

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
                    p.note { "A whisper model in the form of whisper.cpp." }
                } @else {
                    p.note { "This Greenroom was built without what runs a model, which takes cmake and a C++ compiler. To have it: " code { (WITH_WHISPER) } }
                    input type="hidden" name="file" value=(chosen.file);
                }
            }
            button.button.quiet { "Keep this" }
        }
        @if visit.app.whisper {
            form.choices #fetch method="post" action="/settings/transcription/fetch" {
                label.field { span { "Or fetch a model from" } input type="text" name="address" value=(MODEL) inputmode="url" autocomplete="off" spellcheck="false" required; }
                button.button.quiet { "Fetch it" }
                p.note { "Only when you press it. That address is asked for the file, and told nothing about you; the one above is 466 MB. It is kept in " code { (visit.app.data_dir.join(MODELS).display()) } ", looked over, and used from then on." }
            }
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
pub(crate) struct Wanted {
    address: String,
}

/// `POST /settings/transcription/fetch`: leads to the work of fetching a model, which is used when it is
/// there.
pub(crate) async fn fetch(
    visit: Visit,
    Fields(wanted): Fields<Wanted>,
) -> Result<Redirect, Failure> {
    if !visit.app.whisper {
        return Err(misfit(&Untranscribed::NotBuiltIn));
    }
    let address = wanted.address.trim().to_owned();
    if !is_web_address(&address) {
        return Err(misfit(
            &"a model is fetched from an address that begins with http:// or https://",
        ));
    }
    let folder = visit.app.data_dir.join(MODELS);
    let file = folder.join(file_name(&address));
    let about = About {
        key: "model".to_owned(),
        title: "Fetching a model".to_owned(),
        lede: format!("It comes from {address}, and stays on this machine."),
        back: "/settings#transcription".to_owned(),
    };
    let (app, handle) = (visit.app.clone(), Handle::current());
    let work = move |progress: &Progress| -> Result<String, String> {
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("the folder {} cannot be made: {error}", folder.display()))?;
        (app.fetch_model)(&address, &file, progress)?;
        let kept = async {
            let mut preferences = app.preferences().await?;
            preferences.transcription.by = Transcriber::Model;
            preferences.transcription.file = file.display().to_string();
            Ok::<(), Failure>(app.store.save_settings(&preferences).await?)
        };
        handle
            .block_on(kept)
            .map_err(|fault| fault.to_string())
            .map(|()| "/settings#transcription".to_owned())
    };
    Ok(Redirect::to(&visit.app.works.start(about, work)?))
}

fn is_web_address(address: &str) -> bool {
    Url::parse(address)
        .is_ok_and(|address| matches!(address.scheme(), "http" | "https") && address.has_host())
}

/// What a model is called on the disk: as it is at its address, where that is a plain name.
fn file_name(address: &str) -> String {
    let last = Url::parse(address)
        .ok()
        .and_then(|address| Some(address.path_segments()?.next_back()?.to_owned()))
        .unwrap_or_default();
    let plain = !last.starts_with('.')
        && last.len() <= 100
        && last
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    if plain && last.ends_with(".bin") {
        last
    } else {
        "model.bin".to_owned()
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
    if chosen.by == Transcriber::Service && !is_web_address(address) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_called_as_at_its_address_where_that_is_a_plain_name() {
        for (address, name) in [
            (MODEL, "ggml-small.en.bin"),
            (
                "http://here/a/b/ggml-base.bin?download=true",
                "ggml-base.bin",
            ),
            ("http://here/", "model.bin"),
            ("http://here/..%2F..%2Fx.bin", "model.bin"),
            ("http://here/.bin", "model.bin"),
            ("http://here/a model.bin", "model.bin"),
            ("http://here/program.exe", "model.bin"),
        ] {
            assert_eq!(file_name(address), name, "{address}");
        }
    }
}
