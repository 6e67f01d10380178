//! What is wrong with a file, or with what is asked of it.

use std::fmt::Display;

/// Why a file cannot be read out. Every message says what to do where that is not plain.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is none of its kind, or broken.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// A column that is not there.
    #[error("it has no column \"{column}\"; it has {there}")]
    NoColumn {
        /// What was asked for.
        column: String,
        /// What there is.
        there: String,
    },
    /// Columns and nothing in them.
    #[error("the file has columns and no rows")]
    NoRows,
    /// More than may be read.
    #[error(
        "the file holds {found} rows of {columns} columns, more than the {most} cells that are read here; `greenroom experiment analyze` has no such bound"
    )]
    TooLarge {
        /// Rows that it says it holds.
        found: u64,
        /// Columns that were asked for.
        columns: u64,
        /// Cells that are read at most.
        most: u64,
    },
    /// Names of units that take more memory than may be held.
    #[error(
        "the names of its units take more than the {most} MB of memory that are held here: number the units, or use `greenroom experiment analyze`, which has no such bound"
    )]
    TooManyNames {
        /// Megabytes (1,000,000 bytes) that are held at most.
        most: u64,
    },
    /// A cell that cannot be used.
    #[error("{place}: {fault}")]
    Cell {
        /// Line of a CSV file, or row.
        place: Place,
        /// What is wrong, and what to do.
        fault: String,
    },
    /// A unit that stands in two rows.
    #[error(
        "unit {unit} stands {first} and again {again}: aggregate to one row a unit, or name the unit that was assigned"
    )]
    Twice {
        /// The unit.
        unit: String,
        /// Where it stands first.
        first: Standing,
        /// Where it stands again.
        again: Standing,
    },
    /// The arms are not those of an experiment.
    #[error("{0}")]
    Arms(String),
    /// More covariates than a metric can be adjusted by.
    #[error(
        "{metric} cannot be adjusted by {found} covariates: a mean can be by up to four columns, a ratio by one"
    )]
    Covariates {
        /// The metric.
        metric: String,
        /// How many were named.
        found: usize,
    },
    /// A column with too many values for segments.
    #[error(
        "column \"{0}\" has more different values than segments can be told apart: is it the right column? Group them first"
    )]
    Segments(String),
    /// No metric can be read out.
    #[error("nothing can be said of {0}")]
    NoMetric(String),
    /// The statistics cannot be worked out.
    #[error(transparent)]
    Statistics(#[from] stats::Error),
}

impl Error {
    pub(crate) fn unreadable(error: &impl Display) -> Self {
        Self::Unreadable(error.to_string())
    }

    pub(crate) fn no_column<'a>(column: &str, there: impl Iterator<Item = &'a str>) -> Self {
        Self::NoColumn {
            column: column.to_owned(),
            there: there.collect::<Vec<_>>().join(", "),
        }
    }

    pub(crate) fn cell(place: Place, fault: impl Into<String>) -> Self {
        Self::Cell {
            place,
            fault: fault.into(),
        }
    }

    pub(crate) fn empty(place: Place, column: &str) -> Self {
        Self::cell(
            place,
            format!(
                "column \"{column}\" is empty; fill or drop missing values on purpose (a unit that did nothing is usually a 0)"
            ),
        )
    }

    pub(crate) fn not_finite(place: Place, column: &str, holds: &str) -> Self {
        Self::cell(
            place,
            format!("column \"{column}\" holds \"{holds}\", which is not a finite number"),
        )
    }
}

/// Where a cell stands, as people count: from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of a CSV file, the header being the first.
    Line(u64),
    /// A row of a Parquet file.
    Row(u64),
}

impl Place {
    /// Its number from 1.
    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Row(number) => number,
        }
    }

    /// Another place of the same file.
    pub(crate) const fn at(self, number: u64) -> Self {
        match self {
            Self::Line(_) => Self::Line(number),
            Self::Row(_) => Self::Row(number),
        }
    }

    /// The place so many lines or rows further on.
    pub(crate) fn after(self, more: usize) -> Self {
        self.at(self.number() + more as u64)
    }

    pub(crate) fn next(self) -> Self {
        self.after(1)
    }
}

impl Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(out, "line {line}"),
            Self::Row(row) => write!(out, "row {row}"),
        }
    }
}

/// A place within a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing(pub Place);

impl Display for Standing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Place::Line(line) => write!(out, "on line {line}"),
            Place::Row(row) => write!(out, "in row {row}"),
        }
    }
}
