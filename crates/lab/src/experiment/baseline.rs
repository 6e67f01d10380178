//! What is usual before anything is changed: what sample sizes are worked out from.

use std::collections::BTreeMap;

use pack::vocabulary::{Adjustment, Analysed, Population, TestedUnit, UnitMeasure};
use serde::Serialize;
use world::{Progress, Schedule, Tally, World};

use super::columns::{Columns, Covariate, Covariates, Panel};
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

/// What is usual in a population, as a test goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// Every day of the first week, and one to eight weeks.
    pub weeks: Vec<Week>,
    /// Cancellations a member and month among all members of the region, whoever is tested; none where it
    /// could not be measured.
    pub churn: Option<f64>,
    /// US dollars that a member pays a month, likewise.
    pub arpu: Option<f64>,
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
        let covariates = Covariates::until(&panel, LONGEST);
        let covariates: Vec<(UnitMeasure, Covariate)> = UnitMeasure::ALL
            .iter()
            .map(|measure| (*measure, covariates.of(*measure)))
            .collect();
        let mut tally = Tally::new(&logs);
        let mut daily = Tally::new(&logs);
        let mut by_day: BTreeMap<UnitMeasure, DaySums> = BTreeMap::new();
        let mut weeks = Vec::new();
        for day in 1..=LONGEST {
            daily.advance(panel.world_day(day));
            let places = panel.places(day);
            for measure in sums() {
                let columns = panel.plain(&daily, measure, &places);
                estimate::add_day(by_day.entry(measure).or_default(), &columns)?;
            }
            daily.clear();
            // In the first week figures change from day to day, later slowly.
            if day > 7 && !day.is_multiple_of(7) {
                continue;
            }
            tally.advance(panel.world_day(day));
            let measures = covariates.iter().filter_map(|(measure, covariate)| {
                let columns = panel.columns(&tally, *measure, &places, covariate);
                figures(&columns, *measure, by_day.get(measure))
            });
            weeks.push(Week {
                days: day,
                units: places.len() as f64 / f64::from(MEMBERS),
                measures: measures.collect(),
            });
        }
        let [churn, arpu] = of_members(region, population, unit, &weeks, progress)?;
        Ok(Self { weeks, churn, arpu })
    }

    /// What is usual over so many days, between the days that were measured.
    #[must_use]
    pub fn over(&self, days: u16) -> Option<Week> {
        let after = self.weeks.iter().position(|week| week.days >= days);
        let after = after.unwrap_or(self.weeks.len().checked_sub(1)?);
        let (left, right) = (&self.weeks[after.saturating_sub(1)], &self.weeks[after]);
        let span = f64::from(right.days - left.days).max(1.0);
        let part = ((f64::from(days) - f64::from(left.days)) / span).clamp(0.0, 1.0);
        let between = |left: f64, right: f64| left + part * (right - left);
        let measures = left.measures.iter().filter_map(|figures| {
            let later = right
                .measures
                .iter()
                .find(|each| each.measure == figures.measure)?;
            Some(Figures {
                value: between(figures.value, later.value),
                variance: between(figures.variance, later.variance),
                removed: between(figures.removed, later.removed),
                widening: later.widening,
                ..*figures
            })
        });
        Some(Week {
            days,
            units: between(left.units, right.units),
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

/// Churn and revenue of members of the region: single profiles and visits have none, and who is tested
/// may be others than a change reaches.
fn of_members(
    region: Region,
    population: Population,
    unit: TestedUnit,
    weeks: &[Week],
    progress: &Progress,
) -> Result<[Option<f64>; 2], Error> {
    let own = matches!(unit, TestedUnit::Member | TestedUnit::Household);
    if own && population == Population::Everybody {
        let of = |measure| {
            let figures = weeks.last().and_then(|week| week.of(measure));
            figures.map(|figures| figures.value)
        };
        return Ok([of(UnitMeasure::ChurnRate), of(UnitMeasure::Arpu)]);
    }
    let members = Baseline::measure(region, Population::Everybody, TestedUnit::Member, progress)?;
    Ok([members.churn, members.arpu])
}

/// The measures that are sums over days.
fn sums() -> impl Iterator<Item = UnitMeasure> {
    let every = UnitMeasure::ALL.iter().copied();
    every.filter(|each| setting::measure(*each).is_total())
}

fn figures(columns: &Columns, measure: UnitMeasure, by_day: Option<&DaySums>) -> Option<Figures> {
    let [control, treatment] = estimate::arms(columns).ok()?;
    let units = control.units + treatment.units;
    let pooled = |one: f64, other: f64| (one * control.units + other * treatment.units) / units;
    let removed = estimate::adjusted(columns, 0.05)
        .ok()
        .flatten()
        .map_or(0.0, |(adjusted, _)| adjusted.removed);
    let naive = match by_day {
        Some(by_day) => estimate::by_days(by_day, 0.05).ok(),
        None if measure.is_share() => estimate::by_events(columns, 0.05).ok(),
        None => None,
    };
    let honest = estimate::plain(columns, 0.05).ok();
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
