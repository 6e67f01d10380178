//! Text without times, a paragraph a passage.

use super::{Passage, Transcript};
use crate::error::TranscriptError;

/// Reads plain text. It is taken as it stands: lines of a paragraph are joined, blank lines part them.
///
/// # Errors
/// A text without words.
pub fn plain(text: &str) -> Result<Transcript, TranscriptError> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs = lines
        .split(|line| line.is_empty())
        .map(|lines| lines.join(" "));
    Transcript::of(paragraphs.map(|text| Passage {
        text,
        ..Passage::default()
    }))
}
