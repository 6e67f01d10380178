//! The bootstrap of a quantile without drawing samples.
//!
//! A resample of n sorted values is n uniform numbers read as places, so its k-th value stands at
//! the place of the k-th smallest uniform, which is Beta(k, n − k + 1) distributed. One draw of
//! that, and one more for its neighbour (1 − U₍ₖ₊₁₎ = (1 − U₍ₖ₎) V^(1/(n−k)), V uniform), give the
//! interpolated quantile of a resample: exactly its distribution, in constant time after sorting.
//!
//! A resample repeats values, so a value that many units share makes a resample's quantile stand still or
//! jump as the quantile itself does: such quantiles are refused as [`super::quantile`] refuses them.
//!
//! Events of units that bring several each are resampled by unit, with a Poisson(1) weight a unit.

use rand_distr::{Beta, Distribution, Poisson, StandardUniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

use super::{
    between, of_independent, of_sorted, reach, share_by_unit, sorted, tells_apart, wide_of_sorted,
};
use crate::error::{self, Error};
use crate::interval::Interval;
use crate::wide::Wide;

/// How the interval is read off the resamples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bootstrap {
    /// 2 · estimate − quantiles of the resamples (tea-tasting's for quantiles).
    #[default]
    Basic,
    /// Quantiles of the resamples.
    Percentile,
}

/// The effect on a quantile by resampling.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bootstrapped {
    /// Control's quantile.
    pub control: f64,
    /// Treatment's quantile.
    pub treatment: f64,
    /// Treatment − control.
    pub difference: f64,
    /// Standard deviation of the difference over the resamples.
    pub standard_error: f64,
    /// Interval of the difference.
    pub interval: Interval,
    /// Treatment / control − 1.
    pub relative: f64,
    /// Interval of the relative effect; not finite if control's quantile is 0 in some resample.
    pub relative_interval: Interval,
}

/// Resamples both arms `resamples` times, the values taken as independent.
pub fn bootstrap(
    control: &[f64],
    treatment: &[f64],
    probability: f64,
    resamples: usize,
    alpha: f64,
    method: Bootstrap,
    seed: u64,
) -> Result<Bootstrapped, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut arm = |values: &[f64]| -> Result<(Wide, Vec<Wide>), Error> {
        let sorted = sorted(values, probability)?;
        let variance = of_independent(probability, sorted.len() as f64);
        refuse_shared(&sorted, probability, variance)?;
        let estimate = wide_of_sorted(&sorted, probability).unwrap_or(nowhere());
        let drawn = independent(&sorted, probability, resamples, &mut random)?;
        Ok((estimate, drawn))
    };
    summarise(arm(control)?, arm(treatment)?, alpha, method)
}

/// Resamples whole units: `control` and `treatment` are the events and the unit of each.
pub fn bootstrap_clustered(
    control: (&[f64], &[u64]),
    treatment: (&[f64], &[u64]),
    probability: f64,
    resamples: usize,
    alpha: f64,
    method: Bootstrap,
    seed: u64,
) -> Result<Bootstrapped, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut arm = |(values, units): (&[f64], &[u64])| -> Result<(Wide, Vec<Wide>), Error> {
        error::same_length(values.len(), units.len())?;
        let sorted = sorted(values, probability)?;
        let share = share_by_unit(values, units, &sorted, probability)?;
        refuse_shared(&sorted, probability, share.squared_error())?;
        let estimate = wide_of_sorted(&sorted, probability).unwrap_or(nowhere());
        let drawn = by_unit(values, units, probability, resamples, &mut random)?;
        Ok((estimate, drawn))
    };
    summarise(arm(control)?, arm(treatment)?, alpha, method)
}

/// Refuses a quantile at a value that many share; `variance` is that of the share below it. A reach
/// beyond the ends, where few units are, is cut off there: resampling needs no more.
fn refuse_shared(sorted: &[f64], probability: f64, variance: f64) -> Result<(), Error> {
    let (low, high) = reach(probability, variance);
    tells_apart(sorted, low.max(0.0), high.min(1.0))
}

/// Quantiles of resamples of independent values.
fn independent(
    sorted: &[f64],
    probability: f64,
    resamples: usize,
    random: &mut Xoshiro256PlusPlus,
) -> Result<Vec<Wide>, Error> {
    let count = sorted.len();
    let place = probability * (count - 1) as f64;
    let whole = place.floor();
    let part = place - whole;
    // The rank from 1 of the lower neighbour, and how many values lie above it.
    let rank = whole + 1.0;
    let above = count as f64 - rank;
    let beta = Beta::new(rank, above + 1.0).map_err(|_| Error::NoVariance {
        what: "the place of the quantile",
    })?;
    let value = |uniform: f64| sorted[((uniform * count as f64) as usize).min(count - 1)];
    Ok((0..resamples)
        .map(|_| {
            let lower: f64 = beta.sample(random);
            if above < 1.0 {
                return Wide::sum(value(lower), 0.0);
            }
            let uniform: f64 = StandardUniform.sample(random);
            let upper = 1.0 - (1.0 - lower) * (1.0 - uniform).powf(1.0 / above);
            between(value(lower), value(upper), part)
        })
        .collect())
}

/// Quantiles of resamples of units.
fn by_unit(
    values: &[f64],
    units: &[u64],
    probability: f64,
    resamples: usize,
    random: &mut Xoshiro256PlusPlus,
) -> Result<Vec<Wide>, Error> {
    let mut names = units.to_vec();
    names.sort_unstable();
    names.dedup();
    // Events in the order of their values, each with the place of its unit.
    let mut events: Vec<(f64, usize)> = values
        .iter()
        .zip(units)
        .map(|(value, unit)| (*value, names.partition_point(|name| name < unit)))
        .collect();
    events.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let poisson = Poisson::new(1.0).map_err(|_| Error::NoVariance {
        what: "the weight of a unit",
    })?;
    let mut weights = vec![0_u64; names.len()];
    let mut drawn = Vec::with_capacity(resamples);
    while drawn.len() < resamples {
        for weight in &mut weights {
            let draw: f64 = poisson.sample(random);
            *weight = draw as u64;
        }
        let total: u64 = events.iter().map(|(_, unit)| weights[*unit]).sum();
        if total == 0 {
            // No unit drawn: possible with a handful of units only, and no resample at all.
            continue;
        }
        let place = probability * (total - 1) as f64;
        let (low, part) = (place.floor() as u64, place.fract());
        let mut passed = 0;
        let mut lower = None;
        for (value, unit) in &events {
            passed += weights[*unit];
            if lower.is_none() && passed > low {
                lower = Some(*value);
            }
            if let Some(lower) = lower
                && (passed > low + 1 || passed == total)
            {
                drawn.push(between(lower, *value, part));
                break;
            }
        }
    }
    Ok(drawn)
}

/// Where no quantile is.
fn nowhere() -> Wide {
    Wide::sum(f64::NAN, 0.0)
}

fn summarise(
    (control, control_draws): (Wide, Vec<Wide>),
    (treatment, treatment_draws): (Wide, Vec<Wide>),
    alpha: f64,
    method: Bootstrap,
) -> Result<Bootstrapped, Error> {
    error::fraction("alpha", alpha)?;
    if control_draws.len() < 2 {
        return Err(Error::Setting {
            name: "the number of resamples",
            value: control_draws.len() as f64,
            allowed: "at least 2",
        });
    }
    let pairs = || control_draws.iter().zip(&treatment_draws);
    let above = |(control, treatment): (&Wide, &Wide)| treatment.minus(*control).high;
    let differences: Vec<f64> = pairs().map(above).collect();
    let quotients: Vec<f64> = pairs().map(|pair| above(pair) / pair.0.high).collect();
    let moments = crate::moments::Moments::of([&differences])?;
    let difference = above((&control, &treatment));
    let relative = difference / control.high;
    Ok(Bootstrapped {
        control: control.high,
        treatment: treatment.high,
        difference,
        standard_error: moments.variance(0).sqrt(),
        interval: interval(difference, differences, alpha, method),
        relative,
        relative_interval: interval(relative, quotients, alpha, method),
    })
}

fn interval(estimate: f64, mut draws: Vec<f64>, alpha: f64, method: Bootstrap) -> Interval {
    draws.sort_unstable_by(f64::total_cmp);
    let at = |probability| of_sorted(&draws, probability).unwrap_or(f64::NAN);
    let (low, high) = (at(alpha / 2.0), at(1.0 - alpha / 2.0));
    match method {
        Bootstrap::Percentile => Interval {
            lower: low,
            upper: high,
        },
        Bootstrap::Basic => Interval {
            lower: 2.0 * estimate - high,
            upper: 2.0 * estimate - low,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Skewed values without a pattern in their order.
    fn values(count: u64, shift: u64) -> Vec<f64> {
        (0..count)
            .map(|row| {
                let mixed = (row + shift).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                let uniform = ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
                -(1.0 - uniform).ln()
            })
            .collect()
    }

    /// A quantile of a resample drawn value by value.
    fn drawn(sorted: &[f64], probability: f64, random: &mut Xoshiro256PlusPlus) -> f64 {
        let mut sample: Vec<f64> = (0..sorted.len())
            .map(|_| {
                let uniform: f64 = StandardUniform.sample(random);
                sorted[(uniform * sorted.len() as f64) as usize]
            })
            .collect();
        sample.sort_by(f64::total_cmp);
        of_sorted(&sample, probability).unwrap()
    }

    #[test]
    fn the_shortcut_has_the_distribution_of_drawn_resamples() {
        for (count, probability) in [(11, 0.5), (60, 0.93), (201, 0.25)] {
            let mut sorted = values(count, 3);
            sorted.sort_by(f64::total_cmp);
            let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
            let quick = independent(&sorted, probability, 4_000, &mut random).unwrap();
            let quick: Vec<f64> = quick.iter().map(|drawn| drawn.high).collect();
            let slow: Vec<f64> = (0..4_000)
                .map(|_| drawn(&sorted, probability, &mut random))
                .collect();
            let test = crate::rank::kolmogorov_smirnov(&quick, &slow).unwrap();
            assert!(test.p_value > 0.001, "{count}: {test:?}");
        }
    }

    #[test]
    fn the_bootstrap_and_the_read_off_error_agree() {
        let (control, treatment) = (values(20_000, 0), values(20_000, 90_001));
        let found =
            bootstrap(&control, &treatment, 0.95, 2_000, 0.05, Bootstrap::Basic, 1).unwrap();
        let arms = [&control, &treatment].map(|arm| super::super::quantile(arm, 0.95).unwrap());
        let read = (arms[0].squared_error() + arms[1].squared_error()).sqrt();
        assert!(
            (found.standard_error / read - 1.0).abs() < 0.15,
            "{found:?} {read}"
        );
        assert!(found.interval.contains(found.difference));
        let again =
            bootstrap(&control, &treatment, 0.95, 2_000, 0.05, Bootstrap::Basic, 1).unwrap();
        assert_eq!(found, again);
    }

    #[test]
    fn far_from_zero_the_difference_keeps_its_digits() {
        let whole =
            |arm: Vec<f64>| -> Vec<f64> { arm.iter().map(|v| (v * 1_024.0).round()).collect() };
        let (control, treatment) = (whole(values(500, 0)), whole(values(500, 7_000)));
        let at = |shift: f64| {
            // At 10⁹ a 1,024th is a number still, and a tenth of it is none.
            let moved =
                |arm: &[f64]| -> Vec<f64> { arm.iter().map(|v| shift + v / 1_024.0).collect() };
            let (control, treatment) = (moved(&control), moved(&treatment));
            let method = Bootstrap::Basic;
            bootstrap(&control, &treatment, 0.613, 400, 0.05, method, 3).unwrap()
        };
        let (near, far) = (at(0.0), at(1e9));
        for (near, far) in [
            (near.difference, far.difference),
            (near.standard_error, far.standard_error),
            (near.interval.lower, far.interval.lower),
            (near.interval.upper, far.interval.upper),
            (near.difference, far.relative * far.control),
        ] {
            assert!((near - far).abs() < 1e-12, "{near} {far}");
        }
    }

    #[test]
    fn resampling_units_knows_that_their_events_go_together() {
        let (control, treatment) = (values(1_000, 0), values(1_000, 5_000));
        let repeat = |arm: &[f64]| -> Vec<f64> { arm.iter().flat_map(|v| [*v; 4]).collect() };
        let units: Vec<u64> = (0..4_000).map(|row| row / 4).collect();
        let (repeated, other) = (repeat(&control), repeat(&treatment));
        let by_unit = bootstrap_clustered(
            (&repeated, &units),
            (&other, &units),
            0.5,
            1_000,
            0.05,
            Bootstrap::Percentile,
            2,
        )
        .unwrap();
        let once = bootstrap(
            &control,
            &treatment,
            0.5,
            1_000,
            0.05,
            Bootstrap::Percentile,
            2,
        )
        .unwrap();
        assert!((by_unit.standard_error / once.standard_error - 1.0).abs() < 0.15);
    }

    #[test]
    fn a_quantile_on_a_value_that_many_share_is_refused_as_without_resampling() {
        // Zero for half of all and one more, then all different.
        let inflated: Vec<f64> = (0..4_000)
            .map(|row| f64::from((row - 2_000).max(0)))
            .collect();
        let smooth = values(4_000, 9);
        let run = |control: &[f64], treatment: &[f64], probability| {
            bootstrap(
                control,
                treatment,
                probability,
                50,
                0.05,
                Bootstrap::Basic,
                1,
            )
        };
        for probability in [0.25, 0.5, 0.51] {
            let told = super::super::quantile(&inflated, probability).unwrap_err();
            assert!(matches!(told, Error::SharedValue { sharing: 2_001, .. }));
            for found in [
                run(&inflated, &smooth, probability),
                run(&smooth, &inflated, probability),
            ] {
                assert_eq!(found, Err(told.clone()), "{probability}");
            }
        }
        assert!(run(&inflated, &smooth, 0.75).is_ok());
        let units: Vec<u64> = (0..4_000).map(|row| row / 2).collect();
        let by_unit = |arm: &[f64]| {
            let other = (smooth.as_slice(), units.as_slice());
            let method = Bootstrap::Percentile;
            bootstrap_clustered((arm, &units), other, 0.25, 50, 0.05, method, 1)
        };
        assert_eq!(
            by_unit(&inflated).map(|_| ()),
            super::super::clustered_quantile(&inflated, &units, 0.25).map(|_| ())
        );
        assert!(by_unit(&smooth).is_ok());
    }

    #[test]
    fn nonsense_is_refused() {
        let good = [1.0, 2.0, 3.0];
        let run = |control: &[f64], resamples, alpha| {
            bootstrap(control, &good, 0.5, resamples, alpha, Bootstrap::Basic, 1)
        };
        assert!(run(&[], 10, 0.05).is_err());
        assert!(run(&[f64::NAN, 1.0], 10, 0.05).is_err());
        assert!(run(&good, 1, 0.05).is_err());
        assert!(run(&good, 10, 0.0).is_err());
        assert!(run(&good, 10, 0.05).is_ok());
    }
}
