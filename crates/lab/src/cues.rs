//! Cues (see `pack::cue`) found among the words of a request.

use pack::cue::{self, GAP, NotACue};

use crate::text::{Token, Words};

enum Accepts {
    Word(String),
    Stem(String),
    Prefix(String),
}

struct Step {
    any_of: Vec<Accepts>,
    after_gap: bool,
}

/// A cue, ready to be looked for.
pub(crate) struct Cue {
    steps: Vec<Step>,
    forbidden: Vec<Accepts>,
}

impl Cue {
    /// The cues that a line stands for, whatever the form of their words.
    pub(crate) fn read(line: &str, words: &Words) -> Result<Vec<Self>, NotACue> {
        Self::compare(line, |word| Accepts::Stem(words.stem(word)))
    }

    /// The cues that a line stands for, their words exactly as written: "monthly" is no "month".
    pub(crate) fn exact(line: &str) -> Result<Vec<Self>, NotACue> {
        Self::compare(line, |word| Accepts::Word(word.to_owned()))
    }

    fn compare(line: &str, plain: impl Fn(&str) -> Accepts) -> Result<Vec<Self>, NotACue> {
        let ready = |each: &[cue::Word]| {
            each.iter()
                .map(|word| match word {
                    cue::Word::Stem(text) => plain(text),
                    cue::Word::Prefix(text) => Accepts::Prefix(text.clone()),
                })
                .collect()
        };
        Ok(cue::read(line)?
            .iter()
            .map(|cue| Self {
                steps: cue
                    .steps
                    .iter()
                    .map(|step| Step {
                        any_of: ready(&step.any_of),
                        after_gap: step.after_gap,
                    })
                    .collect(),
                forbidden: ready(&cue.forbidden),
            })
            .collect())
    }

    /// How many words it looks for.
    pub(crate) fn length(&self) -> usize {
        self.steps.len()
    }

    /// The places of its words at the first place where it is found; none where it is not.
    pub(crate) fn find(&self, tokens: &[Token]) -> Option<Vec<usize>> {
        if tokens.iter().any(|token| any(&self.forbidden, token)) {
            return None;
        }
        (0..tokens.len()).find_map(|start| self.find_from(tokens, start))
    }

    /// The places of its words, from every place from which on it is found.
    pub(crate) fn all(&self, tokens: &[Token]) -> Vec<Vec<usize>> {
        if tokens.iter().any(|token| any(&self.forbidden, token)) {
            return Vec::new();
        }
        (0..tokens.len())
            .filter_map(|start| self.find_from(tokens, start))
            .collect()
    }

    fn find_from(&self, tokens: &[Token], start: usize) -> Option<Vec<usize>> {
        let mut places = Vec::with_capacity(self.steps.len());
        let mut next = start;
        for (number, step) in self.steps.iter().enumerate() {
            let furthest = if number > 0 && step.after_gap {
                next + GAP
            } else {
                next
            };
            let place = (next..=furthest.min(tokens.len().checked_sub(1)?))
                .find(|place| any(&step.any_of, &tokens[*place]))?;
            places.push(place);
            next = place + 1;
        }
        Some(places)
    }
}

fn any(accepted: &[Accepts], token: &Token) -> bool {
    accepted.iter().any(|each| match each {
        Accepts::Word(word) => *word == token.word,
        Accepts::Stem(stem) => *stem == token.stem,
        Accepts::Prefix(beginning) => token.word.starts_with(beginning.as_str()),
    })
}
