//! A scenario and a design as a world that can be simulated.

use std::collections::BTreeMap;

use pack::model::{Course, Ramp, Scenario};
use pack::vocabulary::{Lever, Population, TestedUnit, UnitMeasure};
use world::names::{Country, Plan, Region, TenureBand};
use world::{
    Arm, Configuration, Experiment, Levers, Measure, Segment, Shape, Split, Treatment, Unit,
};

use super::design::Design;
use super::error::Error;

/// Days before the test, of which a unit's figures are known.
pub const DAYS_BEFORE: u16 = world::DAYS_BEFORE as u16;
/// The longest test, in days.
pub const LONGEST: u16 = 56;
/// Days after the change begins over which its truth is told: twelve weeks.
pub const TRUTH_DAYS: u16 = 84;
/// Days after the change begins over which its worth is counted: a year.
pub const YEAR_DAYS: u16 = 365;
/// The first day of every test, counted from the world's first.
pub(super) const FIRST_DAY: u16 = DAYS_BEFORE;
/// Titles of a world for experiments; enough for every taste, and quick to lay out.
const TITLES: u32 = 1_500;
/// The place of the test among those of the world, which an earlier one may precede.
pub(super) const TEST: usize = 0;
/// The treated arm, and the one of the version that would be built next.
pub(super) const TREATED: usize = 1;
pub(super) const NEXT: usize = 2;

/// A measure of the pack's words as the world counts it.
pub(super) fn measure(measure: UnitMeasure) -> Measure {
    // A test holds that every word has its measure.
    measure.word().parse().unwrap_or(Measure::WatchHours)
}

/// What is assigned.
fn unit(unit: TestedUnit) -> Unit {
    match unit {
        TestedUnit::Member => Unit::Member,
        TestedUnit::Household => Unit::Household,
        TestedUnit::Profile => Unit::Profile,
        TestedUnit::Visit => Unit::Visit,
    }
}

/// The conditions of a population in a region.
pub(super) fn segment(population: Population, region: Region) -> Segment {
    let everybody = Segment::of_region(region);
    match population {
        Population::Everybody => everybody,
        Population::EarlyMembers => Segment {
            tenure_band: Some(TenureBand::FirstQuarter),
            ..everybody
        },
        Population::SlowLines => Segment {
            slow_line: Some(true),
            ..everybody
        },
        Population::AdsPlan => Segment {
            plan: Some(Plan::Ads),
            ..everybody
        },
        Population::Kids => Segment {
            kids: Some(true),
            ..everybody
        },
    }
}

/// The region of a scenario.
pub(super) fn region(scenario: &Scenario) -> Result<Region, Error> {
    scenario.region.parse().map_err(|_| Error::Region {
        region: scenario.region.clone(),
    })
}

fn levers(factors: &BTreeMap<Lever, f64>) -> Levers {
    let mut levers = Levers::default();
    for (lever, factor) in factors {
        let place = match lever {
            Lever::Open => &mut levers.open,
            Lever::Startup => &mut levers.startup,
            Lever::Failure => &mut levers.failure,
            Lever::Stalls => &mut levers.stalls,
            Lever::StallLength => &mut levers.stall_length,
            Lever::Finds => &mut levers.finds,
            Lever::Finishes => &mut levers.finishes,
            Lever::Onward => &mut levers.onward,
            Lever::Ads => &mut levers.ads,
            Lever::Leave => &mut levers.leave,
            Lever::PaymentFailure => &mut levers.payment_failure,
            Lever::PaymentRecovery => &mut levers.payment_recovery,
        };
        *place = *factor;
    }
    levers
}

fn shape(course: Option<Course>) -> Shape {
    course.map_or(Shape::CONSTANT, |course| Shape {
        first: course.first,
        late: course.late,
        days: course.days,
    })
}

/// A world of a region in which no test runs.
pub(super) fn quiet(region: Region, members: u32, seed: u64) -> Result<Configuration, Error> {
    let countries: Vec<Country> = region.countries().collect();
    Ok(Configuration {
        members,
        days: FIRST_DAY + TRUTH_DAYS,
        countries,
        titles: TITLES,
        year_before: false,
        ..Configuration::new(seed).map_err(world::Error::from)?
    })
}

/// A test of two arms of equal size without any change.
pub(super) fn without_change(population: Segment, tested: TestedUnit, last_day: u16) -> Experiment {
    Experiment {
        id: "test".to_owned(),
        unit: unit(tested),
        salt: "buckets".to_owned(),
        population,
        first_day: FIRST_DAY,
        last_day,
        arms: vec![arm("control", 0.5, None), arm("treatment", 0.5, None)],
        splits: Vec::new(),
    }
}

fn arm(name: &str, share: f64, treatment: Option<Treatment>) -> Arm {
    Arm {
        name: name.to_owned(),
        share,
        treatment,
        ..Arm::default()
    }
}

fn treatment(scenario: &Scenario, region: Region) -> Treatment {
    let hidden = &scenario.hidden;
    Treatment {
        meaning: scenario.change.clone(),
        levers: levers(&hidden.levers),
        shape: shape(hidden.shape),
        works_on: hidden
            .works_on
            .map_or_else(Segment::default, |works_on| segment(works_on, region)),
        shared: levers(&hidden.shared),
    }
}

/// The world in which a design of a scenario is run, with everything that is wrong with the test.
pub(super) fn observed(
    scenario: &Scenario,
    design: &Design,
    seed: u64,
) -> Result<Configuration, Error> {
    let region = region(scenario)?;
    let hidden = &scenario.hidden;
    let treated = design.allocation * design.treated;
    let last_day = FIRST_DAY + design.days - 1;
    let test = Experiment {
        arms: vec![
            arm("control", design.allocation - treated, None),
            Arm {
                lost_units: hidden.lost_units,
                doubled_plays: hidden.logged_twice,
                ..arm("treatment", treated, Some(treatment(scenario, region)))
            },
        ],
        ..without_change(segment(design.population, region), design.unit, last_day)
    };
    let mut test = test;
    // Tests split independently of each other, and so do worlds, whose members bear the same numbers.
    test.salt = format!("{} {seed}", scenario.id);
    if let Some(ramp) = hidden.ramp {
        test.splits = splits(ramp, design, last_day);
    }
    let mut experiments = vec![test];
    if !hidden.earlier.is_empty() {
        experiments.push(earlier(scenario, &experiments[0], region));
    }
    Ok(Configuration {
        experiments,
        ..quiet(region, scenario.sample, seed)?
    })
}

/// A treated share that grows from day to day, among those who meet the test on each.
fn splits(ramp: Ramp, design: &Design, last_day: u16) -> Vec<Split> {
    let days = f64::from(last_day - FIRST_DAY).max(1.0);
    (FIRST_DAY..=last_day)
        .map(|day| {
            let part = f64::from(day - FIRST_DAY) / days;
            let treated = ramp.from + part * (ramp.to - ramp.from);
            Split {
                from_day: day,
                shares: vec![
                    design.allocation * (1.0 - treated),
                    design.allocation * treated,
                ],
            }
        })
        .collect()
}

/// An earlier test in the same buckets, over the days before.
fn earlier(scenario: &Scenario, test: &Experiment, region: Region) -> Experiment {
    let mut earlier = test.clone();
    earlier.id = "earlier".to_owned();
    earlier.first_day = 0;
    earlier.last_day = FIRST_DAY - 1;
    for arm in &mut earlier.arms {
        arm.lost_units = 0.0;
        arm.doubled_plays = 0.0;
    }
    if let Some(arm) = earlier.arms.last_mut() {
        arm.treatment = Some(Treatment {
            levers: levers(&scenario.hidden.earlier),
            shape: Shape::CONSTANT,
            shared: Levers::default(),
            works_on: Segment::default(),
            ..treatment(scenario, region)
        });
    }
    earlier
}

/// The world in which a scenario's truth is told: everybody whom the change would reach, for a year,
/// nothing lost and nothing left from earlier. The version that would be built next, where there is one,
/// is an arm of its own ([`NEXT`]).
pub(super) fn at_large(scenario: &Scenario, seed: u64) -> Result<Configuration, Error> {
    let region = region(scenario)?;
    let last_day = FIRST_DAY + YEAR_DAYS - 1;
    let mut test = without_change(
        segment(scenario.reaches, region),
        scenario.proposal.unit,
        last_day,
    );
    test.arms[TREATED].treatment = Some(treatment(scenario, region));
    if let Some(next) = &scenario.hidden.next {
        let version = Treatment {
            meaning: next.change.clone(),
            levers: levers(&next.levers),
            shape: Shape::CONSTANT,
            works_on: Segment::default(),
            shared: Levers::default(),
        };
        test.arms.push(arm("next", 0.0, Some(version)));
    }
    Ok(Configuration {
        experiments: vec![test],
        days: last_day + 1,
        ..quiet(region, scenario.sample, seed)?
    })
}

/// The same for twelve weeks and for those whom a design tests, whoever these are.
pub(super) fn tested(
    scenario: &Scenario,
    design: &Design,
    seed: u64,
) -> Result<Configuration, Error> {
    let region = region(scenario)?;
    let last_day = FIRST_DAY + TRUTH_DAYS - 1;
    let mut test = without_change(segment(design.population, region), design.unit, last_day);
    test.arms[TREATED].treatment = Some(treatment(scenario, region));
    Ok(Configuration {
        experiments: vec![test],
        ..quiet(region, scenario.sample, seed)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_and_lever_of_the_packs_is_one_of_the_world() {
        for each in UnitMeasure::ALL {
            assert!(each.word().parse::<Measure>().is_ok(), "{each}");
        }
        for each in Lever::ALL {
            let changed = levers(&BTreeMap::from([(*each, 0.5)]));
            let names: Vec<_> = changed.changed().collect();
            assert_eq!(names, [(each.word(), 0.5)]);
        }
    }
}
