//! Speech written down, by whoever the candidate chose.

mod answer;
mod fetched;
mod model;
mod request;
mod service;

use std::path::Path;

use web::{Asker, Transcriber, Transcript, Transcription, Untranscribed};

pub(crate) use fetched::fetch_model;

/// Whether this build runs a whisper model.
pub(crate) const WHISPER: bool = cfg!(feature = "whisper");

/// Asks for what was said, not for what was meant: recognisers leave "um" out unless they see it.
const VERBATIM: &str =
    "Um, so, uh, I, I think, er, we, hmm, you know, like, tried it, and, uh, it, it worked.";

/// Writes down a recording.
pub(crate) fn transcribe(
    chosen: &Transcription,
    sound: &Path,
    asker: &Asker,
) -> Result<Transcript, Untranscribed> {
    match chosen.by {
        Transcriber::Nobody | Transcriber::Browser => Err(Untranscribed::Nobody),
        Transcriber::Service => service::transcribe(chosen, sound),
        Transcriber::Model => model::transcribe(chosen, sound, asker),
    }
}

/// Whether whoever was chosen is there; says what was found.
pub(crate) fn look(chosen: &Transcription) -> Result<String, Untranscribed> {
    match chosen.by {
        Transcriber::Nobody | Transcriber::Browser => Err(Untranscribed::Nobody),
        Transcriber::Service => service::look(chosen).map(|found| {
            let where_to = chosen.leaves_for().map_or_else(
                || "on this machine".to_owned(),
                |host| format!("to which sound leaves this machine, at {host}"),
            );
            match found {
                service::Service::Known => format!("a service answers, {where_to}"),
                service::Service::Unknown => format!(
                    "something answers, {where_to}, but lists no models: whether it writes speech down shows with \
                     the first recording"
                ),
            }
        }),
        Transcriber::Model => model::look(chosen),
    }
}
