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
use arrow_array::types::{Date32Type, Float64Type, Int32Type};
use lab::{
    Asked, Chart, Definitions, DrillForm, Finding, FunnelKind, Grain, Quantity, Question, Tables,
    Task, Trouble, Window, drill, find, segments,
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
        assert!(bins.iter().map(|bin| bin.count).sum::<f64>() > 0.0);
        assert!(
            quantiles
                .windows(2)
                .all(|pair| pair[0].value <= pair[1].value)
        );
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
        assert_eq!(again.charts.len(), found.charts.len());
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
