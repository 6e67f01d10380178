//! A linear model a kind of evidence: the weights of a sentence's features, added up.
//!
//! The weights are trained by `cargo run -p coach --example train` from the labelled sentences in
//! `examination/sentences` and stand in `lexicon/model.txt`.

use std::collections::HashMap;

use pack::vocabulary::EvidenceKind;

use super::features::Feature;

/// The weights of every kind.
#[derive(Debug)]
pub(crate) struct Model {
    /// Above this, a sentence is of the kind; in the order of [`EvidenceKind::ALL`].
    thresholds: Vec<f32>,
    weights: HashMap<Feature, Vec<(u8, f32)>>,
}

impl Model {
    /// Reads the weights: a line of thresholds, then a line a feature, `hash kind:weight …`.
    /// `None` when a line has another form.
    pub(crate) fn parse(source: &str) -> Option<Self> {
        let mut lines = source.lines();
        let thresholds: Vec<f32> = lines
            .next()?
            .split(' ')
            .map(|each| each.parse().ok())
            .collect::<Option<_>>()?;
        if thresholds.len() != EvidenceKind::ALL.len() {
            return None;
        }
        let mut weights = HashMap::new();
        for line in lines {
            let mut parts = line.split(' ');
            let feature = Feature::from_str_radix(parts.next()?, 16).ok()?;
            let pairs = parts
                .map(|pair| {
                    let (kind, weight) = pair.split_once(':')?;
                    let hundredths: f32 = weight.parse().ok()?;
                    Some((kind.parse().ok()?, hundredths / 100.0))
                })
                .collect::<Option<_>>()?;
            weights.insert(feature, pairs);
        }
        Some(Self {
            thresholds,
            weights,
        })
    }

    /// How far above its threshold each kind is, in log odds; in the order of [`EvidenceKind::ALL`].
    pub(crate) fn above(&self, features: &[Feature]) -> Vec<f32> {
        let mut sums: Vec<f32> = self.thresholds.iter().map(|each| -each).collect();
        for feature in features {
            for (kind, weight) in self.weights.get(feature).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(usize::from(*kind)) {
                    *sum += weight;
                }
            }
        }
        sums
    }
}
