//! Requests with the readings they should get, and how many of them are read so.

use std::collections::BTreeMap;

use crate::definitions::{Definitions, Fault};
use crate::request::{Reader, Reading, Verdict};

/// A request with what it should be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The request.
    pub text: String,
    /// Whether it goes on from the one before.
    pub goes_on: bool,
    /// The metric; "none" and "ask" are spelled out.
    pub metric: String,
    /// The dimensions, sorted.
    pub dimensions: Vec<String>,
    /// The filters.
    pub filters: BTreeMap<String, String>,
    /// The window as in the contract; empty for none.
    pub window: String,
    /// Whether the filters are held against everything else; "rest" as the last field.
    pub rest: bool,
}

/// Reads a file of labelled requests; lines that begin with `#` are remarks.
#[must_use]
pub fn labelled(file: &str) -> Vec<Labelled> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut fields = line.split('|').map(str::trim);
            let mut next = || fields.next().unwrap_or_default();
            let text = next();
            let list = |field: &str| -> Vec<String> {
                field
                    .split(',')
                    .map(|each| each.trim().to_owned())
                    .filter(|each| !each.is_empty())
                    .collect()
            };
            let metric = next().to_owned();
            let mut dimensions = list(next());
            dimensions.sort();
            let filters = list(next())
                .iter()
                .filter_map(|filter| filter.split_once('='))
                .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()))
                .collect();
            Labelled {
                text: text.trim_start_matches('+').trim().to_owned(),
                goes_on: text.starts_with('+'),
                metric,
                dimensions,
                filters,
                window: next().to_owned(),
                rest: next() == "rest",
            }
        })
        .collect()
}

/// How many requests are read right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Requests that name a metric.
    pub answerable: usize,
    /// Of those, the ones whose metric is right.
    pub metric_right: usize,
    /// All requests.
    pub all: usize,
    /// Of those, the ones of which everything is right.
    pub whole_right: usize,
    /// Requests that the data cannot answer.
    pub unanswerable: usize,
    /// Of those, the ones that are refused.
    pub refused: usize,
    /// What was read otherwise: the request, and the reading.
    pub misread: Vec<(Labelled, Reading)>,
}

/// Reads every request of a file and compares.
///
/// # Errors
/// The definitions that come with the program are not of the form.
pub fn examine(file: &str) -> Result<Figures, Fault> {
    let reader = Reader::new(Definitions::built_in()?, &[])?;
    let mut figures = Figures::default();
    let mut before: Option<Reading> = None;
    for label in labelled(file) {
        let context = before.as_ref().filter(|_| label.goes_on);
        let reading = reader.read(&label.text, None, context);
        let metric = match (&reading.metric, &reading.verdict) {
            (Some(metric), _) => metric.as_str(),
            (None, Verdict::Unanswerable(_)) => "none",
            (None, _) => "ask",
        };
        let mut dimensions = reading.dimensions.clone();
        dimensions.sort();
        let right = metric == label.metric;
        let window = reading
            .window
            .map(|window| window.to_string())
            .unwrap_or_default();
        let whole = right
            && dimensions == label.dimensions
            && reading.filters == label.filters
            && reading.rest == label.rest
            && window == label.window;
        figures.all += 1;
        figures.whole_right += usize::from(whole);
        if label.metric == "none" {
            figures.unanswerable += 1;
            figures.refused += usize::from(right);
        } else if label.metric != "ask" {
            figures.answerable += 1;
            figures.metric_right += usize::from(right);
        }
        if !matches!(reading.verdict, Verdict::Unanswerable(_)) {
            before = Some(reading.clone());
        } else if !label.goes_on {
            before = None;
        }
        if !whole {
            figures.misread.push((label, reading));
        }
    }
    Ok(figures)
}
