//! The metric that a request asks for.

use std::collections::HashSet;

use pack::cue::NotACue;

use crate::cues::Cue;
use crate::definitions::Definitions;
use crate::phrases::Phrases;
use crate::text::{Token, Words};

struct Says {
    metric: usize,
    line: usize,
    strong: bool,
    cue: Cue,
}

/// Finds metrics.
pub(super) struct Measures {
    ids: Vec<String>,
    says: Vec<Says>,
    /// What metrics are called, each by its number.
    names: Phrases<usize>,
    ambiguous: Vec<(Vec<String>, Vec<Cue>)>,
}

/// What was found.
pub(super) enum Measured {
    /// One metric.
    One(String),
    /// One of several.
    Either(Vec<String>),
    /// None.
    None,
}

/// What a strong cue counts for, beside its length.
const STRONG: f64 = 2.0;
/// What a weak cue counts for.
const WEAK: f64 = 1.0;
/// What each further line that fits adds.
const FURTHER: f64 = 0.4;

/// Words that join names of metrics.
const JOINTS: &[&str] = &[
    "and",
    "or",
    "plus",
    "versus",
    "vs",
    "against",
    "alongside",
    "than",
];

/// Words for those who do something.
const PEOPLE: &[&str] = &[
    "customers",
    "folk",
    "folks",
    "members",
    "people",
    "subscribers",
    "those",
    "users",
    "viewers",
];

impl Measures {
    pub(super) fn new(definitions: &Definitions, words: &Words) -> Result<Self, NotACue> {
        let mut says = Vec::new();
        for (number, metric) in definitions.metrics.iter().enumerate() {
            let lines = metric.says.iter().map(|line| (line, true));
            let hints = metric.hints.iter().map(|line| (line, false));
            for (line, (text, strong)) in lines.chain(hints).enumerate() {
                for cue in Cue::read(text, words)? {
                    says.push(Says {
                        metric: number,
                        line,
                        strong,
                        cue,
                    });
                }
            }
        }
        let mut ambiguous = Vec::new();
        for each in &definitions.ambiguous {
            let mut cues = Vec::new();
            for line in &each.says {
                cues.extend(Cue::read(line, words)?);
            }
            ambiguous.push((each.between.clone(), cues));
        }
        Ok(Self {
            ids: definitions
                .metrics
                .iter()
                .map(|metric| metric.id.clone())
                .collect(),
            says,
            names: Phrases::new(
                words,
                definitions
                    .metrics
                    .iter()
                    .enumerate()
                    .flat_map(|(number, metric)| {
                        metric
                            .called
                            .iter()
                            .chain([&metric.id.replace('_', " "), &metric.name])
                            .map(|name| (name.clone(), number))
                            .collect::<Vec<_>>()
                    }),
            ),
            ambiguous,
        })
    }

    /// The places of the words by which a metric is named.
    pub(super) fn covers(&self, id: &str, tokens: &[Token]) -> HashSet<usize> {
        self.says
            .iter()
            .filter(|says| self.ids[says.metric] == id)
            .filter_map(|says| says.cue.find(tokens))
            .flatten()
            .collect()
    }

    /// Several metrics that are named in a row: "churn and revenue".
    fn several(&self, tokens: &[Token]) -> Option<Vec<String>> {
        let mut row: Vec<usize> = Vec::new();
        let (mut place, mut joined) = (0, false);
        while let Some(token) = tokens.get(place) {
            if let Some((length, metric)) = self.names.at(tokens, place) {
                if !joined {
                    row.clear();
                }
                if !row.contains(&metric) {
                    row.push(metric);
                }
                (place, joined) = (place + length, false);
                // What follows at once belongs to the name, as "revenue per user".
                if row.len() > 1 && tokens.get(place).is_none_or(|next| next.word != "per") {
                    return Some(row.iter().map(|metric| self.ids[*metric].clone()).collect());
                }
                if !tokens
                    .get(place)
                    .is_some_and(|next| JOINTS.contains(&next.word.as_str()))
                {
                    row.clear();
                }
            } else if JOINTS.contains(&token.word.as_str()) && !row.is_empty() {
                joined = true;
                place += 1;
            } else if joined && matches!(token.word.as_str(), "the" | "our" | "also" | "of") {
                place += 1;
            } else {
                row.clear();
                joined = false;
                place += 1;
            }
        }
        None
    }

    /// A metric that is named of people who did something: "completion among people who searched". What they
    /// did names none.
    fn of_whom(&self, tokens: &[Token]) -> Option<usize> {
        let word = |place: usize| tokens.get(place).map_or("", |token| token.word.as_str());
        let whom = (1..tokens.len()).find(|place| {
            matches!(word(*place), "who" | "that" | "whove")
                && PEOPLE.contains(&word(*place - 1))
                && matches!(
                    place.checked_sub(2).map_or("", &word),
                    "of" | "for" | "among" | "amongst" | "from" | "by" | "with" | "to"
                )
        })?;
        (0..whom).find_map(|place| {
            let (length, metric) = self.names.at(tokens, place)?;
            let spread = place
                .checked_sub(1)
                .is_some_and(|before| matches!(word(before), "average" | "mean" | "typical"));
            (place + length <= whom && !spread).then_some(metric)
        })
    }

    /// The metric whose cues fit best.
    pub(super) fn find(&self, tokens: &[Token]) -> Measured {
        if let Some(several) = self.several(tokens) {
            return Measured::Either(several);
        }
        if let Some(named) = self.of_whom(tokens) {
            return Measured::One(self.ids[named].clone());
        }
        let mut best = vec![0.0_f64; self.ids.len()];
        let mut lines: Vec<Vec<usize>> = vec![Vec::new(); self.ids.len()];
        for says in &self.says {
            if says.cue.find(tokens).is_none() {
                continue;
            }
            let length = says.cue.length() as f64;
            let score = if says.strong {
                STRONG + length
            } else {
                WEAK + 0.2 * length
            };
            best[says.metric] = best[says.metric].max(score);
            if !lines[says.metric].contains(&says.line) {
                lines[says.metric].push(says.line);
            }
        }
        let mut winner: Option<(usize, f64)> = None;
        for (metric, best) in best.iter().enumerate() {
            if *best == 0.0 {
                continue;
            }
            let score = best + FURTHER * (lines[metric].len() - 1) as f64;
            if winner.is_none_or(|(_, most)| score >= most) {
                winner = Some((metric, score));
            }
        }
        let strong = winner.is_some_and(|(_, score)| score > STRONG);
        if !strong {
            for (between, cues) in &self.ambiguous {
                if cues.iter().any(|cue| cue.find(tokens).is_some()) {
                    return Measured::Either(between.clone());
                }
            }
        }
        winner.map_or(Measured::None, |(metric, _)| {
            Measured::One(self.ids[metric].clone())
        })
    }
}
