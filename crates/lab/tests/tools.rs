//! The tools over a small simulated world: what they say agrees with counting by hand and with each
//! other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int32Type};
use jiff::ToSpan;
use jiff::civil::Date;
use lab::diagnosis::{Change, ChangeFault, of_metric};
use lab::{
    Asked, Chart, Definitions, DrillForm, Finding, FunnelKind, Grain, Quantity, Question, Reader,
    Tables, Task, Trouble, Window, answer, drill, find, find_reading, segments,
};
use world::{Configuration, Schedule, World};

#[path = "support/memory.rs"]
mod memory;

use memory::Memory;

static SMALL: LazyLock<Memory> = LazyLock::new(|| {
    let mut wish = Configuration::new(11).unwrap();
    wish.members = 1_500;
    wish.days = 84;
    Memory::of(&World::new(wish).unwrap(), Schedule::default())
});

static DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| Definitions::built_in().unwrap());

fn ask(asked: &Asked) -> Finding {
    let (tables, span) = (&*SMALL, &SMALL.span);
    find(tables, &DEFINITIONS, asked, *span).unwrap()
}

fn metric(id: &str, by: &[&str], window: Option<Window>) -> Asked {
    Asked::Metric {
        question: Question {
            metric: id.to_owned(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: BTreeMap::new(),
            window,
        },
        rest: false,
    }
}

fn value(metric: &str) -> f64 {
    let (tables, span) = (&*SMALL, &SMALL.span);
    let question = Question {
        metric: metric.to_owned(),
        dimensions: Vec::new(),
        filters: BTreeMap::new(),
        window: None,
    };
    let answer = lab::answer(tables, &DEFINITIONS, &question, *span).unwrap();
    answer.rows[0].value.unwrap()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

#[test]
fn daily_active_members_are_those_that_a_set_counts() {
    let mut seen: HashMap<i32, (HashSet<i32>, f64)> = HashMap::new();
    let columns = ["member_id", "date", "weight"];
    SMALL
        .scan("visits", &columns, &mut |batch| {
            let members = batch.column(0).as_primitive::<Int32Type>();
            let dates = batch.column(1).as_primitive::<Date32Type>();
            let weights = batch.column(2).as_primitive::<Float64Type>();
            for row in 0..batch.num_rows() {
                let (members_of_day, sum) = seen.entry(dates.value(row)).or_default();
                if members_of_day.insert(members.value(row)) {
                    *sum += weights.value(row);
                }
            }
            Ok(())
        })
        .unwrap();
    let found = ask(&metric("active_members", &["day"], None));
    let Chart::Lines { lines, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    let mut days: Vec<_> = seen.into_iter().collect();
    days.sort_by_key(|(day, _)| *day);
    assert_eq!(lines[0].values.len(), days.len());
    for (told, (_, (_, counted))) in lines[0].values.iter().zip(&days) {
        assert!(near(told.unwrap(), *counted), "{told:?} {counted}");
    }
}

#[test]
fn nobody_takes_a_step_without_the_one_before() {
    for funnel in [FunnelKind::Joining, FunnelKind::Visiting] {
        for by in [None, Some("device".to_owned())] {
            let found = ask(&Asked::Funnel {
                funnel,
                by,
                filters: BTreeMap::new(),
                window: None,
            });
            let Chart::Steps { steps, ways, .. } = &found.charts[0] else {
                panic!("{found:?}");
            };
            assert!(!ways.is_empty());
            for way in ways {
                assert_eq!(way.reached.len(), steps.len());
                assert!(way.reached[0] > 0.0);
                assert!(
                    way.reached.windows(2).all(|pair| pair[1] <= pair[0] + 1e-9),
                    "{way:?}"
                );
            }
        }
    }
}

#[test]
fn every_group_that_is_told_after_a_day_is_told_before_it() {
    let found = ask(&Asked::Funnel {
        funnel: FunnelKind::Visiting,
        by: Some("country".to_owned()),
        filters: BTreeMap::new(),
        window: Some(Window::BeforeAfter("2025-05-12".parse().unwrap())),
    });
    let Chart::Steps { ways, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    let names: Vec<&str> = ways.iter().map(|way| way.name.as_str()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    for pair in names.chunks(2) {
        assert_eq!(
            pair[0].strip_suffix(", before"),
            pair[1].strip_suffix(", after")
        );
    }
    assert!(
        found.answer.contains("24 smaller groups"),
        "{}",
        found.answer
    );
}

#[test]
fn a_funnel_begins_and_goes_on_as_its_measures_say() {
    let found = ask(&Asked::Funnel {
        funnel: FunnelKind::Visiting,
        by: None,
        filters: BTreeMap::new(),
        window: None,
    });
    let Chart::Steps { ways, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    let chose = ways[0].reached[1] / ways[0].reached[0];
    assert!(near(1.0 - chose, value("browse_abandon_rate")));
}

#[test]
fn the_curve_passes_through_the_retention_of_its_days() {
    let found = ask(&Asked::Retention {
        by: None,
        filters: BTreeMap::new(),
        grain: Grain::Week,
    });
    let Chart::Lines { lines, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    assert!(near(lines[0].values[7].unwrap(), value("retention_d7")));
    assert!(near(lines[0].values[30].unwrap(), value("retention_d30")));
    let Chart::Heat { sizes, cells, .. } = &found.charts[1] else {
        panic!("{found:?}");
    };
    assert_eq!(sizes.len(), cells.len());
    assert!(
        cells
            .iter()
            .flatten()
            .flatten()
            .all(|share| (0.0..=1.0).contains(share))
    );
    assert!(
        cells.last().unwrap().iter().all(Option::is_none),
        "a week that is not over"
    );
}

#[test]
fn levels_and_mixes_add_up_to_the_change() {
    let (tables, span) = (&*SMALL, &SMALL.span);
    let windows = [
        Window::BeforeAfter("2025-04-14".parse().unwrap()),
        Window::YearOverYear,
    ];
    for (metric, by) in [
        ("completion_rate", "genre"),
        ("startup_seconds", "device"),
        ("churn_rate", "plan"),
        ("watch_hours", "country"),
        ("rebuffer_ratio", "device"),
        ("retention_d7", "acquisition_channel"),
        ("active_members", "region"),
    ] {
        for window in windows {
            let filters = BTreeMap::new();
            match segments(tables, &DEFINITIONS, metric, by, &filters, window, *span) {
                Ok(found) => {
                    let change = found.after - found.before;
                    let sum = found.level() + found.mix();
                    assert!(
                        (sum - change).abs() <= 1e-6 * found.after.abs(),
                        "{metric}: {sum} {change}"
                    );
                    assert!(found.segments.len() > 1, "{metric}");
                }
                Err(Trouble::YearBefore { .. }) if window == Window::YearOverYear => {}
                Err(trouble) => panic!("{metric}: {trouble}"),
            }
        }
    }
}

#[test]
fn segments_in_which_a_member_can_be_twice_are_refused() {
    let (tables, span) = (&*SMALL, &SMALL.span);
    let window = Window::BeforeAfter("2025-04-14".parse().unwrap());
    let refused = segments(
        tables,
        &DEFINITIONS,
        "active_members",
        "device",
        &BTreeMap::new(),
        window,
        *span,
    );
    assert!(
        matches!(refused, Err(Trouble::Overlap { .. })),
        "{refused:?}"
    );
}

/// What a quantity is of each row or member of the last days, with the weight, told by hand.
fn by_hand(of: Quantity, days: i64) -> Vec<(f64, f64)> {
    let (table, value) = match of {
        Quantity::HoursPerMember | Quantity::PlayedSeconds => ("plays", "played_seconds"),
        Quantity::StartupSeconds => ("plays", "startup_seconds"),
        Quantity::ActiveDaysPerMember | Quantity::BrowseSeconds => ("visits", "browse_seconds"),
    };
    let first = SMALL.span.last.saturating_sub((days - 1).days());
    let mut columns = vec!["member_id", "date", "weight", value];
    if table == "plays" {
        columns.push("outcome");
    }
    let mut rows: Vec<(i32, i32, f64, f64)> = Vec::new();
    SMALL
        .scan(table, &columns, &mut |batch| {
            let members = batch.column(0).as_primitive::<Int32Type>();
            let dates = batch.column(1).as_primitive::<Date32Type>();
            let weights = batch.column(2).as_primitive::<Float64Type>();
            let outcomes = (table == "plays").then(|| lab::texts(batch, "outcome").unwrap());
            for row in 0..batch.num_rows() {
                let value = match batch.column(3).as_primitive_opt::<Int32Type>() {
                    Some(numbers) => f64::from(numbers.value(row)),
                    None => f64::from(batch.column(3).as_primitive::<Float32Type>().value(row)),
                };
                let day = Date::constant(1970, 1, 1).saturating_add(dates.value(row).days());
                let played = outcomes.as_ref().is_none_or(|all| all[row] == "played");
                if day >= first && played {
                    rows.push((
                        members.value(row),
                        dates.value(row),
                        value,
                        weights.value(row),
                    ));
                }
            }
            Ok(())
        })
        .unwrap();
    let mut members: HashMap<i32, (f64, HashSet<i32>, f64)> = HashMap::new();
    for (member, day, value, weight) in &rows {
        let (sum, on, of_member) = members.entry(*member).or_default();
        *sum += value;
        on.insert(*day);
        *of_member = *weight;
    }
    let members = members.into_values();
    match of {
        Quantity::HoursPerMember => members
            .map(|(seconds, _, weight)| (seconds / 3_600.0, weight))
            .collect(),
        Quantity::ActiveDaysPerMember => members
            .map(|(_, on, weight)| (on.len() as f64, weight))
            .collect(),
        Quantity::PlayedSeconds => rows.iter().map(|row| (row.2 / 60.0, row.3)).collect(),
        Quantity::StartupSeconds | Quantity::BrowseSeconds => {
            rows.iter().map(|row| (row.2, row.3)).collect()
        }
    }
}

#[test]
fn a_distribution_holds_everything_that_is_counted() {
    for of in Quantity::ALL {
        let found = ask(&Asked::Distribution {
            of,
            filters: BTreeMap::new(),
            window: Some(Window::LastDays(28)),
        });
        let Chart::Histogram {
            bins, quantiles, ..
        } = &found.charts[0]
        else {
            panic!("{found:?}");
        };
        let sizes = by_hand(of, 28);
        let weight = |holds: &dyn Fn(f64) -> bool| -> f64 {
            let held = sizes.iter().filter(|(size, _)| holds(*size));
            held.map(|(_, weight)| weight).sum()
        };
        let whole = weight(&|_| true);
        assert!(whole > 0.0);
        assert!(
            near(bins.iter().map(|bin| bin.count).sum(), whole),
            "{of:?}"
        );
        for each in quantiles {
            // Sums may differ in their last digits.
            let below = weight(&|size| size < each.value * (1.0 - 1e-9));
            let within = weight(&|size| size <= each.value * (1.0 + 1e-9));
            let share = each.share * whole;
            assert!(
                below <= share * (1.0 + 1e-9) && within >= share * (1.0 - 1e-9),
                "{of:?}: {each:?}"
            );
        }
    }
}

/// Whether two values are the same but for the last digits of their numbers, which are lost in writing
/// and reading.
fn the_same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            near(one.as_f64().unwrap(), other.as_f64().unwrap())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| the_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| the_same(value, other)))
        }
        (one, other) => one == other,
    }
}

#[test]
fn every_finding_has_numbers_a_sentence_and_sql_and_is_the_same_after_it_was_kept() {
    let turn = Some(Window::BeforeAfter("2025-04-14".parse().unwrap()));
    for asked in [
        metric("watch_hours", &[], None),
        metric("watch_hours", &[], turn),
        metric("watch_hours", &["week", "region"], turn),
        metric("watch_hours", &["region"], Some(Window::YearOverYear)),
        metric("retention_d7", &["acquisition_channel"], None),
        metric("active_members", &["month"], None),
        metric("search_success_rate", &["language", "age_of_title"], None),
        metric("signups", &["device", "tenure_band"], turn),
    ] {
        let found = ask(&asked);
        assert_eq!(found.question, asked);
        assert!(
            !found.charts.is_empty() && !found.answer.is_empty(),
            "{found:?}"
        );
        assert!(found.sql.contains("SELECT"), "{found:?}");
        let kept = serde_json::to_string(&found).unwrap();
        let again: Finding = serde_json::from_str(&kept).unwrap();
        let [found, again] = [&found, &again].map(|each| serde_json::to_value(each).unwrap());
        assert!(the_same(&found, &again), "{found} {again}");
    }
}

#[test]
fn drills_have_an_answer_that_is_right_and_are_the_same_for_the_same_seed() {
    let (tables, span) = (&*SMALL, &SMALL.span);
    for form in DrillForm::ALL {
        for seed in 0..12 {
            let drawn = drill(tables, &DEFINITIONS, *span, form, seed).unwrap();
            assert_eq!(
                drawn,
                drill(tables, &DEFINITIONS, *span, form, seed).unwrap()
            );
            match &drawn.task {
                Task::Choice { choices, right } => {
                    assert!(choices.len() > 1, "{drawn:?}");
                    assert_eq!(drawn.task.is_right(&right.to_string()), Some(true));
                    let wrong = (right + 1) % choices.len();
                    assert_eq!(drawn.task.is_right(&wrong.to_string()), Some(false));
                }
                Task::Number { right, .. } => {
                    assert_eq!(drawn.task.is_right(&format!("{right:.3}")), Some(true));
                    assert_eq!(
                        drawn.task.is_right(&format!("{:.3}", right * 3.0)),
                        Some(false)
                    );
                }
            }
        }
    }
}

#[test]
fn retention_is_diagnosed_over_two_times_as_it_is_told_of_each() {
    let (tables, span) = (&*SMALL, SMALL.span);
    let question = Question {
        metric: "retention_d7".to_owned(),
        dimensions: vec!["week".to_owned()],
        filters: BTreeMap::new(),
        window: None,
    };
    let weeks = lab::answer(tables, &DEFINITIONS, &question, span).unwrap();
    let week = |place: usize| {
        let row = &weeks.rows[place];
        let monday: Date = row.values[0].parse().unwrap();
        (monday, monday.saturating_add(6.days()), row.value.unwrap())
    };
    let (early, later) = (week(2), week(6));
    let change = |since: Date, until: Option<Date>| Change {
        metric: "retention_d7".to_owned(),
        dimensions: vec!["region".to_owned()],
        filters: BTreeMap::new(),
        since,
        until,
        against: Some((early.0, early.1)),
    };
    let found = of_metric(tables, &DEFINITIONS, &change(later.0, Some(later.1)), span).unwrap();
    assert!(near(found.diagnosis.before, early.2), "{}", early.2);
    assert!(near(found.diagnosis.after, later.2), "{}", later.2);
    // Of who joined in the last week, it is not known whether they came back on the seventh day.
    let late = span.last.saturating_sub(6.days());
    let refused = of_metric(tables, &DEFINITIONS, &change(late, None), span).unwrap_err();
    let ChangeFault::Days { last, .. } = refused else {
        panic!("{refused}");
    };
    assert_eq!(last, span.last.saturating_sub(7.days()));
}

#[test]
fn a_change_of_what_divides_by_nothing_on_one_side_is_no_fall_to_nothing() {
    let (tables, span) = (&*SMALL, SMALL.span);
    let late = Window::BeforeAfter(span.last.saturating_sub(20.days()));
    let taken_apart = segments(
        tables,
        &DEFINITIONS,
        "retention_d30",
        "region",
        &BTreeMap::new(),
        late,
        span,
    );
    assert!(
        matches!(
            taken_apart,
            Err(Trouble::NothingToDivide { side: "after", .. })
        ),
        "{taken_apart:?}"
    );
}

#[test]
fn a_day_that_leaves_nothing_on_one_side_is_refused_with_the_days_that_there_are() {
    let (tables, span) = (&*SMALL, SMALL.span);
    for day in [span.first, span.last.saturating_add(1.days())] {
        let window = Some(Window::BeforeAfter(day));
        for asked in [
            metric("watch_hours", &["region"], window),
            Asked::Segments {
                metric: "watch_hours".to_owned(),
                by: "region".to_owned(),
                filters: BTreeMap::new(),
                window: Window::BeforeAfter(day),
            },
            Asked::Funnel {
                funnel: FunnelKind::Visiting,
                by: None,
                filters: BTreeMap::new(),
                window,
            },
            Asked::Distribution {
                of: Quantity::BrowseSeconds,
                filters: BTreeMap::new(),
                window,
            },
        ] {
            let refused = find(tables, &DEFINITIONS, &asked, span).unwrap_err();
            let told = refused.to_string();
            assert!(told.contains(&day.to_string()), "{told}");
            assert!(told.contains(&span.last.to_string()), "{told}");
        }
    }
}

#[test]
fn joining_after_a_day_whose_second_months_are_not_over_shows_before_alone_and_says_so() {
    let late = SMALL.span.last.saturating_sub(20.days());
    let funnel = |window| {
        ask(&Asked::Funnel {
            funnel: FunnelKind::Joining,
            by: None,
            filters: BTreeMap::new(),
            window: Some(window),
        })
    };
    let found = funnel(Window::BeforeAfter(late));
    let Chart::Steps { ways, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    let names: Vec<&str> = ways.iter().map(|way| way.name.as_str()).collect();
    assert_eq!(names, ["before"]);
    let known = SMALL.span.last.saturating_sub(35.days()).to_string();
    assert!(found.answer.contains("not over yet"), "{}", found.answer);
    assert!(found.answer.contains(&known), "{}", found.answer);
    let recent = funnel(Window::LastDays(14)).answer;
    assert!(
        recent.contains("not over yet") && !recent.contains("Nobody"),
        "{recent}"
    );
}

#[test]
fn what_needs_rows_is_not_compared_with_a_year_of_sums() {
    for asked in [
        Asked::Funnel {
            funnel: FunnelKind::Visiting,
            by: None,
            filters: BTreeMap::new(),
            window: Some(Window::YearOverYear),
        },
        Asked::Distribution {
            of: Quantity::BrowseSeconds,
            filters: BTreeMap::new(),
            window: Some(Window::YearOverYear),
        },
    ] {
        let refused = find(&*SMALL, &DEFINITIONS, &asked, SMALL.span);
        assert!(
            matches!(refused, Err(Trouble::YearBefore { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn a_dimension_that_is_chosen_twice_cuts_once() {
    let found = ask(&metric("watch_hours", &["region", "region"], None));
    assert_eq!(found.sql.matches("AS region").count(), 1, "{}", found.sql);
    assert_eq!(found.question, metric("watch_hours", &["region"], None));
}

#[test]
fn only_who_watched_is_spread_by_hours() {
    let found = ask(&Asked::Distribution {
        of: Quantity::HoursPerMember,
        filters: BTreeMap::new(),
        window: Some(Window::LastDays(1)),
    });
    let mut watched = HashSet::new();
    let mut counted = 0.0;
    let last = SMALL.span.last;
    let columns = ["member_id", "date", "weight", "outcome"];
    SMALL
        .scan("plays", &columns, &mut |batch| {
            let members = batch.column(0).as_primitive::<Int32Type>();
            let dates = batch.column(1).as_primitive::<Date32Type>();
            let weights = batch.column(2).as_primitive::<Float64Type>();
            let outcomes = lab::texts(batch, "outcome").unwrap();
            for (row, outcome) in outcomes.iter().enumerate() {
                let day = Date::constant(1970, 1, 1).saturating_add(dates.value(row).days());
                if day == last && *outcome == "played" && watched.insert(members.value(row)) {
                    counted += weights.value(row);
                }
            }
            Ok(())
        })
        .unwrap();
    let Chart::Histogram { bins, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    assert!(near(bins.iter().map(|bin| bin.count).sum(), counted));
}

#[test]
fn retention_that_is_cut_too_finely_is_refused_as_all_else_is() {
    let question = Question {
        metric: "retention_d7".to_owned(),
        dimensions: [
            "day",
            "week",
            "month",
            "country",
            "region",
            "plan",
            "acquisition_channel",
        ]
        .map(str::to_owned)
        .to_vec(),
        filters: BTreeMap::new(),
        window: None,
    };
    let refused = lab::answer(&*SMALL, &DEFINITIONS, &question, SMALL.span);
    assert!(matches!(refused, Err(Trouble::TooFine { .. })));
}

#[test]
fn a_value_that_a_dimension_does_not_have_is_refused_with_those_that_it_has() {
    let narrowed = |dimension: &str, value: &str| Asked::Metric {
        question: Question {
            metric: "watch_hours".to_owned(),
            dimensions: Vec::new(),
            filters: BTreeMap::from([(dimension.to_owned(), value.to_owned())]),
            window: None,
        },
        rest: false,
    };
    let Asked::Metric { question, .. } = narrowed("country", "Brasil") else {
        panic!("a metric is asked");
    };
    let told = answer(&*SMALL, &DEFINITIONS, &question, SMALL.span).unwrap_err();
    assert!(told.to_string().contains("\"Brasil\""), "{told}");
    let refused = find(
        &*SMALL,
        &DEFINITIONS,
        &narrowed("country", "Brasil"),
        SMALL.span,
    )
    .unwrap_err()
    .to_string();
    assert!(
        refused.contains("\"Brasil\"") && refused.contains("Brazil"),
        "{refused}"
    );
    // Titles and versions are each world's own.
    ask(&narrowed("title", "A title that nobody made"));
}

#[test]
fn every_value_that_the_data_holds_can_be_narrowed_to() {
    for dimension in &DEFINITIONS.dimensions {
        if dimension.values.is_empty() || !dimension.cuts("plays", true) {
            continue;
        }
        let question = Question {
            metric: "watch_hours".to_owned(),
            dimensions: vec![dimension.id.clone()],
            filters: BTreeMap::new(),
            window: None,
        };
        let told = answer(&*SMALL, &DEFINITIONS, &question, SMALL.span).unwrap();
        assert!(told.rows.len() > 1, "{}", dimension.id);
        for row in &told.rows {
            let known = dimension.values.iter().any(|each| each.id == row.values[0]);
            assert!(known, "{} {:?}", dimension.id, row.values);
        }
    }
}

/// The answer to a request in plain words.
fn said(text: &str) -> String {
    let (tables, span) = (&*SMALL, SMALL.span);
    let reader = Reader::new(DEFINITIONS.clone(), &[]).unwrap();
    let reading = reader.read(text, Some(span), None);
    find_reading(tables, &DEFINITIONS, &reading, span)
        .unwrap_or_else(|trouble| panic!("{text}: {trouble}"))
        .answer
}

#[test]
fn the_sentence_names_what_was_asked_about() {
    let answer = said("is Brazil's completion rate lower than Argentina's?");
    assert!(
        answer.contains("Brazil: ") && answer.contains("Argentina: "),
        "{answer}"
    );
    let answer = said("Did churn rise compared with last month");
    assert!(
        answer.contains("2025-04: ") && answer.contains("2025-05: ") && !answer.contains("2025-03"),
        "{answer}"
    );
    let answer = said("hours in March and in April");
    assert!(
        answer.contains("2025-03") && answer.contains("2025-04: ") && !answer.contains("2025-05: "),
        "{answer}"
    );
    assert!(said("which country watches least").contains("the lowest: "));
    let changed = said("hours by country since 14 April 2025");
    assert!(changed.contains("the largest changes: "), "{changed}");
}

#[test]
fn whoever_asks_why_is_told_what_happened_and_that_causes_are_found_by_cuts() {
    let answer = said("why did viewing hours drop in Latin America");
    for words in [
        "By week it went from",
        "largest step",
        "Why is not in the data",
        "diagnos",
    ] {
        assert!(answer.contains(words), "{answer}");
    }
    assert!(!said("viewing hours in Latin America").contains("Why is not"));
}

#[test]
fn months_that_are_not_whole_are_marked_in_chart_table_and_sentence() {
    let found = ask(&metric("watch_hours", &["month"], None));
    let marks = ["2025-03 (29 of 31 days)", "2025-05 (25 of 31 days)"];
    let Chart::Lines { partial, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    let told: Vec<String> = partial
        .iter()
        .map(|each| format!("{} {}", each.place, each.mark()))
        .collect();
    assert_eq!(told, marks);
    let written = found.charts[0].written();
    for mark in marks {
        assert!(written.rows.iter().any(|row| row[0] == mark), "{written:?}");
        assert!(found.answer.contains(mark), "{}", found.answer);
    }
    let share = ask(&metric("completion_rate", &["month"], None));
    assert!(!share.answer.contains("days)"), "{}", share.answer);
}

#[test]
fn the_table_holds_what_is_not_drawn_and_what_neither_shows_is_said() {
    let found = ask(&metric("watch_hours", &["week", "country"], None));
    let Chart::Lines { lines, .. } = &found.charts[0] else {
        panic!("{found:?}");
    };
    assert_eq!(lines.len(), 27, "the table holds all of them");
    assert!(!found.answer.contains("A page shows"), "{}", found.answer);
    for by in [&["title"][..], &["day", "title"]] {
        let titles = ask(&metric("watch_hours", by, None)).answer;
        assert!(
            titles.contains("A page shows the") && titles.contains("narrow to a value"),
            "{titles}"
        );
    }
}

#[test]
fn where_titles_are_told_apart_it_is_said_who_counts_as_active() {
    for (id, by, says) in [
        ("hours_per_active_member", "genre", true),
        ("active_members", "language", true),
        ("hours_per_active_member", "device", false),
        ("active_members", "country", false),
        ("watch_hours", "genre", false),
        ("sessions_per_active_member", "device", false),
    ] {
        let found = ask(&metric(id, &[by], None));
        let told = found.answer.contains("who played something of it");
        assert_eq!(told, says, "{}", found.answer);
        assert_eq!(
            says,
            found.sql.contains("FROM plays AS t")
                && !found.sql.contains("FROM visits AS t")
                && id != "watch_hours",
            "{}",
            found.sql
        );
    }
}

/// The numbers that stand behind names in what is given: "members who open the app on a day: 1,234".
fn given(text: &str) -> HashMap<String, f64> {
    let (_, facts) = text.split_once(": ").unwrap();
    facts
        .trim_end_matches('.')
        .split("; ")
        .map(|fact| {
            let (name, number) = fact.rsplit_once(": ").unwrap();
            let share = number.ends_with('%');
            let number: f64 = number
                .trim_end_matches('%')
                .replace(',', "")
                .parse()
                .unwrap();
            (name.to_owned(), if share { number / 100.0 } else { number })
        })
        .collect()
}

#[test]
fn an_estimate_follows_from_what_is_given() {
    let (tables, span) = (&*SMALL, SMALL.span);
    let mut asked = HashSet::new();
    for seed in 0..60 {
        let form = DrillForm::Magnitude;
        let Ok(drawn) = drill(tables, &DEFINITIONS, span, form, seed) else {
            continue;
        };
        let facts = given(&drawn.given);
        let fact = |words: &str| {
            let found = facts.iter().find(|(name, _)| name.contains(words));
            found.map(|(_, value)| *value)
        };
        let months = 28.0 / 30.44;
        let memberships = || fact("open the app").unwrap() / fact("of all memberships").unwrap();
        let worked_out = if let Some(hours) = fact("hours that each") {
            fact("open the app").unwrap() * hours * 28.0
        } else if let Some(price) = fact("paid for a month") {
            memberships() * price * months
        } else if let Some(ends) = fact("that end") {
            memberships() * ends * months
        } else {
            fact("reach the sign-up page").unwrap() * fact("who pay").unwrap() * 28.0
        };
        let Task::Number { right, factor, .. } = drawn.task else {
            panic!("{drawn:?}");
        };
        // What is given is rounded; well within what counts as right.
        assert!(
            (worked_out / right - 1.0).abs() < 0.05 * factor,
            "{}: {} from {}: {worked_out} {right}",
            seed,
            drawn.question,
            drawn.given
        );
        asked.insert(drawn.question);
    }
    assert_eq!(asked.len(), 4, "{asked:?}");
}
