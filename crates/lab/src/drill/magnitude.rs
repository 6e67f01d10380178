//! Estimate an order of magnitude from what is given.

use super::{DrillForm, Lot, MetricDrill, Source, Task};
use crate::engine::Trouble;
use crate::request::Window;
use crate::sentence::amount;

/// What is estimated over the last days, and the facts that lead there.
struct Estimate {
    metric: &'static str,
    asks: &'static str,
    /// A fact that is given: what it is, and of which measure.
    given: [(&'static str, &'static str); 2],
}

const ESTIMATES: [Estimate; 4] = [
    Estimate {
        metric: "watch_hours",
        asks: "How many hours are watched there in four weeks?",
        given: [
            ("members who open the app on a day", "active_members"),
            (
                "hours that each of them watches on such a day",
                "hours_per_active_member",
            ),
        ],
    },
    Estimate {
        metric: "revenue",
        asks: "How many US dollars do members pay there in four weeks?",
        given: [
            ("members who open the app on a day", "active_members"),
            ("US dollars paid for a month", "arpu"),
        ],
    },
    Estimate {
        metric: "cancellations",
        asks: "How many memberships end there in four weeks?",
        given: [
            ("members who open the app on a day", "active_members"),
            (
                "share of memberships that are not renewed when they come due",
                "churn_rate",
            ),
        ],
    },
    Estimate {
        metric: "signups",
        asks: "How many memberships begin there in four weeks?",
        given: [
            ("members who open the app on a day", "active_members"),
            (
                "share of people at the sign-up page who pay",
                "conversion_rate",
            ),
        ],
    },
];

/// An estimate may be so many times too large or too small.
const FACTOR: f64 = 2.0;
const DAYS: u16 = 28;

pub(super) fn drill(source: Source<'_>, lot: &mut Lot) -> Result<MetricDrill, Trouble> {
    let estimate = lot.pick(&ESTIMATES);
    let places = ["UCAN", "EMEA", "LATAM", "APAC"];
    let place = *lot.pick(&places);
    let number = |metric: &str| -> Result<(f64, String), Trouble> {
        let window = Some(Window::LastDays(DAYS));
        let found = source.ask(metric, &[], Some(("region", place)), window)?;
        let value = found.rows.first().and_then(|row| row.value);
        Ok((value.unwrap_or(0.0), found.unit))
    };
    let (right, unit) = number(estimate.metric)?;
    if right <= 0.0 {
        return Err(Trouble::NothingToCompare);
    }
    let mut given = Vec::new();
    for (name, metric) in estimate.given {
        let (value, unit) = number(metric)?;
        given.push(format!("{name}: {}", amount(value, &unit)));
    }
    Ok(MetricDrill {
        practises: DrillForm::Magnitude,
        given: format!("{place}, of the last four weeks: {}.", given.join("; ")),
        chart: None,
        question: estimate.asks.to_owned(),
        task: Task::Number {
            right,
            unit: unit.clone(),
            factor: FACTOR,
        },
        why: format!(
            "{} {unit}. Within a factor of {FACTOR} is right. What has to be assumed on the way, as how many \
             members open the app on a day at all, is worth saying aloud.",
            amount(right, &unit)
        ),
    })
}
