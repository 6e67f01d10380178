//! Finds the cues of a pack in the words of a sentence. Many cues are looked for at once: a cue is
//! only tried where its first word stands.

use std::collections::HashMap;

use pack::cue::{Cue, GAP, Word};

use crate::text::{Token, stem};

/// Cues of one purpose, each with what it stands for.
#[derive(Debug)]
pub(crate) struct Cues<T> {
    cues: Vec<(Compiled, T)>,
    by_stem: HashMap<String, Vec<usize>>,
    by_prefix: HashMap<String, Vec<usize>>,
    shortest_prefix: usize,
    longest_prefix: usize,
}

#[derive(Debug)]
struct Compiled {
    steps: Vec<(Vec<Wanted>, bool)>,
    forbidden: Vec<Wanted>,
}

#[derive(Debug)]
enum Wanted {
    Stem(String),
    Prefix(String),
}

impl Wanted {
    fn of(word: &Word) -> Self {
        match word {
            Word::Stem(word) => Self::Stem(stem(word)),
            Word::Prefix(start) => Self::Prefix(start.clone()),
        }
    }

    fn is(&self, token: &Token) -> bool {
        match self {
            Self::Stem(stem) => token.stem == *stem,
            Self::Prefix(start) => token.word.starts_with(start.as_str()),
        }
    }
}

impl<T: Clone + PartialEq> Cues<T> {
    pub(crate) fn new<'cue>(cues: impl IntoIterator<Item = (&'cue Cue, T)>) -> Self {
        let mut all = Self {
            cues: Vec::new(),
            by_stem: HashMap::new(),
            by_prefix: HashMap::new(),
            shortest_prefix: usize::MAX,
            longest_prefix: 0,
        };
        for (cue, stands_for) in cues {
            let place = all.cues.len();
            let steps: Vec<(Vec<Wanted>, bool)> = cue
                .steps
                .iter()
                .map(|step| (step.any_of.iter().map(Wanted::of).collect(), step.after_gap))
                .collect();
            for first in steps.first().into_iter().flat_map(|(words, _)| words) {
                match first {
                    Wanted::Stem(stem) => all.by_stem.entry(stem.clone()).or_default().push(place),
                    Wanted::Prefix(start) => {
                        all.shortest_prefix = all.shortest_prefix.min(start.len());
                        all.longest_prefix = all.longest_prefix.max(start.len());
                        all.by_prefix.entry(start.clone()).or_default().push(place);
                    }
                }
            }
            let forbidden = cue.forbidden.iter().map(Wanted::of).collect();
            all.cues.push((Compiled { steps, forbidden }, stands_for));
        }
        all
    }

    /// What the cues found in these words stand for, each once.
    pub(crate) fn found(&self, words: &[&Token]) -> Vec<T> {
        let mut found: Vec<T> = Vec::new();
        for (place, token) in words.iter().enumerate() {
            let by_stem = self.by_stem.get(&token.stem).into_iter().flatten();
            let prefixes = (self.shortest_prefix..=self.longest_prefix.min(token.word.len()))
                .filter_map(|length| self.by_prefix.get(token.word.get(..length)?))
                .flatten();
            for at in by_stem.chain(prefixes) {
                let (cue, stands_for) = &self.cues[*at];
                if !found.contains(stands_for) && cue.stands_at(words, place) {
                    found.push(stands_for.clone());
                }
            }
        }
        found
    }
}

impl Compiled {
    fn stands_at(&self, words: &[&Token], first: usize) -> bool {
        let mut at = first + 1;
        for (wanted, after_gap) in &self.steps[1..] {
            let reach = if *after_gap { GAP + 1 } else { 1 };
            let step = words
                .iter()
                .skip(at)
                .take(reach)
                .position(|token| wanted.iter().any(|each| each.is(token)));
            match step {
                Some(distance) => at += distance + 1,
                None => return false,
            }
        }
        !words
            .iter()
            .any(|token| self.forbidden.iter().any(|each| each.is(token)))
    }
}
