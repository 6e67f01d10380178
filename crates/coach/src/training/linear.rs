//! Linear weights: logistic regression by AdaGrad (Duchi, Hazan and Singer 2011) with weight decay,
//! one kind of evidence at a time. The same sentences give the same weights.

use std::collections::HashMap;
use std::fmt::Write as _;

use pack::vocabulary::EvidenceKind;

use super::{POSITIVE, Row, STRIDES};
use crate::reading::features::Feature;

/// Passes over the sentences.
const PASSES: usize = 25;
/// First step of the descent.
const STEP: f32 = 0.25;
/// Weight decay, a pass.
const DECAY: f32 = 0.1;
/// Features in fewer sentences say nothing of other speakers.
const LEAST: usize = 3;
/// Smaller weights are left out.
const SMALLEST: f32 = 0.04;

/// The features that are worth a weight, in their order.
pub(super) fn kept(rows: &[Row]) -> Vec<Feature> {
    let mut seen: HashMap<Feature, usize> = HashMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let often = seen.iter().filter(|(_, times)| **times >= LEAST);
    let mut kept: Vec<Feature> = often.map(|(feature, _)| *feature).collect();
    kept.sort_unstable();
    kept
}

/// For each kind, a weight for every kept feature. The weights of several walks are averaged, since
/// each leans to what it met last.
pub(super) fn learn(rows: &[&Row], places: &HashMap<Feature, usize>) -> Vec<Vec<f32>> {
    let present: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| {
            let features = row.features.iter();
            features
                .filter_map(|feature| places.get(feature).copied())
                .collect()
        })
        .collect();
    (0..EvidenceKind::ALL.len())
        .map(|kind| {
            let right: Vec<Option<bool>> = rows.iter().map(|row| row.kinds[kind]).collect();
            let mut mean = vec![0.0_f32; places.len()];
            for stride in STRIDES {
                let weights = walk(&present, &right, places.len(), stride);
                for (sum, weight) in mean.iter_mut().zip(weights) {
                    *sum += weight / STRIDES.len() as f32;
                }
            }
            mean
        })
        .collect()
}

fn walk(
    present: &[Vec<usize>],
    right: &[Option<bool>],
    features: usize,
    stride: usize,
) -> Vec<f32> {
    let mut weights = vec![0.0_f32; features];
    let mut squares = vec![1e-2_f32; features];
    for _ in 0..PASSES {
        for step in 0..present.len() {
            let at = step * stride % present.len();
            let Some(right) = right[at] else {
                continue;
            };
            let sum: f32 = present[at].iter().map(|feature| weights[*feature]).sum();
            let target = f32::from(u8::from(right));
            let weight = if right { POSITIVE } else { 1.0 };
            let error = weight * (1.0 / (1.0 + libm::expf(-sum)) - target);
            if error.abs() < 1e-3 {
                continue;
            }
            for feature in &present[at] {
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

/// The weights as `reading::linear` reads them.
pub(super) fn written(kept: &[Feature], weights: &[Vec<f32>]) -> String {
    let mut out = String::new();
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
