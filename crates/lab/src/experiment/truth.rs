//! What the change would really do: the same world with everybody treated and with nobody treated.

use pack::model::Scenario;
use pack::vocabulary::{Population, UnitMeasure};
use serde::{Deserialize, Serialize};
use world::{ExperimentTruth, Progress, Schedule, World, experiment_truths};

use super::design::Design;
use super::error::Error;
use super::setting::{self, FIRST_DAY, NEXT, TEST, TREATED, TRUTH_DAYS};
use super::worth::{self, Worth};

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

impl TrueEffect {
    /// The effect over the first days, as the mean of their weeks, of which the last may be begun.
    #[must_use]
    pub fn over(&self, days: u16) -> f64 {
        let (mut sum, mut weight) = (0.0, 0.0);
        for (first, week) in (0..days).step_by(7).zip(&self.weeks) {
            let part = f64::from((days - first).min(7));
            sum += part * week;
            weight += part;
        }
        if weight > 0.0 {
            sum / weight
        } else {
            self.relative
        }
    }
}

/// The true effect in those who were tested, where these are others than the change reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Who was tested.
    pub population: Population,
    /// The effect on the primary measure, everybody of them treated.
    pub effect: TrueEffect,
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
    /// The primary measure in those who were tested, where these are others than are reached.
    #[serde(default)]
    pub tested: Option<Tested>,
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
    /// Simulates a year of both worlds, and of the one with the next version; and twelve weeks of those
    /// whom a design tests, where they are others than the change reaches.
    ///
    /// # Errors
    /// The scenario cannot be simulated; somebody stopped the work.
    pub fn find(
        scenario: &Scenario,
        design: &Design,
        seed: u64,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let world = World::new(setting::at_large(scenario, seed)?)?;
        let window = first_and_last();
        let next = scenario.hidden.next.as_ref();
        let arms: &[usize] = match next {
            None => &[TREATED],
            Some(_) => &[TREATED, NEXT],
        };
        let found = experiment_truths(&world, TEST, arms, window, schedule, progress)?;
        let this = &found[0];
        let effects = UnitMeasure::ALL
            .iter()
            .filter_map(|measure| effect(this, *measure));
        let parts = this
            .parts(setting::measure(design.primary))
            .into_iter()
            .filter(|part| part.dimension != "acquisition_channel")
            .filter_map(|part| {
                Some(TruePart {
                    dimension: part.dimension.to_owned(),
                    value: part.value.to_owned(),
                    relative: part.effect.relative()?,
                })
            });
        let next = match (next, found.get(1)) {
            (Some(next), Some(found)) => Some(NextVersion {
                change: next.change.clone(),
                worth: worth::counted(found, scenario, next.upkeep)?,
            }),
            _ => None,
        };
        Ok(Self {
            effects: effects.collect(),
            parts: parts.collect(),
            worth: worth::counted(this, scenario, scenario.upkeep)?,
            tested: tested(scenario, design, seed, schedule, progress)?,
            next,
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

/// The effect in those who were tested, where it is another question than whom the change reaches.
fn tested(
    scenario: &Scenario,
    design: &Design,
    seed: u64,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Option<Tested>, Error> {
    if design.population == scenario.reaches {
        return Ok(None);
    }
    let world = World::new(setting::tested(scenario, design, seed)?)?;
    let window = first_and_last();
    let found = experiment_truths(&world, TEST, &[TREATED], window, schedule, progress)?;
    Ok(effect(&found[0], design.primary).map(|effect| Tested {
        population: design.population,
        effect,
    }))
}
