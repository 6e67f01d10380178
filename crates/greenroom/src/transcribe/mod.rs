//! Speech written down, by whoever the candidate chose.

mod answer;
mod request;
mod service;

use std::path::Path;

use web::{Transcriber, Transcript, Transcription, Untranscribed};

/// Writes down a recording.
pub(crate) fn transcribe(
    chosen: &Transcription,
    sound: &Path,
) -> Result<Transcript, Untranscribed> {
    match chosen.by {
        Transcriber::Nobody | Transcriber::Browser => Err(Untranscribed::Nobody),
        Transcriber::Service => service::transcribe(chosen, sound),
    }
}

/// Whether whoever was chosen is there; says what was found.
pub(crate) fn look(chosen: &Transcription) -> Result<String, Untranscribed> {
    match chosen.by {
        Transcriber::Nobody | Transcriber::Browser => Err(Untranscribed::Nobody),
        Transcriber::Service => service::look(chosen).map(|()| {
            let where_to = chosen.leaves_for().map_or_else(
                || "on this machine".to_owned(),
                |host| format!("to which sound leaves this machine, at {host}"),
            );
            format!("a service answers, {where_to}")
        }),
    }
}
