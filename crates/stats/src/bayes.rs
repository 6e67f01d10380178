//! The effect as a belief: a normal prior met by a normal likelihood.
//!
//! Posterior precision 1/σ² = 1/s² + 1/τ² and mean σ² (d/s² + m/τ²), for an effect d with standard
//! error s and a prior N(m, τ²). A flat prior leaves the data as they are. Conventions as in
//! GrowthBook's gbstats; only the risk is computed without its cancellation.

use serde::{Deserialize, Serialize};

use crate::comparison::Effect;
use crate::distribution::normal;
use crate::error::{self, Error};
use crate::interval::Interval;

/// What is believed before the data, in the unit of the effect it meets.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// Every effect equally likely.
    #[default]
    Flat,
    /// Normal.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        deviation: f64,
    },
}

impl Prior {
    /// A prior on the relative effect turned into one on the difference, by control's plain value.
    pub fn times(self, base: f64) -> Self {
        match self {
            Self::Flat => Self::Flat,
            Self::Normal { mean, deviation } => Self::Normal {
                mean: mean * base.abs(),
                deviation: deviation * base.abs(),
            },
        }
    }
}

/// What is believed after the data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    /// Posterior mean, in the unit of the effect.
    pub mean: f64,
    /// Posterior standard deviation.
    pub deviation: f64,
    /// Equal-tailed interval that holds the effect with probability 1 − alpha.
    pub interval: Interval,
    /// Probability that the effect is above 0.
    pub chance_above: f64,
    /// Expected loss of staying with control: E max(effect, 0).
    pub risk_of_control: f64,
    /// Expected loss of shipping treatment: E max(−effect, 0).
    pub risk_of_treatment: f64,
}

/// Meets a prior with an estimated effect.
pub fn posterior(effect: &Effect, prior: Prior, alpha: f64) -> Result<Posterior, Error> {
    error::fraction("alpha", alpha)?;
    let data = 1.0 / effect.standard_error.powi(2);
    let (mean, deviation) = match prior {
        Prior::Flat => (effect.estimate, effect.standard_error),
        Prior::Normal { mean, deviation } => {
            error::positive("the prior's deviation", deviation)?;
            let before = 1.0 / (deviation * deviation);
            let after = data + before;
            (
                (effect.estimate * data + mean * before) / after,
                (1.0 / after).sqrt(),
            )
        }
    };
    let z = mean / deviation;
    let reach = deviation * normal::upper_quantile(alpha / 2.0);
    Ok(Posterior {
        mean,
        deviation,
        interval: Interval {
            lower: mean - reach,
            upper: mean + reach,
        },
        chance_above: normal::cumulative(z),
        risk_of_control: deviation * expected_excess(z),
        risk_of_treatment: deviation * expected_excess(-z),
    })
}

/// E max(Z + z, 0) = φ(z) + z Φ(z); far below zero by the scaled complement, where the two terms
/// nearly cancel: φ(z) (1 − |z| Q(|z|)/φ(z)).
fn expected_excess(z: f64) -> f64 {
    if z > -5.0 {
        return normal::density(z) + z * normal::cumulative(z);
    }
    // Mills' ratio by its asymptotic continued fraction: 1 − x m(x) = m'(x) > 0.
    let x = -z;
    let mut tail = x;
    for term in (2..=60).rev() {
        tail = x + f64::from(term) / tail;
    }
    // m(x) = 1 / (x + 1/tail), so 1 − x m(x) = 1 / (x tail + 1).
    normal::density(z) / (x * tail + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::Alternative;

    #[test]
    fn the_two_ways_to_the_expected_loss_meet() {
        let direct = |z: f64| normal::density(z) + z * normal::cumulative(z);
        assert!((expected_excess(-5.0) / direct(-5.0) - 1.0).abs() < 1e-9);
        assert!((expected_excess(-5.0) / expected_excess(-4.999_999_999) - 1.0).abs() < 1e-7);
        assert!(expected_excess(-30.0) > 0.0);
    }

    #[test]
    fn a_sure_prior_outweighs_the_data_and_a_vague_one_yields() {
        let effect = Effect::test(2.0, 1.0, 1e6, 0.05, Alternative::TwoSided).unwrap();
        let with = |deviation| {
            let prior = Prior::Normal {
                mean: 0.0,
                deviation,
            };
            posterior(&effect, prior, 0.05).unwrap().mean
        };
        assert!(with(1e-6) < 1e-9);
        assert!((with(1e6) - 2.0).abs() < 1e-9);
        assert!((with(1.0) - 1.0).abs() < 1e-12);
        assert!(
            posterior(
                &effect,
                Prior::Normal {
                    mean: 0.0,
                    deviation: 0.0
                },
                0.05
            )
            .is_err()
        );
    }
}
