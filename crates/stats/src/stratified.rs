//! Post-stratification: the effect estimated stratum by stratum and averaged with the strata's
//! shares of all units, so that an uneven split over strata costs nothing.
//!
//! Conventions of GrowthBook (gbstats after 0.8). Within a stratum of n units, estimates of control
//! and of the effect have a covariance matrix V / n; over strata with shares ν,
//! mean = Σ ν m and covariance = M (diag ν − ν νᵀ) Mᵀ / N + Σ ν² V / n, the first part for the
//! strata's sizes being random. GrowthBook takes the degrees of freedom from
//! the arms without strata (Welch); infinity makes the intervals normal.

use crate::comparison::Effect;
use crate::error::Error;
use crate::interval::Alternative;
use crate::linear;
use crate::metric::Arm;
use crate::moments::Moments;

/// Estimates from one stratum: control and effect of one quantity (`L` = 2), or of numerator and
/// denominator (`L` = 4).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum<const L: usize> {
    units: f64,
    values: [f64; L],
    /// Covariance of the values times the units.
    covariance: [[f64; L]; L],
}

/// A stratum of a mean or a proportion, from the arms.
pub fn mean_stratum(control: &Arm, treatment: &Arm) -> Stratum<2> {
    let units = control.units + treatment.units;
    let below = control.variance * units / control.units;
    let above = treatment.variance * units / treatment.units;
    Stratum {
        units,
        values: [control.value, treatment.above(control)],
        covariance: [[below, -below], [-below, below + above]],
    }
}

/// A stratum of a ratio: variables 0 / 1.
pub fn ratio_stratum(control: &Moments<2>, treatment: &Moments<2>) -> Result<Stratum<4>, Error> {
    enough(control.count().min(treatment.count()), 2)?;
    let (n0, n1) = (control.count() as f64, treatment.count() as f64);
    let units = n0 + n1;
    let mut stratum = Stratum {
        units,
        values: [
            control.mean(0),
            control.mean_difference(treatment, 0),
            control.mean(1),
            control.mean_difference(treatment, 1),
        ],
        covariance: [[0.0; 4]; 4],
    };
    for i in 0..2 {
        for j in 0..2 {
            let below = control.covariance(i, j) * units / n0;
            let above = treatment.covariance(i, j) * units / n1;
            stratum.place(i, j, [[below, -below], [-below, below + above]]);
        }
    }
    Ok(stratum)
}

/// A stratum of a mean (variable 0) adjusted by a covariate (variable 1), by regression with one
/// slope and one variance for both arms.
pub fn adjusted_stratum(control: &Moments<2>, treatment: &Moments<2>) -> Result<Stratum<2>, Error> {
    regression(control, treatment, &[0], &[1], 3.0)
}

/// A stratum of a ratio (variables 0 / 1), numerator and denominator each adjusted by both
/// covariates (variables 2 and 3).
pub fn adjusted_ratio_stratum(
    control: &Moments<4>,
    treatment: &Moments<4>,
) -> Result<Stratum<4>, Error> {
    regression(control, treatment, &[0, 1], &[2, 3], 6.0)
}

impl<const L: usize> Stratum<L> {
    /// Sets the block of control and effect of outcomes i and j.
    fn place(&mut self, i: usize, j: usize, block: [[f64; 2]; 2]) {
        for (row, values) in block.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                self.covariance[2 * i + row][2 * j + column] = *value;
            }
        }
    }
}

/// Regression of the outcomes on treatment and covariates centred at the stratum's mean, with
/// `spent` degrees of freedom taken off. The covariates' mean is itself random, which adds to
/// control's error bᵀ V b + s² tr(S⁻¹ V) / n.
fn regression<const N: usize, const L: usize>(
    control: &Moments<N>,
    treatment: &Moments<N>,
    outcomes: &[usize],
    covariates: &[usize],
    spent: f64,
) -> Result<Stratum<L>, Error> {
    enough(control.count().min(treatment.count()), 4)?;
    let within = |i, j| control.centred_product(i, j) + treatment.centred_product(i, j);
    let mut all = *control;
    all.merge(treatment);
    let (n0, n1) = (control.count() as f64, treatment.count() as f64);
    let units = n0 + n1;
    let matrix = |value: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
        let row = |&i: &usize| covariates.iter().map(|&j| value(i, j)).collect();
        covariates.iter().map(row).collect()
    };
    let inverse = linear::inverse(&matrix(&within))?;
    let spread = matrix(&|i, j| all.covariance(i, j));
    let crossed =
        |outcome: usize| -> Vec<f64> { covariates.iter().map(|&j| within(outcome, j)).collect() };
    let slopes: Vec<Vec<f64>> = outcomes
        .iter()
        .map(|&outcome| linear::times(&inverse, &crossed(outcome)))
        .collect();
    let from_centre: Vec<f64> = covariates
        .iter()
        .map(|&i| all.mean_difference(control, i))
        .collect();
    let apart: Vec<f64> = covariates
        .iter()
        .map(|&i| control.mean_difference(treatment, i))
        .collect();
    let trace: f64 = inverse
        .iter()
        .zip(&spread)
        .map(|(left, right)| linear::dot(left, right))
        .sum();
    let controls = 1.0 / n0 + linear::form(&from_centre, &inverse, &from_centre);
    let effects = 1.0 / n0 + 1.0 / n1 + linear::form(&apart, &inverse, &apart);
    let mixed = -1.0 / n0 + linear::form(&from_centre, &inverse, &apart);
    let mut stratum = Stratum {
        units,
        values: [0.0; L],
        covariance: [[0.0; L]; L],
    };
    for (i, &outcome) in outcomes.iter().enumerate() {
        stratum.values[2 * i] = control.mean(outcome) - linear::dot(&slopes[i], &from_centre);
        stratum.values[2 * i + 1] =
            control.mean_difference(treatment, outcome) - linear::dot(&slopes[i], &apart);
        for (j, &other) in outcomes.iter().enumerate() {
            let residual = (within(outcome, other) - linear::dot(&slopes[i], &crossed(other)))
                / (units - spent);
            let of_mean = linear::form(&slopes[i], &spread, &slopes[j]) + residual * trace;
            let part = |value: f64| residual * value * units;
            stratum.place(
                i,
                j,
                [
                    [part(controls) + of_mean, part(mixed)],
                    [part(mixed), part(effects)],
                ],
            );
        }
    }
    Ok(stratum)
}

/// The difference over all strata.
pub fn difference(
    strata: &[Stratum<2>],
    degrees_of_freedom: f64,
    alpha: f64,
) -> Result<Effect, Error> {
    let (values, covariance) = combine(strata)?;
    test(values[1], [0.0, 1.0], covariance, degrees_of_freedom, alpha)
}

/// The effect as a fraction of control, by the delta method.
pub fn relative(
    strata: &[Stratum<2>],
    degrees_of_freedom: f64,
    alpha: f64,
) -> Result<Effect, Error> {
    let ([control, effect], covariance) = combine(strata)?;
    not_zero("control's value", control)?;
    let share = effect / control;
    test(
        share,
        [-share / control, 1.0 / control],
        covariance,
        degrees_of_freedom,
        alpha,
    )
}

/// The difference of two ratios over all strata, by the delta method.
pub fn ratio_difference(
    strata: &[Stratum<4>],
    degrees_of_freedom: f64,
    alpha: f64,
) -> Result<Effect, Error> {
    let (values, covariance) = combine(strata)?;
    let [control, treatment] = ratios(values)?;
    let [_, _, below, below_effect] = values;
    let after = below + below_effect;
    let gradient = [
        1.0 / after - 1.0 / below,
        1.0 / after,
        control / below - treatment / after,
        -treatment / after,
    ];
    test(
        treatment - control,
        gradient,
        covariance,
        degrees_of_freedom,
        alpha,
    )
}

/// The relative effect on a ratio over all strata, by the delta method.
pub fn ratio_relative(
    strata: &[Stratum<4>],
    degrees_of_freedom: f64,
    alpha: f64,
) -> Result<Effect, Error> {
    let (values, covariance) = combine(strata)?;
    let [control, treatment] = ratios(values)?;
    not_zero("control's ratio", control)?;
    let [above, above_effect, below, below_effect] = values;
    let quotient = treatment / control;
    let (above_after, below_after) = (above + above_effect, below + below_effect);
    let gradient = [
        1.0 / above_after - 1.0 / above,
        1.0 / above_after,
        1.0 / below - 1.0 / below_after,
        -1.0 / below_after,
    ]
    .map(|part| quotient * part);
    test(
        quotient - 1.0,
        gradient,
        covariance,
        degrees_of_freedom,
        alpha,
    )
}

/// Control's and treatment's value over all strata.
pub fn levels(strata: &[Stratum<2>]) -> Result<[f64; 2], Error> {
    let ([control, effect], _) = combine(strata)?;
    Ok([control, control + effect])
}

/// Control's and treatment's ratio over all strata.
pub fn ratio_levels(strata: &[Stratum<4>]) -> Result<[f64; 2], Error> {
    ratios(combine(strata)?.0)
}

fn ratios([above, above_effect, below, below_effect]: [f64; 4]) -> Result<[f64; 2], Error> {
    not_zero("the mean of control's denominator", below)?;
    not_zero("the mean of treatment's denominator", below + below_effect)?;
    Ok([
        above / below,
        (above + above_effect) / (below + below_effect),
    ])
}

fn not_zero(what: &'static str, value: f64) -> Result<(), Error> {
    if value == 0.0 {
        return Err(Error::ZeroDenominator { what });
    }
    Ok(())
}

/// Averages and their covariance.
fn combine<const L: usize>(strata: &[Stratum<L>]) -> Result<([f64; L], [[f64; L]; L]), Error> {
    if strata.is_empty() {
        return Err(Error::TooFewUnits {
            what: "post-stratification",
            needed: 1,
            found: 0,
        });
    }
    let total: f64 = strata.iter().map(|stratum| stratum.units).sum();
    let mut values = [0.0; L];
    for stratum in strata {
        for i in 0..L {
            values[i] += stratum.values[i] * stratum.units / total;
        }
    }
    let mut covariance = [[0.0; L]; L];
    for stratum in strata {
        let share = stratum.units / total;
        for i in 0..L {
            for j in 0..L {
                let between = (stratum.values[i] - values[i]) * (stratum.values[j] - values[j]);
                covariance[i][j] += share * between / total
                    + share * share * stratum.covariance[i][j] / stratum.units;
            }
        }
    }
    Ok((values, covariance))
}

fn test<const L: usize>(
    estimate: f64,
    gradient: [f64; L],
    covariance: [[f64; L]; L],
    degrees_of_freedom: f64,
    alpha: f64,
) -> Result<Effect, Error> {
    let variance: f64 = (0..L)
        .map(|i| gradient[i] * linear::dot(&covariance[i], &gradient))
        .sum();
    Effect::test(
        estimate,
        variance.sqrt(),
        degrees_of_freedom,
        alpha,
        Alternative::TwoSided,
    )
}

fn enough(found: u64, needed: u64) -> Result<(), Error> {
    if found < needed {
        return Err(Error::TooFewUnits {
            what: "a stratum",
            needed,
            found,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stratum_is_the_plain_difference() {
        let (control, treatment) = (Arm::new(50.0, 2.0, 3.0), Arm::new(70.0, 2.5, 4.0));
        let effect = difference(&[mean_stratum(&control, &treatment)], 118.0, 0.05).unwrap();
        assert!((effect.estimate - 0.5).abs() < 1e-15);
        assert!((effect.standard_error.powi(2) - (3.0 / 50.0 + 4.0 / 70.0)).abs() < 1e-15);
    }

    #[test]
    fn an_uneven_split_over_strata_does_not_tilt_the_effect() {
        // No effect in either stratum, but treatment has more of the heavy one.
        let strata = [
            mean_stratum(&Arm::new(90.0, 1.0, 1.0), &Arm::new(10.0, 1.0, 1.0)),
            mean_stratum(&Arm::new(10.0, 9.0, 1.0), &Arm::new(90.0, 9.0, 1.0)),
        ];
        assert_eq!(
            difference(&strata, f64::INFINITY, 0.05).unwrap().estimate,
            0.0
        );
        assert!(difference(&[], 9.0, 0.05).is_err());
    }
}
