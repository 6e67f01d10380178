//! By what a story would be known again: its names and things, not the words of every story.

use crate::reading;
use crate::shape::Form;
use crate::text::Text;

/// More marks than this make nothing surer.
const MOST: usize = 60;

/// Stems of the words that other stories seldom use, sorted; empty when no story is told.
pub(crate) fn marks(text: &Text<'_>, form: Form) -> Vec<String> {
    if !matches!(form, Form::Story | Form::PseudoStory | Form::Example) {
        return Vec::new();
    }
    let mut stems: Vec<String> = text
        .tokens
        .iter()
        .filter(|token| token.word.len() > 3 && !token.filler && !token.figure())
        .filter(|token| !reading::common(token) && !FREQUENT.contains(&token.word.as_str()))
        .map(|token| token.stem.clone())
        .collect();
    stems.sort();
    stems.dedup();
    stems.truncate(MOST);
    stems
}

/// Words of every story that no class holds.
const FREQUENT: [&str; 28] = [
    "about", "because", "where", "which", "there", "their", "these", "those", "than", "them",
    "into", "also", "just", "with", "that", "this", "from", "have", "were", "when", "what", "then",
    "some", "only", "even", "made", "make", "product",
];
