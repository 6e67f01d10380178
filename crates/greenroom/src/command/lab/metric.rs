//! `greenroom lab metric`: one metric of a world, or what metrics there are.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use lab::{Asked, Definitions, Question, against_the_rest, answer, partial, who_counts};
use serde_json::{Value, json};

use super::finding::{When, definitions, filters};
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
    #[command(flatten)]
    when: When,
    /// Holds what it is narrowed to against everything else
    #[arg(long, requires = "only")]
    rest: bool,
    /// Print the SQL that gives the same; without a world, the metric's definition
    #[arg(long, conflicts_with = "json")]
    sql: bool,
    /// Folder of the data, where metrics.toml holds metrics of your own [default: GREENROOM_DATA, else
    /// the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What can be asked for, and by what it can be cut.
fn all(definitions: &Definitions) -> Value {
    let metrics = definitions.metrics.iter().map(|metric| {
        json!({
            "id": metric.id,
            "name": metric.name,
            "meaning": metric.meaning,
            "unit": metric.unit,
            "better": metric.better,
        })
    });
    let dimensions = definitions.dimensions.iter().map(|dimension| {
        json!({
            "id": dimension.id,
            "name": dimension.name,
            "meaning": dimension.meaning,
        })
    });
    json!({
        "metrics": metrics.collect::<Value>(),
        "dimensions": dimensions.collect::<Value>(),
    })
}

/// Computes and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let definitions = definitions(arguments.data.clone())?;
    let Some(id) = &arguments.metric else {
        if arguments.json {
            println!("{}", all(&definitions));
            return Ok(());
        }
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
    if arguments.sql && arguments.world.is_none() {
        println!("{}", metric.sql());
        return Ok(());
    }
    let Some(path) = &arguments.world else {
        bail!("--world DIR says of which world; greenroom world new makes one");
    };
    let question = Question {
        metric: id.clone(),
        dimensions: arguments.by.clone(),
        filters: filters(&arguments.only)?,
        window: arguments.when.window(),
    };
    let world = opened(path)?;
    let span = world.span();
    if arguments.sql {
        let asked = Asked::Metric {
            question,
            rest: arguments.rest,
        };
        let found = lab::find(&world, &definitions, &asked, span).map_err(told)?;
        println!("{}", found.sql);
        return Ok(());
    }
    let found = if arguments.rest {
        against_the_rest(&world, &definitions, &question, span)
    } else {
        answer(&world, &definitions, &question, span)
    }
    .map_err(told)?;
    let partial = partial(&definitions, &question, span);
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
                "partial": partial,
            })
        );
    } else {
        println!("{} [{}]", metric.name, found.unit);
        print!("{}", table(&found, &partial));
        if let Some(remark) = who_counts(&definitions, &question) {
            println!("{remark}");
        }
    }
    Ok(())
}
