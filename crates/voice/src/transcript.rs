//! Transcripts from elsewhere: srt, vtt and plain text.

mod captions;
mod plain;
mod time;

use serde::{Deserialize, Serialize};

use crate::delivery::Span;
use crate::error::TranscriptError;

pub use captions::{srt, vtt};
pub use plain::plain;

/// What was said, in passages that may have times.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Transcript {
    /// All that was said, a passage a line.
    pub text: String,
    /// The passages, in order.
    pub passages: Vec<Passage>,
}

/// A caption, or a paragraph of a text without times.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Passage {
    /// The character of [`Transcript::text`] at which it begins.
    pub from: usize,
    /// What was said.
    pub text: String,
    /// Who said it, where the transcript names them.
    pub speaker: Option<String>,
    /// When it was said, where the transcript says.
    pub span: Option<Span>,
    /// Moments that are known inside it.
    pub marks: Vec<Mark>,
}

/// A moment inside a passage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The character of the passage that is said next.
    pub character: usize,
    /// When, in seconds.
    pub seconds: f64,
}

/// Kinds of transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// SubRip.
    Srt,
    /// WebVTT.
    Vtt,
    /// Text without times.
    Plain,
}

impl Form {
    /// What a text looks like, whatever its file is called.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with("WEBVTT") {
            Self::Vtt
        } else if text.lines().take(3).any(time::is_timing) {
            Self::Srt
        } else {
            Self::Plain
        }
    }
}

/// Reads a transcript of any of the three kinds.
///
/// # Errors
/// Captions whose times cannot be read, with their lines, or no words at all.
pub fn read(text: &str) -> Result<Transcript, TranscriptError> {
    match Form::of(text) {
        Form::Srt => srt(text),
        Form::Vtt => vtt(text),
        Form::Plain => plain(text),
    }
}

impl Transcript {
    /// Puts passages together; empty ones are left out.
    fn of(passages: impl IntoIterator<Item = Passage>) -> Result<Self, TranscriptError> {
        let mut whole = Self::default();
        let mut characters = 0;
        for mut passage in passages {
            if !passage.text.contains(char::is_alphanumeric) {
                continue;
            }
            if !whole.passages.is_empty() {
                whole.text.push('\n');
                characters += 1;
            }
            passage.from = characters;
            characters += passage.text.chars().count();
            whole.text.push_str(&passage.text);
            whole.passages.push(passage);
        }
        if whole.passages.is_empty() {
            return Err(TranscriptError::Empty);
        }
        Ok(whole)
    }
}
