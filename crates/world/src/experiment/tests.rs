//! Tests whose truth is known, and what their logs show of it.

use super::*;
use crate::Error;
use crate::names::Region;
use crate::truth::{Count, Effect, Measure};
use crate::world::{Progress, Schedule, World};

const FIRST: i32 = 28;
const LAST: i32 = 55;

fn arm(name: &str, treatment: Option<Treatment>) -> Arm {
    Arm {
        name: name.to_owned(),
        share: 0.5,
        treatment,
        ..Arm::default()
    }
}

fn treatment(levers: Levers) -> Treatment {
    Treatment {
        meaning: "something is different".to_owned(),
        levers,
        shape: Shape::CONSTANT,
        works_on: Segment::default(),
        shared: Levers::default(),
    }
}

fn test_of(treated: Option<Treatment>) -> Experiment {
    Experiment {
        id: "test".to_owned(),
        unit: Unit::Member,
        salt: "salt".to_owned(),
        population: Segment::of_region(Region::Latam),
        first_day: FIRST as u16,
        last_day: LAST as u16,
        arms: vec![arm("control", None), arm("treatment", treated)],
        splits: Vec::new(),
    }
}

fn world_with(experiment: Experiment) -> World {
    World::new(Configuration {
        members: 2_500,
        days: 60,
        countries: Region::Latam.countries().collect(),
        year_before: false,
        experiments: vec![experiment],
        ..Configuration::new(11).unwrap()
    })
    .unwrap()
}

fn logs(world: &World) -> Observations {
    observe(world, 0, LAST, Schedule::default(), &Progress::default()).unwrap()
}

fn truths(world: &World, arm: usize) -> Result<Vec<ExperimentTruth>, Error> {
    let (schedule, progress) = (Schedule::default(), Progress::default());
    experiment_truths(world, 0, &[arm], (FIRST, LAST), schedule, &progress)
}

/// A measure of each unit that had met the test by the end of a day, from its meeting to that day.
fn values(logs: &Observations, measure: Measure, day: i32) -> Vec<Value> {
    let units = logs.met_by(day);
    let mut sums = vec![[0_i64; Count::ALL.len()]; units.len()];
    for each in &logs.days {
        if each.day <= day
            && let Some(sum) = sums.get_mut(each.unit as usize)
        {
            for (sum, count) in sum.iter_mut().zip(&each.counts) {
                *sum += i64::from(*count);
            }
        }
    }
    for (sum, unit) in sums.iter_mut().zip(units) {
        sum[Count::MemberDays.code()] = i64::from(unit.days(day));
    }
    let values = sums
        .iter()
        .map(|sum| super::observe::value(measure, &sum.map(|count| count as f64)));
    values.collect()
}

fn truth_of(world: &World) -> ExperimentTruth {
    truths(world, 1).unwrap().remove(0)
}

fn relative(effect: Effect) -> f64 {
    effect.relative().unwrap()
}

/// The difference of the arms as a part of control, and its standard error, of a sum.
fn difference(logs: &Observations, measure: Measure, day: i32) -> (f64, f64) {
    let values = values(logs, measure, day);
    let moments = |arm: u8| {
        let of_arm: Vec<f64> = values
            .iter()
            .zip(logs.met_by(day))
            .filter(|(_, unit)| unit.arm == arm)
            .map(|(value, _)| value.above)
            .collect();
        let n = of_arm.len() as f64;
        let mean = of_arm.iter().sum::<f64>() / n;
        let squares = of_arm.iter().map(|value| (value - mean) * (value - mean));
        (mean, squares.sum::<f64>() / (n - 1.0) / n)
    };
    let ((control, below), (treated, above)) = (moments(0), moments(1));
    (
        (treated - control) / control,
        libm::sqrt(above + below) / control,
    )
}

/// A ratio over all units of an arm.
fn pooled(
    logs: &Observations,
    measure: Measure,
    arm: u8,
    of: impl Fn(&ObservedUnit) -> bool,
) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for (value, unit) in values(logs, measure, LAST).iter().zip(logs.met_by(LAST)) {
        if unit.arm == arm && of(unit) {
            above += value.above;
            below += value.below;
        }
    }
    above / below
}

#[test]
fn a_constant_effect_is_seen_in_the_logs_as_large_as_it_truly_is() {
    let world = world_with(test_of(Some(treatment(Levers {
        onward: 0.8,
        ..Levers::default()
    }))));
    let truth = relative(truth_of(&world).effect(Measure::WatchHours, FIRST, LAST));
    let (seen, error) = difference(&logs(&world), Measure::WatchHours, LAST);
    assert!(truth < -0.1, "{truth}");
    assert!(
        (seen - truth).abs() < 3.0 * error,
        "{seen} ± {error}, truly {truth}"
    );
}

#[test]
fn where_both_arms_are_alike_nothing_is_true_and_little_is_seen() {
    let world = world_with(test_of(None));
    let truth = truth_of(&world);
    for measure in Measure::ALL {
        let effect = truth.effect(*measure, 0, 59);
        assert_eq!(effect.with, effect.without, "{measure}");
    }
    let (seen, error) = difference(&logs(&world), Measure::WatchHours, LAST);
    assert!(seen.abs() < 3.0 * error, "{seen} ± {error}");
}

#[test]
fn novelty_fades_and_primacy_turns_in_the_truth_by_day() {
    let effect = |shape: Shape, first: i32, last: i32| {
        let world = world_with(test_of(Some(Treatment {
            shape,
            ..treatment(Levers {
                onward: 1.2,
                ..Levers::default()
            })
        })));
        relative(truth_of(&world).effect(Measure::WatchHours, first, last))
    };
    let (early, late) = ((FIRST, FIRST + 2), (LAST - 6, LAST));
    let novelty = effect(Shape::NOVELTY, early.0, early.1);
    let faded = effect(Shape::NOVELTY, late.0, late.1);
    assert!(novelty > 2.0 * faded && faded > 0.0, "{novelty} {faded}");
    let disliked = effect(Shape::PRIMACY, early.0, early.1);
    let learned = effect(Shape::PRIMACY, late.0, late.1);
    assert!(disliked < 0.0 && learned > 0.05, "{disliked} {learned}");
}

#[test]
fn an_effect_on_some_is_seen_on_those_and_not_on_others() {
    let world = world_with(test_of(Some(Treatment {
        works_on: Segment {
            slow_line: Some(true),
            ..Segment::default()
        },
        ..treatment(Levers {
            failure: 0.3,
            ..Levers::default()
        })
    })));
    let logs = logs(&world);
    let change = |slow: bool| {
        let rate = |arm| {
            pooled(&logs, Measure::StartFailureRate, arm, |unit| {
                unit.slow_line == slow
            })
        };
        rate(1) / rate(0) - 1.0
    };
    assert!((change(true) + 0.7).abs() < 0.1, "{}", change(true));
    assert!(change(false).abs() < 0.1, "{}", change(false));
}

#[test]
fn arms_that_share_a_limit_hide_what_the_treatment_does_to_everybody() {
    let world = world_with(test_of(Some(Treatment {
        shared: Levers {
            stalls: 2.0,
            ..Levers::default()
        },
        ..treatment(Levers {
            startup: 0.9,
            ..Levers::default()
        })
    })));
    let logs = logs(&world);
    let ratio = |arm| pooled(&logs, Measure::RebufferRatio, arm, |_| true);
    let seen = ratio(1) / ratio(0) - 1.0;
    let truth = relative(truth_of(&world).effect(Measure::RebufferRatio, FIRST, LAST));
    assert!(seen.abs() < 0.12, "{seen}");
    assert!(truth > 0.6, "{truth}");
}

#[test]
fn an_arm_that_loses_units_is_too_small_and_misses_the_active_ones() {
    let mut test = test_of(None);
    test.arms[1].lost_units = 0.3;
    let world = world_with(test);
    let logs = logs(&world);
    let of_arm = |arm: u8| {
        logs.units()
            .iter()
            .filter(move |unit| unit.arm == arm)
            .count() as f64
    };
    // Six standard errors of an even split.
    assert!(of_arm(1) < of_arm(0) - 6.0 * libm::sqrt(of_arm(0)));
    let before = |arm: u8| {
        let values = logs.before(Measure::WatchHours);
        let of_arm = values
            .iter()
            .zip(logs.units())
            .filter(|(_, unit)| unit.arm == arm);
        let hours: Vec<f64> = of_arm.map(|(value, _)| value.above).collect();
        hours.iter().sum::<f64>() / hours.len() as f64
    };
    assert!(before(1) < 0.95 * before(0), "{} {}", before(1), before(0));
    assert_eq!(
        truth_of(&world)
            .effect(Measure::WatchHours, FIRST, LAST)
            .relative(),
        Some(0.0)
    );
}

#[test]
fn an_arm_that_loses_logs_seems_to_watch_less_and_does_not() {
    let mut test = test_of(None);
    test.arms[1].lost_plays = 0.2;
    let world = world_with(test);
    let (seen, error) = difference(&logs(&world), Measure::WatchHours, LAST);
    assert!((seen + 0.2).abs() < 3.0 * error, "{seen} ± {error}");
    assert_eq!(
        truth_of(&world)
            .effect(Measure::WatchHours, FIRST, LAST)
            .relative(),
        Some(0.0)
    );
}

#[test]
fn an_arm_whose_plays_are_logged_twice_seems_to_watch_more_and_does_not() {
    let mut test = test_of(None);
    test.arms[1].doubled_plays = 0.3;
    let world = world_with(test);
    let logs = logs(&world);
    let (seen, error) = difference(&logs, Measure::WatchHours, LAST);
    assert!((seen - 0.3).abs() < 3.0 * error, "{seen} ± {error}");
    // What is counted elsewhere gives it away.
    let (visits, error) = difference(&logs, Measure::SessionsPerActiveMember, LAST);
    assert!(visits.abs() < 3.0 * error, "{visits} ± {error}");
    let truth = truth_of(&world).effect(Measure::WatchHours, FIRST, LAST);
    assert_eq!(truth.relative(), Some(0.0));
}

#[test]
fn a_split_that_changes_puts_those_who_come_often_into_one_arm_and_days_of_meeting_tell() {
    let mut test = test_of(None);
    test.arms[0].share = 0.95;
    test.arms[1].share = 0.05;
    test.splits = vec![Split {
        from_day: FIRST as u16 + 4,
        shares: vec![0.5, 0.5],
    }];
    let world = world_with(test);
    let logs = logs(&world);
    let share = |met: std::ops::Range<i32>| {
        let units = || logs.units().iter().filter(|unit| met.contains(&unit.met));
        units().filter(|unit| unit.arm == 1).count() as f64 / units().count() as f64
    };
    assert!(
        share(FIRST..FIRST + 4) < 0.08,
        "{}",
        share(FIRST..FIRST + 4)
    );
    let later = share(FIRST + 4..LAST + 1);
    assert!((later - 0.5).abs() < 0.1, "{later}");

    // Those who came early come often: the treatment seems to do harm that it does not do.
    let (seen, error) = difference(&logs, Measure::WatchHours, LAST);
    assert!(seen < -0.2 && seen < -4.0 * error, "{seen} ± {error}");
    // Among those who came later, when the split stood still, the arms are alike.
    let values = values(&logs, Measure::WatchHours, LAST);
    let mean = |arm: u8| {
        let own: Vec<f64> = values
            .iter()
            .zip(logs.units())
            .filter(|(_, unit)| unit.arm == arm && unit.met >= FIRST + 4)
            .map(|(value, _)| value.above)
            .collect();
        own.iter().sum::<f64>() / own.len() as f64
    };
    let alike = mean(1) / mean(0) - 1.0;
    assert!(
        alike.abs() < 0.3 && alike > seen / 2.0,
        "{alike} beside {seen}"
    );
    let truth = truth_of(&world).effect(Measure::WatchHours, FIRST, LAST);
    assert_eq!(truth.relative(), Some(0.0));
}

#[test]
fn a_unit_stays_in_the_arm_in_which_it_was_when_it_met_the_test() {
    let of_days = |splits: Vec<Split>| {
        let mut test = test_of(None);
        test.arms[0].share = 0.9;
        test.arms[1].share = 0.1;
        test.splits = splits;
        logs(&world_with(test))
    };
    let steady = of_days(Vec::new());
    let changing = of_days(vec![Split {
        from_day: FIRST as u16 + 3,
        shares: vec![0.1, 0.9],
    }]);
    let early = |logs: &Observations| -> Vec<(i64, u8)> {
        let units = logs.met_by(FIRST + 2).iter();
        units.map(|unit| (unit.unit, unit.arm)).collect()
    };
    assert_eq!(early(&steady), early(&changing));
    assert_eq!(steady.units().len(), changing.units().len());
}

#[test]
fn a_split_that_cannot_be_is_refused_by_name() {
    let fault = |splits: Vec<Split>| {
        let mut test = test_of(None);
        test.splits = splits;
        let world = Configuration {
            experiments: vec![test.clone()],
            ..Configuration::new(1).unwrap()
        };
        test.check(&world).unwrap_err().to_string()
    };
    let split = |from_day: i32, shares: &[f64]| Split {
        from_day: from_day as u16,
        shares: shares.to_vec(),
    };
    for (splits, words) in [
        (
            vec![split(FIRST - 1, &[0.5, 0.5])],
            "experiments.splits.from_day: 27",
        ),
        (
            vec![split(FIRST + 2, &[0.5, 0.5]), split(FIRST + 2, &[0.1, 0.9])],
            "experiments.splits.from_day: 30",
        ),
        (
            vec![split(FIRST, &[1.0])],
            "experiments.splits.shares (number): 1",
        ),
        (
            vec![split(FIRST, &[0.9, 0.9])],
            "experiments.splits.shares (sum): 1.8",
        ),
    ] {
        let fault = fault(splits);
        assert!(fault.starts_with(words), "{fault}");
    }
}

#[test]
fn every_unit_is_split_by_the_shares_and_alike_for_the_same_salt() {
    for unit in Unit::ALL {
        let split = |salt: &str| {
            let mut test = test_of(None);
            test.unit = *unit;
            test.salt = salt.to_owned();
            test.arms[0].share = 0.2;
            test.arms[1].share = 0.3;
            let last = FIRST + 3;
            let world = world_with(test);
            observe(&world, 0, last, Schedule::default(), &Progress::default()).unwrap()
        };
        let (one, again, other) = (split("a"), split("a"), split("b"));
        assert_eq!(one.units(), again.units(), "{unit}");
        let of_arm = |arm: u8| one.units().iter().filter(|unit| unit.arm == arm).count() as f64;
        // Four standard errors of a split of 2 to 3 among those who are in the test at all.
        let all = of_arm(0) + of_arm(1);
        let error = libm::sqrt(0.24 / all);
        assert!(
            (of_arm(0) / all - 0.4).abs() < 4.0 * error,
            "{unit}: {}",
            of_arm(0) / all
        );
        let arms = |logs: &Observations| -> std::collections::BTreeMap<i64, u8> {
            logs.units()
                .iter()
                .map(|unit| (unit.unit, unit.arm))
                .collect()
        };
        let (one, other) = (arms(&one), arms(&other));
        let both: Vec<bool> = one
            .iter()
            .filter_map(|(unit, arm)| Some(*other.get(unit)? == *arm))
            .collect();
        // Under another salt as many meet again as chance has it: .4² + .6².
        let same = both.iter().filter(|same| **same).count() as f64 / both.len() as f64;
        let error = libm::sqrt(0.25 / both.len() as f64);
        assert!((same - 0.52).abs() < 4.0 * error, "{unit}: {same}");
    }
}

#[test]
fn a_look_at_an_earlier_day_is_what_was_there_on_that_day() {
    let world = world_with(test_of(Some(treatment(Levers {
        finds: 0.8,
        ..Levers::default()
    }))));
    let day = FIRST + 9;
    let early = observe(&world, 0, day, Schedule::default(), &Progress::default()).unwrap();
    let late = logs(&world);
    let ids = |units: &[ObservedUnit]| -> Vec<(i64, u8, i32, bool)> {
        units
            .iter()
            .map(|unit| (unit.unit, unit.arm, unit.met, unit.stays(day)))
            .collect()
    };
    assert_eq!(ids(early.units()), ids(late.met_by(day)));
    assert!(late.units().len() > early.units().len());
    for measure in Measure::ALL {
        assert!(
            values(&early, *measure, day) == values(&late, *measure, day),
            "{measure}"
        );
    }
}

#[test]
fn days_taken_in_one_by_one_add_up_to_the_same_and_can_begin_anew() {
    let world = world_with(test_of(None));
    let logs = logs(&world);
    let mut tally = Tally::new(&logs);
    let mut hours = vec![0.0; logs.units().len()];
    let mut whole = Tally::new(&logs);
    for day in FIRST..=LAST {
        whole.advance(day);
        tally.advance(day);
        for (sum, value) in hours.iter_mut().zip(tally.values(Measure::WatchHours)) {
            *sum += value.above;
        }
        tally.clear();
        if (day - FIRST) % 9 == 0 {
            for measure in Measure::ALL {
                assert!(
                    whole.values(*measure) == values(&logs, *measure, day),
                    "{measure}"
                );
            }
        }
    }
    for (sum, value) in hours.iter().zip(values(&logs, Measure::WatchHours, LAST)) {
        assert!((sum - value.above).abs() < 1e-9);
    }
}

#[test]
fn a_test_or_an_arm_that_is_not_there_is_named() {
    let world = world_with(test_of(None));
    let schedule = Schedule::default();
    let progress = Progress::default();
    let refused = observe(&world, 3, LAST, schedule, &progress).unwrap_err();
    assert!(
        refused.to_string().contains("no test of number 3"),
        "{refused}"
    );
    let refused = truths(&world, 2).unwrap_err();
    assert!(
        refused.to_string().contains("an arm of number 2"),
        "{refused}"
    );
}

#[test]
fn dealing_anew_gives_what_a_run_with_that_salt_would_log() {
    let idle = treatment(Levers::default());
    let first = logs(&world_with(test_of(Some(idle.clone()))));
    let other = Experiment {
        salt: "another".to_owned(),
        ..test_of(Some(idle))
    };
    let run = logs(&world_with(other));
    let dealt = first.dealt_by("another").unwrap();
    assert_eq!(dealt.units(), run.units());
    assert_eq!(dealt.experiment, run.experiment);
    let hours = |logs: &Observations| values(logs, Measure::WatchHours, LAST);
    assert_eq!(hours(&dealt), hours(&run));
    assert_ne!(dealt.units(), first.units());
    // Where an arm does something, other members would have done it.
    let levers = Levers {
        finds: 1.2,
        ..Levers::default()
    };
    let changed = logs(&world_with(test_of(Some(treatment(levers)))));
    assert!(changed.dealt_by("another").is_none());
}
