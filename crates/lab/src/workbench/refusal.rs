use std::fmt;
use std::time::Duration;

/// Where something stands in a query, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// Why a query has no answer, in words that say what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be understood, or failed over the data.
    #[error("{}{message}{}", at(*.place), after(.hint))]
    Wrong {
        /// What is wrong.
        message: String,
        /// Where.
        place: Option<Place>,
        /// What might be meant; empty where nothing is known.
        hint: String,
    },
    /// It would do something else than read the world's tables.
    #[error("{0}")]
    NotAllowed(String),
    /// It is longer than queries may be.
    #[error("the query is {is} bytes long, and may be {most}; leave something out of it")]
    TooLong {
        /// Its length in bytes.
        is: usize,
        /// How long it may be.
        most: usize,
    },
    /// It took longer than it may.
    #[error(
        "stopped after {} seconds, which is as long as a query may take; narrow it by WHERE, join on \
         columns that are equal, or group less finely",
        .0.as_secs_f64()
    )]
    OutOfTime(Duration),
    /// It took more memory than it may.
    #[error(
        "stopped: it needs more than {}, which is as much memory as a query may take; narrow it by \
         WHERE, group less finely, or sort fewer rows",
        megabytes(*.0)
    )]
    OutOfMemory(usize),
    /// The rows that are to be given back are larger than they may be.
    #[error(
        "the rows come to more than {}, which is as much as is given back; name fewer columns, or take \
         only a part of long texts and lists",
        megabytes(*.0)
    )]
    TooLarge(usize),
    /// Somebody stopped it.
    #[error("the query was stopped")]
    Stopped,
    /// The world's files cannot be read, or the machine could not do it.
    #[error("{0}")]
    Unable(String),
}

fn at(place: Option<Place>) -> String {
    place.map_or_else(String::new, |place| format!("{place}: "))
}

fn after(hint: &str) -> String {
    if hint.is_empty() {
        String::new()
    } else {
        format!("; {hint}")
    }
}

fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes / 1_000_000)
}
