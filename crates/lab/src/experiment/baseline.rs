//! What is usual before anything is changed: what sample sizes are worked out from.

use std::collections::BTreeMap;

use pack::vocabulary::{Adjustment, Analysed, Population, TestedUnit, UnitMeasure};
use serde::Serialize;
use world::{Progress, Schedule, Tally, World};

use super::columns::Panel;
use super::error::Error;
use super::estimate::{self, DaySums};
use super::setting::{self, FIRST_DAY, LONGEST};
use world::names::Region;

/// Members of the world that is measured; enough for variances to about 3%.
pub const MEMBERS: u32 = 6_000;
/// The seed of that world, which is no candidate's.
const SEED: u64 = 0x0BA5_E11E;

/// What is usual for a measure over some days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// The measure.
    pub measure: UnitMeasure,
    /// Its value.
    pub value: f64,
    /// Variance of one unit's share in it.
    pub variance: f64,
    /// Share of the variance of a difference that the 28 days before take out.
    pub removed: f64,
    /// How many times wider an honest interval is than one that takes events, or the days of a sum, for
    /// independent; none where the measure is neither a share of events nor a sum.
    pub widening: Option<f64>,
}

/// What is usual over so many days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Week {
    /// Days since the test began.
    pub days: u16,
    /// Units that met the test by then, for each member that is simulated.
    pub units: f64,
    /// By measure.
    pub measures: Vec<Figures>,
}

/// What is usual in a population, week by week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// One to eight weeks.
    pub weeks: Vec<Week>,
}

impl Baseline {
    /// Measures a world of the region in which nothing is changed.
    ///
    /// # Errors
    /// The world cannot be simulated, or somebody stopped the work.
    pub fn measure(
        region: Region,
        population: Population,
        unit: TestedUnit,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let last = FIRST_DAY + LONGEST - 1;
        let mut configuration = setting::quiet(region, MEMBERS, SEED)?;
        configuration.experiments = vec![setting::without_change(
            setting::segment(population, region),
            unit,
            last,
        )];
        let world = World::new(configuration)?;
        let logs = world::observe(&world, 0, i32::from(last), Schedule::default(), progress)?;
        let panel = Panel {
            logs: &logs,
            adjustment: if unit == TestedUnit::Visit {
                Adjustment::None
            } else {
                Adjustment::Before
            },
            analysed: Analysed::Assigned,
        };
        let mut tally = Tally::new(&logs);
        let mut daily = Tally::new(&logs);
        let mut by_day: BTreeMap<UnitMeasure, DaySums> = BTreeMap::new();
        let mut weeks = Vec::new();
        for days in (7..=LONGEST).step_by(7) {
            for day in days - 6..=days {
                daily.advance(panel.world_day(day));
                let places = panel.places(day);
                for measure in sums() {
                    let columns = panel.columns(&daily, measure, &places);
                    estimate::add_day(by_day.entry(measure).or_default(), &columns);
                }
                daily.clear();
            }
            tally.advance(panel.world_day(days));
            let places = panel.places(days);
            let measures = UnitMeasure::ALL.iter().filter_map(|measure| {
                figures(&panel, &tally, *measure, by_day.get(measure), &places)
            });
            weeks.push(Week {
                days,
                units: places.len() as f64 / f64::from(MEMBERS),
                measures: measures.collect(),
            });
        }
        Ok(Self { weeks })
    }

    /// What is usual over so many days, between the weeks that were measured.
    #[must_use]
    pub fn over(&self, days: u16) -> Option<Week> {
        let after = self.weeks.iter().position(|week| week.days >= days);
        let after = after.unwrap_or(self.weeks.len().checked_sub(1)?);
        let (left, right) = (&self.weeks[after.saturating_sub(1)], &self.weeks[after]);
        let span = f64::from(right.days - left.days).max(1.0);
        let part = ((f64::from(days) - f64::from(left.days)) / span).clamp(-1.0, 1.0);
        // Below a week everything is a week's, in proportion for what grows with days.
        let short = if days < 7 { f64::from(days) / 7.0 } else { 1.0 };
        let between = |left: f64, right: f64| left + part.max(0.0) * (right - left);
        let measures = left.measures.iter().filter_map(|figures| {
            let later = right
                .measures
                .iter()
                .find(|each| each.measure == figures.measure)?;
            let grows = setting::measure(figures.measure).is_total();
            let scale = if grows { short } else { 1.0 };
            Some(Figures {
                value: between(figures.value, later.value) * scale,
                variance: between(figures.variance, later.variance) * scale * scale
                    / if grows { 1.0 } else { short },
                removed: between(figures.removed, later.removed),
                ..*figures
            })
        });
        Some(Week {
            days,
            units: between(left.units, right.units) * (1.0 - 0.15 * (1.0 - short)),
            measures: measures.collect(),
        })
    }
}

impl Week {
    /// The figures of a measure.
    #[must_use]
    pub fn of(&self, measure: UnitMeasure) -> Option<&Figures> {
        self.measures.iter().find(|each| each.measure == measure)
    }
}

/// The measures that are sums over days.
fn sums() -> impl Iterator<Item = UnitMeasure> {
    let every = UnitMeasure::ALL.iter().copied();
    every.filter(|each| setting::measure(*each).is_total())
}

fn figures(
    panel: &Panel<'_>,
    tally: &Tally<'_>,
    measure: UnitMeasure,
    by_day: Option<&DaySums>,
    places: &[usize],
) -> Option<Figures> {
    let columns = panel.columns(tally, measure, places);
    let [control, treatment] = estimate::arms(&columns).ok()?;
    let units = control.units + treatment.units;
    let pooled = |one: f64, other: f64| (one * control.units + other * treatment.units) / units;
    let removed = estimate::adjusted(&columns, 0.05)
        .ok()
        .flatten()
        .map_or(0.0, |(adjusted, _)| adjusted.removed);
    let naive = match by_day {
        Some(by_day) => estimate::by_days(by_day, 0.05).ok(),
        None if measure.is_share() => estimate::by_events(&columns, 0.05).ok(),
        None => None,
    };
    let honest = estimate::plain(&columns, 0.05).ok();
    let widening = naive
        .zip(honest)
        .map(|((naive, _), (honest, _))| honest.error / naive.error);
    Some(Figures {
        measure,
        value: pooled(control.value, treatment.value),
        variance: pooled(control.variance, treatment.variance),
        removed,
        widening,
    })
}
