//! The effect of one treatment on one metric, from the moments of both arms.

use super::{AdjustedEstimates, Estimates};
use crate::comparison::{Relative, Settings, difference, relative};
use crate::error::Error;
use crate::interval::Alternative;
use crate::metric::{Adjusted, Arm, Centre, RatioTheta, best_sum, cuped, cuped_ratio, mean, ratio};
use crate::moments::Moments;
use crate::sequential::anytime::{self, TUNING};

/// Without adjustment, and adjusted where there is a covariate, or why not.
pub(super) type Both = (Estimates, Option<Result<AdjustedEstimates, Error>>);

pub(super) fn of_means(pair: [&Moments<1>; 2], alpha: f64) -> Result<Both, Error> {
    Ok((estimates([mean(pair[0])?, mean(pair[1])?], alpha)?, None))
}

pub(super) fn of_ratios(pair: [&Moments<2>; 2], alpha: f64) -> Result<Both, Error> {
    Ok((estimates([ratio(pair[0])?, ratio(pair[1])?], alpha)?, None))
}

pub(super) fn of_adjusted_means(pair: [&Moments<2>; 2], alpha: f64) -> Result<Both, Error> {
    let plain = pair.map(|arm| arm.select([0]));
    Ok((
        estimates([mean(&plain[0])?, mean(&plain[1])?], alpha)?,
        Some(adjusted_mean(pair, None, alpha)),
    ))
}

/// A mean by several covariates.
pub(super) fn of_means_by_several<const N: usize>(
    pair: [&Moments<N>; 2],
    alpha: f64,
) -> Result<Both, Error> {
    let plain = pair.map(|arm| arm.select([0]));
    let adjusted = || {
        let (thetas, [control, treatment]) = best_sum(pair[0], pair[1])?;
        adjusted_mean([&control, &treatment], Some(thetas), alpha)
    };
    Ok((
        estimates([mean(&plain[0])?, mean(&plain[1])?], alpha)?,
        Some(adjusted()),
    ))
}

/// A mean by one covariate, or by the best sum of several with these slopes.
fn adjusted_mean(
    pair: [&Moments<2>; 2],
    thetas: Option<Vec<f64>>,
    alpha: f64,
) -> Result<AdjustedEstimates, Error> {
    let before = pair.map(|arm| arm.select([1]));
    let adjusted = cuped(pair[0], pair[1], Centre::Pooled)?;
    let balance = balance([mean(&before[0])?, mean(&before[1])?]);
    let found = in_full_adjusted(adjusted, balance, alpha)?;
    Ok(AdjustedEstimates {
        thetas: thetas.unwrap_or_else(|| vec![found.theta]),
        ..found
    })
}

pub(super) fn of_adjusted_ratios(pair: [&Moments<4>; 2], alpha: f64) -> Result<Both, Error> {
    let plain = pair.map(|arm| arm.select([0, 1]));
    let before = pair.map(|arm| arm.select([2, 3]));
    let adjusted = || {
        let adjusted = cuped_ratio(pair[0], pair[1], RatioTheta::AllUnits, Centre::Pooled)?;
        let balance = balance([ratio(&before[0])?, ratio(&before[1])?]);
        in_full_adjusted(adjusted, balance, alpha)
    };
    Ok((
        estimates([ratio(&plain[0])?, ratio(&plain[1])?], alpha)?,
        Some(adjusted()),
    ))
}

fn estimates([control, treatment]: [Arm; 2], alpha: f64) -> Result<Estimates, Error> {
    let settings = Settings {
        alpha,
        ..Settings::default()
    };
    let effect = difference(&control, &treatment, settings)?;
    let units = control.units + treatment.units;
    let as_fraction = |convention| relative(&control, &treatment, convention, settings).ok();
    Ok(Estimates {
        control,
        treatment,
        difference: effect,
        relative: as_fraction(Relative::DeltaNormalCorrelated),
        relative_log: as_fraction(Relative::LogScale),
        anytime: anytime::asymptotic(&effect, units, alpha, TUNING, Alternative::TwoSided)?,
    })
}

fn in_full_adjusted(
    adjusted: Adjusted,
    covariate_balance: Option<f64>,
    alpha: f64,
) -> Result<AdjustedEstimates, Error> {
    Ok(AdjustedEstimates {
        theta: adjusted.theta,
        thetas: vec![adjusted.theta],
        variance_removed: adjusted.variance_removed,
        covariate_balance,
        estimates: estimates([adjusted.control, adjusted.treatment], alpha)
            .map_err(nothing_left)?,
    })
}

/// What varies by itself and no longer after adjustment was told by its covariate to the last digit.
fn nothing_left(error: Error) -> Error {
    match error {
        Error::NoVariance { .. } => Error::NothingLeft,
        other => other,
    }
}

/// p-value of the covariate's own difference.
fn balance([control, treatment]: [Arm; 2]) -> Option<f64> {
    let effect = difference(&control, &treatment, Settings::default());
    effect.ok().map(|effect| effect.p_value)
}
