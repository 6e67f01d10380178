//! Transcripts from elsewhere: srt, vtt and plain text, with or without speakers.

mod captions;
mod cue;
mod labels;
mod plain;
mod rolling;
mod talk;
mod time;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::delivery::Span;
use crate::error::TranscriptError;

pub use captions::{srt, vtt};
pub use labels::LONGEST_NAME;
pub use plain::plain;
pub use talk::{Exchange, Own, Speaker, Talk, Turn};

/// The most people who speak in one transcript.
pub const MOST_SPEAKERS: usize = 40;

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
        let mut speakers = BTreeSet::new();
        for passage in passages {
            if !passage.text.contains(char::is_alphanumeric) {
                continue;
            }
            if let Some(name) = &passage.speaker
                && !speakers.contains(name)
            {
                speakers.insert(name.clone());
                if speakers.len() > MOST_SPEAKERS {
                    return Err(TranscriptError::TooManySpeakers);
                }
            }
            whole.add(passage, "\n");
        }
        if whole.passages.is_empty() {
            return Err(TranscriptError::Empty);
        }
        Ok(whole)
    }

    /// Puts passages together that were read before and kept: a passage a line.
    #[must_use]
    pub fn joined(passages: impl IntoIterator<Item = Passage>) -> Self {
        let mut whole = Self::default();
        for passage in passages {
            whole.add(passage, "\n");
        }
        whole
    }

    /// Adds a passage behind what is there.
    fn add(&mut self, mut passage: Passage, between: &str) {
        let before = self.passages.last();
        passage.from = before.map_or(0, |before| {
            before.from + before.text.chars().count() + between.chars().count()
        });
        if before.is_some() {
            self.text.push_str(between);
        }
        self.text.push_str(&passage.text);
        self.passages.push(passage);
    }
}
