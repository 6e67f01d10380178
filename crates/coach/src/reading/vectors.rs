//! What words have in common, by the company they keep in other people's texts: a vector for each.
//!
//! The vectors are GloVe's (Pennington, Socher and Manning 2014, "GloVe: Global Vectors for Word
//! Representation"), given to the public domain (PDDL 1.0), in steps of a byte.
//! `examples/vectors.rs` made `lexicon/vectors.bin` of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::Token;

/// Numbers in a vector.
pub(crate) const SIZE: usize = 100;
/// Steps of a byte for each spread of the vectors' numbers.
const STEPS: f32 = 24.0;
/// What stands in the place of words that have no vector of their own: figures, shares, sums of
/// money, and everything unknown. [`Vectors::parse`] sees to it that they are there.
const FIGURE: &str = "#";
const SHARE: &str = "%";
const MONEY: &str = "$";
const UNKNOWN: &str = "?";

static VECTORS: LazyLock<Option<Vectors<'static>>> =
    LazyLock::new(|| Vectors::parse(include_bytes!("../../lexicon/vectors.bin")));

/// The place of a word among the vectors.
pub(crate) type Place = u16;

/// A vector for every known word.
#[derive(Debug)]
pub(crate) struct Vectors<'data> {
    places: HashMap<&'data str, Place>,
    steps: &'data [u8],
    figure: Place,
    share: Place,
    money: Place,
    unknown: Place,
}

/// The program's vectors.
pub(crate) fn vectors() -> Option<&'static Vectors<'static>> {
    VECTORS.as_ref()
}

impl<'data> Vectors<'data> {
    /// Reads the words, one a line, an empty line, and their vectors, [`SIZE`] signed bytes each.
    /// `None` when the data has another form.
    fn parse(data: &'data [u8]) -> Option<Self> {
        let end = data.windows(2).position(|pair| pair == b"\n\n")?;
        let words = std::str::from_utf8(&data[..end]).ok()?;
        let steps = &data[end + 2..];
        let mut places = HashMap::new();
        for (place, word) in words.split('\n').enumerate() {
            places.insert(word, Place::try_from(place).ok()?);
        }
        let of = |word: &str| places.get(word).copied();
        (steps.len() == places.len() * SIZE).then_some(())?;
        Some(Self {
            figure: of(FIGURE)?,
            share: of(SHARE)?,
            money: of(MONEY)?,
            unknown: of(UNKNOWN)?,
            places,
            steps,
        })
    }

    /// How many words have a vector.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The vector of a word, in spreads; `None` beyond the last word.
    pub(crate) fn of(&self, place: Place) -> Option<Vec<f32>> {
        let from = usize::from(place) * SIZE;
        let steps = self.steps.get(from..from + SIZE)?;
        Some(steps.iter().map(|step| from_step(*step)).collect())
    }

    /// The places of the words of a sentence, with contractions taken apart: "didn't" is "did not".
    pub(crate) fn places(&self, words: &[&Token]) -> Vec<Place> {
        let mut places = Vec::with_capacity(words.len() + 4);
        for token in words {
            if token.percent {
                places.push(self.share);
            } else if token.money {
                places.push(self.money);
            } else if token.figure() {
                places.push(self.figure);
            } else {
                let (word, joined) = apart(&token.word);
                places.push(self.place(word));
                places.extend(joined.map(|word| self.place(word)));
            }
        }
        places
    }

    fn place(&self, word: &str) -> Place {
        self.places.get(word).copied().unwrap_or(self.unknown)
    }
}

/// A number of a vector as a byte: what lies beyond five spreads is cut.
pub(crate) fn to_step(number: f32) -> u8 {
    ((number * STEPS).round() as i8).to_ne_bytes()[0]
}

/// The number that a byte stands for.
pub(crate) fn from_step(step: u8) -> f32 {
    f32::from(i8::from_ne_bytes([step])) / STEPS
}

/// A word and what a contraction joined to it.
fn apart(word: &str) -> (&str, Option<&str>) {
    let Some((before, after)) = word.split_once('\'') else {
        return (word, None);
    };
    match (before, after) {
        ("can", "t") => ("can", Some("not")),
        ("won", "t") => ("will", Some("not")),
        (before, "t") => match before.strip_suffix('n') {
            Some(verb) => (verb, Some("not")),
            None => (before, None),
        },
        (before, "d") => (before, Some("would")),
        (before, "ll") => (before, Some("will")),
        (before, "ve") => (before, Some("have")),
        (before, "m") => (before, Some("am")),
        (before, "re") => (before, Some("are")),
        (before, _) => (before, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn near(first: &str, second: &str) -> f32 {
        let vectors = vectors().expect("the program carries vectors");
        let of = |word: &str| vectors.of(vectors.places[word]).expect("a known word");
        let (first, second) = (of(first), of(second));
        let dot = |one: &[f32], other: &[f32]| -> f32 {
            one.iter().zip(other).map(|(one, other)| one * other).sum()
        };
        dot(&first, &second) / (dot(&first, &first) * dot(&second, &second)).sqrt()
    }

    #[test]
    fn words_that_are_used_alike_lie_near_each_other() {
        assert!(near("revenue", "income") > near("revenue", "river") + 0.2);
        assert!(near("decided", "chose") > near("decided", "purple") + 0.2);
    }

    #[test]
    fn contractions_figures_and_unknown_words_have_their_places() {
        let vectors = vectors().expect("the program carries vectors");
        let text = Text::new("I didn't lose 12% or $40 in 3 qwxyzzy");
        let words: Vec<_> = text.tokens.iter().collect();
        let places = vectors.places(&words);
        let word = |word: &str| vectors.places[word];
        assert_eq!(
            places,
            [
                word("i"),
                word("did"),
                word("not"),
                word("lose"),
                vectors.share,
                word("or"),
                vectors.money,
                word("in"),
                vectors.figure,
                vectors.unknown
            ]
        );
    }

    #[test]
    fn data_of_another_form_is_refused() {
        assert!(Vectors::parse(b"").is_none());
        assert!(Vectors::parse(b"#\n%\n$\n?\n\n123").is_none());
    }
}
