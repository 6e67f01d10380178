//! Answers to questions: metrics computed in one pass over the rows of a world's tables.
//!
//! Pure: rows come in as Arrow batches from whoever opens the files ([`Tables`]).

mod columns;
mod condition;
mod retained;
mod sums;

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use jiff::civil::Date;

use crate::definitions::Definitions;
use crate::dimension::Dimension;
use crate::metric::{Metric, Part};
use crate::request::{Span, Window};
use sums::{Cells, Reach};

/// Where rows come from.
pub trait Tables {
    /// Gives the named columns of a table, batch by batch, in the order of the files. Rows of one
    /// member are never in two files.
    ///
    /// # Errors
    /// A file cannot be read, or `each` says so.
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble>;
}

/// Why a question got no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A file could not be read.
    #[error("cannot read the table {table}: {reason}")]
    Unreadable {
        /// The table.
        table: String,
        /// Why.
        reason: String,
    },
    /// A column is missing or of another type than the data dictionary says.
    #[error(
        "the table does not hold the column {column} as the data dictionary says; make the world anew"
    )]
    Column {
        /// The column.
        column: String,
    },
    /// The metric cannot be cut so.
    #[error("{metric} cannot be told by {dimension}")]
    Cut {
        /// The metric.
        metric: String,
        /// The dimension.
        dimension: String,
    },
    /// The sums of the year before do not hold it.
    #[error("{metric} cannot be compared with the year before yet")]
    YearBefore {
        /// The metric.
        metric: String,
    },
    /// A condition of a metric is none that is known.
    #[error("the condition \"{0}\" of a metric is not of a known form")]
    Condition(String),
    /// Nothing is called so.
    #[error("there is no {what} \"{name}\"")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

/// A question about one metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The metric.
    pub metric: String,
    /// What it is cut by.
    pub dimensions: Vec<String>,
    /// What it is narrowed to.
    pub filters: BTreeMap<String, String>,
    /// The time; all days without one.
    pub window: Option<Window>,
}

/// One cell of the cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// A value for each dimension.
    pub values: Vec<String>,
    /// The metric; from the day on where before and after are compared. None where it would divide
    /// by nothing.
    pub value: Option<f64>,
    /// The metric before that day.
    pub before: Option<f64>,
}

impl Row {
    /// The change from before to after, as a share of before.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        let before = self.before.filter(|before| *before != 0.0)?;
        Some(self.value? / before - 1.0)
    }
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The metric's unit; "… a day" where totals of spans of different length are compared.
    pub unit: String,
    /// The cells, times in their order and everything else by size.
    pub rows: Vec<Row>,
}

/// Days since 1970.
pub(crate) fn days(date: Date) -> i32 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() as i32 / 24
}

/// Answers a question.
///
/// # Errors
/// [`Trouble`] says why not.
pub fn answer(
    tables: &dyn Tables,
    definitions: &Definitions,
    question: &Question,
    span: Span,
) -> Result<Answer, Trouble> {
    let metric = definitions
        .metric(&question.metric)
        .ok_or_else(|| Trouble::Unknown {
            what: "metric",
            name: question.metric.clone(),
        })?;
    let mut cuts = Vec::new();
    for id in question.dimensions.iter().chain(question.filters.keys()) {
        let dimension = definitions.dimension(id).ok_or_else(|| Trouble::Unknown {
            what: "dimension",
            name: id.clone(),
        })?;
        if !metric.can_be_cut_by(dimension) {
            return Err(Trouble::Cut {
                metric: metric.name.clone(),
                dimension: dimension.name.clone(),
            });
        }
        cuts.push(dimension);
    }
    let (first, last) = (days(span.first), days(span.last));
    let (from, turn) = match question.window {
        None => (first, None),
        Some(Window::LastDays(count)) => ((last - i32::from(count) + 1).max(first), None),
        Some(Window::BeforeAfter(date)) => (first, Some(days(date))),
        Some(Window::YearOverYear) => {
            return Err(Trouble::YearBefore {
                metric: metric.name.clone(),
            });
        }
    };
    let reach = Reach {
        from,
        last,
        turn,
        cut_by: question.dimensions.len(),
        filters: question.filters.values().cloned().collect(),
    };
    let (of, per) = match (metric.retained, &metric.of) {
        (Some(retained), _) => {
            let (of, per) = retained::count(tables, retained, &cuts, &reach)?;
            (of, Some(per))
        }
        (None, Some(of)) => {
            let per = metric
                .per
                .as_ref()
                .map(|per| total(tables, per, &cuts, &reach))
                .transpose()?;
            (total(tables, of, &cuts, &reach)?, per)
        }
        (None, None) => {
            return Err(Trouble::Unknown {
                what: "definition of",
                name: metric.id.clone(),
            });
        }
    };
    Ok(put_together(
        metric,
        &of,
        per.as_ref(),
        &question.dimensions,
        &reach,
    ))
}

fn total(
    tables: &dyn Tables,
    part: &Part,
    cuts: &[&Dimension],
    reach: &Reach,
) -> Result<Cells, Trouble> {
    let table = part.table(cuts.iter().copied()).unwrap_or_default();
    sums::total(tables, table, part, cuts, reach)
}

fn put_together(
    metric: &Metric,
    of: &Cells,
    per: Option<&Cells>,
    dimensions: &[String],
    reach: &Reach,
) -> Answer {
    let times = dimensions
        .iter()
        .any(|each| matches!(each.as_str(), "day" | "week" | "month"));
    // Totals of spans of different length are compared by the day.
    let by_day = metric.per_day || (reach.turn.is_some() && per.is_none() && !times);
    let value = |key: &Vec<String>, after: bool| -> Option<f64> {
        let key = (key.clone(), after);
        let sum = of.sums.get(&key).copied().unwrap_or(0.0);
        match per {
            Some(per) => {
                let whole = per.sums.get(&key).copied().unwrap_or(0.0);
                (whole > 0.0).then(|| sum / whole)
            }
            None if by_day => {
                let days = match reach.turn {
                    _ if times => {
                        of.days.get(&key).map_or(0, std::collections::BTreeSet::len) as i32
                    }
                    None => reach.last - reach.from + 1,
                    Some(turn) if after => reach.last - turn + 1,
                    Some(turn) => turn - reach.from,
                };
                (days > 0).then(|| sum / f64::from(days))
            }
            None => Some(sum),
        }
    };
    let keys: std::collections::BTreeSet<&Vec<String>> = per
        .map_or(&of.sums, |per| &per.sums)
        .keys()
        .map(|(key, _)| key)
        .collect();
    let mut rows: Vec<Row> = keys
        .into_iter()
        .map(|key| Row {
            values: key.clone(),
            value: value(key, true),
            before: reach.turn.and_then(|_| value(key, false)),
        })
        .collect();
    if !times {
        rows.sort_by(|one, other| {
            let size = |row: &Row| row.value.unwrap_or(f64::NEG_INFINITY);
            size(other).total_cmp(&size(one))
        });
    }
    Answer {
        unit: if by_day && !metric.per_day {
            format!("{} a day", metric.unit)
        } else {
            metric.unit.clone()
        },
        rows,
    }
}

/// The texts of a column.
///
/// # Errors
/// The column is missing or holds something else.
pub fn texts(batch: &RecordBatch, column: &str) -> Result<Vec<String>, Trouble> {
    let texts = columns::texts(batch, column)?;
    Ok((0..batch.num_rows())
        .map(|row| texts.at(row).to_owned())
        .collect())
}
