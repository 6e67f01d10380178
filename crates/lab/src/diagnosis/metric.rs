//! The diagnosis of a metric of a world, before and after a day.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amounts, Diagnosis, Fault, Leaves, diagnose};
use crate::definitions::Definitions;
use crate::engine::{self, Half, Leaf, Question, Tables, Trouble, by_leaf, days};
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
    /// The last day of after; that of the data if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The first and the last day of before; the weeks ahead of `since` if none are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<(Date, Date)>,
}

/// The diagnosis of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfMetric {
    /// Its unit; "… a day" of totals.
    pub unit: String,
    /// First day of before.
    pub from: Date,
    /// Last day of before.
    pub to: Date,
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
    /// Two times that share days, or one that ends before it begins.
    #[error(
        "{from} to {to} and {since} to {until} cannot be compared; before has to end ahead of after, \
         and each to begin ahead of its end"
    )]
    Apart {
        /// First day of before.
        from: Date,
        /// Last day of before.
        to: Date,
        /// First day of after.
        since: Date,
        /// Last day of after.
        until: Date,
    },
}

/// Of before at least so many days are taken, if there are as many.
const LEAST_DAYS: i32 = 28;
/// What is usual to cut by, where the metric can be.
const USUAL: [&str; 5] = ["region", "country", "plan", "device", "acquisition_channel"];

/// Diagnoses the change of a metric. Before are the four weeks ahead of the day, or more where after
/// is longer, unless other days are named; whole weeks, so that weekdays are the same.
///
/// # Errors
/// The metric cannot be cut so, or the days leave nothing on one side.
pub fn of_metric(
    tables: &dyn Tables,
    definitions: &Definitions,
    change: &Change,
    span: Span,
) -> Result<OfMetric, ChangeFault> {
    let metric = engine::metric(definitions, &change.metric)?;
    let times = Times::of(change, span, metric)?;
    let dimensions = if change.dimensions.is_empty() {
        usual(definitions, metric)
            .filter(|id| !change.filters.contains_key(*id))
            .map(str::to_owned)
            .collect()
    } else {
        change.dimensions.clone()
    };
    let is_ratio = metric.per.is_some() || metric.retained.is_some();
    let mut leaves = Leaves::new(dimensions.clone(), is_ratio)?;
    let (mut sum, mut per) = (0.0, 0.0);
    let by_leaf = |dimensions: &[String]| times.by_leaf(tables, definitions, change, dimensions);
    for leaf in by_leaf(&dimensions)? {
        let by_day = |sum: f64, days: i32| if is_ratio { sum } else { sum / f64::from(days) };
        sum += leaf.after.of;
        per += leaf.after.per;
        leaves.add(
            leaf.values.iter().map(String::as_str),
            Amounts {
                before: by_day(leaf.before.of, length(times.before)),
                after: by_day(leaf.after.of, length(times.after)),
                per_before: leaf.before.per,
                per_after: leaf.after.per,
            },
        )?;
    }
    let whole = by_leaf(&[])?;
    let (of_all, per_all) = whole
        .first()
        .map_or((0.0, 0.0), |whole| (whole.after.of, whole.after.per));
    if let Some(whole) = whole.first().filter(|_| is_ratio) {
        for (side, half) in [("before", whole.before), ("after", whole.after)] {
            if half.per <= 0.0 {
                return Err(Trouble::NothingToDivide {
                    metric: metric.name.clone(),
                    side,
                }
                .into());
            }
        }
    }
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
        from: times.before.0,
        to: times.before.1,
        since: times.after.0,
        until: times.after.1,
        diagnosis: diagnose(&leaves)?,
        dimensions,
    })
}

/// First and last day of before and of after.
struct Times {
    before: (Date, Date),
    after: (Date, Date),
    /// Of who comes back after joining: the last day of the data, up to which it is known.
    back_until: Option<Date>,
}

fn length((first, last): (Date, Date)) -> i32 {
    days(last) - days(first) + 1
}

impl Times {
    fn of(change: &Change, span: Span, metric: &Metric) -> Result<Self, ChangeFault> {
        let since = change.since;
        // Of who joined later, it is not known yet whether they came back.
        let last = metric.retained.map_or(span.last, |retained| {
            span.last.saturating_sub(retained.to_day.days())
        });
        let until = change.until.unwrap_or(last).min(last);
        let none = ChangeFault::Days {
            since,
            first: span.first,
            last,
        };
        if since <= span.first || since > last {
            return Err(none);
        }
        let (from, to) = match change.against {
            Some((from, to)) => (from.max(span.first), to),
            None => {
                let known = days(since) - days(span.first);
                let wanted = length((since, until)).max(LEAST_DAYS).min(known);
                let before = if wanted >= 7 {
                    wanted - wanted % 7
                } else {
                    wanted
                };
                (
                    since.saturating_sub(before.days()),
                    since.saturating_sub(1.days()),
                )
            }
        };
        if from > to || to >= since || since > until {
            return Err(ChangeFault::Apart {
                from,
                to,
                since,
                until,
            });
        }
        Ok(Self {
            before: (from, to),
            after: (since, until),
            back_until: metric.retained.map(|_| span.last),
        })
    }

    /// The combinations of values with what there was before and after.
    fn by_leaf(
        &self,
        tables: &dyn Tables,
        definitions: &Definitions,
        change: &Change,
        dimensions: &[String],
    ) -> Result<Vec<Leaf>, Trouble> {
        let compared = |since: Date, first: Date, last: Date| {
            let question = Question {
                metric: change.metric.clone(),
                dimensions: dimensions.to_vec(),
                filters: change.filters.clone(),
                window: Some(Window::BeforeAfter(since)),
            };
            by_leaf(tables, definitions, &question, Span { first, last })
        };
        let (before, after) = (self.before, self.after);
        let next = |day: Date| day.saturating_add(1.days());
        if next(before.1) == after.0 && self.back_until.is_none() {
            return compared(after.0, before.0, after.1);
        }
        // Days between the two belong to neither: each is looked at with one day more. Who came back
        // after joining is looked for up to the end of the data, as their days go on after these.
        let mut leaves = compared(
            next(before.1),
            before.0,
            self.back_until.unwrap_or(next(before.1)),
        )?;
        let mut places: HashMap<Vec<String>, usize> = HashMap::new();
        for (place, leaf) in leaves.iter_mut().enumerate() {
            leaf.after = Half::default();
            places.insert(leaf.values.clone(), place);
        }
        let later = match self.back_until {
            // What is before the day after them.
            Some(last) => compared(next(after.1), after.0, last)?
                .into_iter()
                .map(|leaf| Leaf {
                    after: leaf.before,
                    ..leaf
                })
                .collect(),
            None => compared(after.0, after.0.saturating_sub(1.days()), after.1)?,
        };
        for leaf in later {
            match places.get(&leaf.values) {
                Some(place) => leaves[*place].after = leaf.after,
                None => leaves.push(Leaf {
                    before: Half::default(),
                    ..leaf
                }),
            }
        }
        // Some were there on other days only.
        leaves.retain(|leaf| [leaf.before, leaf.after] != [Half::default(); 2]);
        Ok(leaves)
    }
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
