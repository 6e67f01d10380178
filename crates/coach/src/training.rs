//! Trains the model that reads sentences. Used by `examples/train.rs` only; the program carries the
//! weights that it wrote.

use std::collections::HashMap;
use std::fmt::Write as _;

use pack::vocabulary::{EvidenceKind, QuestionKind};
use serde::Deserialize;

use crate::reading::{self, features::Feature};
use crate::text::Text;

/// A sentence with the kinds that a careful rater would mark.
#[derive(Clone, Debug, Deserialize)]
pub struct Labelled {
    /// The sentence.
    pub text: String,
    /// Its kinds.
    pub kinds: Vec<EvidenceKind>,
    /// The kind of question that it answers.
    pub of: String,
    /// The answer in which it stands, where it stands in one.
    #[serde(default)]
    pub answer: Option<String>,
    /// Kinds of which the rater could not say whether they are there; no training on these.
    #[serde(default)]
    pub unsure: Vec<EvidenceKind>,
}

/// The sentences of an answer written to win without content: whatever they sound like, they are no
/// evidence of anything good. Which of the weaknesses each shows, nobody has said.
#[must_use]
pub fn hollow(answer: &str, of: QuestionKind) -> Vec<Labelled> {
    let text = Text::new(answer);
    text.sentences
        .iter()
        .map(|sentence| Labelled {
            text: text.quote(sentence).quote,
            kinds: Vec::new(),
            of: of.word().to_owned(),
            answer: None,
            unsure: vec![
                EvidenceKind::VagueClaim,
                EvidenceKind::Bluff,
                EvidenceKind::Rigid,
                EvidenceKind::FillerHeavy,
            ],
        })
        .collect()
}

/// Parts of the cross-validation by which thresholds are chosen.
const PARTS: usize = 5;
/// Passes over the sentences.
const PASSES: usize = 25;
/// First step of the descent.
const STEP: f32 = 0.25;
/// How much more a sentence of the kind counts than one without it: rare kinds would drown.
const POSITIVE: f32 = 2.0;
/// Primes, so that a walk in such strides comes by every sentence once. The weights of several walks
/// are averaged, since each leans to what it met last.
const STRIDES: [usize; 4] = [7_919, 6_101, 4_421, 9_973];
/// Weight decay, a pass.
const DECAY: f32 = 0.1;
/// Features in fewer sentences say nothing of other speakers.
const LEAST: usize = 3;
/// Smaller weights are left out.
const SMALLEST: f32 = 0.04;

/// The weights, as the program reads them, from labelled sentences.
#[must_use]
pub fn train(sentences: &[Labelled]) -> String {
    let rows: Vec<Row> = sentences
        .iter()
        .map(|each| Row {
            features: reading::features(&each.text, &each.of),
            kinds: EvidenceKind::ALL
                .iter()
                .map(|kind| (!each.unsure.contains(kind)).then(|| each.kinds.contains(kind)))
                .collect(),
        })
        .collect();
    let mut seen: HashMap<Feature, usize> = HashMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<Feature> = seen
        .iter()
        .filter(|(_, times)| **times >= LEAST)
        .map(|(feature, _)| *feature)
        .collect();
    kept.sort_unstable();
    let places: HashMap<Feature, usize> = kept
        .iter()
        .enumerate()
        .map(|(place, feature)| (*feature, place))
        .collect();
    let rows: Vec<(Vec<usize>, Vec<Option<bool>>)> = rows
        .into_iter()
        .map(|row| {
            let features = row
                .features
                .iter()
                .filter_map(|feature| places.get(feature).copied())
                .collect();
            (features, row.kinds)
        })
        .collect();

    let thresholds = thresholds(&rows, kept.len());
    let weights: Vec<Vec<f32>> = (0..EvidenceKind::ALL.len())
        .map(|kind| descend(&rows, kind, kept.len(), |_| true))
        .collect();
    let mut out = thresholds
        .iter()
        .map(|each| format!("{each:.3}"))
        .collect::<Vec<_>>()
        .join(" ");
    out.push('\n');
    for (place, feature) in kept.iter().enumerate() {
        let mut line = String::new();
        for (kind, weights) in weights.iter().enumerate() {
            let weight = weights[place];
            if weight.abs() >= SMALLEST {
                let _ = write!(line, " {kind}:{:.0}", weight * 100.0);
            }
        }
        if !line.is_empty() {
            let _ = writeln!(out, "{feature:x}{line}");
        }
    }
    out
}

struct Row {
    features: Vec<Feature>,
    kinds: Vec<Option<bool>>,
}

/// For each kind the threshold with the best F1 on sentences that were left out of training.
fn thresholds(rows: &[(Vec<usize>, Vec<Option<bool>>)], features: usize) -> Vec<f32> {
    (0..EvidenceKind::ALL.len())
        .map(|kind| {
            let mut scored: Vec<(f32, bool)> = Vec::new();
            for part in 0..PARTS {
                let weights = descend(rows, kind, features, |row| row % PARTS != part);
                for (_, row) in rows.iter().enumerate().filter(|(at, _)| at % PARTS == part) {
                    let sum = row.0.iter().map(|feature| weights[*feature]).sum();
                    if let Some(right) = row.1[kind] {
                        scored.push((sum, right));
                    }
                }
            }
            scored.sort_by(|first, second| second.0.total_cmp(&first.0));
            let all = scored.iter().filter(|each| each.1).count() as f32;
            let (mut hits, mut best, mut threshold) = (0.0_f32, 0.0_f32, 0.0);
            for (taken, (sum, right)) in scored.iter().enumerate() {
                hits += f32::from(u8::from(*right));
                let score = 2.0 * hits / (taken as f32 + 1.0 + all);
                if score > best {
                    best = score;
                    threshold = *sum;
                }
            }
            threshold - 1e-3
        })
        .collect()
}

/// The mean weights of several descents.
fn descend(
    rows: &[(Vec<usize>, Vec<Option<bool>>)],
    kind: usize,
    features: usize,
    takes: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let mut mean = vec![0.0_f32; features];
    for stride in STRIDES {
        let weights = walk(rows, kind, features, stride, &takes);
        for (sum, weight) in mean.iter_mut().zip(weights) {
            *sum += weight / STRIDES.len() as f32;
        }
    }
    mean
}

/// Logistic regression by AdaGrad with weight decay, over the rows in strides: the same weights
/// every time.
fn walk(
    rows: &[(Vec<usize>, Vec<Option<bool>>)],
    kind: usize,
    features: usize,
    stride: usize,
    takes: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let mut weights = vec![0.0_f32; features];
    let mut squares = vec![1e-2_f32; features];
    for _ in 0..PASSES {
        // The files hold like beside like; a stride that shares no factor mixes them.
        for step in 0..rows.len() {
            let at = step * stride % rows.len();
            let (present, kinds) = &rows[at];
            if !takes(at) {
                continue;
            }
            let Some(right) = kinds[kind] else {
                continue;
            };
            let sum: f32 = present.iter().map(|feature| weights[*feature]).sum();
            let target = f32::from(u8::from(right));
            let weight = if right { POSITIVE } else { 1.0 };
            let error = weight * (1.0 / (1.0 + (-sum).exp()) - target);
            if error.abs() < 1e-3 {
                continue;
            }
            for feature in present {
                squares[*feature] += error * error;
                weights[*feature] -= STEP * error / squares[*feature].sqrt();
            }
        }
        for weight in &mut weights {
            *weight *= 1.0 - DECAY;
        }
    }
    weights
}
