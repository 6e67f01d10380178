//! The metric that a request asks for.

use pack::cue::NotACue;

use crate::cues::Cue;
use crate::definitions::Definitions;
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
            ambiguous,
        })
    }

    /// The metric whose cues fit best.
    pub(super) fn find(&self, tokens: &[Token]) -> Measured {
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
