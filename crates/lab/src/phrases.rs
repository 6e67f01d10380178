//! Phrases of plain words, the longest first.

use std::collections::HashMap;

use crate::text::{Token, Words};

/// Phrases that stand for something.
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Clone> Phrases<T> {
    pub(crate) fn new(words: &Words, phrases: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let cut: Vec<String> = words
                .cut(&phrase.to_lowercase())
                .into_iter()
                .map(|token| token.word)
                .collect();
            if let Some(first) = cut.first() {
                by_first
                    .entry(first.clone())
                    .or_default()
                    .push((cut, meaning));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that begins at a place, and how many words it has.
    pub(crate) fn at(&self, tokens: &[Token], place: usize) -> Option<(usize, T)> {
        let first = tokens.get(place)?;
        self.by_first
            .get(&first.word)?
            .iter()
            .find(|(phrase, _)| {
                phrase.iter().enumerate().all(|(number, word)| {
                    tokens
                        .get(place + number)
                        .is_some_and(|token| token.read_as.is_none() && token.word == *word)
                })
            })
            .map(|(phrase, meaning)| (phrase.len(), meaning.clone()))
    }
}
