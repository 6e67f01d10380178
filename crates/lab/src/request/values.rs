//! Values of dimensions named in a request.

use std::collections::{HashMap, HashSet};

use crate::definitions::Definitions;
use crate::phrases::Phrases;
use crate::request::negation::Negation;
use crate::text::{ReadAs, Token, Words};

/// A value that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) dimension: String,
    pub(super) value: String,
    /// Whether it is left out: "everywhere but Brazil".
    pub(super) excluded: bool,
}

#[derive(Clone, Default)]
struct Meaning {
    /// As a value, a dimension and a value.
    plain: Option<Named>,
    /// What it names before a noun for titles.
    of_titles: Option<Named>,
}

/// Finds values.
pub(super) struct Values {
    phrases: Phrases<Meaning>,
    negation: Negation,
    title_words: HashSet<String>,
    people_words: HashSet<String>,
}

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

impl Values {
    /// `open` holds dimension and value of what every world has its own of.
    pub(super) fn new(definitions: &Definitions, open: &[(String, String)], words: &Words) -> Self {
        let mut phrases: HashMap<String, Meaning> = HashMap::new();
        let mut add = |phrase: &str, named: Named, adjective: bool, of_titles: bool| {
            let meaning = phrases.entry(phrase.to_lowercase()).or_default();
            if of_titles {
                meaning.of_titles = Some(named);
            } else if meaning.plain.is_none() || adjective {
                meaning.plain = Some(named);
            }
        };
        for dimension in &definitions.dimensions {
            for value in &dimension.values {
                let named = Named {
                    dimension: dimension.id.clone(),
                    value: value.id.clone(),
                    excluded: false,
                };
                for phrase in &value.says {
                    add(phrase, named.clone(), false, false);
                }
                add(&value.id.replace('_', " "), named.clone(), false, false);
                for phrase in &value.adjectives {
                    add(phrase, named.clone(), true, dimension.id == "language");
                }
            }
        }
        for (dimension, value) in open {
            add(
                value,
                Named {
                    dimension: dimension.clone(),
                    value: value.clone(),
                    excluded: false,
                },
                false,
                false,
            );
        }
        Self {
            phrases: Phrases::new(words, phrases),
            negation: Negation::new(words),
            title_words: set(&definitions.title_words),
            people_words: set(&definitions.people_words),
        }
    }

    /// Puts one token in the place of the words of each value, but leaves those of some dimensions
    /// alone; returns the values in their order. Words that leave a value out go with it.
    pub(super) fn take(&self, tokens: &mut Vec<Token>, of: impl Fn(&str) -> bool) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        let mut place = 0;
        while place < tokens.len() {
            let found = self
                .at(tokens, place)
                .or_else(|| self.possessive(tokens, place));
            if let Some((length, mut value)) = found
                && of(&value.dimension)
            {
                let mut from = place;
                if let Some(negated) = self.negation.before(tokens, place) {
                    value.excluded = true;
                    from = negated;
                } else if let Some(other) = joined(tokens, place)
                    && named[other].dimension == value.dimension
                {
                    value.excluded = named[other].excluded;
                }
                let token = Token::standing_for(ReadAs::Value(named.len()));
                named.push(value);
                tokens.splice(from..place + length, [token]);
                place = from;
            }
            place += 1;
        }
        named
    }

    /// A place whose it is: "Brazil's share".
    fn possessive(&self, tokens: &[Token], place: usize) -> Option<(usize, Named)> {
        let mut owner = tokens[place].clone();
        owner.word = owner.word.strip_suffix('s')?.to_owned();
        let (length, value) = self.at(&[owner], 0)?;
        matches!(value.dimension.as_str(), "country" | "region").then_some((length, value))
    }

    /// Whether a value begins with the first of these words.
    pub(super) fn knows(&self, tokens: &[Token]) -> bool {
        self.phrases.at(tokens, 0).is_some()
    }

    fn at(&self, tokens: &[Token], place: usize) -> Option<(usize, Named)> {
        let (length, meaning) = self.phrases.at(tokens, place)?;
        let after = |number: usize| {
            tokens
                .get(place + length + number)
                .map_or("", |token| token.word.as_str())
        };
        let Some(of_titles) = meaning.of_titles else {
            let plain = meaning.plain?;
            // "In Korean households" is about a country, "in Korean" about a language.
            if plain.dimension == "language"
                && tokens[place].word == "in"
                && length == 2
                && (self.people_words.contains(after(0)) || self.title_words.contains(after(0)))
            {
                return None;
            }
            return Some((length, plain));
        };
        let about_titles = self.title_words.contains(after(0))
            && !self.people_words.contains(after(1))
            || (after(0) == "speaking");
        match meaning.plain {
            Some(country) if !about_titles => Some((length, country)),
            _ => Some((length, of_titles)),
        }
    }
}

/// The value to which the one at this place is joined: "Brazil and Mexico", "on TVs or on phones".
fn joined(tokens: &[Token], place: usize) -> Option<usize> {
    let mut before = place.checked_sub(1)?;
    while matches!(
        tokens[before].word.as_str(),
        "and" | "or" | "nor" | "on" | "in" | "for" | "from" | "the" | "with"
    ) {
        before = before.checked_sub(1)?;
    }
    match tokens[before].read_as {
        Some(ReadAs::Value(number)) => Some(number),
        _ => None,
    }
}
