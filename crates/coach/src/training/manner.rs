//! The manner of answers: which words tell a story from a plan, by the logistic regression of
//! `linear`, over whole answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::STRIDES;

/// Passes over the answers.
const PASSES: usize = 40;
/// First step of the descent.
const STEP: f64 = 0.1;
/// Weight decay, a pass.
const DECAY: f64 = 0.05;
/// Words in fewer answers say nothing of other speakers.
const LEAST: usize = 5;
/// Smaller weights are left out.
const SMALLEST: f64 = 0.01;

/// The file's lines, from the words of each answer and whether it was told.
pub(super) fn of(answers: &[(BTreeSet<String>, bool)]) -> String {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for word in answers.iter().flat_map(|(words, _)| words) {
        *seen.entry(word).or_default() += 1;
    }
    seen.retain(|_, times| *times >= LEAST);
    // The empty word is in every answer.
    let kept: Vec<&str> = std::iter::once("").chain(seen.into_keys()).collect();
    let places: BTreeMap<&str, usize> = kept.iter().copied().zip(0..).collect();
    let rows: Vec<(Vec<usize>, f64)> = answers
        .iter()
        .map(|(words, told)| {
            let known = words.iter().filter_map(|word| places.get(word.as_str()));
            let present = std::iter::once(0).chain(known.copied()).collect();
            (present, f64::from(u8::from(*told)))
        })
        .collect();
    let mut weights = vec![0.0_f64; kept.len()];
    let mut squares = vec![1e-2_f64; kept.len()];
    for pass in 0..PASSES {
        let stride = STRIDES[pass % STRIDES.len()];
        for step in 0..rows.len() {
            let (present, told) = &rows[step * stride % rows.len()];
            let sum: f64 = present.iter().map(|place| weights[*place]).sum();
            let error = 1.0 / (1.0 + libm::exp(-sum)) - told;
            for place in present {
                squares[*place] += error * error;
                weights[*place] -= STEP * error / squares[*place].sqrt();
            }
        }
        for weight in &mut weights {
            *weight *= 1.0 - DECAY;
        }
    }
    let mut out = String::new();
    for (word, weight) in kept.iter().zip(weights) {
        if word.is_empty() || weight.abs() >= SMALLEST {
            let _ = writeln!(out, "{word} {weight:.3}");
        }
    }
    out
}
