//! The effect over time: as it stood on every day, and of every day by itself.

use pack::vocabulary::{Adjustment, Analysed, Rows, UnitMeasure};
use serde::{Deserialize, Serialize};
use stats::Arm;
use stats::comparison::{Settings, difference};
use stats::novelty::{At, novelty};
use world::Tally;

use crate::experiment::columns::{Columns, Panel};
use crate::experiment::design::Design;
use crate::experiment::error::Error;
use crate::experiment::estimate::{self, Estimate};
use crate::experiment::setting;
use crate::experiment::stopping;
use crate::experiment::unbounded;

/// Measures of quality that a test on half of the members should leave alone in the other half.
const QUALITY: [UnitMeasure; 3] = [
    UnitMeasure::RebufferRatio,
    UnitMeasure::StartupSeconds,
    UnitMeasure::StartFailureRate,
];

/// The effect as it stood at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Day of the test, from 1.
    pub day: u16,
    /// The effect as a share of control.
    pub relative: f64,
    /// Lower end of the interval for one look.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Lower end of the interval that holds at every look; −∞, null in JSON, where nothing is ruled out.
    #[serde(deserialize_with = "unbounded::below")]
    pub anytime_low: f64,
    /// Its upper end, likewise.
    #[serde(deserialize_with = "unbounded::above")]
    pub anytime_high: f64,
    /// How far from zero the effect has to be at a planned weekly look.
    pub bound: Option<f64>,
}

/// The effect of one day by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Daily {
    /// Day of the test, from 1.
    pub day: u16,
    /// The effect as a share of control.
    pub relative: f64,
    /// Its standard error.
    pub error: f64,
}

/// A curve through the effects of the days: relative(t) = lasting + passing · exp(−t / days).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fading {
    /// What stays, as a share of control.
    pub lasting: f64,
    /// Its standard error.
    pub lasting_error: f64,
    /// What is there at first and passes.
    pub passing: f64,
    /// Days in which it falls to a third.
    pub days: f64,
    /// p-value of "the effect is the same on every day".
    pub p_value: f64,
    /// Mean effect of the first third of the days less that of the last third, in standard errors.
    pub early_less_late: f64,
}

/// The course of the primary effect up to a day.
pub(super) fn course(panel: &Panel<'_>, design: &Design, day: u16) -> Result<Vec<Point>, Error> {
    let mut tally = Tally::new(panel.logs);
    let (mut points, mut errors) = (Vec::new(), Vec::new());
    let by_day = match design.rows {
        Rows::Events => days(panel, design, day)?,
        Rows::Units => Vec::new(),
    };
    for each in 1..=day {
        tally.advance(panel.world_day(each));
        let places = panel.places(each);
        let columns = panel.columns(&tally, design.primary, &places);
        let found = if design.rows == Rows::Events && columns.is_ratio {
            estimate::by_events(&columns, design.alpha)
        } else if design.rows == Rows::Events {
            estimate::by_days(&by_day[usize::from(each) - 1], design.alpha)
        } else {
            estimate::best(&columns, design.alpha)
        };
        // On the first days there may be too few units to say anything.
        let Ok((estimate, _)) = found else { continue };
        points.push(point(each, &estimate));
        errors.push(estimate.error);
    }
    let bounds = stopping::bounds_of(design, &points)?;
    for (point, error) in points.iter_mut().zip(errors) {
        let bound = bounds.iter().find(|bound| bound.day == point.day);
        point.bound = bound.map(|bound| bound.bound * error);
    }
    Ok(points)
}

/// Every day of every unit as a row: what had come together by the end of each day.
pub(super) fn days(
    panel: &Panel<'_>,
    design: &Design,
    day: u16,
) -> Result<Vec<estimate::DaySums>, stats::Error> {
    let mut tally = Tally::new(panel.logs);
    let mut sums = estimate::DaySums::default();
    let mut days = Vec::new();
    for each in 1..=day {
        tally.advance(panel.world_day(each));
        let places = panel.places(each);
        let columns = panel.columns(&tally, design.primary, &places);
        tally.clear();
        estimate::add_day(&mut sums, &columns)?;
        days.push(sums);
    }
    Ok(days)
}

fn point(day: u16, estimate: &Estimate) -> Point {
    Point {
        day,
        relative: estimate.relative,
        low: estimate.low,
        high: estimate.high,
        anytime_low: estimate.anytime_low,
        anytime_high: estimate.anytime_high,
        bound: None,
    }
}

/// The effect of every day by itself, adjusted by the days before where the design does so.
pub(super) fn daily(panel: &Panel<'_>, design: &Design, day: u16) -> Vec<Daily> {
    // An adjustment by the first week would take the effect out of these too.
    let adjusts = design.adjustment == Adjustment::Before;
    let panel = Panel {
        logs: panel.logs,
        adjustment: if adjusts {
            Adjustment::Before
        } else {
            Adjustment::None
        },
        analysed: Analysed::Assigned,
    };
    let mut tally = Tally::new(panel.logs);
    let mut daily = Vec::new();
    for each in 1..=day {
        tally.advance(panel.world_day(each));
        let places = panel.places(each);
        let columns = panel.columns(&tally, design.primary, &places);
        tally.clear();
        if let Ok((estimate, _)) = estimate::best(&columns, design.alpha) {
            daily.push(Daily {
                day: each,
                relative: estimate.relative,
                error: estimate.error,
            });
        }
    }
    daily
}

/// The curve through the days; at least nine are needed to tell anything.
pub(super) fn fading(daily: &[Daily]) -> Option<Fading> {
    const LEAST: usize = 9;
    if daily.len() < LEAST {
        return None;
    }
    let effects: Vec<At> = daily
        .iter()
        .map(|each| At {
            time: f64::from(each.day) - 1.0,
            effect: each.relative,
            standard_error: each.error,
        })
        .collect();
    let found = novelty(&effects).ok()?;
    let third = daily.len() / 3;
    let (early, early_error) = mean(&daily[..third]);
    let (late, late_error) = mean(&daily[daily.len() - third..]);
    Some(Fading {
        lasting: found.lasting,
        lasting_error: found.lasting_error,
        passing: found.passing,
        days: found.decay,
        p_value: found.p_value,
        early_less_late: (early - late) / early_error.hypot(late_error),
    })
}

/// The mean of some days, each by its precision, and its standard error.
fn mean(daily: &[Daily]) -> (f64, f64) {
    let weight = |each: &Daily| each.error.powi(-2);
    let total: f64 = daily.iter().map(weight).sum();
    let sum: f64 = daily.iter().map(|each| weight(each) * each.relative).sum();
    (sum / total, total.sqrt().recip())
}

/// How control's own quality changed against the 28 days before: the measure, the change as a share
/// and its statistic. Units are compared with themselves, so that both differ by what changed.
pub(super) fn control_moved(panel: &Panel<'_>, day: u16) -> Vec<(UnitMeasure, f64, f64)> {
    let mut tally = Tally::new(panel.logs);
    tally.advance(panel.world_day(day));
    let places: Vec<usize> = panel
        .logs
        .met_by(panel.world_day(day))
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.arm == 0)
        .map(|(place, _)| place)
        .collect();
    QUALITY
        .iter()
        .filter_map(|measure| {
            let of_world = setting::measure(*measure);
            let now = panel.of_values(&tally.values(of_world), true, &places);
            let before = panel.of_values(&panel.logs.before(of_world), true, &places);
            let (change, statistic) = moved(&before, &now)?;
            Some((*measure, change, statistic))
        })
        .collect()
}

/// A ratio of the same units before and now: the change as a share and its statistic. The errors are
/// taken as independent, which overstates them.
fn moved(before: &Columns, now: &Columns) -> Option<(f64, f64)> {
    let ratio = |columns: &Columns| -> Option<Arm> {
        let moments =
            stats::Moments::of([columns.above.as_slice(), columns.below.as_slice()]).ok()?;
        stats::metric::ratio(&moments).ok()
    };
    let (before, now) = (ratio(before)?, ratio(now)?);
    let effect = difference(&before, &now, Settings::default()).ok()?;
    (before.value != 0.0).then(|| (now.value / before.value - 1.0, effect.statistic))
}
