//! The effect on a measure, as a share of control.

use serde::{Deserialize, Serialize};
use stats::comparison::{self, Relative, Settings};
use stats::metric::{Adjusted, Centre, RatioTheta, cuped, cuped_ratio, mean, ratio};
use stats::moments::by_arm;
use stats::sequential::anytime::{self, TUNING};
use stats::{Alternative, Arm, Effect, Interval, Moments};

use super::columns::Columns;
use super::unbounded;

/// An effect as a share of control, with its intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Control's value, in the measure's unit.
    pub control: f64,
    /// Treatment's value.
    pub treatment: f64,
    /// Units in both arms.
    pub units: f64,
    /// (treatment − control) / control.
    pub relative: f64,
    /// Standard error of that.
    pub error: f64,
    /// Lower end of the interval at the design's level.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// p-value of "no effect".
    pub p_value: f64,
    /// Its natural logarithm.
    pub log_p_value: f64,
    /// Lower end of the interval that holds at every look; −∞, null in JSON, where nothing is ruled out.
    #[serde(deserialize_with = "unbounded::below")]
    pub anytime_low: f64,
    /// Its upper end, likewise.
    #[serde(deserialize_with = "unbounded::above")]
    pub anytime_high: f64,
}

impl Estimate {
    /// Whether the interval leaves out zero.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    pub(super) fn of(
        control: &Arm,
        treatment: &Arm,
        alpha: f64,
    ) -> Result<(Self, Effect), stats::Error> {
        let settings = Settings {
            alpha,
            ..Settings::default()
        };
        let effect = comparison::relative(
            control,
            treatment,
            Relative::DeltaNormalCorrelated,
            settings,
        )?;
        let units = control.units + treatment.units;
        let values = [control.value, treatment.value];
        let anytime = anytime::relative(control, treatment, alpha, TUNING)?;
        Ok((Self::with(values, units, &effect, anytime), effect))
    }

    /// From a relative effect on the values of control and treatment, put together of many arms.
    pub(super) fn of_effect(
        [control, treatment]: [f64; 2],
        units: f64,
        effect: &Effect,
        alpha: f64,
    ) -> Result<Self, stats::Error> {
        let read = anytime::asymptotic(effect, units, alpha, TUNING, Alternative::TwoSided)?;
        Ok(Self::with(
            [control, treatment],
            units,
            effect,
            read.interval,
        ))
    }

    fn with(
        [control, treatment]: [f64; 2],
        units: f64,
        effect: &Effect,
        anytime: Interval,
    ) -> Self {
        Self {
            control,
            treatment,
            units,
            relative: effect.estimate,
            error: effect.standard_error,
            low: effect.interval.lower,
            high: effect.interval.upper,
            p_value: effect.p_value,
            log_p_value: effect.log_p_value,
            anytime_low: anytime.lower,
            anytime_high: anytime.upper,
        }
    }
}

/// An estimate after adjustment by a covariate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdjustedEstimate {
    /// The effect.
    pub estimate: Estimate,
    /// Share of the variance that the covariate took out.
    pub removed: f64,
    /// p-value of "the covariate is alike in both arms"; none if it does not vary.
    pub balance: Option<f64>,
}

/// The effect without adjustment.
pub(super) fn plain(columns: &Columns, alpha: f64) -> Result<(Estimate, Effect), stats::Error> {
    let [control, treatment] = arms(columns)?;
    Estimate::of(&control, &treatment, alpha)
}

/// Both arms' values without adjustment.
pub(super) fn arms(columns: &Columns) -> Result<[Arm; 2], stats::Error> {
    if columns.is_ratio {
        let metrics = [[columns.above.as_slice(), columns.below.as_slice()]];
        let moments = by_arm(&columns.arms, 2, &metrics)?;
        Ok([ratio(&moments[0][0])?, ratio(&moments[0][1])?])
    } else {
        let moments = by_arm(&columns.arms, 2, &[[columns.above.as_slice()]])?;
        Ok([mean(&moments[0][0])?, mean(&moments[0][1])?])
    }
}

/// The effect adjusted by the covariate; none where the columns have none.
///
/// # Errors
/// The covariate says nothing, or all; the effect without adjustment stands all the same.
pub(super) fn adjusted(
    columns: &Columns,
    alpha: f64,
) -> Result<Option<(AdjustedEstimate, Effect)>, stats::Error> {
    let Some((above, below)) = &columns.covariate else {
        return Ok(None);
    };
    let adjusted: Adjusted = if columns.is_ratio {
        let metrics = [[
            columns.above.as_slice(),
            columns.below.as_slice(),
            above.as_slice(),
            below.as_slice(),
        ]];
        let moments = by_arm(&columns.arms, 2, &metrics)?;
        let [control, treatment] = [&moments[0][0], &moments[0][1]];
        cuped_ratio(control, treatment, RatioTheta::AllUnits, Centre::Pooled)?
    } else {
        let moments = by_arm(
            &columns.arms,
            2,
            &[[columns.above.as_slice(), above.as_slice()]],
        )?;
        cuped(&moments[0][0], &moments[0][1], Centre::Pooled)?
    };
    let (estimate, effect) = Estimate::of(&adjusted.control, &adjusted.treatment, alpha).map_err(
        |error| match error {
            // What varied by itself was told by its covariate to the last digit.
            stats::Error::NoVariance { .. } => stats::Error::NothingLeft,
            other => other,
        },
    )?;
    let balance = balance(columns, above, below);
    Ok(Some((
        AdjustedEstimate {
            estimate,
            removed: adjusted.variance_removed,
            balance,
        },
        effect,
    )))
}

/// p-value of "the covariate is alike in both arms".
fn balance(columns: &Columns, above: &[f64], below: &[f64]) -> Option<f64> {
    let covariate = Columns {
        arms: columns.arms.clone(),
        above: above.to_vec(),
        below: below.to_vec(),
        is_ratio: columns.is_ratio,
        covariate: None,
    };
    let [control, treatment] = arms(&covariate).ok()?;
    let effect = comparison::difference(&control, &treatment, Settings::default());
    effect.ok().map(|effect| effect.p_value)
}

/// The best estimate: adjusted where it can be.
pub(super) fn best(columns: &Columns, alpha: f64) -> Result<(Estimate, Effect), stats::Error> {
    match adjusted(columns, alpha) {
        Ok(Some((adjusted, effect))) => Ok((adjusted.estimate, effect)),
        Ok(None) | Err(_) => plain(columns, alpha),
    }
}

/// The effect on a share of events as if every event stood for itself.
pub(super) fn by_events(columns: &Columns, alpha: f64) -> Result<(Estimate, Effect), stats::Error> {
    let mut sums = [[0.0; 2]; 2];
    let rows = columns.arms.iter().zip(&columns.above).zip(&columns.below);
    for ((arm, above), below) in rows {
        let [yes, all] = &mut sums[usize::from(*arm)];
        *yes += above;
        *all += below;
    }
    let arm = |[yes, all]: [f64; 2]| stats::metric::proportion(yes as u64, all as u64);
    Estimate::of(&arm(sums[0])?, &arm(sums[1])?, alpha)
}

/// The days of all units so far, a row a day of a unit, by arm.
pub(super) type DaySums = [Moments<1>; 2];

/// Adds one day: a row of every unit's sum over it.
pub(super) fn add_day(sums: &mut DaySums, columns: &Columns) -> Result<(), stats::Error> {
    let day = by_arm(&columns.arms, 2, &[[columns.above.as_slice()]])?;
    for (sum, day) in sums.iter_mut().zip(&day[0]) {
        sum.merge(day);
    }
    Ok(())
}

/// The effect on a sum as if every day of a unit stood for itself.
pub(super) fn by_days(sums: &DaySums, alpha: f64) -> Result<(Estimate, Effect), stats::Error> {
    Estimate::of(&mean(&sums[0])?, &mean(&sums[1])?, alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units in turn in both arms, with a covariate.
    fn columns(covariate: impl Fn(f64) -> (f64, f64)) -> Columns {
        let above: Vec<f64> = (0..400).map(|row| f64::from(row * 31 % 97)).collect();
        let (before, before_below) = above.iter().map(|value| covariate(*value)).unzip();
        Columns {
            arms: (0..400).map(|row| row % 2).map(|arm| arm as u8).collect(),
            below: vec![1.0; above.len()],
            above,
            is_ratio: false,
            covariate: Some((before, before_below)),
        }
    }

    #[test]
    fn where_an_adjustment_fails_the_estimate_without_it_stands() {
        let told_whole = columns(|value| (3.0 * value, 1.0));
        let nobody_before = Columns {
            is_ratio: true,
            ..columns(|_| (0.0, 0.0))
        };
        for (columns, why) in [
            (told_whole, "says all that the metric says"),
            (nobody_before, "is zero"),
        ] {
            let error = adjusted(&columns, 0.05).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
            let (best, _) = best(&columns, 0.05).unwrap();
            assert_eq!(best, plain(&columns, 0.05).unwrap().0);
        }
    }

    #[test]
    fn days_keep_their_digits_far_from_zero_and_too_few_of_them_are_refused() {
        let usual = columns(|_| (0.0, 1.0));
        let day = |shift: f64| Columns {
            above: usual.above.iter().map(|value| value + shift).collect(),
            ..usual.clone()
        };
        let error = |shift: f64| {
            let mut sums = DaySums::default();
            for _ in 0..3 {
                add_day(&mut sums, &day(shift)).unwrap();
            }
            let (found, _) = by_days(&sums, 0.05).unwrap();
            found.error * found.control
        };
        // Of a sum of squares near 10²⁰ nothing would be left of a variance near 10³.
        assert!((error(1e10) / error(0.0) - 1.0).abs() < 0.03);
        let mut few = DaySums::default();
        let one_each = Columns {
            arms: vec![0, 1],
            above: vec![1.0, 2.0],
            below: vec![1.0; 2],
            ..Columns::default()
        };
        add_day(&mut few, &one_each).unwrap();
        let refused = by_days(&few, 0.05).unwrap_err();
        assert!(
            matches!(refused, stats::Error::TooFewUnits { .. }),
            "{refused}"
        );
    }
}
