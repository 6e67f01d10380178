//! Sums by name, before and after.

use std::collections::BTreeMap;

use crate::case::check::Compared;

/// What was added up of each name, before and after.
pub(super) type Sides = BTreeMap<String, [f64; 2]>;

pub(super) fn add(sides: &mut Sides, name: &str, side: usize, amount: f64) {
    if let Some(sums) = sides.get_mut(name) {
        sums[side] += amount;
    } else {
        let mut sums = [0.0; 2];
        sums[side] = amount;
        sides.insert(name.to_owned(), sums);
    }
}

/// One over the other, side by side.
pub(super) fn ratios(of: &Sides, per: &Sides) -> Vec<Compared> {
    per.iter()
        .map(|(name, per)| {
            let of = of.get(name).copied().unwrap_or_default();
            let ratio = |side: usize| {
                if per[side] > 0.0 {
                    of[side] / per[side]
                } else {
                    0.0
                }
            };
            Compared {
                name: name.clone(),
                before: ratio(0),
                after: ratio(1),
            }
        })
        .collect()
}
