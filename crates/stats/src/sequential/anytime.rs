//! Intervals that hold at every look at once, however many there are.
//!
//! Two families. The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and
//! Ramdas (2021, arXiv:2103.06476v7) for effects with an estimated error, as GrowthBook uses it;
//! and the normal mixture of Howard, Ramdas, McAuliffe and Sekhon (2021) for a sum with known
//! variance process, as the `confseq` package has it.

use std::f64::consts::LN_2;

use serde::{Deserialize, Serialize};

use crate::comparison::Effect;
use crate::distribution::normal;
use crate::error::{self, Error};
use crate::interval::{Alternative, Interval};

/// GrowthBook's tuning: the sequence is tightest at about this many units.
pub const TUNING: f64 = 5_000.0;

/// An effect read at any time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AnytimeEffect {
    /// The effect, as in the fixed test.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The ρ of the mixture.
    pub rho: f64,
    /// Always-valid p-value: the least level whose interval, with ρ held, leaves out 0.
    pub p_value: f64,
    /// Its natural logarithm.
    pub log_p_value: f64,
    /// Covers the true effect at all looks together with probability 1 − alpha.
    pub interval: Interval,
}

/// ρ for which the asymptotic sequence is tightest at `tuning` units (equation 161):
/// √((−2 ln α + ln(1 − 2 ln α)) / tuning), with 2α in place of α if one-sided.
pub fn rho(alpha: f64, tuning: f64, alternative: Alternative) -> f64 {
    let level = match alternative {
        Alternative::TwoSided => alpha,
        Alternative::Greater | Alternative::Less => 2.0 * alpha,
    };
    let log = -2.0 * level.ln();
    ((log + log.ln_1p()) / tuning).sqrt()
}

/// The asymptotic confidence sequence around an effect estimated from `units` units in both arms.
///
/// With N units, s² = N · (standard error)² and R = N ρ² + 1, the half-width is
/// s √(2 R ln(√R / α)) / (N ρ) two-sided (equation 9), and with ln(1 + √R / 2α) one-sided.
/// alpha must lie below ½ for a one-sided sequence.
pub fn asymptotic(
    effect: &Effect,
    units: f64,
    alpha: f64,
    tuning: f64,
    alternative: Alternative,
) -> Result<AnytimeEffect, Error> {
    error::fraction("alpha", alpha)?;
    error::positive("tuning", tuning)?;
    error::positive("units", units)?;
    if alternative != Alternative::TwoSided && alpha >= 0.5 {
        return Err(Error::Setting {
            name: "alpha",
            value: alpha,
            allowed: "below 0.5 for a one-sided sequence",
        });
    }
    let rho = rho(alpha, tuning, alternative);
    let growth = units * rho * rho + 1.0;
    let logarithm = match alternative {
        Alternative::TwoSided => 0.5 * growth.ln() - alpha.ln(),
        Alternative::Greater | Alternative::Less => (growth.sqrt() / (2.0 * alpha)).ln_1p(),
    };
    let scale = (units * effect.standard_error.powi(2) * 2.0 * growth).sqrt() / (units * rho);
    // The exponent at which an interval just reaches 0.
    let reach = (effect.estimate / scale).powi(2);
    let log_p_value = match alternative {
        Alternative::TwoSided => (0.5 * growth.ln() - reach).min(0.0),
        _ => {
            let towards = match alternative {
                Alternative::Less => effect.estimate < 0.0,
                _ => effect.estimate > 0.0,
            };
            // Solves ln(1 + √R / 2α) = reach for α; an effect the wrong way says nothing.
            if towards {
                (0.5 * growth.ln() - LN_2 - log_exp_m1(reach)).min(0.0)
            } else {
                0.0
            }
        }
    };
    Ok(AnytimeEffect {
        estimate: effect.estimate,
        standard_error: effect.standard_error,
        rho,
        p_value: log_p_value.exp(),
        log_p_value,
        interval: alternative.interval(effect.estimate, scale * logarithm.sqrt()),
    })
}

/// ln(eˣ − 1) for x > 0.
fn log_exp_m1(x: f64) -> f64 {
    if x > 30.0 { x } else { x.exp_m1().ln() }
}

/// The ρ of a normal mixture that is tightest when the variance process is at `variance`:
/// v / (2 ln(1/α) + ln(1 + 2 ln(1/α))), with 2α one-sided.
pub fn mixture_rho(variance: f64, alpha: f64, alternative: Alternative) -> f64 {
    let level = match alternative {
        Alternative::TwoSided => alpha,
        Alternative::Greater | Alternative::Less => 2.0 * alpha,
    };
    let log = -2.0 * level.ln();
    variance / (log + log.ln_1p())
}

/// Boundary that a sum with mean zero and variance process v crosses at any time with probability
/// at most `alpha`.
///
/// Two-sided: √((v + ρ) ln((v + ρ) / (ρ α²))). One-sided: the s that solves
/// √(4ρ / (v + ρ)) exp(s² / 2(v + ρ)) Φ(s / √(v + ρ)) = 1/α, by Newton's method on the logarithm.
pub fn mixture_bound(variance: f64, rho: f64, alpha: f64, alternative: Alternative) -> f64 {
    let spread = variance + rho;
    if alternative == Alternative::TwoSided {
        return (spread * (spread / (rho * alpha * alpha)).ln()).sqrt();
    }
    let target = -alpha.ln() - 0.5 * (4.0 * rho / spread).ln();
    let mut z = (2.0 * target).max(1.0).sqrt();
    for _ in 0..60 {
        let miss = 0.5 * z * z + normal::log_upper_tail(-z) - target;
        let slope = z + normal::density(z) / normal::cumulative(z);
        let step = miss / slope;
        z -= step;
        if step.abs() <= 4.0 * f64::EPSILON * z.abs() {
            break;
        }
    }
    z * spread.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constants_of_confseq_are_met() {
        let two_sided = mixture_rho(100.0, 0.05, Alternative::TwoSided);
        assert!((two_sided - 12.60056).abs() < 5e-6);
        let bound = mixture_bound(100.0, two_sided, 0.05, Alternative::TwoSided);
        assert!((bound - 30.35209).abs() < 5e-6);
        let one_sided = mixture_rho(100.0, 0.05, Alternative::Greater);
        let bound = mixture_bound(100.0, one_sided, 0.05, Alternative::Greater);
        assert!((bound - 27.66071).abs() < 5e-6);
    }

    #[test]
    fn the_p_value_is_the_level_whose_interval_ends_at_zero() {
        for (alternative, estimate) in [
            (Alternative::TwoSided, 4.1),
            (Alternative::TwoSided, -4.1),
            (Alternative::Greater, 4.1),
            (Alternative::Less, -4.1),
        ] {
            let effect = Effect::test(estimate, 1.0, 1e4, 0.05, Alternative::TwoSided).unwrap();
            let read = asymptotic(&effect, 9_000.0, 0.05, TUNING, alternative).unwrap();
            assert!(read.p_value < 0.05 && !read.interval.contains(0.0));
            // The same ρ at the level p: its tuning follows from ρ.
            let log = -2.0
                * (read.p_value
                    * if alternative == Alternative::TwoSided {
                        1.0
                    } else {
                        2.0
                    })
                .ln();
            let tuning = (log + log.ln_1p()) / read.rho.powi(2);
            let again = asymptotic(&effect, 9_000.0, read.p_value, tuning, alternative).unwrap();
            let end = if estimate > 0.0 {
                again.interval.lower
            } else {
                again.interval.upper
            };
            assert!(end.abs() < 1e-12, "{alternative:?}: {end}");
        }
    }

    #[test]
    fn nonsense_settings_are_refused() {
        let effect = Effect::test(1.0, 1.0, 10.0, 0.05, Alternative::TwoSided).unwrap();
        for (units, alpha, tuning) in [(0.0, 0.05, 5e3), (9.0, 0.0, 5e3), (9.0, 0.05, -1.0)] {
            assert!(asymptotic(&effect, units, alpha, tuning, Alternative::TwoSided).is_err());
        }
        assert!(asymptotic(&effect, 9.0, 0.7, 5e3, Alternative::Less).is_err());
    }
}
