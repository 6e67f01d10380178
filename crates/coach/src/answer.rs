//! An answer as it was read: its sentences with what each shows, before anything is marked.

use std::collections::HashSet;

use pack::id::{ClaimId, EntryId};
use pack::vocabulary::EvidenceKind;

use crate::evidence::{Evidence, Quote};
use crate::reading::{self, Seen, Sight};
use crate::text::{Sentence, Text, Token, Tokens};

/// A sentence with what it shows.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) quote: Quote,
    pub(crate) words: usize,
    /// Words that praise, and grand terms of the trade.
    pub(crate) crowding: (usize, usize),
    /// Words that join others.
    pub(crate) joining: usize,
    /// Whether it is a list of terms and no statement.
    pub(crate) listed: bool,
    /// Nothing where the sentence was said before, only says the question again, or lists terms.
    pub(crate) seen: Vec<Seen>,
    pub(crate) change_of_mind: bool,
    pub(crate) why_now: bool,
    /// Values of the culture that its words tell of.
    pub(crate) values: Vec<EntryId>,
    /// Claims of the pack that it makes.
    pub(crate) claims: Vec<(ClaimId, bool)>,
    /// Places, among the question's topics, of those that it touches.
    pub(crate) topics: Vec<usize>,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) sentences: Vec<Read>,
    /// Words with meaning in sentences that count.
    pub(crate) words: usize,
}

/// What looks at a sentence, and finds the pack's own cues in it.
pub(crate) trait Finder {
    fn look(&self, words: &Tokens<'_>, kind: &str) -> Sight;
    fn values(&self, words: &[&Token]) -> Vec<EntryId>;
    fn claims(&self, words: &[&Token]) -> Vec<(ClaimId, bool)>;
    fn topics(&self, words: &[&Token]) -> Vec<usize>;
}

/// A sentence that shares this much of its words with the question says the question again.
const ECHO: f64 = 0.65;
/// A sentence that shares this much of its words with an earlier one repeats it.
const REPETITION: f64 = 0.8;
/// So many words in the same order; speech without marks may be cut elsewhere when it is said again, so
/// that sentences alone would not show it.
const RUN: usize = 3;
/// A sentence of whose runs so many were there before repeats them.
const RUNS_AGAIN: f64 = 0.7;
/// Shorter sentences repeat each other by chance.
const LEAST_REPEATED: usize = 4;

impl Answer {
    pub(crate) fn read(
        text: &Text<'_>,
        kind: &str,
        question: &Text<'_>,
        finder: &impl Finder,
    ) -> Self {
        let asked: HashSet<&str> = question
            .tokens
            .iter()
            .map(|token| token.stem.as_str())
            .collect();
        let mut before: Vec<HashSet<&str>> = Vec::new();
        let mut runs_before: HashSet<[&str; RUN]> = HashSet::new();
        let mut sentences = Vec::with_capacity(text.sentences.len());
        for sentence in &text.sentences {
            let words = text.meant(sentence);
            let stems: HashSet<&str> = words.iter().map(|token| token.stem.as_str()).collect();
            let echo = share(&stems, &asked) >= ECHO;
            let runs = runs(&words);
            let run_again = runs.iter().filter(|run| runs_before.contains(*run)).count();
            let repeated = stems.len() >= LEAST_REPEATED
                && before
                    .iter()
                    .any(|earlier| alike(&stems, earlier) >= REPETITION)
                || !runs.is_empty() && run_again as f64 >= RUNS_AGAIN * runs.len() as f64;
            runs_before.extend(runs);
            if echo || repeated {
                sentences.push(Read::empty(text, sentence));
                continue;
            }
            before.push(stems);
            let listed = reading::lists(&words);
            let sight = if listed {
                Sight::default()
            } else {
                finder.look(&words, kind)
            };
            sentences.push(Read {
                quote: text.quote(sentence),
                words: words.len(),
                crowding: reading::crowding(&words),
                joining: words.iter().filter(|token| reading::joining(token)).count(),
                listed,
                values: finder.values(&words),
                claims: finder.claims(&words),
                topics: finder.topics(&words),
                seen: sight.seen,
                change_of_mind: sight.change_of_mind,
                why_now: sight.why_now,
            });
        }
        Self {
            words: sentences.iter().map(|sentence| sentence.words).sum(),
            sentences,
        }
    }

    /// Evidence of a kind with its strength, the plainest first.
    pub(crate) fn of(&self, kind: EvidenceKind) -> Vec<(&Read, f64)> {
        let mut found: Vec<(&Read, f64)> = self
            .sentences
            .iter()
            .filter_map(|sentence| Some((sentence, sentence.strength(kind)?)))
            .collect();
        found.sort_by(|first, second| second.1.total_cmp(&first.1));
        found
    }

    pub(crate) fn has(&self, kind: EvidenceKind) -> bool {
        self.sentences
            .iter()
            .any(|sentence| sentence.strength(kind).is_some())
    }

    /// Share of the answer's words in sentences of a kind.
    pub(crate) fn share(&self, kind: EvidenceKind) -> f64 {
        self.share_where(|sentence| sentence.strength(kind).is_some())
    }

    /// Share of the answer's words in such sentences.
    pub(crate) fn share_where(&self, such: impl Fn(&Read) -> bool) -> f64 {
        let words: usize = self
            .sentences
            .iter()
            .filter(|sentence| such(sentence))
            .map(|sentence| sentence.words)
            .sum();
        words as f64 / self.words.max(1) as f64
    }

    /// Words that praise, and grand terms of the trade.
    pub(crate) fn crowding(&self) -> (usize, usize) {
        self.sentences.iter().fold((0, 0), |all, sentence| {
            (all.0 + sentence.crowding.0, all.1 + sentence.crowding.1)
        })
    }

    /// Share of the words that join others, such as "the" or "because".
    pub(crate) fn joined(&self) -> f64 {
        let joining: usize = self.sentences.iter().map(|sentence| sentence.joining).sum();
        joining as f64 / self.words.max(1) as f64
    }

    /// All evidence, in the order of the text.
    pub(crate) fn evidence(&self) -> Vec<Evidence> {
        self.sentences.iter().flat_map(Read::evidence).collect()
    }

    /// Claims made, right or wrong, each once.
    pub(crate) fn claims(&self) -> Vec<(&ClaimId, bool, &Read)> {
        let mut found: Vec<(&ClaimId, bool, &Read)> = Vec::new();
        for sentence in &self.sentences {
            for (claim, right) in &sentence.claims {
                if !found.iter().any(|(known, ..)| *known == claim) {
                    found.push((claim, *right, sentence));
                }
            }
        }
        found
    }

    /// How many of the question's topics are touched.
    pub(crate) fn topics(&self) -> usize {
        self.sentences
            .iter()
            .flat_map(|sentence| &sentence.topics)
            .collect::<HashSet<_>>()
            .len()
    }
}

/// All words of a sentence, so many in a row.
fn runs<'words>(words: &Tokens<'words>) -> Vec<[&'words str; RUN]> {
    words
        .windows(RUN)
        .map(|run| [0, 1, 2].map(|place| run[place].stem.as_str()))
        .collect()
}

impl Read {
    fn empty(text: &Text<'_>, sentence: &Sentence) -> Self {
        Self {
            quote: text.quote(sentence),
            words: 0,
            crowding: (0, 0),
            joining: 0,
            listed: false,
            seen: Vec::new(),
            change_of_mind: false,
            why_now: false,
            values: Vec::new(),
            claims: Vec::new(),
            topics: Vec::new(),
        }
    }

    /// How plainly the sentence is of a kind; `None` where it is not.
    pub(crate) fn strength(&self, kind: EvidenceKind) -> Option<f64> {
        self.seen
            .iter()
            .find(|seen| seen.kind == kind)
            .map(|seen| seen.strength)
    }

    /// The sentence as evidence of a kind.
    pub(crate) fn as_evidence(&self, kind: EvidenceKind) -> Evidence {
        Evidence {
            kind,
            quote: self.quote.clone(),
            value: (kind == EvidenceKind::CultureValue)
                .then(|| self.values.first().cloned())
                .flatten(),
        }
    }

    fn evidence(&self) -> impl Iterator<Item = Evidence> + '_ {
        self.seen.iter().map(|seen| self.as_evidence(seen.kind))
    }
}

fn share(words: &HashSet<&str>, of: &HashSet<&str>) -> f64 {
    words.intersection(of).count() as f64 / words.len().max(1) as f64
}

fn alike(first: &HashSet<&str>, second: &HashSet<&str>) -> f64 {
    let shared = first.intersection(second).count();
    shared as f64 / (first.len() + second.len() - shared).max(1) as f64
}
