//! What text and time alone say of delivery. Shown, never scored.

use crate::answer::{Answer, Read};
use crate::evidence::{Span, makes_point};
use crate::shape::Delivery;
use crate::text::{Text, Token};

pub(crate) fn of(text: &Text<'_>, seconds: Option<f64>) -> Delivery {
    let words = text.tokens.len();
    let sounds = text
        .tokens
        .iter()
        .filter(|token| token.filler_sound)
        .count();
    let empty = text
        .tokens
        .iter()
        .filter(|token| token.filler && !token.filler_sound)
        .count();
    let minutes = seconds
        .filter(|seconds| *seconds > 0.0)
        .map(|seconds| seconds / 60.0);
    Delivery {
        words,
        seconds,
        words_per_minute: minutes.map(|minutes| words as f64 / minutes),
        filler_sounds: sounds,
        filler_words: empty,
        filler_sounds_per_minute: minutes.map(|minutes| sounds as f64 / minutes),
        restarts: restarts(&text.tokens),
        words_to_first_point: None,
        longest_stretch_without_point: words,
    }
}

/// A word said twice in a row, or two words said twice in a row, sounds left out.
fn restarts(tokens: &[Token]) -> usize {
    /// Words that are doubled on purpose.
    const DOUBLED: [&str; 4] = ["very", "really", "that", "had"];
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| !token.filler)
        .map(|token| token.word.as_str())
        .collect();
    let (mut found, mut place) = (0, 0);
    while place + 1 < words.len() {
        let one = words[place] == words[place + 1] && !DOUBLED.contains(&words[place]);
        let two =
            words.len() >= place + 4 && words[place..place + 2] == words[place + 2..place + 4];
        if one || two {
            found += 1;
            place += if two { 2 } else { 1 };
        }
        place += 1;
    }
    found
}

/// A sentence that makes a point.
fn point(read: &Read) -> bool {
    read.seen.iter().any(|seen| makes_point(seen.kind))
}

/// Words before the first point; `None` when there is none.
pub(crate) fn to_first_point(text: &Text<'_>, read: &Answer) -> Option<usize> {
    let first = read.sentences.iter().find(|sentence| point(sentence))?;
    Some(before(text, first.quote.span))
}

fn before(text: &Text<'_>, span: Span) -> usize {
    text.tokens
        .iter()
        .take_while(|token| token.characters.start < span.start)
        .count()
}

/// Words of the longest run of sentences without a point.
pub(crate) fn longest_stretch(text: &Text<'_>, read: &Answer) -> usize {
    let (mut longest, mut run) = (0, 0);
    for (sentence, words) in read.sentences.iter().zip(&text.sentences) {
        if point(sentence) {
            run = 0;
        } else {
            run += words.tokens.len();
            longest = longest.max(run);
        }
    }
    longest
}
