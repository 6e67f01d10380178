//! What every leaf would have been, had nothing happened to it.

use super::leaves::{Fault, Leaves};
use super::settings::DRAWN;

/// Leaves with what was expected of them. Of a share, as of failures per start, the rarer outcome is
/// counted, because its noise is the one that can be told.
pub(super) struct Expected {
    /// Value of each leaf, by dimension.
    pub(super) codes: Vec<Vec<u32>>,
    /// How many values each dimension has.
    pub(super) sizes: Vec<u32>,
    /// What came.
    pub(super) came: Vec<f64>,
    /// What was expected: the forecast, or the rate before times what it is divided by now; where
    /// everything moved, as far as that.
    pub(super) expected: Vec<f64>,
    /// What was expected before anything was known of what everything did.
    pub(super) before: Vec<f64>,
    /// What the variance of counting is proportional to.
    pub(super) counting: Vec<f64>,
    /// What single things count, where everything is a multiple of it.
    pub(super) unit: Option<f64>,
    /// Whether the other outcome of a share was counted.
    pub(super) other: bool,
    /// Leaves with an amount below 0.
    pub(super) left_out: usize,
    /// Place in the table of leaves.
    pub(super) place: Vec<usize>,
}

impl Expected {
    pub(super) fn of(leaves: &Leaves) -> Result<Self, Fault> {
        let mut found = Self {
            codes: vec![Vec::new(); leaves.codes.len()],
            sizes: leaves
                .values
                .iter()
                .map(|values| values.len() as u32)
                .collect(),
            came: Vec::new(),
            expected: Vec::new(),
            before: Vec::new(),
            counting: Vec::new(),
            unit: None,
            other: false,
            left_out: 0,
            place: Vec::new(),
        };
        if leaves.ratio {
            found.ratios(leaves);
        } else {
            for (place, amounts) in leaves.amounts.iter().enumerate() {
                found.push(leaves, place, amounts.after, amounts.before, amounts.before);
            }
        }
        if found.came.is_empty() {
            return Err(Fault::Empty);
        }
        found.unit = unit(found.came.iter().copied());
        Ok(found)
    }

    fn ratios(&mut self, leaves: &Leaves) {
        let all = &leaves.amounts;
        let whole: f64 = all.iter().map(|amounts| amounts.before).sum();
        let per: f64 = all.iter().map(|amounts| amounts.per_before).sum();
        let rate = if per > 0.0 { whole / per } else { 0.0 };
        let share = all.iter().all(|amounts| {
            amounts.before <= amounts.per_before && amounts.after <= amounts.per_after
        });
        self.other = share && rate > 0.5;
        let rate = if self.other { 1.0 - rate } else { rate };
        // So little that no leaf's own rate is drowned, however it is measured.
        let single = unit(all.iter().map(|amounts| amounts.after))
            .zip(unit(all.iter().map(|amounts| amounts.per_after)));
        let drawn = DRAWN
            * single.map_or(per / all.len().max(1) as f64 * 1e-3, |(one, other)| {
                one.min(other)
            });
        for (place, amounts) in all.iter().enumerate() {
            let (before, after) = if self.other {
                (
                    amounts.per_before - amounts.before,
                    amounts.per_after - amounts.after,
                )
            } else {
                (amounts.before, amounts.after)
            };
            let below = amounts.per_before + drawn;
            let own = if below > 0.0 {
                (before + drawn * rate) / below
            } else {
                rate
            };
            let now = amounts.per_after;
            let spread = if share {
                (own * (1.0 - own)).max(0.2 * rate * (1.0 - rate))
            } else {
                own
            };
            let from_before = if below > 0.0 { now / below } else { 0.0 };
            self.push(
                leaves,
                place,
                after,
                own * now,
                spread * now * (1.0 + from_before),
            );
        }
    }

    fn push(&mut self, leaves: &Leaves, place: usize, came: f64, expected: f64, counting: f64) {
        // A negative amount has no share that it could have shifted by.
        let low = came < 0.0 || expected < 0.0 || counting < 0.0;
        self.left_out += usize::from(low);
        if !low && (came > 0.0 || expected > 0.0) {
            for (codes, all) in self.codes.iter_mut().zip(&leaves.codes) {
                codes.push(all[place]);
            }
            self.came.push(came);
            self.expected.push(expected);
            self.before.push(expected);
            self.counting.push(counting);
            self.place.push(place);
        }
    }

    /// Expects of every leaf what everything did.
    pub(super) fn follow(&mut self, factor: f64) {
        for (expected, counting) in self.expected.iter_mut().zip(&mut self.counting) {
            *expected *= factor;
            *counting *= factor;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.came.len()
    }
}

/// What all numbers are multiples of, if anything; it follows when all are multiplied.
fn unit(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut unit, mut most) = (0.0_f64, 0.0_f64);
    for number in numbers {
        most = most.max(number);
        // Euclid's algorithm, on numbers that are only nearly multiples.
        let (mut one, mut other) = (unit.max(number), unit.min(number));
        while other > 1e-9 * most {
            (one, other) = (other, one % other);
            if one - other < 1e-9 * most {
                other = 0.0;
            }
        }
        unit = one;
        if unit < 1e-7 * most {
            return None;
        }
    }
    (unit > 0.0).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn counts_have_a_unit_and_measurements_have_none() {
        assert_eq!(unit([3.0, 0.0, 12.0, 7.0].into_iter()), Some(1.0));
        assert_eq!(unit([30.0, 120.0, 70.0].into_iter()), Some(10.0));
        let tenths = unit([0.3, 1.2, 0.7].into_iter()).unwrap_or_default();
        assert!((tenths - 0.1).abs() < 1e-9);
        assert_eq!(unit([0.123_456_789_1, 2.345_678_912_3].into_iter()), None);
        assert_eq!(unit([0.0].into_iter()), None);
    }
}
