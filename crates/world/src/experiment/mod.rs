//! Tests on the simulated members: who is in which arm, what the arms do, and what can go wrong.

mod assignment;
mod effect;
mod observe;
mod shape;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use effect::{ExperimentTruth, experiment_truth};
pub use observe::{DAYS_BEFORE, Observations, ObservedUnit, Value, observe};
pub use shape::Shape;

pub(crate) use assignment::{Arms, Units};

use crate::configuration::{Configuration, ConfigurationError, fault, within};
use crate::incident::{Levers, Segment};
use crate::names::{Named, UnknownName, names};

use std::fmt;
use std::str::FromStr;

names! {
    /// What is assigned to an arm.
    "unit" Unit {
        Member = "member", Household = "household", Profile = "profile", Visit = "visit",
    }
}

/// What an arm does to those in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// What is different, in words.
    pub meaning: String,
    /// The mechanism, at full effect.
    pub levers: Levers,
    /// How the effect goes with the days since the test began.
    #[serde(default)]
    pub shape: Shape,
    /// Whom it works on; everybody else in the arm notices nothing.
    #[serde(default)]
    pub works_on: Segment,
    /// What it does to everybody, for each part of the service that is treated: a shared limit, such
    /// as the network's. At a treated share of 1 the factors are whole.
    #[serde(default)]
    pub shared: Levers,
}

/// An arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Share of the units, 0 to 1.
    pub share: f64,
    /// What it does; the control does nothing.
    pub treatment: Option<Treatment>,
    /// Share of its units that are lost from the assignments, the more active ones first.
    #[serde(default)]
    pub lost_units: f64,
    /// Share of its plays that are not recorded.
    #[serde(default)]
    pub lost_plays: f64,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Its name.
    pub id: String,
    /// What is assigned.
    pub unit: Unit,
    /// Makes the assignment independent of other tests; the same salt gives the same split.
    pub salt: String,
    /// Who can be in it.
    #[serde(default)]
    pub population: Segment,
    /// First day, counted from the world's first day.
    pub first_day: u16,
    /// Last day.
    pub last_day: u16,
    /// The arms; the first is the control.
    pub arms: Vec<Arm>,
}

impl Experiment {
    /// Says whether the test fits a world.
    ///
    /// # Errors
    /// The first field that does not, with the reason and what is allowed.
    pub fn check(&self, world: &Configuration) -> Result<(), ConfigurationError> {
        let last = f64::from(world.days) - 1.0;
        within(
            "experiments.first_day",
            f64::from(self.first_day),
            0.0,
            last,
        )?;
        within(
            "experiments.last_day",
            f64::from(self.last_day),
            f64::from(self.first_day),
            last,
        )?;
        within(
            "experiments.arms (number)",
            self.arms.len() as f64,
            2.0,
            16.0,
        )?;
        let mut sum = 0.0;
        for arm in &self.arms {
            within("experiments.arms.share", arm.share, 0.0, 1.0)?;
            within("experiments.arms.lost_units", arm.lost_units, 0.0, 1.0)?;
            within("experiments.arms.lost_plays", arm.lost_plays, 0.0, 1.0)?;
            for (_, factor) in arm
                .treatment
                .iter()
                .flat_map(|treatment| treatment.levers.changed().chain(treatment.shared.changed()))
            {
                within("experiments.arms.treatment.levers", factor, 0.0, 20.0)?;
            }
            sum += arm.share;
        }
        within("experiments.arms.share (sum)", sum, 0.0, 1.000_001)?;
        let others = world.experiments.iter().filter(|other| other.id == self.id);
        if others.count() > 1 {
            return Err(fault(
                "experiments.id",
                &format!("\"{}\" is named twice", self.id),
                "every test with an id of its own",
            ));
        }
        Ok(())
    }

    /// The same test with every unit in one arm: the worlds of which the truth is the difference.
    #[must_use]
    pub fn all_in(&self, arm: usize) -> Self {
        let mut all = self.clone();
        for (place, each) in all.arms.iter_mut().enumerate() {
            each.share = if place == arm { 1.0 } else { 0.0 };
            each.lost_units = 0.0;
            each.lost_plays = 0.0;
        }
        all
    }
}
