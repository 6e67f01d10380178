//! What one arm says about a metric: an estimate and the variance of one unit's share in it.

mod cuped;
mod mean;
mod ratio;

pub use cuped::{Adjusted, Centre, RatioTheta, best_sum, cuped, cuped_ratio};
pub use mean::{mean, proportion};
pub use ratio::{ratio, ratio_covariance};

use serde::{Deserialize, Serialize};

use crate::wide::Wide;

/// An arm's estimate of a metric. The variance of `value` is `variance` / `units`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// How many units.
    pub units: f64,
    /// The estimate, in the metric's unit; adjusted if a covariate was used.
    pub value: f64,
    /// What rounding took from `value`: far from zero the digits that a difference needs are here. Use
    /// [`Arm::above`] for one.
    #[serde(default)]
    pub rest: f64,
    /// Variance of one unit's share, in the metric's unit squared.
    pub variance: f64,
    /// The estimate without adjustment; what a relative effect is relative to.
    pub plain: f64,
    /// Variance of one unit's share in `plain`.
    pub plain_variance: f64,
    /// Covariance of one unit's shares in `value` and `plain`.
    pub plain_covariance: f64,
}

impl Arm {
    /// An estimate without adjustment.
    pub fn new(units: f64, value: f64, variance: f64) -> Self {
        Self {
            units,
            value,
            rest: 0.0,
            variance,
            plain: value,
            plain_variance: variance,
            plain_covariance: variance,
        }
    }

    /// The same from an estimate with all its digits.
    pub(crate) fn wide(units: f64, value: Wide, variance: f64) -> Self {
        Self {
            rest: value.low,
            ..Self::new(units, value.high, variance)
        }
    }

    /// How far the estimate lies above another's, precise even when both are far from zero.
    pub fn above(&self, other: &Self) -> f64 {
        (self.value - other.value) + (self.rest - other.rest)
    }

    /// Variance of `value`.
    pub fn squared_error(&self) -> f64 {
        self.variance / self.units
    }
}
