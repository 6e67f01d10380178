//! The diagnosis of a metric of a world, before and after a day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amounts, Diagnosis, Fault, Leaves, diagnose};
use crate::definitions::Definitions;
use crate::engine::{self, Question, Tables, Trouble, by_leaf, days};
use crate::metric::Metric;
use crate::request::{Span, Window};

/// Which change is to be diagnosed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The metric.
    pub metric: String,
    /// By which dimensions; the usual ones if none are named.
    pub dimensions: Vec<String>,
    /// What it is narrowed to.
    pub filters: BTreeMap<String, String>,
    /// The first day of after.
    pub since: Date,
}

/// The diagnosis of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfMetric {
    /// Its unit; "… a day" of totals.
    pub unit: String,
    /// First day of before.
    pub from: Date,
    /// The first day of after.
    pub since: Date,
    /// The last day.
    pub until: Date,
    /// By which dimensions.
    pub dimensions: Vec<String>,
    /// What was found.
    pub diagnosis: Diagnosis,
}

/// Why a change cannot be diagnosed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeFault {
    /// The question has no answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The table cannot be diagnosed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// One side has no days.
    #[error("{since} leaves no day on one side; choose one after {first} and up to {last}")]
    Days {
        /// The day asked for.
        since: Date,
        /// The first day that is known.
        first: Date,
        /// The last one.
        last: Date,
    },
}

/// Of before at least so many days are taken, if there are as many.
const LEAST_DAYS: i32 = 28;
/// What is usual to cut by, where the metric can be.
const USUAL: [&str; 5] = ["region", "country", "plan", "device", "acquisition_channel"];

/// Diagnoses the change of a metric. Before are the four weeks ahead of the day, or more where after
/// is longer; whole weeks, so that weekdays are the same.
///
/// # Errors
/// The metric cannot be cut so, or the day leaves nothing on one side.
pub fn of_metric(
    tables: &dyn Tables,
    definitions: &Definitions,
    change: &Change,
    span: Span,
) -> Result<OfMetric, ChangeFault> {
    let metric = engine::metric(definitions, &change.metric)?;
    let (first, since, last) = (days(span.first), days(change.since), days(span.last));
    let (known, after) = (since - first, last - since + 1);
    if known < 1 || after < 1 {
        return Err(ChangeFault::Days {
            since: change.since,
            first: span.first,
            last: span.last,
        });
    }
    let wanted = after.max(LEAST_DAYS).min(known);
    let before = if wanted >= 7 {
        wanted - wanted % 7
    } else {
        wanted
    };
    let from = change.since.saturating_sub(before.days());
    let dimensions = if change.dimensions.is_empty() {
        usual(definitions, metric)
            .filter(|id| !change.filters.contains_key(*id))
            .map(str::to_owned)
            .collect()
    } else {
        change.dimensions.clone()
    };
    let question = |dimensions: Vec<String>| Question {
        metric: change.metric.clone(),
        dimensions,
        filters: change.filters.clone(),
        window: Some(Window::BeforeAfter(change.since)),
    };
    let span = Span {
        first: from,
        last: span.last,
    };
    let is_ratio = metric.per.is_some() || metric.retained.is_some();
    let mut leaves = Leaves::new(dimensions.clone(), is_ratio)?;
    let (mut sum, mut per) = (0.0, 0.0);
    for leaf in by_leaf(tables, definitions, &question(dimensions.clone()), span)? {
        let by_day = |sum: f64, days: i32| if is_ratio { sum } else { sum / f64::from(days) };
        sum += leaf.after.of;
        per += leaf.after.per;
        leaves.add(
            leaf.values.iter().map(String::as_str),
            Amounts {
                before: by_day(leaf.before.of, before),
                after: by_day(leaf.after.of, after),
                per_before: leaf.before.per,
                per_after: leaf.after.per,
            },
        )?;
    }
    let whole = by_leaf(tables, definitions, &question(Vec::new()), span)?;
    let (of_all, per_all) = whole
        .first()
        .map_or((0.0, 0.0), |whole| (whole.after.of, whole.after.per));
    let near = |sum: f64, whole: f64| (sum - whole).abs() <= 1e-6 * whole.abs().max(1e-9);
    if !near(sum, of_all) || !near(per, per_all) {
        return Err(Trouble::Overlap {
            metric: metric.name.clone(),
            dimension: dimensions.join(", "),
        }
        .into());
    }
    Ok(OfMetric {
        unit: if is_ratio || metric.per_day {
            metric.unit.clone()
        } else {
            format!("{} a day", metric.unit)
        },
        from,
        since: change.since,
        until: span.last,
        diagnosis: diagnose(&leaves)?,
        dimensions,
    })
}

/// What a metric is usually cut by: what a member has one of, where members are counted once.
fn usual<'a>(
    definitions: &'a Definitions,
    metric: &'a Metric,
) -> impl Iterator<Item = &'static str> + 'a {
    let once = [&metric.of, &metric.per]
        .into_iter()
        .flatten()
        .any(|part| !part.distinct.is_empty());
    USUAL
        .into_iter()
        .filter(move |id| !(once && matches!(*id, "device" | "plan")))
        .filter(|id| {
            definitions
                .dimension(id)
                .is_some_and(|dimension| metric.can_be_cut_by(dimension))
        })
}
