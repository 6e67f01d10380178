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
use crate::metric::Arm;

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
    let Boundary { rho, growth, reach } = boundary(units, alpha, tuning, alternative)?;
    let scale = (units * effect.standard_error.powi(2) * 2.0 * growth).sqrt() / (units * rho);
    // The exponent at which an interval just reaches 0.
    let exponent = (effect.estimate / scale).powi(2);
    let log_p_value = match alternative {
        Alternative::TwoSided => (0.5 * growth.ln() - exponent).min(0.0),
        _ => {
            let towards = match alternative {
                Alternative::Less => effect.estimate < 0.0,
                _ => effect.estimate > 0.0,
            };
            // Solves ln(1 + √R / 2α) = exponent for α; an effect the wrong way says nothing.
            if towards {
                (0.5 * growth.ln() - LN_2 - log_exp_m1(exponent)).min(0.0)
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
        interval: alternative.interval(effect.estimate, effect.standard_error * reach),
    })
}

/// The two-sided asymptotic confidence sequence around an effect as a share of control: all shares s at
/// which the sequence around treatment − (1 + s) · control holds 0 (Fieller 1954, with this boundary).
///
/// Around the quotient itself the sequence would miss far too often while few units do what is counted:
/// the error that the delta method gives a quotient is then much too small wherever treatment happens
/// to be low. This one leaves out 0 exactly where the sequence around the difference does, on any day.
///
/// Without ends where control does not lie clearly above zero: no share is ruled out then.
pub fn relative(
    control: &Arm,
    treatment: &Arm,
    alpha: f64,
    tuning: f64,
) -> Result<Interval, Error> {
    let units = control.units + treatment.units;
    let reach = boundary(units, alpha, tuning, Alternative::TwoSided)?.reach;
    let base = control.plain;
    // The squared error of the difference less a share of control: still + 2 share · turning + share² · of_base.
    let still = treatment.squared_error() + control.squared_error();
    let turning = control.plain_covariance / control.units;
    let of_base = control.plain_variance / control.units;
    if still == 0.0 {
        return Err(Error::NoVariance { what: "the metric" });
    }
    // The ends are where the difference less a share of control is just `reach` of its errors from 0.
    let (difference, squared) = (treatment.above(control), reach * reach);
    let square = base * base - squared * of_base;
    if base <= 0.0 || square <= 0.0 {
        return Ok(Interval {
            lower: f64::NEG_INFINITY,
            upper: f64::INFINITY,
        });
    }
    let middle = difference * base + squared * turning;
    let constant = difference * difference - squared * still;
    let root = (middle * middle - square * constant).max(0.0).sqrt();
    // Of the two ways to write a root, the one that loses no digits.
    let outer = middle + root.copysign(middle);
    let mut ends = [outer / square, constant / outer];
    ends.sort_by(f64::total_cmp);
    let [lower, upper] = ends;
    Ok(Interval { lower, upper })
}

/// Where the asymptotic sequence ends.
struct Boundary {
    rho: f64,
    /// R = N ρ² + 1.
    growth: f64,
    /// The half-width in standard errors.
    reach: f64,
}

fn boundary(
    units: f64,
    alpha: f64,
    tuning: f64,
    alternative: Alternative,
) -> Result<Boundary, Error> {
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
    Ok(Boundary {
        rho,
        growth,
        reach: (2.0 * growth * logarithm / units).sqrt() / rho,
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
    use crate::comparison::difference;
    use crate::metric::proportion;

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

    /// Control and treatment of whom so many of 1,500 did something.
    fn of_counts(control: u64, treatment: u64) -> [Arm; 2] {
        [control, treatment].map(|count| proportion(count, 1_500).unwrap())
    }

    #[test]
    fn a_share_leaves_out_zero_exactly_where_the_difference_does() {
        for control in [14, 20, 40, 300] {
            for treatment in 0..1_500 {
                let [control, treatment] = of_counts(control, treatment);
                let settings = crate::comparison::Settings::default();
                let difference = difference(&control, &treatment, settings).unwrap();
                let read = asymptotic(&difference, 3e3, 0.05, TUNING, Alternative::TwoSided);
                let share = relative(&control, &treatment, 0.05, TUNING).unwrap();
                assert_eq!(share.contains(0.0), read.unwrap().interval.contains(0.0));
                assert!(share.contains(treatment.value / control.value - 1.0));
            }
        }
    }

    #[test]
    fn at_the_ends_of_a_share_the_rest_of_the_difference_ends_at_zero() {
        let [plain, treatment] = of_counts(60, 90);
        let adjusted = Arm {
            value: 0.043,
            variance: 0.6 * plain.variance,
            plain_covariance: 0.6 * plain.variance,
            ..plain
        };
        let reach = boundary(3e3, 0.05, TUNING, Alternative::TwoSided)
            .unwrap()
            .reach;
        for control in [plain, adjusted] {
            let share = relative(&control, &treatment, 0.05, TUNING).unwrap();
            for end in [share.lower, share.upper] {
                let rest = treatment.value - control.value - end * control.plain;
                let variance = control.variance
                    + 2.0 * end * control.plain_covariance
                    + end * end * control.plain_variance;
                let error = (treatment.squared_error() + variance / control.units).sqrt();
                assert!((rest.abs() / error - reach).abs() < 1e-9, "{end}");
            }
        }
    }

    #[test]
    fn against_control_that_may_be_nothing_no_share_is_ruled_out() {
        let [control, treatment] = of_counts(8, 30);
        let share = relative(&control, &treatment, 0.05, TUNING).unwrap();
        assert_eq!(
            (share.lower, share.upper),
            (f64::NEG_INFINITY, f64::INFINITY)
        );
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
