//! The tools: each answers what is asked with numbers, a chart, a sentence and the SQL that gives the
//! same numbers.

mod diagnosis;
mod distribution;
mod funnel;
mod metric;
mod partial;
mod retention;
mod segments;

use std::collections::{BTreeMap, BTreeSet};

use crate::definitions::Definitions;
use crate::dimension::Dimension;
use crate::engine::{self, Question, Tables, Trouble, days};
use crate::finding::{Asked, Finding};
use crate::request::{Focus, Reading, Span, Window};
use crate::sentence::first_upper;

pub use partial::{Partial, partial};
pub use segments::{Contribution, Segments, segments};

/// So many lines and groups are drawn; more than that nobody tells apart.
const MOST_LINES: usize = 6;

/// Finds out what was asked.
///
/// # Errors
/// [`Trouble`] says why not.
pub fn find(
    tables: &dyn Tables,
    definitions: &Definitions,
    asked: &Asked,
    span: Span,
) -> Result<Finding, Trouble> {
    let opened = Opened {
        tables,
        definitions,
        span,
    };
    engine::values_exist(definitions, asked.filters())?;
    match asked {
        Asked::Metric { question, rest } => {
            metric::find(opened, &once(question), *rest, &Focus::default())
        }
        Asked::Funnel {
            funnel,
            by,
            filters,
            window,
        } => {
            of_rows(funnel.name(), *window, span)?;
            funnel::find(opened, *funnel, by.as_deref(), filters, *window)
        }
        Asked::Retention { by, filters, grain } => {
            retention::find(opened, by.as_deref(), filters, *grain)
        }
        Asked::Segments {
            metric,
            by,
            filters,
            window,
        } => segments::find(opened, metric, by, filters, *window),
        Asked::Distribution {
            of,
            filters,
            window,
        } => {
            of_rows(of.name(), *window, span)?;
            distribution::find(opened, *of, filters, *window)
        }
        Asked::Diagnosis { change } => diagnosis::find(opened, change),
    }
}

/// Finds out what a request in plain words asks for; the sentence tells what the request is about.
///
/// # Errors
/// [`Trouble`] says why not; a request that names no one metric asks for nothing.
pub fn find_reading(
    tables: &dyn Tables,
    definitions: &Definitions,
    reading: &Reading,
    span: Span,
) -> Result<Finding, Trouble> {
    let question = reading.question().ok_or_else(|| Trouble::Unknown {
        what: "metric in the request",
        name: reading.text.clone(),
    })?;
    let opened = Opened {
        tables,
        definitions,
        span,
    };
    metric::find(opened, &once(&question), reading.rest, &reading.focus)
}

/// Refuses times that rows do not tell apart: of the year before there are none.
fn of_rows(what: &str, window: Option<Window>, span: Span) -> Result<(), Trouble> {
    if window == Some(Window::YearOverYear) {
        return Err(Trouble::YearBefore {
            metric: first_upper(what),
            reason: "of that year there are daily sums only".to_owned(),
        });
    }
    engine::inside(window, span)
}

/// The question with each of its dimensions once, however often it was chosen.
fn once(question: &Question) -> Question {
    let mut known = BTreeSet::new();
    let mut once = question.clone();
    once.dimensions
        .retain(|dimension| known.insert(dimension.clone()));
    once
}

/// A world that is asked.
#[derive(Clone, Copy)]
struct Opened<'a> {
    tables: &'a dyn Tables,
    definitions: &'a Definitions,
    span: Span,
}

impl<'a> Opened<'a> {
    /// The first and the last day of a window, in days since 1970.
    fn days(self, window: Option<Window>) -> (i32, i32) {
        let (first, last) = (days(self.span.first), days(self.span.last));
        match window {
            Some(Window::LastDays(count)) => ((last - i32::from(count) + 1).max(first), last),
            Some(Window::BeforeAfter(date)) => (days(date).clamp(first, last), last),
            Some(Window::YearOverYear) | None => (first, last),
        }
    }

    /// The dimension to compare by and those that narrow, if the table can be cut by them.
    #[allow(clippy::type_complexity, reason = "named where it is taken apart")]
    fn cuts(
        self,
        what: &str,
        table: &str,
        by: Option<&str>,
        filters: &'a BTreeMap<String, String>,
    ) -> Result<(Option<&'a Dimension>, Vec<(&'a Dimension, &'a str)>), Trouble> {
        let can_cut = |dimension: &Dimension| dimension.cuts(table, false);
        let by = engine::dimensions(self.definitions, by.into_iter(), can_cut, what)?.pop();
        let narrowed = engine::dimensions(self.definitions, filters.keys(), can_cut, what)?;
        Ok((
            by,
            narrowed
                .into_iter()
                .zip(filters.values().map(String::as_str))
                .collect(),
        ))
    }
}

/// What a heading says of narrowing and time.
fn narrowed(filters: &BTreeMap<String, String>, window: Option<Window>) -> String {
    let mut text: String = filters
        .values()
        .map(|value| format!(", {}", readable(value)))
        .collect();
    match window {
        Some(Window::LastDays(days)) => text.push_str(&format!(", last {days} days")),
        Some(Window::BeforeAfter(date)) => text.push_str(&format!(", before and after {date}")),
        Some(Window::YearOverYear) => text.push_str(", year over year"),
        None => {}
    }
    text
}

/// A value as people read it.
#[must_use]
pub fn readable(value: &str) -> String {
    match value {
        "" => "unknown".to_owned(),
        "tv" => "TV".to_owned(),
        value => value.replace('_', " "),
    }
}
