//! The true effect of a test: everybody treated against everybody left as they are, same dice.

use serde::Serialize;

use crate::Error;
use crate::names::Named;
use crate::simulation::{Block, blocks};
use crate::truth::{CUTS, Count, Effect, Ledger, Measure, Part, Weighted};
use crate::world::{Progress, Schedule, World};

/// What an arm would do if everybody were in it, against everybody in the control.
///
/// With arms that share a limit this is not what a comparison of the arms shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExperimentTruth {
    /// The test.
    pub experiment: String,
    /// The arm.
    pub arm: String,
    /// First and last day over which it is told by device, plan and channel, counted from the world's first.
    pub window: (i32, i32),
    #[serde(skip)]
    days: Vec<[Weighted; 2]>,
    #[serde(skip)]
    cuts: Vec<[Weighted; 2]>,
}

impl ExperimentTruth {
    /// The effect on a measure in the test's population, over some days of the world.
    #[must_use]
    pub fn effect(&self, measure: Measure, first_day: i32, last_day: i32) -> Effect {
        let mut sums = [Weighted::default(); 2];
        let days = (0..).zip(&self.days);
        for (_, sides) in days.filter(|(day, _)| (first_day..=last_day).contains(day)) {
            for (sum, side) in sums.iter_mut().zip(sides) {
                add(sum, side, 1.0);
            }
        }
        Effect::of_weighted(measure, &sums)
    }

    /// Months of membership (of 30.44 days) in the test's population over some days of the world:
    /// treated, and left as it is.
    #[must_use]
    pub fn member_months(&self, first_day: i32, last_day: i32) -> [f64; 2] {
        let days = (0..).zip(&self.days);
        days.filter(|(day, _)| (first_day..=last_day).contains(day))
            .fold([0.0; 2], |[treated, control], (_, sides)| {
                let months = |side: &Weighted| side[Count::MemberDays.code()] / 30.44;
                [treated + months(&sides[0]), control + months(&sides[1])]
            })
    }

    /// The effect on a measure over the days of the window, by device, plan and channel.
    #[must_use]
    pub fn parts(&self, measure: Measure) -> Vec<Part> {
        CUTS.iter()
            .flat_map(|(dimension, values)| values.iter().map(move |value| (*dimension, *value)))
            .zip(&self.cuts)
            .map(|((dimension, value), counts)| Part {
                dimension,
                value,
                effect: Effect::of_weighted(measure, counts),
            })
            .collect()
    }
}

fn add(sum: &mut Weighted, part: &Weighted, weight: f64) {
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += part * weight;
    }
}

/// Simulates the population of a test with everybody in each of some arms and with everybody in the
/// control, once, to the world's last day: what happens after the test shows its effect in the long run.
/// What is told by device, plan and channel is told of the days of a window: its first and its last,
/// counted from the world's first.
///
/// # Errors
/// The world has no such test or arm; somebody stopped the work.
pub fn experiment_truths(
    world: &World,
    number: usize,
    arms: &[usize],
    window: (i32, i32),
    schedule: Schedule,
    progress: &Progress,
) -> Result<Vec<ExperimentTruth>, Error> {
    let control = world.all_in(number, 0)?;
    let treated = arms
        .iter()
        .map(|arm| world.all_in(number, *arm))
        .collect::<Result<Vec<World>, Error>>()?;
    let experiment = &world.configuration.experiments[number];
    let here: Vec<Block> = blocks(world)
        .into_iter()
        .filter(|block| experiment.population.reaches(block.country))
        .collect();
    progress.expect((1 + arms.len()) * here.len());
    let simulated = |of: &World| -> Result<Side, Error> {
        let length = world.configuration.days;
        let values: usize = CUTS.iter().map(|(_, values)| values.len()).sum();
        let mut days = vec![Weighted::default(); usize::from(length)];
        let mut cuts = vec![Weighted::default(); values];
        let make = |_: &Block| Ok(Ledger::of_segment(experiment.population, length, window));
        let ledgers = of.simulate(&here, make, schedule, progress)?;
        for (block, ledger) in here.iter().zip(&ledgers) {
            let weight = of.weight(block.country);
            let whole = [(&mut days, &ledger.touched), (&mut cuts, &ledger.cuts)];
            for (sums, parts) in whole {
                for (sum, part) in sums.iter_mut().zip(parts) {
                    add(sum, &part.map(|count| count as f64), weight);
                }
            }
        }
        Ok(Side { days, cuts })
    };
    let without = simulated(&control)?;
    arms.iter()
        .zip(&treated)
        .map(|(arm, treated)| {
            let with = simulated(treated)?;
            let beside = |with: Vec<Weighted>, without: &[Weighted]| -> Vec<[Weighted; 2]> {
                let pairs = with.into_iter().zip(without);
                pairs.map(|(with, without)| [with, *without]).collect()
            };
            Ok(ExperimentTruth {
                experiment: experiment.id.clone(),
                arm: experiment.arms[*arm].name.clone(),
                window,
                days: beside(with.days, &without.days),
                cuts: beside(with.cuts, &without.cuts),
            })
        })
        .collect()
}

/// What was counted with everybody in one arm: by day, and by device, plan and channel.
struct Side {
    days: Vec<Weighted>,
    cuts: Vec<Weighted>,
}
