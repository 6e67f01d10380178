//! Answers to questions: metrics computed in one pass over the rows of a world's tables.
//!
//! Pure: rows come in as Arrow batches from whoever opens the files ([`Tables`]).
//!
//! A column is kept in the fewest bytes that its values need (`codes`). Rows of a world lie by people and
//! day, so that day, country and weight stay the same over hundreds of rows: of such a column only the
//! places are kept where it changes, and a block of rows between two of them has one cell and one weight
//! (`chooser`, `block`, `pass`). Sets of rows that are asked for again are kept as a bit for each row
//! (`marks`): those of which a condition holds, and the first of each member and day, so that who counts
//! once is told by counting bits (`firsts`, `once`). All of it is made when a question first needs it.

mod activity;
mod block;
mod by_leaf;
mod chooser;
mod codes;
pub(crate) mod cohorts;
mod column;
mod condition;
pub(crate) mod cut;
pub(crate) mod day_count;
mod distinct;
mod firsts;
mod halves;
mod kept;
mod marks;
mod once;
mod pass;
mod put_together;
mod reach;
mod reading;
mod retained;
mod runs;
pub(crate) mod sizes;
pub(crate) mod steps;
pub(crate) mod year_before;

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::definitions::Definitions;
use crate::dimension::Dimension;
use crate::metric::{Metric, Part};
use crate::request::{Span, Window};
pub(crate) use kept::View;
use pass::Cells;
use put_together::put_together;
use reach::Reach;

pub(crate) use by_leaf::{Leaf, by_leaf};

pub(crate) use condition::Condition;
pub(crate) use halves::{Half, Segment, halves};
pub use kept::Kept;
pub use reading::texts;

/// Where rows come from.
pub trait Tables {
    /// Gives the named columns of a table, batch by batch, in the order of the files. Rows of one
    /// member are never in two files. Texts may come as they are or as dictionaries, which are
    /// quicker to take in.
    ///
    /// # Errors
    /// A file cannot be read, or `each` says so.
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble>;

    /// Columns that were read before, where they are kept; without them every question reads anew.
    fn kept(&self) -> Option<&Kept> {
        None
    }
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
    #[error("{metric} cannot be compared with the year before: {reason}")]
    YearBefore {
        /// The metric.
        metric: String,
        /// Why.
        reason: String,
    },
    /// There would be too many cells.
    #[error("that cuts into more than {most} cells; take fewer dimensions, or narrow to a value")]
    TooFine {
        /// How many can be.
        most: usize,
    },
    /// The segments of a metric do not add up to the whole.
    #[error(
        "{metric} by {dimension} does not add up: the same member may be in several of them; take \
         what a member has one of, as the country"
    )]
    Overlap {
        /// The metric.
        metric: String,
        /// The dimension.
        dimension: String,
    },
    /// A change needs two times.
    #[error("say between which times it changed: before and after a day, or year over year")]
    NothingToCompare,
    /// Before and after are divided by a day that leaves nothing on one side.
    #[error(
        "{day} leaves no day on one side: the data go from {first} to {last}; choose a day after the \
         first of them"
    )]
    Outside {
        /// The day asked for.
        day: Date,
        /// The first day of the data.
        first: Date,
        /// The last one.
        last: Date,
    },
    /// One side of a comparison has nothing that the metric could be divided by.
    #[error(
        "there is nothing {side} to divide {metric} by, so that its change cannot be told; choose \
         another day, and where it counts who came back, one so early that the days after joining \
         have passed"
    )]
    NothingToDivide {
        /// The metric.
        metric: String,
        /// "before" or "after".
        side: &'static str,
    },
    /// A world that is too small for an exercise.
    #[error(
        "this world is too small to make such an exercise of; take one with more members or days"
    )]
    TooSmall,
    /// Nothing is left to compare with.
    #[error("there is nothing to hold the rest against: narrow to a value first")]
    NoSegment,
    /// A change cannot be diagnosed.
    #[error("{0}")]
    Undiagnosed(String),
    /// A condition of a metric is none that is known.
    #[error("the condition \"{0}\" of a metric is not of a known form")]
    Condition(String),
    /// A dimension has no such value.
    #[error("there is no {dimension} \"{value}\"; it is one of: {known}")]
    NoSuchValue {
        /// The dimension.
        dimension: String,
        /// What was looked for.
        value: String,
        /// The values that it has.
        known: String,
    },
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    compute(tables, definitions, question, span, false)
}

/// Answers a question for what it is narrowed to and for everything else, which the first value of
/// each row names.
///
/// # Errors
/// [`Trouble`] says why not; the question has to be narrowed.
pub fn against_the_rest(
    tables: &dyn Tables,
    definitions: &Definitions,
    question: &Question,
    span: Span,
) -> Result<Answer, Trouble> {
    if question.filters.is_empty() {
        return Err(Trouble::NoSegment);
    }
    compute(tables, definitions, question, span, true)
}

fn compute(
    tables: &dyn Tables,
    definitions: &Definitions,
    question: &Question,
    span: Span,
    rest: bool,
) -> Result<Answer, Trouble> {
    values_exist(definitions, &question.filters)?;
    inside(question.window, span)?;
    let own = Kept::default();
    let view = View::of(tables, &own);
    let sums = sums(view, definitions, question, span, rest)?;
    Ok(put_together(
        sums.metric,
        &sums.of,
        sums.per.as_ref(),
        question,
        &sums.reach,
    ))
}

/// What a metric is made of, by cell.
pub(crate) struct Sums<'definitions> {
    pub(crate) metric: &'definitions Metric,
    of: Cells,
    per: Option<Cells>,
    reach: Reach,
}

/// Finds a metric by its id.
pub(crate) fn metric<'definitions>(
    definitions: &'definitions Definitions,
    id: &str,
) -> Result<&'definitions Metric, Trouble> {
    definitions.metric(id).ok_or_else(|| Trouble::Unknown {
        what: "metric",
        name: id.to_owned(),
    })
}

/// Finds the dimensions that a table is cut by and narrowed to.
pub(crate) fn dimensions<'definitions>(
    definitions: &'definitions Definitions,
    ids: impl Iterator<Item = impl AsRef<str>>,
    can_cut: impl Fn(&Dimension) -> bool,
    what: &str,
) -> Result<Vec<&'definitions Dimension>, Trouble> {
    ids.map(|id| {
        let id = id.as_ref();
        let dimension = definitions.dimension(id).ok_or_else(|| Trouble::Unknown {
            what: "dimension",
            name: id.to_owned(),
        })?;
        if can_cut(dimension) {
            Ok(dimension)
        } else {
            Err(Trouble::Cut {
                metric: what.to_owned(),
                dimension: dimension.name.clone(),
            })
        }
    })
    .collect()
}

/// Refuses values that a dimension does not have. Of titles and versions every world has its own.
pub(crate) fn values_exist(
    definitions: &Definitions,
    filters: &BTreeMap<String, String>,
) -> Result<(), Trouble> {
    for (dimension, value) in filters {
        let Some(dimension) = definitions.dimension(dimension) else {
            continue;
        };
        let known = &dimension.values;
        if !known.is_empty() && known.iter().all(|each| each.id != *value) {
            let known: Vec<&str> = known.iter().map(|each| each.id.as_str()).collect();
            return Err(Trouble::NoSuchValue {
                dimension: dimension.name.clone(),
                value: value.clone(),
                known: known.join(", "),
            });
        }
    }
    Ok(())
}

/// Refuses a day that does not divide the data.
pub(crate) fn inside(window: Option<Window>, span: Span) -> Result<(), Trouble> {
    match window {
        Some(Window::BeforeAfter(day)) if day <= span.first || day > span.last => {
            Err(Trouble::Outside {
                day,
                first: span.first,
                last: span.last,
            })
        }
        _ => Ok(()),
    }
}

/// The days of a window.
pub(crate) fn reach(span: Span, window: Option<Window>, question: &Question, rest: bool) -> Reach {
    let (first, last) = (days(span.first), days(span.last));
    let (from, turn) = match window {
        None | Some(Window::YearOverYear) => (first, None),
        Some(Window::LastDays(count)) => ((last - i32::from(count) + 1).max(first), None),
        Some(Window::BeforeAfter(date)) => (first, Some(days(date))),
    };
    Reach {
        from,
        last,
        turn,
        cut_by: question.dimensions.len(),
        filters: question.filters.values().cloned().collect(),
        rest,
    }
}

fn sums<'definitions>(
    view: View<'_>,
    definitions: &'definitions Definitions,
    question: &Question,
    span: Span,
    rest: bool,
) -> Result<Sums<'definitions>, Trouble> {
    let metric = metric(definitions, &question.metric)?;
    let cuts = dimensions(
        definitions,
        question.dimensions.iter().chain(question.filters.keys()),
        |dimension| metric.can_be_cut_by(dimension),
        &metric.name,
    )?;
    let reach = reach(span, question.window, question, rest);
    if question.window == Some(Window::YearOverYear) {
        // What cannot be compared need not be added up.
        year_before::held(metric, &cuts)?;
    }
    let (of, per) = match (metric.retained, &metric.of) {
        (Some(retained), _) => {
            let (of, per) = retained::count(view, retained, &cuts, &reach)?;
            (of, Some(per))
        }
        (None, Some(of)) => {
            let per = metric
                .per
                .as_ref()
                .map(|per| total(view, per, &cuts, &reach))
                .transpose()?;
            (total(view, of, &cuts, &reach)?, per)
        }
        (None, None) => {
            return Err(Trouble::Unknown {
                what: "definition of",
                name: metric.id.clone(),
            });
        }
    };
    let mut sums = Sums {
        metric,
        of,
        per,
        reach,
    };
    if question.window == Some(Window::YearOverYear) {
        year_before::add(view, &mut sums, &cuts)?;
    }
    Ok(sums)
}

fn total(
    view: View<'_>,
    part: &Part,
    cuts: &[&Dimension],
    reach: &Reach,
) -> Result<Cells, Trouble> {
    let table = part.table(cuts.iter().copied()).unwrap_or_default();
    pass::total(view, table, part, cuts, reach, None)
}
