//! `greenroom lab diagnose`: which segment carries a change; of a CSV file of one's own, or of a
//! metric of a world.

mod table;

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;
use lab::diagnosis::file::{Columns, read};
use lab::diagnosis::{Change, ChangeFault, Diagnosis, diagnose, of_metric};
use serde_json::{Value, json};

use super::{definitions, filters, opened, told};
use crate::nearest::unknown;
use crate::unable::Unable;

/// Which data, and which of its columns are what.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A CSV file with a header: columns of dimensions, and the measure before and after (or
    /// forecast and actual)
    file: Option<PathBuf>,
    /// In place of a file: a world's folder
    #[arg(long, value_name = "DIR", conflicts_with = "file", requires_all = ["metric", "since"])]
    world: Option<PathBuf>,
    /// The world's metric
    #[arg(long, requires = "world")]
    metric: Option<String>,
    /// Narrows the world's metric to a value, as region=LATAM; more than once for several
    #[arg(long, value_name = "DIMENSION=VALUE", requires = "world")]
    only: Vec<String>,
    /// A dimension; more than once for several [default: all columns that hold no numbers of the
    /// measure; of a world region, country, plan, device and acquisition channel]
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// Column of the measure before, or of its forecast [default: before, predict, forecast and the
    /// like]
    #[arg(long, value_name = "COLUMN")]
    before: Option<String>,
    /// Column of the measure after [default: after, actual, real and the like]
    #[arg(long, value_name = "COLUMN")]
    after: Option<String>,
    /// Of a ratio: column of what it is divided by, before
    #[arg(long, value_name = "COLUMN", requires = "per_after")]
    per_before: Option<String>,
    /// Of a ratio: column of what it is divided by, after
    #[arg(long, value_name = "COLUMN", requires = "per_before")]
    per_after: Option<String>,
    /// Where before and after are averages or rates: column of how much stands behind them
    #[arg(long, value_name = "COLUMN", conflicts_with = "per_before")]
    weight: Option<String>,
    /// Where each row is of one time: the column of the time [default: date, day, timestamp and the
    /// like]
    #[arg(long, value_name = "COLUMN", requires = "since")]
    date: Option<String>,
    /// The column of the value of such a row [default: value, count or amount]
    #[arg(long, value_name = "COLUMN", requires = "since")]
    value: Option<String>,
    /// Of a ratio: the column of what that is divided by
    #[arg(long, value_name = "COLUMN", requires = "since")]
    per: Option<String>,
    /// From when on it is after, as 2025-06-01
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Leaves out what is earlier
    #[arg(long, value_name = "TIME", requires = "since")]
    from: Option<String>,
    /// Leaves out what is later
    #[arg(long, value_name = "TIME", requires = "since")]
    until: Option<String>,
    /// Folder of the data, where metrics.toml holds metrics of your own [default: GREENROOM_DATA, else
    /// the platform's data folder]
    #[arg(long, value_name = "DIR", requires = "world")]
    data: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Reads, diagnoses, prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if let (Some(world), Some(metric), Some(since)) =
        (&arguments.world, &arguments.metric, &arguments.since)
    {
        return of_world(arguments, world, metric, since);
    }
    let Some(path) = &arguments.file else {
        bail!(
            "name a CSV file with a column for each dimension and two for the measure, or a world \
             with --world, --metric and --since"
        );
    };
    let columns = Columns {
        by: arguments.by.clone(),
        before: arguments.before.clone(),
        after: arguments.after.clone(),
        per_before: arguments.per_before.clone(),
        per_after: arguments.per_after.clone(),
        weight: arguments.weight.clone(),
        date: arguments.date.clone(),
        value: arguments.value.clone(),
        per: arguments.per.clone(),
        since: arguments.since.clone(),
        from: arguments.from.clone(),
        until: arguments.until.clone(),
    };
    let file = File::open(path).map_err(|error| {
        let told = format!("cannot read {}: {error}", path.display());
        match error.kind() {
            // A name that is none is a fault of what was typed, not of the machine.
            ErrorKind::NotFound | ErrorKind::NotADirectory => anyhow!(told),
            _ => Unable::because(told),
        }
    })?;
    let read =
        read(file, &columns).with_context(|| format!("cannot diagnose {}", path.display()))?;
    let found =
        diagnose(&read.leaves).with_context(|| format!("cannot diagnose {}", path.display()))?;
    if arguments.json {
        println!("{}", object(&found)?);
    } else {
        println!(
            "{} rows, {} combinations of {}.",
            read.rows,
            found.leaves,
            read.dimensions.join(", ")
        );
        print!("{}", table::of(&found));
    }
    Ok(())
}

/// A day that was typed.
fn day(option: &str, text: &str) -> Result<Date> {
    text.parse()
        .with_context(|| format!("{option} {text}: write a date as 2025-06-01"))
}

/// A metric of a world, before and after a day.
fn of_world(arguments: &Arguments, world: &Path, metric: &str, since: &str) -> Result<()> {
    let definitions = definitions(arguments.data.clone())?;
    if definitions.metric(metric).is_none() {
        let known = definitions.metrics.iter().map(|metric| metric.id.as_str());
        return Err(unknown(
            "metric",
            metric,
            known,
            "greenroom lab metric lists them.",
        ));
    }
    let mut change = Change {
        metric: metric.to_owned(),
        dimensions: arguments.by.clone(),
        filters: filters(&arguments.only)?,
        since: day("--since", since)?,
        until: arguments
            .until
            .as_deref()
            .map(|until| day("--until", until))
            .transpose()?,
        against: None,
    };
    if let Some(from) = &arguments.from {
        let before = change.since.saturating_sub(1.days());
        change.against = Some((day("--from", from)?, before));
    }
    let world = opened(world)?;
    let found =
        of_metric(&world, &definitions, &change, world.span()).map_err(|fault| match fault {
            ChangeFault::Trouble(trouble) => told(trouble),
            other => other.into(),
        })?;
    if arguments.json {
        let mut object = object(&found.diagnosis)?;
        object["metric"] = json!(metric);
        object["unit"] = json!(found.unit);
        object["from"] = json!(found.from);
        object["since"] = json!(found.since);
        object["until"] = json!(found.until);
        object["filters"] = json!(change.filters);
        println!("{object}");
    } else {
        println!(
            "{} [{}]: {} to the day before {}, against that day to {}; by {}.",
            definitions
                .metric(metric)
                .map_or(metric, |metric| &metric.name),
            found.unit,
            found.from,
            found.since,
            found.until,
            found.dimensions.join(", ")
        );
        print!("{}", table::of(&found.diagnosis));
    }
    Ok(())
}

/// The diagnosis as an object, with a short name for every segment.
fn object(found: &Diagnosis) -> Result<Value> {
    let mut object = serde_json::to_value(found)?;
    let names: Vec<String> = found.segments.iter().map(table::name).collect();
    object["names"] = json!(names);
    Ok(object)
}
