//! `greenroom experiment analyze`; what it prints is described in `docs/experiments.md`.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use stats::readout::{Metric, Options, readout};

use super::file::{Columns, read};
use super::{json, table};

/// Names of the arm taken for control when none is named.
const CONTROL: [&str; 6] = ["control", "0", "a", "off", "false", "baseline"];

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
    /// METRIC=COLUMN; COLUMN/COLUMN is a ratio
    #[arg(long)]
    covariate: Vec<String>,
    /// Denominator that makes a metric a ratio, named as covariates are
    #[arg(long)]
    denominator: Vec<String>,
    /// Units meant for control and each other arm (in the order of their names), such as 1:1
    #[arg(long)]
    split: Option<String>,
    /// Error level of the intervals
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    /// Print one JSON object with every estimate at full precision
    #[arg(long)]
    json: bool,
}

/// A metric by the names of its columns.
pub(super) struct Named {
    pub(super) values: String,
    pub(super) denominator: Option<String>,
    pub(super) covariate: Option<(String, Option<String>)>,
}

impl Named {
    /// As shown: `watch`, or `stalled / played`.
    pub(super) fn title(&self) -> String {
        match &self.denominator {
            None => self.values.clone(),
            Some(denominator) => format!("{} / {denominator}", self.values),
        }
    }
}

/// Reads the file, analyses and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let metrics = named(arguments)?;
    let mut wanted: Vec<&str> = Vec::new();
    for metric in &metrics {
        wanted.push(&metric.values);
        wanted.extend(metric.denominator.as_deref());
        if let Some((covariate, below)) = &metric.covariate {
            wanted.push(covariate);
            wanted.extend(below.as_deref());
        }
    }
    let columns = read(
        &arguments.file,
        &arguments.unit,
        &arguments.variant,
        &wanted,
    )?;
    let names = arm_names(&columns, arguments.control.as_deref())?;
    let places: HashMap<&str, u8> = (0..)
        .zip(&names)
        .map(|(place, name)| (*name, place))
        .collect();
    let arms: Vec<u8> = columns
        .variants
        .iter()
        .map(|name| places[name.as_str()])
        .collect();
    let options = Options {
        alpha: arguments.alpha,
        weights: weights(arguments.split.as_deref(), names.len())?,
        quantiles: vec![0.5, 0.9, 0.95, 0.99],
    };
    let column = |name: &String| columns.numbers[name].as_slice();
    let of_columns: Vec<Metric<'_>> = metrics
        .iter()
        .map(|metric| {
            let covariate = metric.covariate.as_ref();
            Metric {
                values: column(&metric.values),
                denominator: metric.denominator.as_ref().map(column),
                covariate: covariate.map(|(above, _)| column(above)),
                covariate_denominator: covariate.and_then(|(_, below)| below.as_ref().map(column)),
            }
        })
        .collect();
    let found = readout(&arms, &of_columns, &options)
        .with_context(|| format!("cannot analyse {}", arguments.file.display()))?;
    if arguments.json {
        println!("{}", json::of(&found, &metrics, &names, arguments.alpha));
    } else {
        print!("{}", table::of(&found, &metrics, &names, arguments.alpha));
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
    let covariates = assign("--covariate", metrics, &arguments.covariate)?;
    let parts = metrics.iter().zip(denominators).zip(covariates);
    Ok(parts
        .map(|((values, denominator), covariate)| Named {
            values: values.clone(),
            denominator,
            covariate: covariate.map(|covariate| match covariate.split_once('/') {
                Some((above, below)) => (above.to_owned(), Some(below.to_owned())),
                None => (covariate, None),
            }),
        })
        .collect())
}

/// Which column each metric gets from a flag that may be given once for all, once a metric, or by
/// the metric's name.
fn assign(flag: &str, metrics: &[String], given: &[String]) -> Result<Vec<Option<String>>> {
    let mut result = vec![None; metrics.len()];
    let by_name: Vec<(&str, &str)> = given
        .iter()
        .filter_map(|each| each.split_once('='))
        .collect();
    if by_name.is_empty() {
        match given {
            [] => {}
            [one] => result.fill(Some(one.clone())),
            many if many.len() == metrics.len() => {
                result = many.iter().cloned().map(Some).collect();
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
        result[place] = Some(column.to_owned());
    }
    Ok(result)
}

/// The arms found, control first, the others in the order of their names.
fn arm_names<'a>(columns: &'a Columns, control: Option<&str>) -> Result<Vec<&'a str>> {
    let mut names: Vec<&str> = columns.variants.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let list = names.join(", ");
    if names.len() < 2 {
        bail!("only one arm is in the variant column ({list}): an experiment needs two");
    }
    if names.len() > usize::from(u8::MAX) {
        bail!(
            "{} different arms are in the variant column: is it the right column?",
            names.len()
        );
    }
    let place = match control {
        Some(control) => names
            .iter()
            .position(|name| *name == control)
            .with_context(|| {
                format!("no row has the arm {control}; the variant column holds {list}")
            })?,
        None => CONTROL
            .iter()
            .find_map(|usual| {
                names
                    .iter()
                    .position(|name| name.eq_ignore_ascii_case(usual))
            })
            .with_context(|| format!("which arm is control? Say --control with one of {list}"))?,
    };
    names[..=place].rotate_right(1);
    Ok(names)
}

/// The shares meant, equal if nothing is said.
fn weights(split: Option<&str>, arms: usize) -> Result<Vec<f64>> {
    let Some(split) = split else {
        return Ok(vec![1.0; arms]);
    };
    let weights: Vec<f64> = split
        .split(':')
        .map(|part| part.trim().parse())
        .collect::<Result<_, _>>()
        .with_context(|| format!("--split {split} is not numbers joined by colons, such as 1:1"))?;
    if weights.len() != arms {
        bail!(
            "--split {split} has {} parts for {arms} arms",
            weights.len()
        );
    }
    Ok(weights)
}
