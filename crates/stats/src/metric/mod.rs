//! What one arm says about a metric: an estimate and the variance of one unit's share in it.

mod cuped;
mod mean;
mod ratio;

pub use cuped::{Adjusted, Centre, RatioTheta, cuped, cuped_ratio};
pub use mean::{mean, proportion};
pub use ratio::{ratio, ratio_covariance};

use serde::{Deserialize, Serialize};

/// An arm's estimate of a metric. The variance of `value` is `variance` / `units`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// How many units.
    pub units: f64,
    /// The estimate, in the metric's unit; adjusted if a covariate was used.
    pub value: f64,
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
            variance,
            plain: value,
            plain_variance: variance,
            plain_covariance: variance,
        }
    }

    /// Variance of `value`.
    pub fn squared_error(&self) -> f64 {
        self.variance / self.units
    }
}
