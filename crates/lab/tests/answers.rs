//! Metrics of a few rows whose answers can be told by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they stand"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float32Array, Float64Array, Int32Array, RecordBatch,
    StringArray,
};
use jiff::civil::Date;
use lab::case::{Place, check};
use lab::{Answer, Definitions, Kept, Question, Span, Tables, Trouble, Window, answer};
use pack::vocabulary::{CheckId, Headline};

/// 2025-03-03, a Monday.
const FIRST: i32 = 20_150;

struct Few;

impl Tables for Few {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let whole = batch(table);
        let places: Vec<usize> = columns
            .iter()
            .map(|column| whole.schema().index_of(column).unwrap())
            .collect();
        each(&whole.project(&places).unwrap())
    }
}

fn days(days: &[i32]) -> ArrayRef {
    Arc::new(Date32Array::from_iter_values(
        days.iter().map(|day| FIRST + day),
    ))
}

fn whole(numbers: &[i32]) -> ArrayRef {
    Arc::new(Int32Array::from(numbers.to_vec()))
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

fn flags(flags: &[bool]) -> ArrayRef {
    Arc::new(BooleanArray::from(flags.to_vec()))
}

fn perhaps(flags: &[Option<bool>]) -> ArrayRef {
    Arc::new(BooleanArray::from(flags.to_vec()))
}

fn weights(weights: &[f64]) -> ArrayRef {
    Arc::new(Float64Array::from(weights.to_vec()))
}

fn batch(table: &str) -> RecordBatch {
    let columns: Vec<(&str, ArrayRef)> = match table {
        "plays" => vec![
            ("member_id", whole(&[1, 1, 2, 3])),
            ("title_id", whole(&[7, 8, 7, 7])),
            ("date", days(&[0, 0, 1, 9])),
            ("country", texts(&["Brazil", "Brazil", "Brazil", "Peru"])),
            ("device", texts(&["tv", "mobile", "tv", "tv"])),
            ("outcome", texts(&["played", "failed", "played", "played"])),
            ("completed", flags(&[true, false, false, true])),
            ("played_seconds", whole(&[3_600, 0, 1_800, 7_200])),
            (
                "rebuffer_seconds",
                Arc::new(Float32Array::from(vec![0.0, 0.0, 200.0, 0.0])),
            ),
            ("weight", weights(&[1.0, 1.0, 2.0, 0.5])),
        ],
        "visits" => vec![
            ("member_id", whole(&[1, 1, 2, 3, 4])),
            ("date", days(&[0, 0, 1, 9, 9])),
            (
                "country",
                texts(&["Brazil", "Brazil", "Brazil", "Peru", "Peru"]),
            ),
            ("searched", flags(&[true, true, true, false, false])),
            (
                "found",
                perhaps(&[Some(true), Some(false), Some(true), None, None]),
            ),
            (
                "searched_title_id",
                Arc::new(Int32Array::from(vec![
                    Some(7),
                    Some(8),
                    Some(7),
                    None,
                    None,
                ])),
            ),
            ("weight", weights(&[1.0, 1.0, 2.0, 0.5, 0.5])),
        ],
        "subscription_events" => vec![
            ("member_id", whole(&[3, 4, 6, 7, 1, 2])),
            ("date", days(&[2, 1, 0, 8, 5, 5])),
            (
                "event",
                texts(&["start", "start", "start", "start", "cancel", "renewal"]),
            ),
            (
                "reason",
                Arc::new(StringArray::from(vec![
                    None,
                    None,
                    None,
                    None,
                    Some("voluntary"),
                    None,
                ])),
            ),
            ("amount_cents", whole(&[500, 500, 500, 500, 0, 1_500])),
            ("weight", weights(&[1.0, 1.0, 3.0, 1.0, 1.0, 3.0])),
        ],
        "titles" => vec![
            ("title_id", whole(&[7, 8])),
            ("language", texts(&["Korean", "English"])),
            ("genre", texts(&["drama", "horror"])),
            ("name", texts(&["Quiet Harbour", "Second Summer"])),
            ("released_on", days(&[-400, -3])),
        ],
        "members" => vec![
            ("member_id", whole(&[1, 2, 3])),
            ("first_started_on", days(&[-1_000, -40, 0])),
            (
                "acquisition_channel",
                texts(&["organic", "social", "telco"]),
            ),
        ],
        "year_before" => vec![
            ("date", days(&[-364, -363, -355])),
            ("country", texts(&["Brazil", "Brazil", "Peru"])),
            ("device", texts(&["tv", "mobile", "tv"])),
            ("watch_hours", weights(&[1.0, 3.0, 0.5])),
            ("signups", weights(&[2.0, 0.0, 1.0])),
            ("completed", weights(&[2.0, 1.0, 1.5])),
            ("plays", weights(&[4.0, 2.0, 2.0])),
        ],
        other => panic!("nothing is known of {other}"),
    };
    RecordBatch::try_from_iter(columns).unwrap()
}

const SPAN: Span = Span {
    first: Date::constant(2025, 3, 3),
    last: Date::constant(2025, 3, 16),
};

fn definitions() -> Definitions {
    Definitions::built_in().unwrap()
}

fn question(
    metric: &str,
    dimensions: &[&str],
    filters: &[(&str, &str)],
    window: Option<Window>,
) -> Question {
    Question {
        metric: metric.to_owned(),
        dimensions: dimensions.iter().map(|each| (*each).to_owned()).collect(),
        filters: filters
            .iter()
            .map(|(dimension, value)| ((*dimension).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        window,
    }
}

fn ask(
    metric: &str,
    dimensions: &[&str],
    filters: &[(&str, &str)],
    window: Option<Window>,
) -> Result<Answer, Trouble> {
    let question = question(metric, dimensions, filters, window);
    answer(&Few, &definitions(), &question, SPAN)
}

fn cells(answer: Result<Answer, Trouble>) -> Vec<(String, f64)> {
    answer
        .unwrap()
        .rows
        .into_iter()
        .map(|row| {
            let value = (row.value.unwrap() * 1e6).round() / 1e6;
            (row.values.join(", "), value)
        })
        .collect()
}

fn cell(name: &str, value: f64) -> (String, f64) {
    (name.to_owned(), value)
}

#[test]
fn totals_count_every_row_with_its_weight() {
    assert_eq!(cells(ask("watch_hours", &[], &[], None)), [cell("", 3.0)]);
    assert_eq!(
        cells(ask("watch_hours", &["country"], &[], None)),
        [cell("Brazil", 2.0), cell("Peru", 1.0)]
    );
    assert_eq!(
        cells(ask("watch_hours", &[], &[], Some(Window::LastDays(7)))),
        [cell("", 1.0)]
    );
}

#[test]
fn shares_divide_what_the_conditions_leave() {
    assert_eq!(
        cells(ask("completion_rate", &["country"], &[], None)),
        [cell("Peru", 1.0), cell("Brazil", 0.333_333)]
    );
    assert_eq!(
        cells(ask(
            "start_failure_rate",
            &[],
            &[("device", "mobile")],
            None
        )),
        [cell("", 1.0)]
    );
    assert_eq!(
        cells(ask("rebuffer_ratio", &[], &[("country", "Brazil")], None)),
        [cell("", 0.052_632)]
    );
    assert_eq!(cells(ask("churn_rate", &[], &[], None)), [cell("", 0.25)]);
}

/// The weight of the rows of a table of which a condition holds.
fn weight_where(table: &str, condition: &str) -> f64 {
    let own = format!(
        "[[metric]]\nid = \"own\"\nname = \"own\"\nmeaning = \"own\"\nunit = \"rows\"\nbetter = \"up\"\n\
         says = []\nof = {{ from = [\"{table}\"], where = [\"{condition}\"] }}\n"
    );
    let definitions = definitions().with_own(&own).unwrap();
    let asked = question("own", &[], &[], None);
    let told = answer(&Few, &definitions, &asked, SPAN).unwrap();
    told.rows.first().and_then(|row| row.value).unwrap_or(0.0)
}

#[test]
fn of_a_value_that_is_missing_neither_a_condition_nor_its_opposite_holds() {
    // Of the weights 1, 1, 2, 0.5 and 0.5 nobody searched in the last two visits.
    for (condition, weight) in [
        ("found", 3.0),
        ("NOT found", 1.0),
        ("searched_title_id < 8", 3.0),
        ("searched_title_id >= 0", 4.0),
        ("searched_title_id = 0", 0.0),
    ] {
        assert_eq!(weight_where("visits", condition), weight, "{condition}");
    }
    for (condition, weight) in [
        ("reason = 'voluntary'", 1.0),
        ("reason <> 'voluntary'", 0.0),
        ("reason <> 'payment_failure'", 1.0),
        ("reason IN ('voluntary', '')", 1.0),
        ("event <> 'renewal'", 7.0),
    ] {
        let found = weight_where("subscription_events", condition);
        assert_eq!(found, weight, "{condition}");
    }
}

#[test]
fn a_member_is_active_once_a_day_however_often_the_app_is_opened() {
    assert_eq!(
        cells(ask(
            "active_members",
            &["day"],
            &[("country", "Brazil")],
            None
        )),
        [cell("2025-03-03", 1.0), cell("2025-03-04", 2.0)]
    );
    assert_eq!(
        cells(ask("sessions_per_active_member", &["country"], &[], None)),
        [cell("Brazil", 1.333_333), cell("Peru", 1.0)]
    );
}

#[test]
fn what_a_row_does_not_hold_comes_from_its_title_and_member() {
    assert_eq!(
        cells(ask(
            "watch_hours",
            &["genre"],
            &[("language", "Korean")],
            None
        )),
        [cell("drama", 3.0)]
    );
    assert_eq!(
        cells(ask("watch_hours", &["tenure_band"], &[], None)),
        [
            cell("after_12_months", 1.0),
            cell("first_month", 1.0),
            cell("months_2_3", 1.0)
        ]
    );
    assert_eq!(
        cells(ask("watch_hours", &["week"], &[], None)),
        [cell("2025-03-03", 2.0), cell("2025-03-10", 1.0)]
    );
}

#[test]
fn before_and_after_are_compared_by_the_day() {
    let date = "2025-03-10".parse().unwrap();
    let answer = ask("watch_hours", &[], &[], Some(Window::BeforeAfter(date))).unwrap();
    assert_eq!(answer.unit, "hours a day");
    let row = &answer.rows[0];
    assert!((row.before.unwrap() - 2.0 / 7.0).abs() < 1e-9);
    assert!((row.value.unwrap() - 1.0 / 7.0).abs() < 1e-9);
    assert!((row.change().unwrap() + 0.5).abs() < 1e-9);
}

#[test]
fn of_what_is_narrowed_to_a_time_only_its_days_are_counted() {
    // Two days on which members were active, of the seven of their week.
    assert_eq!(
        cells(ask(
            "active_members",
            &[],
            &[("country", "Brazil"), ("week", "2025-03-03")],
            None
        )),
        [cell("", 0.428_571)]
    );
    assert_eq!(
        cells(ask(
            "active_members",
            &["week"],
            &[("country", "Brazil")],
            None
        )),
        [cell("2025-03-03", 0.428_571)]
    );
}

#[test]
fn a_share_of_the_year_before_is_told_as_a_share() {
    let countries = ["Brazil", "Peru"].map(str::to_owned);
    let place = Place {
        countries: &countries,
        since: Date::constant(2025, 3, 10),
        days: (SPAN.first, SPAN.last),
        headline: Headline::CompletionRate,
    };
    let checked = check(&Few, CheckId::YearBefore, &place).unwrap();
    let told: Vec<&str> = checked
        .dated
        .iter()
        .map(|(_, what)| what.as_str())
        .collect();
    assert_eq!(told, ["50.0% (the lowest)", "75.0%"]);
    let list = &checked.lists[0];
    assert_eq!(list.said(&list.parts[0])[..2], ["50.0%", "75.0%"]);
}

#[test]
fn retention_counts_only_joiners_whose_days_have_passed() {
    // Member 3 is there on the seventh day, member 4 a day later; member 6, who counts three times, is
    // not; of member 7 the seventh day has not come.
    assert_eq!(cells(ask("retention_d7", &[], &[], None)), [cell("", 0.2)]);
}

#[test]
fn the_year_before_is_compared_day_for_day() {
    let answer = ask("watch_hours", &["country"], &[], Some(Window::YearOverYear)).unwrap();
    let told: Vec<_> = answer
        .rows
        .iter()
        .map(|row| {
            (
                row.values[0].as_str(),
                row.before.unwrap(),
                row.value.unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [("Brazil", 4.0, 2.0), ("Peru", 0.5, 1.0)]);
    let answer = ask(
        "watch_hours",
        &["day"],
        &[("device", "tv")],
        Some(Window::YearOverYear),
    )
    .unwrap();
    assert_eq!(answer.rows[0].values, ["2025-03-03"]);
    assert_eq!(answer.rows[0].before, Some(1.0));
    assert_eq!(answer.rows[2].before, Some(0.5));
}

#[test]
fn a_segment_is_held_against_everything_else() {
    let asked = question("watch_hours", &["country"], &[("device", "tv")], None);
    let answer = lab::against_the_rest(&Few, &definitions(), &asked, SPAN).unwrap();
    let told: Vec<_> = answer
        .rows
        .iter()
        .map(|row| (row.values.join(" "), row.value.unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("tv Brazil".to_owned(), 2.0),
            ("tv Peru".to_owned(), 1.0),
            ("the rest Brazil".to_owned(), 0.0)
        ]
    );
}

/// Counts how often rows are read.
#[derive(Default)]
struct Counted {
    scans: std::cell::Cell<usize>,
    kept: Kept,
}

impl Tables for Counted {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        self.scans.set(self.scans.get() + 1);
        Few.scan(table, columns, each)
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.kept)
    }
}

#[test]
fn what_was_read_once_is_not_read_again() {
    let tables = Counted::default();
    let asked = question("hours_per_active_member", &["country"], &[], None);
    let first = answer(&tables, &definitions(), &asked, SPAN);
    let scans = tables.scans.get();
    assert!(scans > 0 && tables.kept.bytes() > 0);
    assert_eq!(answer(&tables, &definitions(), &asked, SPAN), first);
    assert_eq!(tables.scans.get(), scans);
}

#[test]
fn what_cannot_be_had_is_refused_with_the_reason() {
    let refused = ask("signups", &["genre"], &[], None).unwrap_err();
    assert!(matches!(refused, Trouble::Cut { .. }));
    for (metric, dimensions) in [
        ("completion_rate", &[][..]),
        ("active_members", &["country"]),
        ("signups", &["device"]),
        ("watch_hours", &["genre"]),
    ] {
        let refused = ask(metric, dimensions, &[], Some(Window::YearOverYear)).unwrap_err();
        assert!(matches!(refused, Trouble::YearBefore { .. }), "{refused}");
    }
    assert_eq!(
        lab::against_the_rest(
            &Few,
            &definitions(),
            &question("watch_hours", &[], &[], None),
            SPAN
        ),
        Err(Trouble::NoSegment)
    );
    assert!(ask("hours", &[], &[], None).is_err());
}
