//! A transcript that was brought.

use store::recording::TimedWord;
use voice::{Delivery, transcript, words};

use crate::failure::Failure;
use crate::fields::misfit;
use crate::transcribe::Transcript;

/// Reads srt, vtt or plain text, whatever the file is called. Times are those of the captions; within a
/// caption its words share them.
pub(super) fn read(bytes: &[u8]) -> Result<Transcript, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        misfit(&"the transcript is no text in UTF-8; save it as UTF-8 and bring it again")
    })?;
    let read = transcript::read(text).map_err(|fault| misfit(&fault))?;
    let timed = read.passages.iter().any(|passage| passage.span.is_some());
    let words = if timed {
        words::align(&read, &Delivery::default())
    } else {
        Vec::new()
    };
    Ok(Transcript {
        text: read.text,
        words: words
            .into_iter()
            .map(|word| TimedWord {
                word: word.text,
                from: word.start,
                until: word.end,
            })
            .collect(),
    })
}
