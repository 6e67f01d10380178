//! Which arm a unit is in: a function of salt and unit, and of nothing else.

use crate::dice::{Dice, Purpose};
use crate::experiment::{Experiment, Unit};
use crate::incident::{Levers, Scene};

/// The units to which somebody belongs at a moment; negative where that is not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Units {
    pub(crate) member: i64,
    pub(crate) household: i64,
    pub(crate) profile: i64,
    pub(crate) visit: i64,
}

impl Units {
    /// The one of a kind; negative where it is not known.
    pub(crate) fn of(&self, unit: Unit) -> i64 {
        match unit {
            Unit::Member => self.member,
            Unit::Household => self.household,
            Unit::Profile => self.profile,
            Unit::Visit => self.visit,
        }
    }
}

/// A test, ready to assign.
#[derive(Clone, Debug)]
pub(crate) struct Arms {
    pub(crate) experiment: Experiment,
    dice: Dice,
    /// Upper ends of the arms' parts of [0, 1).
    ends: Vec<f64>,
    /// What the treated share does to everybody.
    shared: Levers,
}

impl Arms {
    pub(crate) fn new(experiment: &Experiment) -> Self {
        // The salt alone decides, so that a test with the same salt splits the same way.
        let dice = experiment
            .salt
            .bytes()
            .fold(Dice::of_seed(0x5A17), |dice, byte| dice.of(u64::from(byte)));
        let mut end = 0.0;
        let ends = experiment
            .arms
            .iter()
            .map(|arm| {
                end += arm.share;
                end
            })
            .collect();
        let shared = experiment
            .arms
            .iter()
            .filter_map(|arm| {
                arm.treatment
                    .as_ref()
                    .map(|treatment| (arm.share, treatment))
            })
            .fold(Levers::default(), |levers, (share, treatment)| {
                levers.and(&treatment.shared.at(share))
            });
        Self {
            experiment: experiment.clone(),
            dice,
            ends,
            shared,
        }
    }

    /// The unit's number and its arm; none if the unit is outside the test.
    pub(crate) fn arm(&self, units: &Units) -> Option<(i64, usize)> {
        let unit = units.of(self.experiment.unit);
        if unit < 0 {
            return None;
        }
        let at = self.dice.of(unit as u64).uniform(Purpose::Assignment, 0);
        let arm = self.ends.iter().position(|end| at < *end)?;
        Some((unit, arm))
    }

    pub(crate) fn runs(&self, day: i32) -> bool {
        i32::from(self.experiment.first_day) <= day && day <= i32::from(self.experiment.last_day)
    }

    /// What the test does to somebody: the treatment of the arm, and the shared limit.
    pub(crate) fn levers(&self, scene: &Scene, units: &Units, day: i32) -> Levers {
        let mut levers = self.shared;
        if !self.experiment.population.of_members().holds(scene) {
            return levers;
        }
        let Some((_, arm)) = self.arm(units) else {
            return levers;
        };
        if let Some(treatment) = &self.experiment.arms[arm].treatment
            && treatment.works_on.holds(scene)
        {
            let days = day - i32::from(self.experiment.first_day);
            levers = levers.and(&treatment.levers.at(treatment.shape.at(days)));
        }
        levers
    }

    /// Whether a unit of a lossy arm is missing from the assignments; `activity` in [0, 1] says how
    /// active the unit is, and the active are lost first.
    pub(crate) fn loses_unit(&self, unit: i64, arm: usize, activity: f64) -> bool {
        let lost = self.experiment.arms[arm].lost_units;
        lost > 0.0
            && self.dice.of(unit as u64).chance(
                Purpose::Assignment,
                1,
                (2.0 * lost * activity).min(1.0),
            )
    }

    /// Whether a play of a lossy arm is not recorded.
    pub(crate) fn loses_play(&self, arm: usize, visit: i64, position: i16) -> bool {
        let lost = self.experiment.arms[arm].lost_plays;
        lost > 0.0
            && self
                .dice
                .of(visit as u64)
                .chance(Purpose::Assignment, 2 + position as u32, lost)
    }
}
