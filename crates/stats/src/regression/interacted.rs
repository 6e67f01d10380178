//! Lin's regression adjustment (2013, "Agnostic notes on regression adjustments"): every arm has
//! its own slopes on covariates centred at the mean of all units, so the adjustment cannot harm
//! the precision in large samples, and errors allow for unequal variances (HC2).

use serde::{Deserialize, Serialize};

use crate::comparison::Effect;
use crate::error::{self, Error};
use crate::interval::Alternative;
use crate::linear;
use crate::wide::Wide;

/// One arm's units: outcome and covariates, a slice each.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The metric.
    pub outcome: &'a [f64],
    /// What was known of the units before exposure.
    pub covariates: &'a [&'a [f64]],
}

/// Coefficients of the interacted regression, each against the normal distribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interacted {
    /// Control's value at the mean covariates of all units.
    pub control: Effect,
    /// The effect of treatment.
    pub effect: Effect,
    /// Control's slopes, a covariate each.
    pub slopes: Vec<Effect>,
    /// Treatment's slopes less control's.
    pub interactions: Vec<Effect>,
}

/// Adjusts by any number of covariates, with HC2 errors: squared residuals over 1 − leverage.
///
/// The interacted regression falls apart into one regression an arm, so no large system is solved.
pub fn interacted(
    control: Sample<'_>,
    treatment: Sample<'_>,
    alpha: f64,
) -> Result<Interacted, Error> {
    error::same_length(control.covariates.len(), treatment.covariates.len())?;
    let count = (control.outcome.len() + treatment.outcome.len()) as f64;
    let centre: Vec<Wide> = control
        .covariates
        .iter()
        .zip(treatment.covariates)
        .map(|(left, right)| {
            // Relative to a value of the data, so that far-off covariates keep their digits.
            let origin = left.first().or(right.first()).copied().unwrap_or(0.0);
            let both = left.iter().chain(right.iter());
            Wide::sum(
                origin,
                both.map(|value| value - origin).sum::<f64>() / count,
            )
        })
        .collect();
    let [control, treatment] = [Fit::new(control, &centre)?, Fit::new(treatment, &centre)?];
    let test = |estimate, variance: f64| {
        Effect::test(
            estimate,
            variance.sqrt(),
            f64::INFINITY,
            alpha,
            Alternative::TwoSided,
        )
    };
    let covariates = 0..centre.len();
    Ok(Interacted {
        control: test(control.value.high, control.value_variance)?,
        effect: test(
            treatment.value.minus(control.value).high,
            control.value_variance + treatment.value_variance,
        )?,
        slopes: covariates
            .clone()
            .map(|i| test(control.slopes[i], control.slope_variances[i]))
            .collect::<Result<_, _>>()?,
        interactions: covariates
            .map(|i| {
                test(
                    treatment.slopes[i] - control.slopes[i],
                    control.slope_variances[i] + treatment.slope_variances[i],
                )
            })
            .collect::<Result<_, _>>()?,
    })
}

/// One arm's regression.
struct Fit {
    /// Value at the centre.
    value: Wide,
    value_variance: f64,
    slopes: Vec<f64>,
    slope_variances: Vec<f64>,
}

impl Fit {
    fn new(sample: Sample<'_>, centre: &[Wide]) -> Result<Self, Error> {
        let rows = sample.outcome.len();
        error::finite(sample.outcome)?;
        for covariate in sample.covariates {
            error::same_length(rows, covariate.len())?;
            error::finite(covariate)?;
        }
        let needed = centre.len() + 2;
        if rows < needed {
            return Err(Error::TooFewUnits {
                what: "a regression an arm",
                needed: needed as u64,
                found: rows as u64,
            });
        }
        let count = rows as f64;
        let mean = |values: &[f64]| {
            let origin = values[0];
            let offset = values.iter().map(|value| value - origin).sum::<f64>() / count;
            Wide::sum(origin, offset)
        };
        let level = mean(sample.outcome);
        let means: Vec<Wide> = sample
            .covariates
            .iter()
            .map(|values| mean(values))
            .collect();
        let places = 0..centre.len();
        let above = |value: f64, mean: Wide| (value - mean.high) - mean.low;
        let deviations = |row: usize| -> Vec<f64> {
            let columns = sample.covariates.iter().zip(&means);
            columns
                .map(|(values, mean)| above(values[row], *mean))
                .collect()
        };
        let mut squares = vec![vec![0.0; centre.len()]; centre.len()];
        let mut crossed = vec![0.0; centre.len()];
        for row in 0..rows {
            let x = deviations(row);
            let y = above(sample.outcome[row], level);
            for i in places.clone() {
                crossed[i] += x[i] * y;
                for j in places.clone() {
                    squares[i][j] += x[i] * x[j];
                }
            }
        }
        let inverse = linear::inverse(&squares)?;
        let slopes = linear::times(&inverse, &crossed);
        let shift: Vec<f64> = centre
            .iter()
            .zip(&means)
            .map(|(centre, mean)| centre.minus(*mean).high)
            .collect();
        let towards = linear::times(&inverse, &shift);
        let mut value_variance = 0.0;
        let mut slope_variances = vec![0.0; centre.len()];
        for row in 0..rows {
            let x = deviations(row);
            let influence = linear::times(&inverse, &x);
            let leverage = 1.0 / count + linear::dot(&x, &influence);
            let residual = above(sample.outcome[row], level) - linear::dot(&slopes, &x);
            let square = if leverage < 1.0 {
                residual * residual / (1.0 - leverage)
            } else {
                0.0
            };
            value_variance += (1.0 / count + linear::dot(&towards, &x)).powi(2) * square;
            for i in places.clone() {
                slope_variances[i] += influence[i] * influence[i] * square;
            }
        }
        Ok(Self {
            value: level.minus(Wide::sum(-linear::dot(&slopes, &shift), 0.0)),
            value_variance,
            slopes,
            slope_variances,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_covariates_it_is_the_difference_with_separate_variances() {
        let (a, b) = ([1.0, 4.0, 2.5, 8.0], [3.0, 3.5, 9.0]);
        let sample = |outcome| Sample {
            outcome,
            covariates: &[],
        };
        let found = interacted(sample(&a), sample(&b), 0.05).unwrap();
        let arm =
            |values: &[f64]| crate::metric::mean(&crate::Moments::of([values]).unwrap()).unwrap();
        let expected =
            crate::comparison::difference(&arm(&a), &arm(&b), Default::default()).unwrap();
        assert!((found.effect.estimate - expected.estimate).abs() < 1e-14);
        assert!((found.effect.standard_error - expected.standard_error).abs() < 1e-14);
    }

    #[test]
    fn far_from_zero_the_effect_keeps_its_digits() {
        let column = |rows: u32, step: u32, shift: f64| -> Vec<f64> {
            let values = (0..rows).map(|row| f64::from(row * step % 1_009) / 1_024.0);
            values.map(|value| shift + value).collect()
        };
        let at = |shift: f64| {
            let arms = [(701, 0.0), (503, 0.25)]
                .map(|(rows, effect)| (column(rows, 31, shift + effect), column(rows, 57, shift)));
            let covariates = arms.each_ref().map(|(_, before)| [before.as_slice()]);
            let [control, treatment] = [0, 1].map(|arm| Sample {
                outcome: &arms[arm].0,
                covariates: &covariates[arm],
            });
            interacted(control, treatment, 0.05).unwrap()
        };
        let (near, far) = (at(0.0), at(1e9));
        for (near, far) in [
            (near.effect, far.effect),
            (near.slopes[0], far.slopes[0]),
            (near.interactions[0], far.interactions[0]),
        ] {
            assert!(
                (near.estimate - far.estimate).abs() < 1e-12,
                "{near:?} {far:?}"
            );
            assert!((near.standard_error - far.standard_error).abs() < 1e-12);
        }
    }

    #[test]
    fn covariates_that_say_the_same_are_refused() {
        let y = [1.0, 2.0, 4.0, 3.0, 8.0];
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        let twice = x.map(|x| 2.0 * x + 1.0);
        for covariates in [[&x[..], &twice[..]], [&x[..], &[7.0; 5][..]]] {
            let sample = Sample {
                outcome: &y,
                covariates: &covariates,
            };
            assert_eq!(interacted(sample, sample, 0.05), Err(Error::Collinear));
        }
    }
}
