//! The effect of one treatment on one metric, from the moments of both arms.

use super::{AdjustedEstimates, Estimates};
use crate::comparison::{Relative, Settings, difference, relative};
use crate::error::Error;
use crate::interval::Alternative;
use crate::metric::{Adjusted, Arm, Centre, RatioTheta, cuped, cuped_ratio, mean, ratio};
use crate::moments::Moments;
use crate::sequential::anytime::{self, TUNING};

/// Without adjustment, and adjusted where there is a covariate.
pub(super) type Both = (Estimates, Option<AdjustedEstimates>);

pub(super) fn of_means(pair: [&Moments<1>; 2], alpha: f64) -> Result<Both, Error> {
    Ok((estimates([mean(pair[0])?, mean(pair[1])?], alpha)?, None))
}

pub(super) fn of_ratios(pair: [&Moments<2>; 2], alpha: f64) -> Result<Both, Error> {
    Ok((estimates([ratio(pair[0])?, ratio(pair[1])?], alpha)?, None))
}

pub(super) fn of_adjusted_means(pair: [&Moments<2>; 2], alpha: f64) -> Result<Both, Error> {
    let plain = pair.map(|arm| arm.select([0]));
    let before = pair.map(|arm| arm.select([1]));
    let adjusted = cuped(pair[0], pair[1], Centre::Pooled)?;
    let balance = balance([mean(&before[0])?, mean(&before[1])?]);
    Ok((
        estimates([mean(&plain[0])?, mean(&plain[1])?], alpha)?,
        Some(in_full_adjusted(adjusted, balance, alpha)?),
    ))
}

pub(super) fn of_adjusted_ratios(pair: [&Moments<4>; 2], alpha: f64) -> Result<Both, Error> {
    let plain = pair.map(|arm| arm.select([0, 1]));
    let before = pair.map(|arm| arm.select([2, 3]));
    let adjusted = cuped_ratio(pair[0], pair[1], RatioTheta::AllUnits, Centre::Pooled)?;
    let balance = balance([ratio(&before[0])?, ratio(&before[1])?]);
    Ok((
        estimates([ratio(&plain[0])?, ratio(&plain[1])?], alpha)?,
        Some(in_full_adjusted(adjusted, balance, alpha)?),
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
        variance_removed: adjusted.variance_removed,
        covariate_balance,
        estimates: estimates([adjusted.control, adjusted.treatment], alpha)?,
    })
}

/// p-value of the covariate's own difference.
fn balance([control, treatment]: [Arm; 2]) -> Option<f64> {
    let effect = difference(&control, &treatment, Settings::default());
    effect.ok().map(|effect| effect.p_value)
}
