//! From an answer to what is found in it: evidence of every kind, claims, values, topics.

pub(crate) mod features;
mod linear;
pub(crate) mod model;
pub(crate) mod network;
pub(crate) mod vectors;

use std::collections::HashSet;
use std::sync::LazyLock;

use pack::vocabulary::EvidenceKind;

use crate::text::{Text, Token, Tokens};
use features::{Classes, Feature};
pub(crate) use model::Model;
use vectors::Place;

static CLASSES: LazyLock<Option<Classes>> = LazyLock::new(|| {
    Classes::new(
        include_str!("../../lexicon/classes.toml"),
        include_str!("../../lexicon/patterns.toml"),
    )
});

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| {
    Model::parse(
        include_str!("../../lexicon/model.txt"),
        include_bytes!("../../lexicon/network.bin"),
    )
});

static JOINING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../lexicon/joining.txt")
        .split_whitespace()
        .collect()
});

/// A kind of evidence in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    /// Which kind.
    pub(crate) kind: EvidenceKind,
    /// How plain it is: from `LEAST_STRENGTH` plus half of the rest (only just) to 1.
    pub(crate) strength: f64,
}

/// What the model is shown of a sentence that answers a question of that kind: its features, and the
/// places of its words among the vectors.
pub(crate) fn shown(sentence: &str, of: &str) -> (Vec<Feature>, Vec<Place>) {
    let text = Text::new(sentence);
    let words: Vec<_> = text.tokens.iter().filter(|token| !token.filler).collect();
    let features = CLASSES
        .as_ref()
        .map(|classes| features::of(&words, of, &classes.patterns(&words), classes));
    let places = vectors::vectors().map(|vectors| vectors.places(&words));
    (features.unwrap_or_default(), places.unwrap_or_default())
}

/// What is seen in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Sight {
    /// Evidence, by the model.
    pub(crate) seen: Vec<Seen>,
    /// Whether it says what would change the speaker's mind.
    pub(crate) change_of_mind: bool,
    /// Whether it says why this time.
    pub(crate) why_now: bool,
}

/// Looks at a sentence that answers a question of that kind, with these weights or, without any, with
/// those of the program.
pub(crate) fn look(model: Option<&Model>, words: &Tokens<'_>, of: &str) -> Sight {
    let (Some(classes), Some(model)) = (CLASSES.as_ref(), model.or(MODEL.as_ref())) else {
        return Sight::default();
    };
    if words.len() < LEAST_WORDS {
        return Sight::default();
    }
    let patterns = classes.patterns(words);
    let places = vectors::vectors().map(|vectors| vectors.places(words));
    let tells = |kind: &str| patterns.iter().any(|(each, _)| each == kind);
    let seen = model
        .above(
            &features::of(words, of, &patterns, classes),
            &places.unwrap_or_default(),
            of,
        )
        .into_iter()
        .zip(EvidenceKind::ALL)
        .filter(|(above, _)| *above > 0.0)
        .map(|(above, kind)| Seen {
            kind: *kind,
            strength: LEAST_STRENGTH
                + (1.0 - LEAST_STRENGTH) / (1.0 + libm::exp(-1.5 * f64::from(above))),
        })
        .collect();
    Sight {
        seen,
        change_of_mind: tells("change_of_mind"),
        why_now: tells("why_now"),
    }
}

/// Whether a word joins others, such as "the", "of" or "because", and says nothing by itself.
pub(crate) fn joining(token: &Token) -> bool {
    let bare = token
        .word
        .split_once('\'')
        .map_or(token.word.as_str(), |(bare, _)| bare);
    token.word.ends_with("n't") || JOINING.contains(bare)
}

/// Whether these words are a list of terms and no statement: hardly anything joins them.
pub(crate) fn lists(words: &Tokens<'_>) -> bool {
    let joining = words.iter().filter(|token| joining(token)).count();
    words.len() >= LEAST_LISTED && (joining as f64) < STATEMENT * words.len() as f64
}

/// How many of these words praise, and how many are the trade's grand terms: what an answer with
/// nothing in it is crowded with.
pub(crate) fn crowding(words: &Tokens<'_>) -> (usize, usize) {
    let count = |class: &str| {
        CLASSES.as_ref().map_or(0, |classes| {
            words
                .iter()
                .filter(|token| classes.is(token, class))
                .count()
        })
    };
    (count("vague"), count("jargon"))
}

/// Whether a word belongs to one of the classes by which sentences of all trades look alike; what
/// does not is what a story is known again by.
pub(crate) fn common(token: &Token) -> bool {
    CLASSES
        .as_ref()
        .is_none_or(|classes| !classes.of(token).is_empty())
}

/// How much evidence counts that is only just seen: its kind is in doubt, not that it is there.
const LEAST_STRENGTH: f64 = 0.6;
/// Fewer words are no list.
const LEAST_LISTED: usize = 4;
/// Least share of joining words in a statement. Of labelled sentences that hold evidence, one in a
/// hundred has fewer; of answers stuffed with terms, half do on the whole.
const STATEMENT: f64 = 0.21;
/// Fewer words say nothing that could be marked.
const LEAST_WORDS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_classes_patterns_and_weights_that_can_be_read() {
        assert!(CLASSES.is_some() && MODEL.is_some());
    }
}
