//! The effect over time: as it stood on every day, and of every day by itself.

use pack::vocabulary::{Adjustment, Analysed, Rows, UnitMeasure};
use serde::{Deserialize, Serialize};
use stats::comparison::{Settings, difference};
use stats::novelty::{At, novelty};
use stats::{Arm, Effect};
use world::Tally;

use crate::experiment::columns::{Columns, Covariate, Panel};
use crate::experiment::design::Design;
use crate::experiment::error::Error;
use crate::experiment::estimate::{self, DaySums, Estimate};
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

/// What the course of the primary effect is made of.
pub(super) struct Course<'a> {
    pub(super) panel: &'a Panel<'a>,
    pub(super) design: &'a Design,
    /// The last day.
    pub(super) day: u16,
    /// What the primary measure is adjusted by.
    pub(super) covariate: &'a Covariate,
    /// Of [`days`].
    pub(super) days: Vec<DaySums>,
}

/// Every day of every unit as a row: what had come together by the end of each day. Nothing where other
/// rows are analysed.
pub(super) fn days(
    panel: &Panel<'_>,
    design: &Design,
    day: u16,
) -> Result<Vec<DaySums>, stats::Error> {
    let mut days = Vec::new();
    if design.rows == Rows::Units || !setting::measure(design.primary).is_total() {
        return Ok(days);
    }
    let mut tally = Tally::new(panel.logs);
    let mut sums = DaySums::default();
    for each in 1..=day {
        tally.advance(panel.world_day(each));
        let columns = panel.plain(&tally, design.primary, &panel.places(each));
        tally.clear();
        estimate::add_day(&mut sums, &columns)?;
        days.push(sums);
    }
    Ok(days)
}

impl Course<'_> {
    /// The effect as it stood on every day.
    pub(super) fn points(&self) -> Result<Vec<Point>, Error> {
        let (mut points, mut errors) = (Vec::new(), Vec::new());
        let mut tally = Tally::new(self.panel.logs);
        for day in 1..=self.day {
            // On the first days there may be too few units to say anything.
            let Ok((estimate, _)) = self.by(day, &mut tally) else {
                continue;
            };
            points.push(point(day, &estimate));
            errors.push(estimate.error);
        }
        let bounds = stopping::bounds_of(self.design, &points)?;
        for (point, error) in points.iter_mut().zip(errors) {
            let bound = bounds.iter().find(|bound| bound.day == point.day);
            point.bound = bound.map(|bound| bound.bound * error);
        }
        Ok(points)
    }

    /// The effect by the end of a day; the tally goes on to it.
    fn by(&self, day: u16, tally: &mut Tally<'_>) -> Result<(Estimate, Effect), stats::Error> {
        let Self { panel, design, .. } = self;
        if let Some(days) = self.days.get(usize::from(day) - 1) {
            return estimate::by_days(days, design.alpha);
        }
        tally.advance(panel.world_day(day));
        let places = panel.places(day);
        match design.rows {
            Rows::Events => {
                let columns = panel.plain(tally, design.primary, &places);
                estimate::by_events(&columns, design.alpha)
            }
            Rows::Units => {
                let columns = panel.columns(tally, design.primary, &places, self.covariate);
                estimate::best(&columns, design.alpha)
            }
        }
    }

    /// The effect of every day by itself, adjusted by the days before where the design does so.
    pub(super) fn daily(&self) -> Vec<Daily> {
        // An adjustment by the first week would take the effect out of these too.
        let none = Covariate::default();
        let covariate = match self.design.adjustment {
            Adjustment::Before => self.covariate,
            Adjustment::None | Adjustment::FirstWeek => &none,
        };
        let panel = Panel {
            analysed: Analysed::Assigned,
            ..*self.panel
        };
        let mut tally = Tally::new(panel.logs);
        let mut daily = Vec::new();
        for day in 1..=self.day {
            tally.advance(panel.world_day(day));
            let places = panel.places(day);
            let columns = panel.columns(&tally, self.design.primary, &places, covariate);
            tally.clear();
            if let Ok((estimate, _)) = estimate::best(&columns, self.design.alpha) {
                daily.push(Daily {
                    day,
                    relative: estimate.relative,
                    error: estimate.error,
                });
            }
        }
        daily
    }
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
