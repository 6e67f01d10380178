//! The true effect of an incident.

use serde::Serialize;

use crate::Error;
use crate::incident::{Incident, IncidentKind};
use crate::names::{Named, Region};
use crate::simulation::{Block, blocks};
use crate::truth::ledger::{CUTS, Ledger, Ledgers};
use crate::truth::measure::{Weighted, weighted};
use crate::truth::{Counts, Measure};
use crate::world::{Progress, Schedule, World};

/// A measure with the incident and without it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The measure.
    pub measure: Measure,
    /// As it was; none where it would divide by nothing.
    pub with: Option<f64>,
    /// As it would have been.
    pub without: Option<f64>,
}

impl Effect {
    /// The change as a part of what would have been.
    #[must_use]
    pub fn relative(&self) -> Option<f64> {
        let (with, without) = (self.with?, self.without?);
        (without != 0.0).then(|| with / without - 1.0)
    }

    fn of(measure: Measure, counts: &[Counts; 2], weight: f64) -> Self {
        Self::of_weighted(
            measure,
            &counts.each_ref().map(|counts| weighted(counts, weight)),
        )
    }

    /// From what was counted with and without.
    pub(crate) fn of_weighted(measure: Measure, counts: &[Weighted; 2]) -> Self {
        let [with, without] = counts.each_ref().map(|counts| measure.of(counts));
        Self {
            measure,
            with,
            without,
        }
    }
}

/// A step of the way from the cause to the headline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The step, in words.
    pub words: &'static str,
    /// What it measured, in the segment that was touched.
    pub effect: Effect,
}

/// The headline in one value of a cut.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The dimension that was cut.
    pub dimension: &'static str,
    /// Its value.
    pub value: &'static str,
    /// The headline there.
    pub effect: Effect,
}

/// What an incident really did: the world with it and the world without it, same dice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Truth {
    /// The kind.
    pub kind: IncidentKind,
    /// The first and last day that the sums hold, counted from the world's first day.
    pub window: (i32, i32),
    /// Every measure in the region.
    pub region: Vec<Effect>,
    /// Every measure among those whom the incident touched. What is counted of members, not of
    /// visits or plays, follows the conditions on members alone.
    pub touched: Vec<Effect>,
    /// The causal chain.
    pub chain: Vec<Step>,
    /// The headline in the region, day by day.
    pub days: Vec<Effect>,
    /// The headline in the region by device, plan and channel.
    pub parts: Vec<Part>,
}

/// Simulates the incident's region with the incident and without it, and holds both together.
///
/// # Errors
/// The world has no incident of this number; somebody stopped the work.
pub fn truth(
    world: &World,
    number: usize,
    schedule: Schedule,
    progress: &Progress,
) -> Result<Truth, Error> {
    let incidents = &world.configuration.incidents;
    let incident = incidents.get(number).ok_or(Error::NoIncident {
        number,
        incidents: incidents.len(),
    })?;
    let without = world.without(number)?;
    let here = blocks_of(world, incident.region);
    progress.expect(2 * here.len());
    let sides = [world, &without].map(|side| tally(side, &here, &[incident], schedule, progress));
    let [with, without] = sides;
    match (with?.pop(), without?.pop()) {
        (Some(with), Some(without)) => Ok(compare(world, incident, &[with, without])),
        // One incident was asked for, so one ledger came back.
        _ => Err(Error::Cancelled),
    }
}

/// The blocks of a region's countries.
pub(crate) fn blocks_of(world: &World, region: Region) -> Vec<Block> {
    blocks(world)
        .into_iter()
        .filter(|block| block.country.region() == region)
        .collect()
}

/// Holds what was counted with an incident and without it together.
pub(crate) fn compare(world: &World, incident: &Incident, sides: &[Ledger; 2]) -> Truth {
    let window = window(incident);
    let weight = incident
        .region
        .countries()
        .find(|country| world.configuration.countries.contains(country))
        .map_or(1.0, |country| world.weight(country));
    let about = incident.kind.about();

    let over_window = |days: &[Counts]| {
        let first = window.0 as usize;
        days[first..=window.1 as usize]
            .iter()
            .fold(Counts::default(), add)
    };
    let region = sides.each_ref().map(|side| over_window(&side.everybody));
    let touched = sides.each_ref().map(|side| over_window(&side.touched));
    let all = |counts: &[Counts; 2]| -> Vec<Effect> {
        Measure::ALL
            .iter()
            .map(|measure| Effect::of(*measure, counts, weight))
            .collect()
    };
    let chain = about
        .chain
        .iter()
        .map(|(words, measure)| Step {
            words,
            effect: Effect::of(*measure, &touched, weight),
        })
        .collect();
    let days = (0..usize::from(world.configuration.days))
        .map(|day| {
            let counts = sides.each_ref().map(|side| side.everybody[day]);
            Effect::of(about.headline, &counts, weight)
        })
        .collect();
    let parts = CUTS
        .iter()
        .flat_map(|(dimension, values)| values.iter().map(move |value| (*dimension, *value)))
        .enumerate()
        .map(|(place, (dimension, value))| {
            let counts = sides.each_ref().map(|side| side.cuts[place]);
            Part {
                dimension,
                value,
                effect: Effect::of(about.headline, &counts, weight),
            }
        })
        .collect();
    Truth {
        kind: incident.kind,
        window,
        region: all(&region),
        touched: all(&touched),
        chain,
        days,
        parts,
    }
}

/// The days of which an incident's sums are.
fn window(incident: &Incident) -> (i32, i32) {
    (i32::from(incident.first_day), i32::from(incident.last_day))
}

fn add(mut sum: Counts, part: &Counts) -> Counts {
    for (whole, part) in sum.iter_mut().zip(part) {
        *whole += part;
    }
    sum
}

/// What happened in some blocks, counted for each of some incidents.
pub(crate) fn tally(
    world: &World,
    here: &[Block],
    incidents: &[&Incident],
    schedule: Schedule,
    progress: &Progress,
) -> Result<Vec<Ledger>, Error> {
    let days = world.configuration.days;
    let make = |_: &Block| {
        let ledgers = incidents
            .iter()
            .map(|incident| Ledger::new(incident.segment, days, window(incident)));
        Ok(Ledgers(ledgers.collect()))
    };
    let mut blocks = world.simulate(here, make, schedule, progress)?.into_iter();
    // An incident's region has a country in the world, and a country has a block.
    let mut whole = blocks.next().ok_or(Error::Cancelled)?.0;
    for block in blocks {
        for (whole, part) in whole.iter_mut().zip(block.0) {
            whole.take_in(&part);
        }
    }
    Ok(whole)
}
