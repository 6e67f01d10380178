//! What a ratio owes to its leaves growing and shrinking, at the rates that they had.

use serde::{Deserialize, Serialize};

use super::expected::Expected;
use super::leaves::Leaves;

/// A ratio's change, in two parts that add up to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mix {
    /// What came of leaves whose rate changed.
    pub rates: f64,
    /// What came of leaves that grew or shrank, each at the rate that it had.
    pub mix: f64,
    /// The values whose growth or shrinking did most, by any one dimension; at most 5.
    pub parts: Vec<MixPart>,
}

/// A value that grew or shrank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixPart {
    /// The dimension.
    pub dimension: String,
    /// Its value.
    pub value: String,
    /// Its share of the denominator before.
    pub share_before: f64,
    /// Its share of the denominator after.
    pub share_after: f64,
    /// Its rate before; the whole's if it is new.
    pub rate_before: f64,
    /// What that did to the whole's ratio.
    pub effect: f64,
}

/// Most values that are named.
const MOST_PARTS: usize = 5;

pub(super) fn of(leaves: &Leaves, expected: &Expected) -> Mix {
    let all = &leaves.amounts;
    let sum = |of: fn(&super::Amounts) -> f64| all.iter().map(of).sum::<f64>();
    let (before, after) = (sum(|a| a.before), sum(|a| a.after));
    let (per_before, per_after) = (sum(|a| a.per_before), sum(|a| a.per_after));
    if per_before <= 0.0 || per_after <= 0.0 {
        return Mix {
            rates: 0.0,
            mix: 0.0,
            parts: Vec::new(),
        };
    }
    let moved: f64 = (0..expected.len())
        .map(|leaf| expected.came[leaf] - expected.before[leaf])
        .sum();
    let moved = if expected.other { -moved } else { moved };
    let rates = moved / per_after;
    let rate = before / per_before;
    let mut parts = Vec::new();
    for (dimension, codes) in leaves.codes.iter().enumerate() {
        let mut sums = vec![[0.0_f64; 3]; leaves.values[dimension].len()];
        for (code, amounts) in codes.iter().zip(all) {
            let sum = &mut sums[*code as usize];
            sum[0] += amounts.before;
            sum[1] += amounts.per_before;
            sum[2] += amounts.per_after;
        }
        for (value, [before, below, now]) in leaves.values[dimension].iter().zip(sums) {
            let own = if below > 0.0 { before / below } else { rate };
            let (share_before, share_after) = (below / per_before, now / per_after);
            parts.push(MixPart {
                dimension: leaves.dimensions[dimension].clone(),
                value: value.clone(),
                share_before,
                share_after,
                rate_before: own,
                effect: (share_after - share_before) * (own - rate),
            });
        }
    }
    parts.sort_by(|one, other| {
        other
            .effect
            .abs()
            .total_cmp(&one.effect.abs())
            .then_with(|| (&one.dimension, &one.value).cmp(&(&other.dimension, &other.value)))
    });
    parts.retain(|part| part.effect != 0.0);
    parts.truncate(MOST_PARTS);
    Mix {
        rates,
        mix: after / per_after - rate - rates,
        parts,
    }
}
