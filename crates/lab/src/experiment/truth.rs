//! What the change would really do: the same world with everybody treated and with nobody treated.

use pack::model::Scenario;
use pack::vocabulary::UnitMeasure;
use serde::{Deserialize, Serialize};
use world::{ExperimentTruth, Measure, Progress, Schedule, World, experiment_truth};

use super::error::Error;
use super::numbers::month;
use super::setting::{self, FIRST_DAY, NEXT, TEST, TREATED, TRUTH_DAYS};

/// Months of a year that come after the twelve weeks, rounded.
const MONTHS_AFTER: i32 = 9;

/// The true effect on a measure over the twelve weeks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrueEffect {
    /// The measure.
    pub measure: UnitMeasure,
    /// With nobody treated.
    pub control: f64,
    /// The effect as a share of that.
    pub relative: f64,
    /// Week by week.
    pub weeks: Vec<f64>,
}

/// The true effect on the primary measure in a part of the members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruePart {
    /// How it is cut.
    pub dimension: String,
    /// The part.
    pub value: String,
    /// The effect.
    pub relative: f64,
}

/// What the change is worth in a year, if everybody whom it reaches has it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Members whom it reaches.
    pub members: f64,
    /// Months of membership gained in the twelve weeks.
    pub months_in_twelve_weeks: f64,
    /// Members more at their end.
    pub members_at_the_end: f64,
    /// Months that such a member stays within the rest of the year, at the usual churn.
    pub months_each: f64,
    /// Months of membership gained in the year: the twelve weeks, and members × months each.
    pub member_months: f64,
    /// Revenue gained in the twelve weeks, in US dollars.
    pub revenue_in_twelve_weeks: f64,
    /// Usual revenue of a member and month.
    pub arpu: f64,
    /// Revenue gained in the year: the twelve weeks, and members × months each × revenue.
    pub revenue: f64,
    /// What it costs to keep for the year.
    pub upkeep: f64,
    /// Revenue less upkeep.
    pub net: f64,
}

/// The truth about a scenario in the world of a seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Every measure.
    pub effects: Vec<TrueEffect>,
    /// The primary measure by device and plan.
    pub parts: Vec<TruePart>,
    /// What it is worth.
    pub worth: Worth,
    /// The version that would be built next, where that would find something.
    #[serde(default)]
    pub next: Option<NextVersion>,
}

/// What the next version would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextVersion {
    /// The version in a sentence.
    pub change: String,
    /// What it is worth.
    pub worth: Worth,
}

impl Truth {
    /// Simulates both worlds.
    ///
    /// # Errors
    /// The scenario cannot be simulated; somebody stopped the work.
    pub fn find(
        scenario: &Scenario,
        primary: UnitMeasure,
        seed: u64,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let world = World::new(setting::at_large(scenario, seed)?)?;
        let found = experiment_truth(&world, TEST, TREATED, schedule, progress)?;
        let effects = UnitMeasure::ALL
            .iter()
            .filter_map(|measure| effect(&found, *measure));
        let parts = found
            .parts(setting::measure(primary))
            .into_iter()
            .filter(|part| part.dimension != "acquisition_channel")
            .filter_map(|part| {
                Some(TruePart {
                    dimension: part.dimension.to_owned(),
                    value: part.value.to_owned(),
                    relative: part.effect.relative()?,
                })
            });
        Ok(Self {
            effects: effects.collect(),
            parts: parts.collect(),
            worth: worth(&found, scenario.millions, scenario.upkeep),
            next: match &scenario.hidden.next {
                None => None,
                Some(next) => {
                    let found = experiment_truth(&world, TEST, NEXT, schedule, progress)?;
                    Some(NextVersion {
                        change: next.change.clone(),
                        worth: worth(&found, scenario.millions, next.upkeep),
                    })
                }
            },
        })
    }

    /// The true effect on a measure.
    #[must_use]
    pub fn effect(&self, measure: UnitMeasure) -> Option<&TrueEffect> {
        self.effects.iter().find(|each| each.measure == measure)
    }
}

fn first_and_last() -> (i32, i32) {
    let first = i32::from(FIRST_DAY);
    (first, first + i32::from(TRUTH_DAYS) - 1)
}

fn effect(found: &ExperimentTruth, measure: UnitMeasure) -> Option<TrueEffect> {
    let (first, last) = first_and_last();
    let of_world = setting::measure(measure);
    let whole = found.effect(of_world, first, last);
    let weeks = (first..=last).step_by(7).map(|from| {
        let week = found.effect(of_world, from, from + 6);
        week.relative().unwrap_or(0.0)
    });
    Some(TrueEffect {
        measure,
        control: whole.without?,
        relative: whole.relative()?,
        weeks: weeks.collect(),
    })
}

fn worth(found: &ExperimentTruth, millions: f64, upkeep: f64) -> Worth {
    let (first, last) = first_and_last();
    let members = millions * 1e6;
    let at = |from: i32, to: i32| {
        let days = f64::from(to - from + 1);
        found
            .member_months(from, to)
            .map(|months| months * month() / days)
    };
    // Members for each who is simulated.
    let scale = members / at(first, first + 6)[1].max(1.0);
    let months = found.member_months(first, last);
    let [more, usual] = at(last - 6, last);
    let churn = (found.effect(Measure::ChurnRate, first, last).without).unwrap_or(0.0);
    let months_each: f64 = (1..=MONTHS_AFTER)
        .map(|number| (1.0 - churn).powi(number))
        .sum();
    let revenue = found.effect(Measure::Revenue, first, last);
    let gained = revenue.with.unwrap_or(0.0) - revenue.without.unwrap_or(0.0);
    let arpu = (found.effect(Measure::Arpu, first, last).without).unwrap_or(0.0);
    let months_in_twelve_weeks = (months[0] - months[1]) * scale;
    let members_at_the_end = (more - usual) * scale;
    let later = members_at_the_end * months_each;
    let revenue_in_twelve_weeks = gained * scale;
    let revenue = revenue_in_twelve_weeks + later * arpu;
    let upkeep = upkeep * 12.0;
    Worth {
        members,
        months_in_twelve_weeks,
        members_at_the_end,
        months_each,
        member_months: months_in_twelve_weeks + later,
        revenue_in_twelve_weeks,
        arpu,
        revenue,
        upkeep,
        net: revenue - upkeep,
    }
}
