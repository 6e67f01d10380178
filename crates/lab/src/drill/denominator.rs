//! Choose what to divide by: a count moved; did the thing become more likely?

use super::{DrillForm, Lot, MetricDrill, Source, choice};
use crate::engine::Trouble;
use crate::request::Window;
use crate::sentence::{amount, changed};

/// What is counted, of which measure it is the numerator, and what may happen.
struct Case {
    /// A measure that is a share.
    share: &'static str,
    /// What is counted.
    counts: &'static str,
    /// What one asks about.
    asks: &'static str,
    /// What it rightly is divided by.
    of: &'static str,
}

const CASES: [Case; 4] = [
    Case {
        share: "start_failure_rate",
        counts: "Plays that failed to start",
        asks: "a play fails to start",
        of: "attempts to play",
    },
    Case {
        share: "browse_abandon_rate",
        counts: "Visits that ended without a choice",
        asks: "a visit ends without a choice",
        of: "visits",
    },
    Case {
        share: "churn_rate",
        counts: "Memberships that ended",
        asks: "a membership that comes due is not renewed",
        of: "memberships that came due",
    },
    Case {
        share: "conversion_rate",
        counts: "People who paid at the sign-up page",
        asks: "somebody at the sign-up page pays",
        of: "people at the sign-up page",
    },
];

pub(super) fn drill(source: Source<'_>, lot: &mut Lot) -> Result<MetricDrill, Trouble> {
    let case = lot.pick(&CASES);
    let regions = ["UCAN", "EMEA", "LATAM", "APAC"];
    let region = *lot.pick(&regions);
    let day = source.some_day(lot);
    let window = Some(Window::BeforeAfter(day));
    let only = Some(("region", region));
    // The count and what it is divided by, a day, from the definition itself.
    let share = crate::engine::halves(
        source.tables,
        source.definitions,
        &crate::engine::Question {
            metric: case.share.to_owned(),
            dimensions: Vec::new(),
            filters: [("region".to_owned(), region.to_owned())].into(),
            window,
        },
        source.span,
    )?;
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| {
        (to.duration_since(from).as_hours() / 24) as f64
    };
    let spans = [
        days(source.span.first, day).max(1.0),
        days(day, source.span.last) + 1.0,
    ];
    let Some(share) = share.first() else {
        return Err(Trouble::NothingToCompare);
    };
    let count = [share.before.of / spans[0], share.after.of / spans[1]];
    let right = [share.before.per / spans[0], share.after.per / spans[1]];
    let active = source.ask("active_members", &[], only, window)?;
    let hours = source.ask("watch_hours", &[], only, window)?;
    let pair = |answer: &crate::engine::Answer| {
        let row = answer.rows.first();
        [
            row.and_then(|row| row.before).unwrap_or(1.0),
            row.and_then(|row| row.value).unwrap_or(1.0),
        ]
    };
    let (active, hours) = (pair(&active), pair(&hours));
    let change = |of: [f64; 2], per: [f64; 2]| {
        if of[0] > 0.0 && per[0] > 0.0 && per[1] > 0.0 {
            (of[1] / per[1]) / (of[0] / per[0]) - 1.0
        } else {
            0.0
        }
    };
    let told = |name: &str, of: [f64; 2]| {
        format!("{name} from {} to {}", amount(of[0], ""), amount(of[1], ""))
    };
    let true_change = change(count, right);
    let choices = vec![
        changed(true_change),
        changed(change(count, [1.0, 1.0])),
        changed(change(count, active)),
        changed(change(count, hours)),
    ];
    Ok(MetricDrill {
        practises: DrillForm::Denominator,
        given: format!(
            "{region}, a day, before {day} and from then on: {}; {}; {}; {}.",
            told(case.counts, count),
            told(case.of, right),
            told("active members", active),
            told("hours watched", hours)
        ),
        chart: None,
        question: format!("How did the likelihood change that {}?", case.asks),
        task: choice(lot, choices)?,
        why: format!(
            "It happens, or not, to {}: so it is divided by these. {} per {} went {}; the count alone \
             went {}, which also holds how much more or less there was of everything.",
            case.of,
            case.counts,
            case.of,
            changed(true_change),
            changed(change(count, [1.0, 1.0]))
        ),
    })
}
