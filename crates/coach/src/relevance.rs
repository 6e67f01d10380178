//! Whether the question that was asked is the one that was answered.

use std::collections::HashSet;

use pack::model::Question;

use crate::answer::Answer;
use crate::marking::{Missing, Place};
use crate::reading;
use crate::text::Text;

/// Shorter answers have no room for a topic of their own.
const LEAST_WORDS: usize = 25;

/// Whether an answer touches what was asked: a topic of the question, or a telling word of it.
pub(crate) fn answers(read: &Answer, text: &Text<'_>, question: &Question) -> bool {
    if read.words < LEAST_WORDS || read.topics() > 0 {
        return true;
    }
    let asked = Text::new(&question.text);
    let telling: HashSet<&str> = asked
        .tokens
        .iter()
        .filter(|token| token.word.len() > 3 && !reading::common(token))
        .map(|token| token.stem.as_str())
        .collect();
    // Who asks for nothing in particular is answered by anything.
    if telling.is_empty() && question.topics.is_empty() {
        return true;
    }
    text.tokens
        .iter()
        .any(|token| telling.contains(token.stem.as_str()))
}

/// The most that an answer to another question can reach.
const CEILING: f64 = 1.5;

/// Holds every criterion down to what an answer to another question can reach; before anything else
/// it lacks what was asked.
pub(crate) fn hold_down(places: &mut [Place]) {
    for place in places {
        place.level = place.level.map(|level| level.min(CEILING));
        place.missing.retain(|what| *what != Missing::Topic);
        place.missing.insert(0, Missing::Topic);
    }
}
