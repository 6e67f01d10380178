//! Plans over invented dates, hours and histories, and the files that calendar programs read.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Time, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pack::Pack;
use pack::id::EntryId;
use prep::goal::{Goal, Industry};
use prep::known::{FollowUp, Known, Mark, Reviewed};
use prep::plan::{Done, NoPlan, Plan, REACH, Task, calendar, plan, ticked};
use prep::readiness::readiness;
use proptest::prelude::*;

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let (_, files) = pack::embedded::packs().swap_remove(0);
    pack::load(&files).unwrap()
});

const TODAY: Date = date(2026, 3, 2);

fn known(interview: Option<Date>, hours: u32) -> Known {
    Known {
        goal: Goal {
            interview,
            hours: Some(hours),
            ..Goal::default()
        },
        ..Known::default()
    }
}

fn mark(component: &str, round: &str, day: Date, level: f64) -> Mark {
    Mark {
        component: component.parse().unwrap(),
        round: Some(round.parse().unwrap()),
        day,
        level,
        margin: 0.9,
    }
}

fn done(day: Date, task: &Task, minutes: u32) -> Done {
    Done {
        pack: "netflix".to_owned(),
        key: task.key(),
        day,
        minutes,
    }
}

fn tasks(plan: &Plan) -> Vec<(Date, &Task, u32)> {
    plan.days
        .iter()
        .flat_map(|day| {
            day.sittings
                .iter()
                .map(|sitting| (day.date, &sitting.task, sitting.minutes))
        })
        .collect()
}

/// A candidate with some history, on a day of any year.
fn histories() -> impl Strategy<Value = (Date, Known)> {
    let day = (2000_i16..2100, 1_i16..=365)
        .prop_map(|(year, day)| date(year, 1, 1).saturating_add((i64::from(day) - 1).days()));
    let interview = prop::option::of(0_i64..70);
    let rest = prop::collection::vec(1_i8..=7, 0..7);
    let components = PACK.components.len();
    let rounds = PACK.rounds.len();
    let marks = prop::collection::vec((0..components, 0..rounds, 0_i64..40, 1.0_f64..5.0), 0..30);
    let reviewed = prop::collection::vec((0_i64..10, 1_u32..200), 0..8);
    let steps = prop::collection::vec((0..PACK.strategies.len(), 0_usize..6, 0_i64..20), 0..20);
    let follow_ups = prop::collection::vec(-5_i64..40, 0..4);
    (
        day,
        interview,
        1_u32..=60,
        rest,
        marks,
        reviewed,
        steps,
        follow_ups,
    )
        .prop_map(
            |(today, interview, hours, rest, marks, reviewed, steps, follow_ups)| {
                let before = |days: i64| today.saturating_sub(days.days());
                let known = Known {
                    goal: Goal {
                        interview: interview.map(|left| today.saturating_add(left.days())),
                        hours: Some(hours),
                        rest,
                        ..Goal::default()
                    },
                    marks: marks
                        .into_iter()
                        .map(|(component, round, ago, level)| Mark {
                            component: PACK.components[component].id.clone(),
                            round: Some(PACK.rounds[round].id.clone()),
                            day: before(ago),
                            level,
                            margin: 0.9,
                        })
                        .collect(),
                    reviewed: reviewed
                        .into_iter()
                        .map(|(ago, cards)| Reviewed {
                            day: before(ago),
                            cards,
                        })
                        .collect(),
                    done: steps
                        .into_iter()
                        .map(|(strategy, step, ago)| {
                            let task = Task::Step {
                                strategy: PACK.strategies[strategy].id.clone(),
                                step,
                            };
                            done(before(ago), &task, 30)
                        })
                        .collect(),
                    follow_ups: follow_ups
                        .into_iter()
                        .enumerate()
                        .map(|(number, ahead)| FollowUp {
                            contact: number.to_string(),
                            name: "Ada".to_owned(),
                            day: today.saturating_add(ahead.days()),
                        })
                        .collect(),
                    ..Known::default()
                };
                (today, known)
            },
        )
}

/// Minutes spent on a day before the plan: what a reader of the same history would add up.
fn spent(known: &Known, day: Date) -> u32 {
    let done: u32 = known
        .done
        .iter()
        .filter(|done| done.day == day)
        .map(|done| done.minutes)
        .sum();
    let cards: u32 = known
        .reviewed
        .iter()
        .filter(|each| each.day == day)
        .map(|each| each.cards)
        .sum();
    let answers = known.marks.iter().filter(|mark| mark.day == day).count() as u32;
    done + cards * 35 / 60 + answers * 5
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_seven_days_take_more_than_the_hours_there_are((today, known) in histories()) {
        let plan = plan(&PACK, &known, today).unwrap();
        let week = known.goal.minutes_a_week();
        let planned: BTreeMap<Date, u32> =
            plan.days.iter().map(|day| (day.date, day.minutes())).collect();
        for (last, minutes) in planned.iter().filter(|(_, minutes)| **minutes > 0) {
            let mut sum = 0;
            for back in 0..7 {
                let day = last.saturating_sub(i64::from(back).days());
                // What was done today may be part of what was planned for today.
                let before = if day < today { spent(&known, day) } else { 0 };
                sum += before + planned.get(&day).copied().unwrap_or_default();
            }
            prop_assert!(sum <= week, "{sum} of {week} minutes up to {last}, {minutes} that day");
        }
    }

    #[test]
    fn nothing_is_planned_outside_the_days_there_are((today, known) in histories()) {
        let plan = plan(&PACK, &known, today).unwrap();
        for (place, day) in plan.days.iter().enumerate() {
            let ahead = i64::try_from(place).unwrap();
            prop_assert_eq!(day.date, today.saturating_add(ahead.days()));
            let eve = known.goal.interview.is_some_and(|interview| {
                prep::days(day.date, interview).is_some_and(|left| left <= 1)
            });
            if known.goal.rests_on(day.date.weekday()) && !eve {
                prop_assert!(day.sittings.is_empty(), "{}", day.date);
            }
        }
        let last = plan.days.last().unwrap().date;
        prop_assert!(known.goal.interview.is_none_or(|interview| last <= interview));
        prop_assert!(plan.days.len() <= REACH as usize + 1);
    }

    #[test]
    fn the_last_days_are_light_and_mock_interviews_are_apart((today, known) in histories()) {
        let plan = plan(&PACK, &known, today).unwrap();
        if let Some(interview) = known.goal.interview {
            for day in &plan.days {
                let most = match prep::days(day.date, interview) {
                    Some(0) => 10,
                    Some(1) => 40,
                    _ => continue,
                };
                prop_assert!(day.minutes() <= most, "{} on {}", day.minutes(), day.date);
            }
        }
        let mocks: Vec<Date> = tasks(&plan)
            .into_iter()
            .filter(|(_, task, _)| matches!(task, Task::Round(_)))
            .map(|(day, ..)| day)
            .collect();
        for pair in mocks.windows(2) {
            prop_assert!(prep::days(pair[0], pair[1]).unwrap() >= 3, "{pair:?}");
        }
        for mock in mocks {
            let left = known.goal.interview.and_then(|day| prep::days(mock, day));
            prop_assert!(left.is_none_or(|left| left > 2), "a mock interview on {mock}");
        }
    }

    #[test]
    fn steps_come_once_in_their_order_and_never_when_done((today, known) in histories()) {
        let plan = plan(&PACK, &known, today).unwrap();
        let before: BTreeSet<&str> = known
            .done
            .iter()
            .filter(|done| done.day < today)
            .map(|done| done.key.as_str())
            .collect();
        let mut last: BTreeMap<&EntryId, usize> = BTreeMap::new();
        for (day, task, _) in tasks(&plan) {
            if let Task::Step { strategy, step } = task {
                prop_assert!(!before.contains(task.key().as_str()), "{} again", task.key());
                let earlier = last.insert(strategy, *step);
                prop_assert!(earlier.is_none_or(|earlier| earlier < *step), "{strategy} on {day}");
            }
        }
    }

    #[test]
    fn who_misses_days_loses_no_step((today, known) in histories(), missed in 1_i64..20) {
        let waiting = |plan: &Plan| -> usize {
            let planned = tasks(plan)
                .into_iter()
                .filter(|(_, task, _)| matches!(task, Task::Step { .. }))
                .count();
            planned + plan.left_over.values().sum::<usize>()
        };
        let first = plan(&PACK, &known, today).unwrap();
        let later = today.saturating_add(missed.days());
        match plan(&PACK, &known, later) {
            Ok(second) => {
                // What was ticked off today is out of both once the day is over.
                let ticked: BTreeSet<&str> = known
                    .done
                    .iter()
                    .filter(|done| done.day == today)
                    .map(|done| done.key.as_str())
                    .collect();
                prop_assert!(waiting(&second) + ticked.len() >= waiting(&first));
            }
            Err(NoPlan::Passed(day)) => prop_assert!(day < later),
        }
    }

    #[test]
    fn calendars_hold_every_sitting_at_its_own_length_whatever_the_clocks_do(
        (today, known) in histories(),
        hour in 0_i8..24,
        zone in prop::sample::select(vec![
            "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo",
            "Australia/Lord_Howe", "Pacific/Apia", "UTC",
        ]),
    ) {
        let zone = TimeZone::get(zone).unwrap();
        let plan = plan(&PACK, &known, today).unwrap();
        let file = written(&plan, time(hour, 15, 0, 0), &zone);
        let events = events(&file);
        let sittings = tasks(&plan);
        let interview = usize::from(plan.interview.is_some());
        // The one day that Samoa left out has no evening.
        prop_assert_eq!(events.len(), sittings.len() + interview);
        let mut names = BTreeSet::new();
        for (event, (day, _, minutes)) in events.iter().zip(&sittings) {
            let (start, end) = (moment(event, "DTSTART"), moment(event, "DTEND"));
            prop_assert_eq!(
                start.duration_until(end),
                SignedDuration::from_mins(i64::from(*minutes))
            );
            let there = zone.to_datetime(start).date();
            prop_assert!(there >= *day && there <= day.saturating_add(1.day()));
            prop_assert!(names.insert(event["UID"].clone()), "{} twice", event["UID"]);
        }
    }
}

fn written(plan: &Plan, begins: Time, zone: &TimeZone) -> String {
    calendar(
        &PACK,
        plan,
        begins,
        zone,
        "2026-03-01T09:00:00Z".parse().unwrap(),
    )
}

/// The events of a file as another library reads it.
fn events(file: &str) -> Vec<BTreeMap<String, String>> {
    let mut calendars = ical::IcalParser::new(file.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    calendar
        .events
        .into_iter()
        .map(|event| {
            event
                .properties
                .into_iter()
                .map(|property| (property.name, property.value.unwrap_or_default()))
                .collect()
        })
        .collect()
}

fn moment(event: &BTreeMap<String, String>, name: &str) -> Timestamp {
    let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", &event[name]).unwrap();
    TimeZone::UTC.to_timestamp(at).unwrap()
}

#[test]
fn three_weeks_of_six_hours_hold_every_strategy_and_use_the_time() {
    let known = known(Some(date(2026, 3, 23)), 6);
    let plan = plan(&PACK, &known, TODAY).unwrap();
    let strategies: BTreeSet<&EntryId> = tasks(&plan)
        .iter()
        .filter_map(|(_, task, _)| match task {
            Task::Step { strategy, .. } => Some(strategy),
            _ => None,
        })
        .collect();
    assert_eq!(strategies.len(), PACK.strategies.len());
    let minutes: u32 = plan.days.iter().map(|day| day.minutes()).sum();
    assert!(minutes > 3 * 6 * 60 * 7 / 10, "{minutes}");
    let rounds: BTreeSet<String> = tasks(&plan)
        .iter()
        .filter(|(_, task, _)| matches!(task, Task::Round(_)))
        .map(|(_, task, _)| task.key())
        .collect();
    assert!(rounds.len() >= 3, "{rounds:?}");
}

#[test]
fn six_weeks_rehearse_every_round() {
    let known = known(Some(date(2026, 4, 13)), 8);
    let plan = plan(&PACK, &known, TODAY).unwrap();
    let rounds: BTreeSet<String> = tasks(&plan)
        .iter()
        .filter(|(_, task, _)| matches!(task, Task::Round(_)))
        .map(|(_, task, _)| task.key())
        .collect();
    assert_eq!(rounds.len(), PACK.manifest.loop_rounds.len(), "{rounds:?}");
}

#[test]
fn the_weakest_component_is_practised_first_and_most() {
    let mut known = known(Some(date(2026, 3, 30)), 8);
    for component in &PACK.components {
        let level = if component.id.as_str() == "technical" {
            1.2
        } else {
            4.4
        };
        for ago in 1..6 {
            let day = TODAY.saturating_sub(i64::from(ago).days());
            known
                .marks
                .push(mark(component.id.as_str(), "screen", day, level));
        }
    }
    let ready = readiness(&PACK, &known, TODAY);
    assert_eq!(ready.by_need()[0].component.as_str(), "technical");
    let plan = plan(&PACK, &known, TODAY).unwrap();
    let practised: Vec<String> = tasks(&plan)
        .iter()
        .filter(|(_, task, _)| matches!(task, Task::Questions(_)))
        .map(|(_, task, _)| task.key())
        .collect();
    assert_eq!(practised[0], "questions-technical");
    let of = |key: &str| practised.iter().filter(|each| *each == key).count();
    assert!(
        PACK.components.iter().all(|component| {
            of("questions-technical") >= of(&format!("questions-{}", component.id))
        }),
        "{practised:?}"
    );
}

#[test]
fn new_marks_change_what_comes_from_tomorrow_on_and_leave_today() {
    let before = known(Some(date(2026, 3, 30)), 6);
    let mut after = before.clone();
    for _ in 0..6 {
        after.marks.push(mark("design", "product-team", TODAY, 1.0));
        after
            .marks
            .push(mark("metrics", "product-team", TODAY, 5.0));
    }
    let (before, after) = (
        plan(&PACK, &before, TODAY).unwrap(),
        plan(&PACK, &after, TODAY).unwrap(),
    );
    assert_eq!(before.today(), after.today());
    assert_ne!(before.days[1..], after.days[1..]);
}

#[test]
fn tomorrow_is_prepared_lightly_and_a_day_that_has_passed_not_at_all() {
    let tomorrow = plan(&PACK, &known(Some(date(2026, 3, 3)), 10), TODAY).unwrap();
    assert_eq!(tomorrow.days.len(), 2);
    assert!(
        tomorrow
            .today()
            .iter()
            .any(|sitting| sitting.task == Task::Brief)
    );
    assert!(tomorrow.days[0].minutes() <= 40 && tomorrow.days[1].minutes() <= 10);
    let passed = plan(&PACK, &known(Some(date(2026, 3, 1)), 10), TODAY);
    assert_eq!(passed, Err(NoPlan::Passed(date(2026, 3, 1))));
    let today = plan(&PACK, &known(Some(TODAY), 10), TODAY).unwrap();
    assert_eq!(today.days.len(), 1);
}

#[test]
fn what_was_done_shows_as_done_and_does_not_come_again() {
    let mut known = known(Some(date(2026, 3, 30)), 6);
    let today = plan(&PACK, &known, TODAY).unwrap().today().to_vec();
    let step = today
        .iter()
        .find(|sitting| !sitting.task.shows_by_itself())
        .unwrap();
    assert!(!ticked(step, &known, TODAY));
    known.done.push(done(TODAY, &step.task, step.minutes));
    assert!(ticked(step, &known, TODAY));
    let again = plan(&PACK, &known, TODAY).unwrap();
    assert_eq!(again.today(), today);
    let later = again.days[1..].iter().flat_map(|day| &day.sittings);
    assert!(later.into_iter().all(|sitting| sitting.task != step.task));
    let drills = today
        .iter()
        .find(|sitting| sitting.task == Task::Drills)
        .unwrap();
    assert!(!ticked(drills, &known, TODAY));
    known.reviewed.push(Reviewed {
        day: TODAY,
        cards: 60,
    });
    assert!(ticked(drills, &known, TODAY));
}

#[test]
fn who_waits_for_a_message_gets_it_on_its_day_or_the_next_that_there_is() {
    let mut known = known(Some(date(2026, 3, 30)), 6);
    known.goal.rest = vec![6, 7];
    known.follow_ups.push(FollowUp {
        contact: "a1".to_owned(),
        name: "Ada".to_owned(),
        day: date(2026, 3, 7),
    });
    let plan = plan(&PACK, &known, TODAY).unwrap();
    let on: Vec<Date> = tasks(&plan)
        .iter()
        .filter(|(_, task, _)| matches!(task, Task::FollowUp(_)))
        .map(|(day, ..)| *day)
        .collect();
    assert_eq!(on.len(), 1);
    assert!(
        on[0] >= date(2026, 3, 9),
        "{on:?} is before the day or on a Saturday or Sunday"
    );
    assert!(on[0] <= date(2026, 3, 11), "{on:?} is late");
}

#[test]
fn a_calendar_is_read_whole_by_another_library() {
    let mut known = known(Some(date(2026, 3, 30)), 6);
    known.goal.industry = Some(Industry::Same);
    let plan = plan(&PACK, &known, TODAY).unwrap();
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let file = written(&plan, time(18, 30, 0, 0), &zone);
    assert!(
        file.lines().all(|line| line.len() <= 75),
        "a line is not folded"
    );
    assert!(file.contains("\r\n"));
    let events = events(&file);
    let first = &events[0];
    assert_eq!(moment(first, "DTSTART").to_string(), "2026-03-02T17:30:00Z");
    // The clocks go forward on the 29th: half past six is then an hour earlier elsewhere.
    let late = events
        .iter()
        .find(|event| event["DTSTART"].starts_with("20260329"));
    assert_eq!(
        moment(late.unwrap(), "DTSTART").to_string(),
        "2026-03-29T16:30:00Z"
    );
    let interview = events.last().unwrap();
    assert_eq!(interview["DTSTART"], "20260330");
    assert_eq!(interview["DTEND"], "20260331");
    for event in &events {
        assert!(!event["SUMMARY"].is_empty() && !event["DTSTAMP"].is_empty());
    }
}

#[test]
fn a_plan_that_is_taken_in_again_moves_events_and_doubles_none() {
    let known = known(Some(date(2026, 3, 30)), 6);
    let mut calendar = BTreeSet::new();
    let mut things = BTreeSet::new();
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    // Nothing is done meanwhile, so that much moves, and some finds no room any more.
    for later in [0_i64, 1, 4] {
        let today = TODAY.saturating_add(later.days());
        let plan = plan(&PACK, &known, today).unwrap();
        let file = written(&plan, time(18, 0, 0, 0), &TimeZone::UTC);
        calendar.extend(events(&file).into_iter().map(|event| event["UID"].clone()));
        let planned = tasks(&plan);
        for (day, task, _) in &planned {
            things.insert(match task {
                Task::Drills => format!("{} of {day}", task.key()),
                _ => task.key(),
            });
        }
        let named = |word: &str| calendar.iter().filter(|name| name.contains(word)).count();
        for word in ["step-", "story-", "drills"] {
            let all = things.iter().filter(|thing| thing.starts_with(word));
            assert_eq!(named(word), all.count(), "{word} on {today}");
        }
        // What comes several times has no more events than it ever had times.
        for word in ["round-", "questions-", "tell", "brief"] {
            let times = planned
                .iter()
                .filter(|(_, task, _)| task.key().starts_with(word));
            let most = most.entry(word).or_default();
            *most = times.count().max(*most);
            assert_eq!(named(word), *most, "{word} on {today}");
        }
    }
}

#[test]
fn every_step_of_every_pack_says_how_long_it_takes() {
    for (name, files) in pack::embedded::packs() {
        let pack = pack::load(&files).unwrap();
        for strategy in &pack.strategies {
            for step in &strategy.steps {
                let minutes = prep::plan::minutes_of(step);
                assert!((10..=120).contains(&minutes), "{name}: {step}");
            }
        }
    }
}
