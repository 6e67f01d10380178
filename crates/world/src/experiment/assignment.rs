//! Which arm a unit is in: a function of salt and unit, and of nothing else.

use crate::dice::{Dice, Purpose};
use crate::experiment::{Arm, Experiment, Met, Split, Treatment, Unit};
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

/// Numbers of the dice for plays that are recorded twice, beyond those for plays that are lost.
const DOUBLING: u32 = 1 << 16;

/// A test, ready to assign.
#[derive(Clone, Debug)]
pub(crate) struct Arms {
    pub(crate) experiment: Experiment,
    /// Its place among the world's tests.
    number: usize,
    dice: Dice,
    /// The splits in the order of days, from the test's first.
    shares: Vec<Shares>,
}

/// A split, ready to assign.
#[derive(Clone, Debug)]
struct Shares {
    from_day: i32,
    /// Upper ends of the arms' parts of [0, 1).
    ends: Vec<f64>,
    /// What the treated share does to everybody.
    shared: Levers,
}

impl Shares {
    fn new(experiment: &Experiment, split: &Split) -> Self {
        let mut end = 0.0;
        let ends = split
            .shares
            .iter()
            .map(|share| {
                end += share;
                end
            })
            .collect();
        let shared = experiment
            .arms
            .iter()
            .zip(&split.shares)
            .filter_map(|(arm, share)| arm.treatment.as_ref().map(|treatment| (*share, treatment)))
            .fold(Levers::default(), |levers, (share, treatment)| {
                levers.and(&treatment.shared.at(share))
            });
        Self {
            from_day: i32::from(split.from_day),
            ends,
            shared,
        }
    }
}

impl Arms {
    pub(crate) fn new(number: usize, experiment: &Experiment) -> Self {
        // The salt alone decides, so that a test with the same salt splits the same way.
        let dice = experiment
            .salt
            .bytes()
            .fold(Dice::of_seed(0x5A17), |dice, byte| dice.of(u64::from(byte)));
        let own = Split {
            from_day: experiment.first_day,
            shares: experiment.arms.iter().map(|arm| arm.share).collect(),
        };
        let shares = std::iter::once(&own)
            .chain(&experiment.splits)
            .map(|split| Shares::new(experiment, split))
            .collect();
        Self {
            experiment: experiment.clone(),
            number,
            dice,
            shares,
        }
    }

    /// The unit's number and its arm on a day; none if the unit is outside the test. Where the split
    /// changes, a unit is in the arm in which it was when it met the test, and in none before.
    pub(crate) fn arm(&self, units: &Units, day: i32, met: &Met) -> Option<(i64, usize)> {
        let unit = units.of(self.experiment.unit);
        if unit < 0 {
            return None;
        }
        let arm = if self.shares.len() > 1 && self.experiment.unit != Unit::Visit {
            met.arm(self.number, unit)?
        } else {
            self.drawn(unit, day)?
        };
        Some((unit, arm))
    }

    /// Meets the test: the unit's number and arm, and whether it is for the first time. Every visit
    /// is met once; other units are remembered.
    pub(crate) fn meet(
        &self,
        units: &Units,
        day: i32,
        met: &mut Met,
    ) -> Option<(i64, usize, bool)> {
        let unit = units.of(self.experiment.unit);
        if unit < 0 {
            return None;
        }
        if self.experiment.unit == Unit::Visit {
            return Some((unit, self.drawn(unit, day)?, true));
        }
        if let Some(arm) = met.arm(self.number, unit) {
            return Some((unit, arm, false));
        }
        let arm = self.drawn(unit, day)?;
        met.note(self.number, unit, arm);
        Some((unit, arm, true))
    }

    /// Whether who is in which arm changes nothing but that: no arm does or loses anything, and
    /// nobody is outside of all.
    pub(super) fn is_idle(&self) -> bool {
        let arms = &self.experiment.arms;
        let whole = arms.iter().map(|arm| arm.share).sum::<f64>() >= 1.0 - 1e-9;
        let idle = |arm: &Arm| {
            arm.treatment
                .as_ref()
                .is_none_or(Treatment::changes_nothing)
                && arm.lost_units + arm.lost_plays + arm.doubled_plays == 0.0
        };
        whole && self.shares.len() == 1 && arms.iter().all(idle)
    }

    /// The arm that the split of a day gives to a unit.
    pub(super) fn drawn(&self, unit: i64, day: i32) -> Option<usize> {
        let at = self.dice.of(unit as u64).uniform(Purpose::Assignment, 0);
        self.on(day).ends.iter().position(|end| at < *end)
    }

    /// The split of a day.
    fn on(&self, day: i32) -> &Shares {
        let later = self.shares.iter().skip(1);
        later
            .take_while(|shares| shares.from_day <= day)
            .last()
            .unwrap_or(&self.shares[0])
    }

    pub(crate) fn runs(&self, day: i32) -> bool {
        i32::from(self.experiment.first_day) <= day && day <= i32::from(self.experiment.last_day)
    }

    /// What the test does to somebody: the treatment of the arm, and the shared limit.
    pub(crate) fn levers(&self, scene: &Scene, units: &Units, day: i32, met: &Met) -> Levers {
        let mut levers = self.on(day).shared;
        if !self.experiment.population.of_members().holds(scene) {
            return levers;
        }
        let Some((_, arm)) = self.arm(units, day, met) else {
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

    /// How often a play of an arm is recorded: once, unless the arm loses or doubles some.
    pub(crate) fn records(&self, arm: usize, visit: i64, position: i16) -> usize {
        let arm = &self.experiment.arms[arm];
        let falls = |number: u32, share: f64| {
            let number = number + position as u32;
            share > 0.0
                && self
                    .dice
                    .of(visit as u64)
                    .chance(Purpose::Assignment, number, share)
        };
        if falls(2, arm.lost_plays) {
            0
        } else if falls(DOUBLING, arm.doubled_plays) {
            2
        } else {
            1
        }
    }
}
