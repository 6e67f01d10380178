//! Linear weights of a sentence's features, added up for each kind of evidence.

use std::collections::HashMap;

use pack::vocabulary::EvidenceKind;

use super::features::Feature;

/// The weights of every kind.
#[derive(Debug)]
pub(crate) struct Linear(HashMap<Feature, Vec<(u8, f32)>>);

impl Linear {
    /// Reads the weights, a line a feature: `hash kind:weight …`, in hundredths. `None` when a line
    /// has another form.
    pub(crate) fn parse<'lines>(lines: impl Iterator<Item = &'lines str>) -> Option<Self> {
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
        Some(Self(weights))
    }

    /// The log odds of each kind, in the order of [`EvidenceKind::ALL`].
    pub(crate) fn odds(&self, features: &[Feature]) -> Vec<f32> {
        let mut sums = vec![0.0_f32; EvidenceKind::ALL.len()];
        for feature in features {
            for (kind, weight) in self.0.get(feature).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(usize::from(*kind)) {
                    *sum += weight;
                }
            }
        }
        sums
    }
}
