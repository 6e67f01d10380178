//! `greenroom experiment analyze`; what it prints is described in `docs/experiments.md`.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use units::{Limits, Named, Question, covariate};

use super::{json, table};

/// The columns and how to read them.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A CSV file with a header, or a Parquet file; one row a unit
    file: PathBuf,
    /// Column that names the unit assigned
    #[arg(long)]
    unit: String,
    /// Column that names the arm
    #[arg(long)]
    variant: String,
    /// Column of a metric; more than once for several
    #[arg(long, required = true)]
    metric: Vec<String>,
    /// The arm of the variant column that is control [default: control, 0, a, off, false or baseline]
    #[arg(long)]
    control: Option<String>,
    /// Covariate from before exposure: a column for all metrics, one a metric in their order, or
    /// METRIC=COLUMN, up to four times for a mean; COLUMN/COLUMN is a ratio
    #[arg(long)]
    covariate: Vec<String>,
    /// Denominator that makes a metric a ratio, named as covariates are
    #[arg(long)]
    denominator: Vec<String>,
    /// Column whose values cut the units into segments; more than once for several
    #[arg(long)]
    segment: Vec<String>,
    /// Units meant for control and each other arm (in the order of their names), such as 1:1
    #[arg(long)]
    split: Option<String>,
    /// Error level of the intervals
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    /// Count what lies above this quantile of all units as the quantile, in metrics that are no ratios,
    /// such as 0.999: for means that hang on a few units
    #[arg(long, value_name = "SHARE")]
    cap: Option<f64>,
    /// Means and ratios only: no Mann-Whitney test and no quantiles, which take most of the time on
    /// millions of units
    #[arg(long)]
    means: bool,
    /// Print one JSON object with every estimate at full precision
    #[arg(long)]
    json: bool,
}

/// Reads the file, analyses and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let question = Question {
        unit: arguments.unit.clone(),
        variant: arguments.variant.clone(),
        metrics: named(arguments)?,
        control: arguments.control.clone(),
        segments: arguments.segment.clone(),
        split: arguments.split.clone(),
        alpha: arguments.alpha,
        order: !arguments.means,
        cap: arguments.cap,
    };
    let path = arguments.file.display();
    let file = File::open(&arguments.file).with_context(|| format!("cannot read {path}"))?;
    let found = units::analyze(file, &question, Limits::NONE)
        .with_context(|| format!("cannot analyse {path}"))?;
    if arguments.json {
        println!("{}", json::of(&found));
    } else {
        print!("{}", table::of(&found));
    }
    Ok(())
}

/// The metrics with their denominators and covariates.
fn named(arguments: &Arguments) -> Result<Vec<Named>> {
    let metrics = &arguments.metric;
    for (place, metric) in metrics.iter().enumerate() {
        if metrics[..place].contains(metric) {
            bail!("--metric {metric} is given twice; each metric once");
        }
    }
    let denominators = assign("--denominator", metrics, &arguments.denominator)?;
    for (metric, columns) in metrics.iter().zip(&denominators) {
        if columns.len() > 1 {
            bail!("--denominator {metric} is given twice; a ratio has one");
        }
    }
    let covariates = assign("--covariate", metrics, &arguments.covariate)?;
    let parts = metrics.iter().zip(denominators).zip(covariates);
    Ok(parts
        .map(|((values, denominator), written)| {
            let mut written = written.into_iter();
            Named {
                values: values.clone(),
                denominator: denominator.into_iter().next(),
                covariate: written.next().as_deref().map(covariate),
                more_covariates: written.collect(),
            }
        })
        .collect())
}

/// Which columns each metric gets from a flag that may be given once for all, once a metric, or by
/// the metric's name, then more than once.
fn assign(flag: &str, metrics: &[String], given: &[String]) -> Result<Vec<Vec<String>>> {
    let mut result = vec![Vec::new(); metrics.len()];
    let by_name: Vec<(&str, &str)> = given
        .iter()
        .filter_map(|each| each.split_once('='))
        .collect();
    if by_name.is_empty() {
        match given {
            [] => {}
            [one] => result.fill(vec![one.clone()]),
            many if many.len() == metrics.len() => {
                result = many.iter().map(|each| vec![each.clone()]).collect();
            }
            many => bail!(
                "{flag} is given {} times for {} metrics: give it once for all, once a metric in their order, or as METRIC=COLUMN",
                many.len(),
                metrics.len()
            ),
        }
        return Ok(result);
    }
    if by_name.len() < given.len() {
        bail!("some {flag} name their metric and some do not; write all as METRIC=COLUMN");
    }
    for (metric, column) in by_name {
        let Some(place) = metrics.iter().position(|each| each == metric) else {
            bail!(
                "{flag} {metric}={column} names no --metric; there are {}",
                metrics.join(", ")
            );
        };
        result[place].push(column.to_owned());
    }
    Ok(result)
}
