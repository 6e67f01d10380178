//! `greenroom lab metric`: one metric of a world, or what metrics there are.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use lab::{Definitions, Question, Window, answer};
use serde_json::json;

use super::{opened, rows, table, told};
use crate::nearest::unknown;

/// Which metric, of which world, how cut.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The metric; without one, all are listed
    metric: Option<String>,
    /// The world's folder
    #[arg(long, value_name = "DIR")]
    world: Option<PathBuf>,
    /// A dimension to cut by, as day, month, country; more than once for several
    #[arg(long, value_name = "DIMENSION")]
    by: Vec<String>,
    /// Narrows to a value, as country=Brazil; more than once for several
    #[arg(long, value_name = "DIMENSION=VALUE")]
    only: Vec<String>,
    /// The last days only
    #[arg(long, value_name = "DAYS", conflicts_with = "since")]
    last: Option<u16>,
    /// Compares from this day on with what was before
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Print the metric's definition in SQL
    #[arg(long)]
    sql: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let definitions = Definitions::built_in()?;
    let Some(id) = &arguments.metric else {
        for metric in &definitions.metrics {
            println!("{:<27} {} [{}]", metric.id, metric.meaning, metric.unit);
        }
        println!("\nBy:");
        for dimension in &definitions.dimensions {
            println!("{:<27} {}", dimension.id, dimension.meaning);
        }
        return Ok(());
    };
    let Some(metric) = definitions.metric(id) else {
        let known = definitions.metrics.iter().map(|metric| metric.id.as_str());
        return Err(unknown(
            "metric",
            id,
            known,
            "greenroom lab metric lists them.",
        ));
    };
    if arguments.sql {
        println!("{}", metric.sql());
        return Ok(());
    }
    let Some(path) = &arguments.world else {
        bail!("--world DIR says of which world; greenroom world new makes one");
    };
    let mut question = Question {
        metric: id.clone(),
        dimensions: arguments.by.clone(),
        filters: std::collections::BTreeMap::new(),
        window: arguments
            .last
            .map(Window::LastDays)
            .or(arguments.since.map(Window::BeforeAfter)),
    };
    for only in &arguments.only {
        let Some((dimension, value)) = only.split_once('=') else {
            bail!("--only {only}: write a dimension and a value, as country=Brazil");
        };
        question
            .filters
            .insert(dimension.to_owned(), value.to_owned());
    }
    let world = opened(path)?;
    let found = answer(&world, &definitions, &question, world.span()).map_err(told)?;
    if arguments.json {
        println!(
            "{}",
            json!({
                "metric": id,
                "dimensions": question.dimensions,
                "filters": question.filters,
                "window": question.window.map(|window| window.to_string()),
                "unit": found.unit,
                "rows": rows(&found),
            })
        );
    } else {
        println!("{} [{}]", metric.name, found.unit);
        print!("{}", table(&found));
    }
    Ok(())
}
