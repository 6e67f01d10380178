//! What the terminal shows, as text: functions from data to words on lines of 80 columns.

mod corpus;
mod debrief;
mod examination;
mod experiment;
mod number;
mod scorecard;
mod world;

pub(crate) use corpus::corpus;
pub(crate) use debrief::debrief;
pub(crate) use examination::examination;
pub(crate) use experiment::{readout, verdict};
pub(crate) use number::{p_is, p_value, short};
pub(crate) use scorecard::scorecard;
pub(crate) use world::{estimate, facts, kinds_of_incidents, truth, world};

/// Columns of a line.
const WIDTH: usize = 80;

/// Text in lines of 80 columns, each behind an indent.
pub(crate) fn lines(indent: &str, text: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(indent)
        .subsequent_indent(indent);
    textwrap::fill(text, options)
}

/// A quote on one line, as people set it.
fn quoted(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\u{201c}{line}\u{201d}")
}

/// A level, or that there was none.
fn level(level: Option<f64>) -> String {
    level.map_or_else(|| "not observed".to_owned(), |level| format!("{level:.1}"))
}

/// A level with the half-width of its interval, or that there was none.
fn level_with(estimate: Option<f64>, margin: Option<f64>) -> String {
    match (estimate, margin) {
        (Some(level), Some(margin)) => format!("{level:.1} \u{b1} {margin:.1}"),
        (estimate, _) => level(estimate),
    }
}
