//! What a segment that was chosen explains, how sure that is, and how it stands beside its parents
//! and its parts.

use serde::{Deserialize, Serialize};

use super::choose::{Chosen, same};
use super::expected::Expected;
use super::leaves::{Amounts, Leaves};
use super::noise::Noise;

/// One value of one dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// The dimension.
    pub dimension: String,
    /// Its value.
    pub value: String,
}

/// A segment that carries a part of the change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Its values, one for each dimension that it is narrowed in; none is everything.
    pub parts: Vec<Part>,
    /// What the segment did.
    pub piece: Piece,
    /// Least and greatest change that is plausible, at 95%, as shares.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Logarithm of how much likelier what its leaves show is if they shifted together than if
    /// nothing happened, less the logarithm of how many segments it was chosen from. Above 0 it
    /// stands out; 3 is odds of 20 to 1.
    pub evidence: f64,
    /// The same as a probability: 1 / (1 + e^−evidence).
    pub certainty: f64,
    /// What its parents did without it, the nearest first.
    pub parents: Vec<Beside>,
    /// What it did by each dimension that it is not narrowed in.
    pub within: Vec<Within>,
    /// After, as a multiple of what was expected.
    #[serde(skip)]
    pub(super) factor: f64,
}

/// What a part of the data did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// The measure before; none if it would divide by nothing.
    pub before: Option<f64>,
    /// The measure after; none if it would divide by nothing.
    pub after: Option<f64>,
    /// Change against what was expected of its leaves, as a share; none if nothing was expected.
    pub change: Option<f64>,
    /// Part of the whole change that comes of it, as a share; none if the whole did not change.
    pub explains: Option<f64>,
    /// How large it is: its part of what was expected, as a share.
    pub size: f64,
}

/// A parent, without the segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// The dimension that the parent is not narrowed in.
    pub dimension: String,
    /// What is left of the parent.
    pub rest: Piece,
}

/// A segment, or everything, by one dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Within {
    /// The dimension.
    pub dimension: String,
    /// Its values, the largest explanation first; at most 20.
    pub values: Vec<(String, Piece)>,
    /// How many values there are.
    pub count: usize,
}

/// Most values that are listed of a dimension.
const MOST_VALUES: usize = 20;

impl Segment {
    /// How much it explains, without direction.
    pub(super) fn weight(&self) -> f64 {
        self.piece.explains.unwrap_or(self.piece.size).abs()
    }
}

/// What is added up of leaves.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    before: f64,
    after: f64,
    per_before: f64,
    per_after: f64,
    expected: f64,
    came: f64,
    variance: f64,
}

/// Adds up leaves to pieces.
pub(super) struct Explainer<'a> {
    leaves: &'a Leaves,
    expected: &'a Expected,
    totals: Vec<Total>,
    whole: Total,
}

impl<'a> Explainer<'a> {
    pub(super) fn of(leaves: &'a Leaves, expected: &'a Expected, noise: Noise) -> Self {
        let totals: Vec<Total> = expected
            .place
            .iter()
            .enumerate()
            .map(|(leaf, place)| {
                let amounts = leaves.amounts[*place];
                let (came, before) = (expected.came[leaf], expected.expected[leaf]);
                let relative = noise.relative * came.max(before);
                let variance = noise.counting * expected.counting[leaf] + relative * relative;
                let (came, before) = if expected.other {
                    (amounts.per_after - came, amounts.per_after - before)
                } else {
                    (came, before)
                };
                Total {
                    before: amounts.before,
                    after: amounts.after,
                    per_before: amounts.per_before,
                    per_after: amounts.per_after,
                    expected: before,
                    came,
                    variance,
                }
            })
            .collect();
        let whole = totals.iter().copied().fold(Total::default(), Total::and);
        Self {
            leaves,
            expected,
            totals,
            whole,
        }
    }

    /// The measure before and after: of everything, also of leaves of which nothing could be expected.
    pub(super) fn whole(&self) -> (f64, f64) {
        let sum = |of: fn(&Amounts) -> f64| self.leaves.amounts.iter().map(of).sum::<f64>();
        let measure = |sum, per| self.measure(sum, per).unwrap_or(0.0);
        (
            measure(sum(|all| all.before), sum(|all| all.per_before)),
            measure(sum(|all| all.after), sum(|all| all.per_after)),
        )
    }

    pub(super) fn segment(&self, chosen: &Chosen) -> Segment {
        let dimensions = 0..self.expected.codes.len();
        let inside: Vec<bool> = (0..self.totals.len())
            .map(|leaf| same(self.expected, chosen.mask, chosen.first, leaf as u32))
            .collect();
        let members: Vec<usize> = (0..inside.len()).filter(|leaf| inside[*leaf]).collect();
        let total = self.sum(members.iter().copied());
        let piece = self.piece(&total);
        let error = 1.96 * total.variance.sqrt();
        let around = |by: f64| (total.came + by) / total.expected - 1.0;
        let bit = |dimension: usize| chosen.mask >> dimension & 1 == 1;
        Segment {
            parts: dimensions
                .clone()
                .filter(|dimension| bit(*dimension))
                .map(|dimension| self.part(dimension, chosen.first as usize))
                .collect(),
            low: if total.expected > 0.0 {
                around(-error).max(-1.0)
            } else {
                0.0
            },
            high: if total.expected > 0.0 {
                around(error)
            } else {
                0.0
            },
            evidence: chosen.evidence,
            certainty: 1.0 / (1.0 + (-chosen.evidence).exp()),
            parents: dimensions
                .clone()
                .filter(|dimension| bit(*dimension))
                .map(|dimension| {
                    let mask = chosen.mask & !(1 << dimension);
                    let rest = self.sum((0..inside.len()).filter(|leaf| {
                        !inside[*leaf] && same(self.expected, mask, chosen.first, *leaf as u32)
                    }));
                    Beside {
                        dimension: self.leaves.dimensions[dimension].clone(),
                        rest: self.piece(&rest),
                    }
                })
                .collect(),
            within: dimensions
                .filter(|dimension| !bit(*dimension))
                .map(|dimension| self.within(dimension, members.iter().copied()))
                .collect(),
            factor: self.factor(&members),
            piece,
        }
    }

    /// Every dimension by itself.
    pub(super) fn dimensions(&self) -> Vec<Within> {
        (0..self.expected.codes.len())
            .map(|dimension| self.within(dimension, 0..self.totals.len()))
            .collect()
    }

    /// What came of the counted outcome, as a multiple of what was expected.
    fn factor(&self, members: &[usize]) -> f64 {
        let (mut came, mut expected) = (0.0, 0.0);
        for leaf in members.iter().copied() {
            came += self.expected.came[leaf];
            expected += self.expected.expected[leaf];
        }
        if expected > 0.0 { came / expected } else { 1.0 }
    }

    fn sum(&self, members: impl Iterator<Item = usize>) -> Total {
        members.fold(Total::default(), |sum, leaf| sum.and(self.totals[leaf]))
    }

    fn within(&self, dimension: usize, members: impl Iterator<Item = usize>) -> Within {
        let codes = &self.expected.codes[dimension];
        let mut totals: Vec<Option<Total>> = vec![None; self.expected.sizes[dimension] as usize];
        for leaf in members {
            let total = totals[codes[leaf] as usize].get_or_insert_default();
            *total = total.and(self.totals[leaf]);
        }
        let mut values: Vec<(String, Piece)> = totals
            .iter()
            .zip(&self.leaves.values[dimension])
            .filter_map(|(total, value)| Some((value.clone(), self.piece(total.as_ref()?))))
            .collect();
        let count = values.len();
        values.sort_by(|one, other| {
            let weight = |piece: &Piece| piece.explains.unwrap_or(piece.size).abs();
            weight(&other.1)
                .total_cmp(&weight(&one.1))
                .then_with(|| one.0.cmp(&other.0))
        });
        values.truncate(MOST_VALUES);
        Within {
            dimension: self.leaves.dimensions[dimension].clone(),
            values,
            count,
        }
    }

    fn piece(&self, total: &Total) -> Piece {
        let change = self.whole_change();
        let moved = total.came - total.expected;
        let moved = if self.leaves.ratio {
            moved / self.whole.per_after
        } else {
            moved
        };
        Piece {
            before: self.measure(total.before, total.per_before),
            after: self.measure(total.after, total.per_after),
            change: (total.expected > 0.0).then(|| total.came / total.expected - 1.0),
            explains: (change != 0.0 && moved.is_finite()).then(|| moved / change),
            size: if self.leaves.ratio {
                total.per_after / self.whole.per_after.max(f64::MIN_POSITIVE)
            } else {
                total.expected / self.whole.expected.max(f64::MIN_POSITIVE)
            },
        }
    }

    fn whole_change(&self) -> f64 {
        let (before, after) = self.whole();
        after - before
    }

    fn measure(&self, sum: f64, per: f64) -> Option<f64> {
        if self.leaves.ratio {
            (per > 0.0).then(|| sum / per)
        } else {
            Some(sum)
        }
    }

    fn part(&self, dimension: usize, leaf: usize) -> Part {
        let code = self.expected.codes[dimension][leaf] as usize;
        Part {
            dimension: self.leaves.dimensions[dimension].clone(),
            value: self.leaves.values[dimension][code].clone(),
        }
    }
}

impl Total {
    fn and(self, other: Self) -> Self {
        Self {
            before: self.before + other.before,
            after: self.after + other.after,
            per_before: self.per_before + other.per_before,
            per_after: self.per_after + other.per_after,
            expected: self.expected + other.expected,
            came: self.came + other.came,
            variance: self.variance + other.variance,
        }
    }
}
