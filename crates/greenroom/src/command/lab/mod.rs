//! `greenroom lab`: a world opened for questions. `docs/lab.md` describes it.

mod ask;
mod diagnose;
mod distribution;
mod finding;
mod funnel;
mod metric;
mod retention;
mod segments;
mod sql;

use std::path::Path;

use anyhow::Result;
use clap::Subcommand;
use lab::{Answer, Partial, Trouble};
use serde_json::{Value, json};
use worlds::OpenWorld;

use crate::unable::Unable;

pub(crate) use distribution::quantity;
pub(crate) use finding::{When, definitions, filters};
pub(crate) use funnel::Way;

/// What can be asked.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Ask in plain words: "do folks in Brazil finish what they start?"
    Ask(ask::Arguments),
    /// A metric, over time, by dimensions, filtered, compared; without one, what there is
    Metric(metric::Arguments),
    /// Which segment carries a change, of any depth: of a CSV file of your own
    Diagnose(Box<diagnose::Arguments>),
    /// How many go on from step to step: joining, or visiting
    Funnel(funnel::Arguments),
    /// Who is still there some days after joining, and cohort by cohort
    Retention(retention::Arguments),
    /// What a change of a metric is made of, segment by segment, by level and by mix
    Segments(segments::Arguments),
    /// How sizes are spread: hours a member, seconds to the first picture
    Distribution(distribution::Arguments),
    /// A query in SQL, read-only and within limits
    Sql(sql::Arguments),
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Ask(arguments) => ask::run(&arguments),
        Command::Metric(arguments) => metric::run(&arguments),
        Command::Diagnose(arguments) => diagnose::run(&arguments),
        Command::Funnel(arguments) => funnel::run(&arguments),
        Command::Retention(arguments) => retention::run(&arguments),
        Command::Segments(arguments) => segments::run(&arguments),
        Command::Distribution(arguments) => distribution::run(&arguments),
        Command::Sql(arguments) => sql::run(&arguments),
    }
}

/// Opens a world's folder; one that is none is bad input.
fn opened(folder: &Path) -> Result<OpenWorld> {
    Ok(OpenWorld::at(folder)?)
}

/// Tells bad input from files that cannot be read.
fn told(trouble: Trouble) -> anyhow::Error {
    match trouble {
        Trouble::Unreadable { .. } | Trouble::Column { .. } => Unable::because(trouble),
        _ => trouble.into(),
    }
}

fn rows(answer: &Answer) -> Value {
    answer
        .rows
        .iter()
        .map(|row| {
            json!({
                "values": row.values,
                "value": row.value,
                "before": row.before,
                "change": row.change(),
            })
        })
        .collect()
}

/// The answer as a table; times that are not whole are marked.
fn table(answer: &Answer, partial: &[Partial]) -> String {
    let names: Vec<String> = answer
        .rows
        .iter()
        .map(|row| {
            let values: Vec<String> = row
                .values
                .iter()
                .map(|value| {
                    let known = partial.iter().find(|each| each.place == *value);
                    known.map_or_else(|| value.clone(), |each| format!("{value} {}", each.mark()))
                })
                .collect();
            values.join(", ")
        })
        .collect();
    let width = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for (name, row) in names.iter().zip(&answer.rows) {
        text.push_str(&format!("  {name:<width$}  "));
        if let Some(before) = row.before {
            text.push_str(&format!("{} → ", lab::figure(Some(before), &answer.unit)));
        }
        text.push_str(&lab::figure(row.value, &answer.unit));
        if let Some(change) = row.change() {
            text.push_str(&format!("  {:+.1}%", change * 100.0));
        }
        text.push('\n');
    }
    text
}
