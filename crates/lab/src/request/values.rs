//! Values of dimensions named in a request.

use std::collections::HashSet;

use crate::definitions::Definitions;
use crate::phrases::Phrases;
use crate::text::{ReadAs, Token, Words};

/// A value that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) dimension: String,
    pub(super) value: String,
}

#[derive(Clone)]
struct Meaning {
    /// As a value, a dimension and a value.
    plain: Option<Named>,
    /// What it names before a noun for titles.
    of_titles: Option<Named>,
}

/// Finds values.
pub(super) struct Values {
    phrases: Phrases<Meaning>,
    title_words: HashSet<String>,
    people_words: HashSet<String>,
}

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

impl Values {
    /// `open` holds dimension and value of what every world has its own of.
    pub(super) fn new(definitions: &Definitions, open: &[(String, String)], words: &Words) -> Self {
        let mut phrases: Vec<(String, Meaning)> = Vec::new();
        let mut add = |phrase: &str, named: Named, adjective: bool, of_titles: bool| {
            let key = phrase.to_lowercase();
            let place = phrases.iter().position(|(known, _)| *known == key);
            let meaning = match place {
                Some(place) => &mut phrases[place].1,
                None => {
                    phrases.push((
                        key,
                        Meaning {
                            plain: None,
                            of_titles: None,
                        },
                    ));
                    let last = phrases.len() - 1;
                    &mut phrases[last].1
                }
            };
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
                },
                false,
                false,
            );
        }
        Self {
            phrases: Phrases::new(words, phrases),
            title_words: set(&definitions.title_words),
            people_words: set(&definitions.people_words),
        }
    }

    /// Puts one token in the place of the words of each value, but leaves those of one dimension
    /// alone; returns the values in their order.
    pub(super) fn take(&self, tokens: &mut Vec<Token>, but: Option<&str>) -> Vec<Named> {
        let mut named = Vec::new();
        let mut place = 0;
        while place < tokens.len() {
            if let Some((length, value)) = self.at(tokens, place)
                && but != Some(value.dimension.as_str())
            {
                let token = Token::standing_for(ReadAs::Value(named.len()));
                named.push(value);
                tokens.splice(place..place + length, [token]);
            }
            place += 1;
        }
        named
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
