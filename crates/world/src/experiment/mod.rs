//! Tests on the simulated members: who is in which arm, what the arms do, and what can go wrong.

mod assignment;
mod effect;
mod met;
mod observe;
mod shape;
mod tally;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use effect::{ExperimentTruth, experiment_truths};
pub use observe::{DAYS_BEFORE, Observations, ObservedUnit, Value, observe};
pub use shape::Shape;
pub use tally::Tally;

pub(crate) use assignment::{Arms, Units};
pub(crate) use met::Met;

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

impl Treatment {
    /// Whether it is a change in words only.
    pub(crate) fn changes_nothing(&self) -> bool {
        self.levers
            .changed()
            .chain(self.shared.changed())
            .next()
            .is_none()
    }
}

/// An arm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Share of its plays that are recorded twice, the same row again.
    #[serde(default)]
    pub doubled_plays: f64,
}

/// A split that holds from a day on, in place of the arms' own shares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// First day, counted from the world's first day.
    pub from_day: u16,
    /// Share of the units that meet the test from then on, arm by arm.
    pub shares: Vec<f64>,
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
    /// Other splits on later days, in the order of days. A unit stays in the arm in which it was when
    /// it met the test, so that the arms differ in when their units came: those who come often come
    /// early. Visits are split anew every day.
    #[serde(default)]
    pub splits: Vec<Split>,
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
            within(
                "experiments.arms.doubled_plays",
                arm.doubled_plays,
                0.0,
                1.0,
            )?;
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
        self.check_splits()?;
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

    fn check_splits(&self) -> Result<(), ConfigurationError> {
        let mut earliest = self.first_day;
        for split in &self.splits {
            within(
                "experiments.splits.from_day",
                f64::from(split.from_day),
                f64::from(earliest),
                f64::from(self.last_day),
            )?;
            earliest = split.from_day + 1;
            within(
                "experiments.splits.shares (number)",
                split.shares.len() as f64,
                self.arms.len() as f64,
                self.arms.len() as f64,
            )?;
            for share in &split.shares {
                within("experiments.splits.shares", *share, 0.0, 1.0)?;
            }
            let sum: f64 = split.shares.iter().sum();
            within("experiments.splits.shares (sum)", sum, 0.0, 1.000_001)?;
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
            each.doubled_plays = 0.0;
        }
        all.splits.clear();
        all
    }
}
