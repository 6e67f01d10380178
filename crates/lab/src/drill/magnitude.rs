//! Estimate an order of magnitude from what is given: what is given is enough, and rounded.

use super::{DrillForm, Lot, MetricDrill, Source, Task};
use crate::engine::{Half, Question, Trouble, halves};
use crate::request::Window;
use crate::sentence::amount;

/// What is estimated over the last four weeks.
#[derive(Clone, Copy)]
enum Estimate {
    Hours,
    Revenue,
    Cancellations,
    FirstPayments,
}

const ESTIMATES: [Estimate; 4] = [
    Estimate::Hours,
    Estimate::Revenue,
    Estimate::Cancellations,
    Estimate::FirstPayments,
];

/// An estimate may be so many times too large or too small.
const FACTOR: f64 = 2.0;
const DAYS: u16 = 28;
/// Mean days of a month.
const MONTH: f64 = 30.44;

/// An exercise before it is worded.
struct Drawn {
    asks: &'static str,
    unit: &'static str,
    /// What is given: what it is, and how much.
    given: Vec<(&'static str, String)>,
    right: f64,
    /// How the one leads to the other.
    way: &'static str,
}

pub(super) fn drill(source: Source<'_>, lot: &mut Lot) -> Result<MetricDrill, Trouble> {
    let estimate = *lot.pick(&ESTIMATES);
    let place = *lot.pick(&["UCAN", "EMEA", "LATAM", "APAC"]);
    let drawn = drawn(source, estimate, place)?;
    if !(drawn.right.is_finite() && drawn.right > 0.0) {
        return Err(Trouble::NothingToCompare);
    }
    let given: Vec<String> = drawn
        .given
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    Ok(MetricDrill {
        practises: DrillForm::Magnitude,
        given: format!("{place}, of the last four weeks: {}.", given.join("; ")),
        chart: None,
        question: drawn.asks.to_owned(),
        task: Task::Number {
            right: drawn.right,
            unit: drawn.unit.to_owned(),
            factor: FACTOR,
        },
        why: format!(
            "{} {}: {}. Within a factor of {FACTOR} is right.",
            amount(drawn.right, drawn.unit),
            drawn.unit,
            drawn.way
        ),
    })
}

fn drawn(source: Source<'_>, estimate: Estimate, place: &str) -> Result<Drawn, Trouble> {
    let days = f64::from(DAYS);
    let metric = |id: &str| -> Result<f64, Trouble> {
        let window = Some(Window::LastDays(DAYS));
        let found = source.ask(id, &[], Some(("region", place)), window)?;
        Ok(found.rows.first().and_then(|row| row.value).unwrap_or(0.0))
    };
    let active = metric("active_members")?;
    // Memberships come due once a month, so that those of four weeks tell how many there are.
    let memberships = |due: f64| due * MONTH / days;
    let of_all = |memberships: f64| amount(active / memberships, "share of memberships");
    Ok(match estimate {
        Estimate::Hours => Drawn {
            asks: "How many hours are watched there in four weeks?",
            unit: "hours",
            given: vec![
                (ACTIVE, amount(active, "")),
                (
                    "hours that each of them watches on such a day",
                    amount(metric("hours_per_active_member")?, ""),
                ),
            ],
            right: metric("watch_hours")?,
            way: "members on a day, times hours of each, times 28 days",
        },
        Estimate::Revenue => {
            let paid = of_last_weeks(source, "arpu", place)?;
            Drawn {
                asks: "How many US dollars do members pay there in four weeks?",
                unit: "US dollars",
                given: vec![
                    (ACTIVE, amount(active, "")),
                    (PAYING, of_all(memberships(paid.per))),
                    (
                        "US dollars paid for a month",
                        amount(paid.of / paid.per, ""),
                    ),
                ],
                right: paid.of,
                way: "members on a day, divided by the share of memberships that they are, times the price of a \
                      month, times 28 days of 30.44",
            }
        }
        Estimate::Cancellations => {
            let due = of_last_weeks(source, "churn_rate", place)?;
            Drawn {
                asks: "How many memberships end there in four weeks?",
                unit: "memberships",
                given: vec![
                    (ACTIVE, amount(active, "")),
                    (PAYING, of_all(memberships(due.per))),
                    (
                        "share of memberships that end when they come due, which is once a month",
                        amount(due.of / due.per, "share of memberships"),
                    ),
                ],
                right: due.of,
                way: "members on a day, divided by the share of memberships that they are, times the share that \
                      ends, times 28 days of 30.44",
            }
        }
        Estimate::FirstPayments => {
            let visitors = of_last_weeks(source, "conversion_rate", place)?;
            Drawn {
                asks: "How many people who were no members before pay there in four weeks?",
                unit: "people",
                given: vec![
                    (
                        "people who reach the sign-up page on a day and were no members before",
                        amount(visitors.per / days, ""),
                    ),
                    (
                        "share of them who pay",
                        amount(visitors.of / visitors.per, "share of people"),
                    ),
                ],
                right: visitors.of,
                way: "people at the sign-up page on a day, times the share who pay, times 28 days",
            }
        }
    })
}

const ACTIVE: &str = "members who open the app on a day";
const PAYING: &str = "these are of all memberships";

/// What a metric divides and what it is divided by, over the last weeks.
fn of_last_weeks(source: Source<'_>, metric: &str, place: &str) -> Result<Half, Trouble> {
    let first = source
        .span
        .last
        .saturating_sub(jiff::ToSpan::days(i64::from(DAYS) - 1));
    let question = Question {
        metric: metric.to_owned(),
        dimensions: Vec::new(),
        filters: [("region".to_owned(), place.to_owned())].into(),
        window: Some(Window::BeforeAfter(first)),
    };
    let found = halves(source.tables, source.definitions, &question, source.span)?;
    found
        .into_iter()
        .next()
        .map(|segment| segment.after)
        .filter(|half| half.per > 0.0)
        .ok_or(Trouble::NothingToCompare)
}
