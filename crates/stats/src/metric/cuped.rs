//! CUPED: a covariate from before the experiment takes out noise that the experiment did not make
//! (Deng, Xu, Kohavi and Walker 2013).
//!
//! A unit's value y becomes y − θ x with one θ for both arms, so the difference stays unbiased
//! whatever θ is, as long as x was measured before exposure.

use serde::{Deserialize, Serialize};

use super::Arm;
use super::mean::enough;
use super::ratio::{quotient, ratio_covariance};
use crate::error::Error;
use crate::linear;
use crate::moments::Moments;
use crate::wide::Wide;

/// Where the adjusted values of the arms are placed. The difference is the same either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Centre {
    /// ȳ − θ (x̄ − x̄ of all units): on the metric's own scale (tea-tasting).
    #[default]
    Pooled,
    /// ȳ − θ x̄ (GrowthBook).
    Origin,
}

/// How θ of a ratio is pooled over the arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioTheta {
    /// Covariance over variance in all units together (tea-tasting).
    #[default]
    AllUnits,
    /// Sum of the arms' covariances over the sum of their variances (GrowthBook).
    SumOfArms,
}

/// Both arms after adjustment with the same θ.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Adjusted {
    /// θ, in units of the metric per unit of the covariate; 0 if the covariate is constant.
    pub theta: f64,
    /// Share of the variance of the difference that the covariate took out, from 0 to 1 (below
    /// zero if it did harm).
    pub variance_removed: f64,
    /// Control.
    pub control: Arm,
    /// Treatment.
    pub treatment: Arm,
}

/// Adjusts a mean (variable 0) by a covariate (variable 1).
///
/// θ = cov(y, x) / var(x) in all units together.
pub fn cuped(
    control: &Moments<2>,
    treatment: &Moments<2>,
    centre: Centre,
) -> Result<Adjusted, Error> {
    enough("CUPED", control.count().min(treatment.count()), 2)?;
    let mut all = *control;
    all.merge(treatment);
    let theta = slope(all.covariance(0, 1), all.variance(1));
    let arm = |moments: &Moments<2>| {
        let (variance, covariance) = (moments.variance(0), moments.covariance(0, 1));
        let shift = match centre {
            Centre::Pooled => Wide::sum(all.mean_difference(moments, 1), 0.0),
            Centre::Origin => moments.wide_mean(1),
        };
        let value = moments.wide_mean(0).minus(shift.times(theta));
        Arm {
            units: moments.count() as f64,
            value: value.high,
            rest: value.low,
            variance: reduced(variance, covariance, moments.variance(1), theta),
            plain: moments.mean(0),
            plain_variance: variance,
            plain_covariance: variance - theta * covariance,
        }
    };
    Ok(adjusted(theta, arm(control), arm(treatment)))
}

/// Several covariates (variables 1 to N − 1) as the one that tells most of a mean (variable 0): their sum
/// weighed by θ = S⁻¹ s, with S their covariances and s those with the metric, in all units together.
///
/// Gives θ, and for each arm the metric beside that sum, which [`cuped`] adjusts by as by any other
/// covariate; its own slope is 1.
pub fn best_sum<const N: usize>(
    control: &Moments<N>,
    treatment: &Moments<N>,
) -> Result<(Vec<f64>, [Moments<2>; 2]), Error> {
    enough("CUPED", control.count().min(treatment.count()), 2)?;
    let mut all = *control;
    all.merge(treatment);
    let spread: Vec<Vec<f64>> = (1..N)
        .map(|i| (1..N).map(|j| all.covariance(i, j)).collect())
        .collect();
    let with_metric: Vec<f64> = (1..N).map(|i| all.covariance(0, i)).collect();
    let weights = linear::times(&linear::inverse(&spread)?, &with_metric);
    let sums = [control, treatment].map(|arm| arm.beside_sum(&weights, &all));
    Ok((weights, sums))
}

/// Adjusts a ratio (variables 0 / 1) by the ratio of two covariates (variables 2 / 3), both
/// linearised by the delta method.
pub fn cuped_ratio(
    control: &Moments<4>,
    treatment: &Moments<4>,
    pooling: RatioTheta,
    centre: Centre,
) -> Result<Adjusted, Error> {
    const METRIC: (usize, usize) = (0, 1);
    const COVARIATE: (usize, usize) = (2, 3);
    enough(
        "CUPED on a ratio",
        control.count().min(treatment.count()),
        2,
    )?;
    let mut all = *control;
    all.merge(treatment);
    let quotients = |moments: &Moments<4>| -> Result<[Wide; 2], Error> {
        Ok([
            quotient(moments, 0, 1, "the mean of the ratio's denominator")?,
            quotient(moments, 2, 3, "the mean of the covariate's denominator")?,
        ])
    };
    let (of_control, of_treatment) = (quotients(control)?, quotients(treatment)?);
    let theta = match pooling {
        RatioTheta::AllUnits => slope(
            ratio_covariance(&all, METRIC, COVARIATE),
            ratio_covariance(&all, COVARIATE, COVARIATE),
        ),
        RatioTheta::SumOfArms => slope(
            ratio_covariance(control, METRIC, COVARIATE)
                + ratio_covariance(treatment, METRIC, COVARIATE),
            ratio_covariance(control, COVARIATE, COVARIATE)
                + ratio_covariance(treatment, COVARIATE, COVARIATE),
        ),
    };
    let middle = match centre {
        Centre::Pooled => quotient(&all, 2, 3, "the mean of the covariate's denominator")?,
        Centre::Origin => Wide::sum(0.0, 0.0),
    };
    let arm = |moments: &Moments<4>, [plain, before]: [Wide; 2]| {
        let variance = ratio_covariance(moments, METRIC, METRIC);
        let covariance = ratio_covariance(moments, METRIC, COVARIATE);
        let spread = ratio_covariance(moments, COVARIATE, COVARIATE);
        let value = plain.minus(before.minus(middle).times(theta));
        Arm {
            units: moments.count() as f64,
            value: value.high,
            rest: value.low,
            variance: reduced(variance, covariance, spread, theta),
            plain: plain.high,
            plain_variance: variance,
            plain_covariance: variance - theta * covariance,
        }
    };
    Ok(adjusted(
        theta,
        arm(control, of_control),
        arm(treatment, of_treatment),
    ))
}

fn adjusted(theta: f64, control: Arm, treatment: Arm) -> Adjusted {
    let plain = control.plain_variance / control.units + treatment.plain_variance / treatment.units;
    let left = control.squared_error() + treatment.squared_error();
    Adjusted {
        theta,
        variance_removed: if plain > 0.0 { 1.0 - left / plain } else { 0.0 },
        control,
        treatment,
    }
}

/// A covariate that does not vary adjusts nothing.
fn slope(covariance: f64, variance: f64) -> f64 {
    if variance > 0.0 {
        covariance / variance
    } else {
        0.0
    }
}

/// Of a variance less than this share is rounding: what moments lose at the most, as [`Moments`] says.
const NOTHING: f64 = 1e-12;

/// var(y − θ x); 0 where rounding alone is left, as with a covariate that is the metric itself.
fn reduced(variance: f64, covariance: f64, spread: f64, theta: f64) -> f64 {
    let left = variance + theta * (theta * spread - 2.0 * covariance);
    if left <= NOTHING * variance {
        0.0
    } else {
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A metric that follows two covariates, and both, of so many units.
    fn units(count: u32, effect: f64) -> [Vec<f64>; 3] {
        let column = |step: u32, wide: u32| -> Vec<f64> {
            (0..count).map(|row| f64::from(row * step % wide)).collect()
        };
        let (first, second, noise) = (column(7_919, 101), column(104_729, 59), column(31, 13));
        let metric = (0..count as usize)
            .map(|row| effect + 2.0 * first[row] + 3.0 * second[row] + noise[row])
            .collect();
        [metric, first, second]
    }

    fn moments(columns: &[Vec<f64>; 3]) -> Moments<3> {
        Moments::of(columns.each_ref().map(Vec::as_slice)).unwrap()
    }

    #[test]
    fn several_covariates_take_out_what_each_tells() {
        let (control, treatment) = (moments(&units(3_000, 0.0)), moments(&units(2_000, 5.0)));
        let (weights, [left, right]) = best_sum(&control, &treatment).unwrap();
        assert!((weights[0] - 2.0).abs() < 0.02 && (weights[1] - 3.0).abs() < 0.02);
        let both = cuped(&left, &right, Centre::Pooled).unwrap();
        assert!((both.theta - 1.0).abs() < 1e-12);
        let alone = cuped(
            &control.select([0, 1]),
            &treatment.select([0, 1]),
            Centre::Pooled,
        )
        .unwrap();
        assert!(both.variance_removed > 0.99 && alone.variance_removed < 0.8);
        assert!((both.treatment.above(&both.control) - 5.0).abs() < 0.5);
        // The same as taking both off with these weights.
        let by_hand = control.mean_difference(&treatment, 0)
            - weights[0] * control.mean_difference(&treatment, 1)
            - weights[1] * control.mean_difference(&treatment, 2);
        assert!((both.treatment.above(&both.control) / by_hand - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_covariate_among_several_is_the_usual_adjustment() {
        let [control, treatment] = [(900, 0.0), (700, 2.0)]
            .map(|(count, effect)| moments(&units(count, effect)).select([0, 1]));
        let usual = cuped(&control, &treatment, Centre::Pooled).unwrap();
        let (weights, [left, right]) = best_sum(&control, &treatment).unwrap();
        let as_sum = cuped(&left, &right, Centre::Pooled).unwrap();
        assert!((weights[0] / usual.theta - 1.0).abs() < 1e-12);
        for (one, other) in [
            (as_sum.control, usual.control),
            (as_sum.treatment, usual.treatment),
        ] {
            assert!((one.value / other.value - 1.0).abs() < 1e-12);
            assert!((one.variance / other.variance - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn covariates_that_say_the_same_are_refused() {
        let [metric, first, _] = units(500, 0.0);
        let twice = first.iter().map(|value| 2.0 * value + 1.0).collect();
        let arm = moments(&[metric, first, twice]);
        assert_eq!(best_sum(&arm, &arm).unwrap_err(), Error::Collinear);
    }
}
