//! Sums over the moments of a file, of as many moments as memory should hold.

use std::collections::BTreeMap;

/// Most moments of both sides that are told apart.
const MOST: usize = 1_000_000;

/// What was added up of a moment: the value, and what it is divided by.
type Sums = BTreeMap<i64, (f64, f64)>;

/// Sums by moment, before and after. Of more moments than are told apart, neighbours are put together.
pub(super) struct Moments {
    before: Sums,
    after: Sums,
    /// So many moments that follow each other are one.
    width: i64,
}

impl Default for Moments {
    fn default() -> Self {
        Self {
            before: Sums::new(),
            after: Sums::new(),
            width: 1,
        }
    }
}

impl Moments {
    pub(super) fn add(&mut self, moment: i64, before: bool, value: f64, per: f64) {
        let side = if before {
            &mut self.before
        } else {
            &mut self.after
        };
        let sums = side.entry(moment.div_euclid(self.width)).or_default();
        sums.0 += value;
        sums.1 += per;
        if self.before.len() + self.after.len() > MOST {
            self.width *= 2;
            self.before = by_two(&self.before);
            self.after = by_two(&self.after);
        }
    }

    /// The side on which there is none, if there is one.
    pub(super) fn empty_side(&self) -> Option<&'static str> {
        if self.before.is_empty() {
            Some("before")
        } else {
            self.after.is_empty().then_some("from")
        }
    }

    /// The moments in their order, each with whether it is after and what was added up.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (i64, bool, (f64, f64))> {
        let side = |after: bool| {
            let sums = if after { &self.after } else { &self.before };
            sums.iter()
                .map(move |(moment, sums)| (moment.saturating_mul(self.width), after, *sums))
        };
        side(false).chain(side(true))
    }
}

fn by_two(sums: &Sums) -> Sums {
    let mut wider = Sums::new();
    for (moment, (value, per)) in sums {
        let sums = wider.entry(moment.div_euclid(2)).or_default();
        sums.0 += value;
        sums.1 += per;
    }
    wider
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_moments_than_are_told_apart_none_is_lost() {
        let mut moments = Moments::default();
        let many = MOST as i64 + 2;
        for moment in 0..many {
            moments.add(moment - many / 2, moment < many / 2, 1.0, 2.0);
        }
        let all: Vec<_> = moments.in_order().collect();
        assert!(all.len() <= MOST, "{}", all.len());
        let sum = |side: bool| -> f64 {
            all.iter()
                .filter(|(_, after, _)| *after == side)
                .map(|(_, _, (value, _))| value)
                .sum()
        };
        assert_eq!(
            (sum(false), sum(true)),
            (many as f64 / 2.0, many as f64 / 2.0)
        );
        assert!(all.is_sorted_by_key(|(moment, ..)| *moment));
        assert_eq!(all[1].2, (2.0, 4.0));
    }
}
