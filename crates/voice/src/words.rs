//! When each word was said.

mod align;
mod carry;
mod cut;

use serde::{Deserialize, Serialize};

pub use align::align;
pub use carry::carry;

/// A word of a transcript and when it was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as it stands in the text, with what is attached to it.
    pub text: String,
    /// The character at which it begins in the text (Unicode scalar values, from 0).
    pub from: usize,
    /// The character after its last one.
    pub to: usize,
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds.
    pub end: f64,
    /// Whether the times are worked out from the sound's stretches and not known.
    pub estimated: bool,
}
