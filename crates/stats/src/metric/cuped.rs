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
use crate::moments::Moments;

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
            Centre::Pooled => all.mean_difference(moments, 1),
            Centre::Origin => moments.mean(1),
        };
        Arm {
            units: moments.count() as f64,
            value: moments.mean(0) - theta * shift,
            variance: reduced(variance, covariance, moments.variance(1), theta),
            plain: moments.mean(0),
            plain_variance: variance,
            plain_covariance: variance - theta * covariance,
        }
    };
    Ok(adjusted(theta, arm(control), arm(treatment)))
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
    for moments in [control, treatment] {
        quotient(moments, 0, 1, "the mean of the ratio's denominator")?;
        quotient(moments, 2, 3, "the mean of the covariate's denominator")?;
    }
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
        Centre::Pooled => all.mean(2) / all.mean(3),
        Centre::Origin => 0.0,
    };
    let arm = |moments: &Moments<4>| {
        let variance = ratio_covariance(moments, METRIC, METRIC);
        let covariance = ratio_covariance(moments, METRIC, COVARIATE);
        let spread = ratio_covariance(moments, COVARIATE, COVARIATE);
        let plain = moments.mean(0) / moments.mean(1);
        Arm {
            units: moments.count() as f64,
            value: plain - theta * (moments.mean(2) / moments.mean(3) - middle),
            variance: reduced(variance, covariance, spread, theta),
            plain,
            plain_variance: variance,
            plain_covariance: variance - theta * covariance,
        }
    };
    Ok(adjusted(theta, arm(control), arm(treatment)))
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

/// var(y − θ x), never below zero by rounding.
fn reduced(variance: f64, covariance: f64, spread: f64, theta: f64) -> f64 {
    (variance + theta * (theta * spread - 2.0 * covariance)).max(0.0)
}
