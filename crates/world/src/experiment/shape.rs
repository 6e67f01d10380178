//! How an effect goes with the days since it was first met.

use serde::{Deserialize, Serialize};

/// A course over time: effect(t) = late + (first − late)·exp(−t/days), in parts of the whole
/// effect; the form in which novelty and primacy are described by Sadeghi and others (2021).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// On the first day.
    pub first: f64,
    /// In the long run.
    pub late: f64,
    /// Days in which the difference between both falls to a third (1/e).
    pub days: f64,
}

impl Shape {
    /// The same on every day.
    pub const CONSTANT: Self = Self {
        first: 1.0,
        late: 1.0,
        days: 1.0,
    };
    /// Liked because it is new.
    pub const NOVELTY: Self = Self {
        first: 1.0,
        late: 0.25,
        days: 7.0,
    };
    /// Disliked until learned.
    pub const PRIMACY: Self = Self {
        first: -0.3,
        late: 1.0,
        days: 7.0,
    };

    /// The part of the whole effect that is there, `days` after the first day.
    pub(crate) fn at(&self, days: i32) -> f64 {
        if self.first == self.late {
            return self.late;
        }
        self.late + (self.first - self.late) * libm::exp(-f64::from(days) / self.days.max(0.1))
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self::CONSTANT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn novelty_fades_and_primacy_turns() {
        assert_eq!(Shape::NOVELTY.at(0), 1.0);
        assert!(Shape::NOVELTY.at(60) < 0.26);
        assert!(Shape::PRIMACY.at(0) < 0.0 && Shape::PRIMACY.at(60) > 0.99);
        assert_eq!(Shape::CONSTANT.at(9), 1.0);
    }
}
