//! What can be wrong with a sound or a transcript. Each says what to do.

use thiserror::Error;

use crate::transcript::{LONGEST_NAME, MOST_SPEAKERS};

/// A sound whose description cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unusable {
    /// Samples a second outside what is accepted.
    #[error("{0} samples a second is not a rate of speech; record at 8,000 to 48,000")]
    Rate(u32),
    /// No channel, or too many.
    #[error("{0} channels cannot be read; record in mono or stereo")]
    Channels(u16),
}

/// Why a file could not be read as sound.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// No bytes at all, or a header with no sound behind it.
    #[error("the file holds no sound; record or export it again")]
    Empty,
    /// The bytes are of no kind of sound that is known here.
    #[error(
        "this is no sound file that can be read here; save it as wav, mp3, m4a, ogg or flac and try again"
    )]
    Unknown,
    /// The bytes are something else that is often mistaken for sound.
    #[error("this is {0}, not sound; choose the recording itself")]
    NotSound(&'static str),
    /// A kind of sound that only the browser can read here.
    #[error(
        "{0} sound is decoded by the browser: add the file on the page for recordings, or save it as wav, mp3, m4a, ogg vorbis or flac"
    )]
    OnlyBrowser(&'static str),
    /// Protected against copying.
    #[error(
        "the file is protected against copying; record it again or export it without protection"
    )]
    Protected,
    /// A known container with something inside that cannot be read.
    #[error("this kind of {container} cannot be read ({detail}); save it as wav, mp3 or flac")]
    Unsupported {
        /// What the file is.
        container: &'static str,
        /// What it needs.
        detail: &'static str,
    },
    /// The sound breaks off before the end that the file promises.
    #[error(
        "the file is damaged or cut short after {seconds:.1} seconds; what came before can be used, or copy the file again"
    )]
    Truncated {
        /// How much could be read.
        seconds: f64,
    },
    /// Longer than is taken.
    #[error("the sound is longer than {0} minutes; cut it into parts")]
    TooLong(u32),
    /// Rate or channels that cannot be.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The disk did not give the bytes.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
}

/// Why a transcript could not be read. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TranscriptError {
    /// Nothing is said in it.
    #[error("the transcript holds no words")]
    Empty,
    /// A WebVTT file without its first line.
    #[error("line 1: a vtt file begins with WEBVTT; add that line, or save the file as srt")]
    NoHeader,
    /// A line that should hold times and does not.
    #[error("line {line}: “{found}” is no time; write it as {form}")]
    Time {
        /// Where.
        line: usize,
        /// What stands there.
        found: String,
        /// What it should look like.
        form: &'static str,
    },
    /// A speaker with a name that is none.
    #[error("line {line}: a speaker's name has at most {LONGEST_NAME} characters; shorten it")]
    LongName {
        /// Where.
        line: usize,
    },
    /// More speakers than anybody could tell apart.
    #[error(
        "more than {MOST_SPEAKERS} speakers are named in it; is it the transcript of an interview?"
    )]
    TooManySpeakers,
    /// A caption that ends before it begins, or before the one before it began.
    #[error("line {line}: the times run backwards; put the captions in order")]
    Backwards {
        /// Where.
        line: usize,
    },
}
