//! A recording as the form that transcription services take.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use super::VERBATIM;

/// Between the parts of the form; sound holds it by no chance that matters.
const EDGE: &str = "greenroom-7d1f0c35a2b94e6881";

/// A form on its way.
pub(super) struct Form {
    /// What it is.
    pub(super) kind: String,
    /// Its length in bytes.
    pub(super) length: u64,
    /// Its bytes; the sound is read while it is sent.
    pub(super) body: Box<dyn Read>,
}

/// The form for a sound file.
pub(super) fn form(model: &str, sound: &Path) -> std::io::Result<Form> {
    let fields = [
        ("model", model),
        ("response_format", "verbose_json"),
        ("timestamp_granularities[]", "word"),
        ("timestamp_granularities[]", "segment"),
        ("prompt", VERBATIM),
        ("temperature", "0"),
    ];
    let mut head = String::new();
    for (name, value) in fields {
        head += &format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    head += &format!(
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"answer.wav\"\r\ncontent-type: audio/wav\r\n\r\n"
    );
    let tail = format!("\r\n--{EDGE}--\r\n");
    let file = File::open(sound)?;
    let bytes = file.metadata()?.len();
    Ok(Form {
        kind: format!("multipart/form-data; boundary={EDGE}"),
        length: head.len() as u64 + bytes + tail.len() as u64,
        body: Box::new(
            Cursor::new(head)
                .chain(file.take(bytes))
                .chain(Cursor::new(tail)),
        ),
    })
}
