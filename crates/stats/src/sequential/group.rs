//! Group-sequential tests: a planned number of looks, with bounds that keep the error level.
//!
//! Times are information fractions: units seen over units planned, rising to at most 1. Bounds
//! are on the scale of z.

use serde::{Deserialize, Serialize};

use super::spending::Spending;
use super::walk::Walk;
use crate::distribution::normal;
use crate::error::{self, Error};
use crate::interval::{Alternative, Interval};
use crate::root::root;

/// Whether the test stops on either side or only above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// Symmetric bounds; each side bears half of the error level.
    #[default]
    Two,
    /// Only an upper bound.
    One,
}

impl Sides {
    fn count(self) -> f64 {
        match self {
            Self::Two => 2.0,
            Self::One => 1.0,
        }
    }

    fn lower(self, upper: f64) -> f64 {
        match self {
            Self::Two => -upper,
            Self::One => f64::NEG_INFINITY,
        }
    }
}

/// Upper bounds (lower ones are their negatives) that spend `alpha` by the spending function.
///
/// Infinite where the increment is below what a bound of 8.5 already lets through.
pub fn spending_bounds(
    times: &[f64],
    alpha: f64,
    spending: Spending,
    sides: Sides,
) -> Result<Vec<f64>, Error> {
    check(times)?;
    error::fraction("alpha", alpha)?;
    let spent: Vec<f64> = times
        .iter()
        .map(|time| spending.spent(alpha, *time))
        .collect();
    bounds_that_spend(times, &spent, sides)
}

/// Upper bounds that have spent so much of the error level by each look, whatever the spending goes by:
/// by the calendar, say, while the times are information (Lan and DeMets 1989). Only the ratios of the
/// times matter, so that looks can be bound before it is known how much information the last will hold.
pub fn bounds_that_spend(times: &[f64], spent: &[f64], sides: Sides) -> Result<Vec<f64>, Error> {
    check(times)?;
    error::same_length(times.len(), spent.len())?;
    let mut walk = Walk::new(0.0);
    let mut bounds = Vec::with_capacity(times.len());
    let mut before = 0.0;
    let mut start = 3.0;
    for (look, (&time, &now)) in times.iter().zip(spent).enumerate() {
        if !(now >= before && now < 1.0) {
            return Err(Error::Setting {
                name: "the error level spent by a look",
                value: now,
                allowed: "at least what was spent by the look before, and below 1",
            });
        }
        let bound = walk.bound(time, (now - before) / sides.count(), start);
        before = now;
        walk.go_on(
            time,
            sides.lower(bound),
            bound,
            times.get(look + 1).copied(),
        );
        if bound.is_finite() {
            start = bound;
        }
        bounds.push(bound);
    }
    Ok(bounds)
}

/// Bounds c t^(shape − ½) of Wang and Tsiatis (1987) that keep `alpha`: shape ½ is Pocock's
/// (constant), 0 is O'Brien and Fleming's.
pub fn shaped_bounds(
    times: &[f64],
    alpha: f64,
    shape: f64,
    sides: Sides,
) -> Result<Vec<f64>, Error> {
    check(times)?;
    error::fraction("alpha", alpha)?;
    let bounds = |constant: f64| -> Vec<f64> {
        times
            .iter()
            .map(|time| constant * time.powf(shape - 0.5))
            .collect()
    };
    let single = normal::upper_quantile(alpha / sides.count());
    let constant = root(
        |constant| Ok(crossing(times, &bounds(constant), sides, 0.0)?.total() - alpha),
        single * 0.3,
        single * 4.0,
        "constant",
    )?;
    Ok(bounds(constant))
}

/// Probability of having crossed by each look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Of having crossed the upper bound, by each look.
    pub upper: Vec<f64>,
    /// Of having crossed the lower bound, by each look; all 0 if one-sided.
    pub lower: Vec<f64>,
}

impl Crossing {
    /// Of having crossed either by the last look.
    pub fn total(&self) -> f64 {
        self.upper.last().copied().unwrap_or(0.0) + self.lower.last().copied().unwrap_or(0.0)
    }
}

/// How likely the bounds are crossed when z at full information has mean `drift`: the error level
/// at 0, the power at (true effect) / (standard error at the end).
pub fn crossing(
    times: &[f64],
    bounds: &[f64],
    sides: Sides,
    drift: f64,
) -> Result<Crossing, Error> {
    check(times)?;
    error::same_length(times.len(), bounds.len())?;
    let mut walk = Walk::new(drift);
    let mut crossing = Crossing {
        upper: Vec::new(),
        lower: Vec::new(),
    };
    let (mut above, mut below) = (0.0, 0.0);
    for (look, (&time, &bound)) in times.iter().zip(bounds).enumerate() {
        above += walk.above(time, bound);
        if sides == Sides::Two {
            below += walk.below(time, -bound);
        }
        crossing.upper.push(above);
        crossing.lower.push(below);
        walk.go_on(
            time,
            sides.lower(bound),
            bound,
            times.get(look + 1).copied(),
        );
    }
    Ok(crossing)
}

/// The drift (true effect over its standard error at full information) at which the test has the
/// given power.
pub fn drift_for_power(
    times: &[f64],
    bounds: &[f64],
    sides: Sides,
    power: f64,
) -> Result<f64, Error> {
    error::fraction("power", power)?;
    root(
        |drift| Ok(crossing(times, bounds, sides, drift)?.total() - power),
        0.0,
        40.0,
        "drift",
    )
}

/// How many times the units of a fixed test a group-sequential one needs at most, for the same
/// power: (drift / (z_α + z_power))².
pub fn inflation(
    times: &[f64],
    bounds: &[f64],
    sides: Sides,
    alpha: f64,
    power: f64,
) -> Result<f64, Error> {
    error::fraction("alpha", alpha)?;
    let drift = drift_for_power(times, bounds, sides, power)?;
    let fixed = normal::upper_quantile(alpha / sides.count()) + normal::upper_quantile(1.0 - power);
    Ok((drift / fixed).powi(2))
}

/// Mean of |estimate| / effect over the tests that cross a bound and stop there, for a true effect of
/// `drift` standard errors at full information: how many times too large looks what is found (Gelman and
/// Carlin 2014, "type M error"). The earlier a test may stop, the larger.
pub fn exaggeration(times: &[f64], bounds: &[f64], sides: Sides, drift: f64) -> Result<f64, Error> {
    check(times)?;
    error::same_length(times.len(), bounds.len())?;
    if drift == 0.0 || !drift.is_finite() {
        return Err(Error::Setting {
            name: "the drift",
            value: drift,
            allowed: "a finite number other than 0",
        });
    }
    let mut walk = Walk::new(drift);
    // On the score scale an estimate over the effect is score / (time · drift).
    let (mut found, mut sum) = (0.0, 0.0);
    for (look, (&time, &bound)) in times.iter().zip(bounds).enumerate() {
        found += walk.above(time, bound);
        sum += walk.score_above(time, bound) / time;
        if sides == Sides::Two {
            found += walk.below(time, -bound);
            sum -= walk.score_below(time, -bound) / time;
        }
        walk.go_on(
            time,
            sides.lower(bound),
            bound,
            times.get(look + 1).copied(),
        );
    }
    Ok(sum / found / drift.abs())
}

/// The repeated interval at a look: estimate ± bound · standard error. All of them cover together
/// with the probability that the bounds were made for (Jennison and Turnbull 1989).
pub fn repeated_interval(
    estimate: f64,
    standard_error: f64,
    bound: f64,
    alternative: Alternative,
) -> Interval {
    alternative.interval(estimate, bound * standard_error)
}

fn check(times: &[f64]) -> Result<(), Error> {
    let mut before = 0.0;
    for &time in times {
        if !(time > before && time <= 1.0) {
            return Err(Error::Setting {
                name: "an information fraction",
                value: time,
                allowed: "above the one before and at most 1",
            });
        }
        before = time;
    }
    if times.is_empty() {
        return Err(Error::Setting {
            name: "the number of looks",
            value: 0.0,
            allowed: "at least 1",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(looks: usize) -> Vec<f64> {
        (1..=looks).map(|look| look as f64 / looks as f64).collect()
    }

    #[test]
    fn pococks_constants_are_met() {
        for (looks, constant) in [(2, 2.178), (3, 2.289), (5, 2.413), (10, 2.555)] {
            let bounds = shaped_bounds(&equal(looks), 0.05, 0.5, Sides::Two).unwrap();
            assert!(
                (bounds[0] - constant).abs() < 5e-4,
                "{looks}: {}",
                bounds[0]
            );
        }
    }

    #[test]
    fn obrien_and_flemings_constants_are_met() {
        // Jennison and Turnbull (2000), table 2.3.
        for (looks, constant) in [(2, 1.977), (5, 2.040), (10, 2.087)] {
            let bounds = shaped_bounds(&equal(looks), 0.05, 0.0, Sides::Two).unwrap();
            assert!(
                (bounds[looks - 1] - constant).abs() < 5e-4,
                "{looks}: {bounds:?}"
            );
        }
    }

    #[test]
    fn what_stops_early_looks_the_larger_and_one_look_is_the_usual_integral() {
        // The same integrals by scipy.integrate.quad: P(crossing) and the mean of |estimate| / effect.
        for (first, bounds, drift, power, expected) in [
            (0.5, [2.8, 1.98], 1.5, 0.319_289_939, 1.873_834_694),
            (0.5, [2.8, 1.98], 2.8, 0.795_759_938, 1.217_482_761),
            (0.3, [1.96, 1.96], 0.8, 0.168_275_090, 4.047_319_286),
        ] {
            let times = [first, 1.0];
            let crossed = crossing(&times, &bounds, Sides::Two, drift).unwrap();
            assert!((crossed.total() - power).abs() < 1e-8);
            for drift in [drift, -drift] {
                let found = exaggeration(&times, &bounds, Sides::Two, drift).unwrap();
                assert!((found - expected).abs() < 1e-7, "{found}");
            }
        }
        assert!(exaggeration(&[1.0], &[1.96], Sides::Two, 0.0).is_err());
        let never_early = [f64::INFINITY, 1.98];
        let found = exaggeration(&[0.5, 1.0], &never_early, Sides::Two, 1.5).unwrap();
        let once = exaggeration(&[1.0], &[1.98], Sides::Two, 1.5).unwrap();
        assert!((found - once).abs() < 1e-9);
    }

    #[test]
    fn peeking_at_five_per_cent_costs_what_is_known() {
        for (looks, expected) in [
            (1, 0.0500),
            (2, 0.0831),
            (3, 0.1073),
            (5, 0.1417),
            (10, 0.1934),
            (14, 0.2196),
            (20, 0.2479),
            (28, 0.2747),
            (50, 0.3205),
        ] {
            let bounds = vec![normal::upper_quantile(0.025); looks];
            let crossed = crossing(&equal(looks), &bounds, Sides::Two, 0.0).unwrap();
            assert!(
                (crossed.total() - expected).abs() < 5.1e-5,
                "{looks}: {}",
                crossed.total()
            );
        }
    }

    #[test]
    fn bounds_that_spend_alpha_are_crossed_with_alpha() {
        let times = [0.1, 0.15, 0.5, 0.501, 0.9, 1.0];
        for sides in [Sides::One, Sides::Two] {
            for spending in [
                Spending::Power(2.0),
                Spending::OBrienFleming,
                Spending::Pocock,
                Spending::HwangShihDeCani(-4.0),
            ] {
                let bounds = spending_bounds(&times, 0.05, spending, sides).unwrap();
                let crossed = crossing(&times, &bounds, sides, 0.0).unwrap();
                for (look, time) in times.iter().enumerate() {
                    let sum = crossed.upper[look] + crossed.lower[look];
                    assert!(
                        (sum - spending.spent(0.05, *time)).abs() < 1e-10,
                        "{spending:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_spent_by_the_calendar_is_spent_whatever_the_information_and_its_scale() {
        let calendar = [0.25, 0.5, 0.75, 1.0];
        let spent = calendar.map(|time| Spending::OBrienFleming.spent(0.05, time));
        // Most units come in the first week: it holds half of the information.
        let times = [0.5, 0.72, 0.88, 1.0];
        let bounds = bounds_that_spend(&times, &spent, Sides::Two).unwrap();
        let crossed = crossing(&times, &bounds, Sides::Two, 0.0).unwrap();
        for (look, spent) in spent.iter().enumerate() {
            let sum = crossed.upper[look] + crossed.lower[look];
            assert!((sum - spent).abs() < 1e-10, "{sum} {spent}");
        }
        let scaled = bounds_that_spend(&times.map(|time| time / 3.0), &spent, Sides::Two).unwrap();
        for (one, other) in bounds.iter().zip(&scaled) {
            assert!((one - other).abs() < 1e-9, "{bounds:?} {scaled:?}");
        }
        let equal = bounds_that_spend(&calendar, &spent, Sides::Two).unwrap();
        let usual = spending_bounds(&calendar, 0.05, Spending::OBrienFleming, Sides::Two).unwrap();
        assert_eq!(equal, usual);
        assert!(bounds_that_spend(&times, &[0.02, 0.01, 0.03, 0.05], Sides::Two).is_err());
        assert!(bounds_that_spend(&times, &spent[..3], Sides::Two).is_err());
    }

    #[test]
    fn one_look_is_the_fixed_test() {
        let bounds = spending_bounds(&[1.0], 0.05, Spending::Pocock, Sides::Two).unwrap();
        assert!((bounds[0] - normal::upper_quantile(0.025)).abs() < 1e-12);
        let inflation = inflation(&[1.0], &bounds, Sides::One, 0.025, 0.8).unwrap();
        assert!((inflation - 1.0).abs() < 1e-9);
    }

    #[test]
    fn pocock_needs_the_known_inflation() {
        // Five looks, 80% power; by a trapezoid recursion with 4,001 points.
        let times = equal(5);
        let bounds = shaped_bounds(&times, 0.05, 0.5, Sides::Two).unwrap();
        let found = inflation(&times, &bounds, Sides::Two, 0.05, 0.8).unwrap();
        assert!((found - 1.228_366_5).abs() < 1e-6, "{found}");
    }

    #[test]
    fn nonsense_is_refused() {
        for times in [&[][..], &[0.0, 1.0], &[0.5, 0.5], &[0.5, 1.2], &[f64::NAN]] {
            assert!(spending_bounds(times, 0.05, Spending::Pocock, Sides::Two).is_err());
        }
        assert!(spending_bounds(&[1.0], 1.0, Spending::Pocock, Sides::Two).is_err());
        assert!(crossing(&[1.0], &[], Sides::Two, 0.0).is_err());
    }
}
