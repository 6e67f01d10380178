//! Slips of the finger in words that name something.

use std::collections::HashSet;

use crate::definitions::Definitions;
use crate::request::window::MONTHS;
use crate::text::{Token, Words};

/// Shorter words have too many neighbours.
const SHORTEST: usize = 5;
/// In shorter ones than this, a letter more or another one makes another word: "planes" are no plans.
const LONG: usize = 7;

/// Puts words right that are one letter away from one that names something.
pub(super) struct Typos {
    /// Words that something is named by, sorted.
    names: Vec<String>,
    /// Stems of all words that are known, and so left alone.
    known: HashSet<String>,
}

fn words_in(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

impl Typos {
    pub(super) fn new(definitions: &Definitions, open: &[(String, String)], words: &Words) -> Self {
        let metrics = definitions.metrics.iter().flat_map(|metric| {
            metric
                .says
                .iter()
                .chain(&metric.hints)
                .chain(&metric.called)
        });
        let dimensions = definitions.dimensions.iter().flat_map(|dimension| {
            let values = dimension
                .values
                .iter()
                .flat_map(|value| value.says.iter().chain(&value.adjectives));
            dimension.says.iter().chain(values)
        });
        let mut names: Vec<String> = metrics
            .chain(dimensions)
            .flat_map(|text| words_in(text))
            .chain(MONTHS.map(str::to_owned))
            .filter(|word| word.chars().count() >= SHORTEST)
            .collect();
        names.sort_unstable();
        names.dedup();
        let missing = definitions
            .missing
            .iter()
            .flat_map(|missing| &missing.says)
            .chain(&definitions.elsewhere.places)
            .chain(definitions.ambiguous.iter().flat_map(|each| &each.says));
        let alone = definitions
            .dimensions
            .iter()
            .flat_map(|dimension| &dimension.alone);
        let known = names
            .iter()
            .cloned()
            .chain(missing.chain(alone).flat_map(|text| words_in(text)))
            .chain(open.iter().flat_map(|(_, value)| words_in(value)))
            .chain(
                [
                    &definitions.plain_words,
                    &definitions.people_words,
                    &definitions.title_words,
                    &definitions.not_cuts,
                ]
                .into_iter()
                .flat_map(|text| words_in(text)),
            )
            .map(|word| words.stem(&word))
            .collect();
        Self { names, known }
    }

    /// Puts the words right.
    pub(super) fn mend(&self, tokens: &mut [Token], words: &Words) {
        for token in tokens {
            let letters: Vec<char> = token.word.chars().collect();
            if letters.len() < SHORTEST
                || !letters.iter().all(|letter| letter.is_alphabetic())
                || self.known.contains(&token.stem)
            {
                continue;
            }
            let mut near = self.names.iter().filter(|name| {
                name.starts_with(letters[0])
                    && is_a_slip(&letters, &name.chars().collect::<Vec<char>>())
            });
            // Where two are as near, either would be a guess; forms of one word are one.
            if let Some(first) = near.next() {
                let stem = words.stem(first);
                if near.all(|other| words.stem(other) == stem) {
                    token.word.clone_from(first);
                    token.stem = stem;
                }
            }
        }
    }
}

/// Whether one letter was left out or changed places with the next; of a long word also, whether one
/// was put in or changed.
fn is_a_slip(said: &[char], meant: &[char]) -> bool {
    let long = said.len() >= LONG;
    let same = said
        .iter()
        .zip(meant)
        .take_while(|(one, other)| one == other)
        .count();
    let (said, meant) = (&said[same..], &meant[same..]);
    match said.len().cmp(&meant.len()) {
        std::cmp::Ordering::Less => said == &meant[1..],
        std::cmp::Ordering::Greater => long && &said[1..] == meant,
        std::cmp::Ordering::Equal => {
            said.is_empty()
                || (long && said[1..] == meant[1..])
                || (said.len() > 1
                    && said[0] == meant[1]
                    && said[1] == meant[0]
                    && said[2..] == meant[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let words = Words::new();
        let definitions = Definitions::built_in().unwrap_or_else(|_| unreachable!());
        let mut tokens = words.cut(text);
        Typos::new(&definitions, &[], &words).mend(&mut tokens, &words);
        let said: Vec<String> = tokens.into_iter().map(|token| token.word).collect();
        said.join(" ")
    }

    #[test]
    fn a_slip_in_a_name_is_put_right_and_other_words_are_left_alone() {
        assert_eq!(
            mended("chrun in Germny by contry"),
            "churn in germany by country"
        );
        assert_eq!(
            mended("whether it rained on planes"),
            "whether it rained on planes"
        );
    }
}
