//! What is asked of a file, and the readout that answers.

use std::fs::File;

use stats::readout::{Comparison, MOST_COVARIATES, Options, Readout, Shape, readout};
use stats::sample_ratio::SampleRatio;

use crate::cap::{self, Cap};
use crate::columns::{Limits, Places, Plan, Wanted, read};
use crate::cut::{self, Cut};
use crate::error::Error;

/// Names of the arm taken for control when none is named.
const CONTROL: [&str; 6] = ["control", "0", "a", "off", "false", "baseline"];
/// The quantiles that are compared.
const QUANTILES: [f64; 4] = [0.5, 0.9, 0.95, 0.99];

/// A metric by the names of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The metric, or a ratio's numerator.
    pub values: String,
    /// A ratio's denominator.
    pub denominator: Option<String>,
    /// A covariate from before exposure, and its denominator if it is a ratio.
    pub covariate: Option<(String, Option<String>)>,
    /// Further covariates of a mean, none of them a ratio.
    pub more_covariates: Vec<String>,
}

impl Named {
    /// As shown: `watch`, or `stalled / played`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.denominator {
            None => self.values.clone(),
            Some(denominator) => format!("{} / {denominator}", self.values),
        }
    }

    fn shape(&self) -> Shape {
        match (&self.denominator, &self.covariate) {
            (None, None) => Shape::Mean,
            (Some(_), None) => Shape::Ratio,
            (None, Some((_, None))) => Shape::adjusted_mean(1 + self.more_covariates.len()),
            (_, Some(_)) => Shape::AdjustedRatio,
        }
    }

    fn columns(&self) -> impl Iterator<Item = &str> {
        let covariate = self.covariate.iter();
        let of_covariate = covariate
            .flat_map(|(above, below)| std::iter::once(above.as_str()).chain(below.as_deref()));
        std::iter::once(self.values.as_str())
            .chain(self.denominator.as_deref())
            .chain(of_covariate)
            .chain(self.more_covariates.iter().map(String::as_str))
    }

    fn check(&self) -> Result<(), Error> {
        let found = 1 + self.more_covariates.len();
        let several = self.covariate.is_some() && self.shape().is_mean();
        if found == 1 || (several && found <= MOST_COVARIATES) {
            return Ok(());
        }
        Err(Error::Covariates {
            metric: self.title(),
            found,
        })
    }
}

/// A covariate as people write it: a column, or two joined by a slash.
#[must_use]
pub fn covariate(written: &str) -> (String, Option<String>) {
    match written.split_once('/') {
        Some((above, below)) => (above.trim().to_owned(), Some(below.trim().to_owned())),
        None => (written.trim().to_owned(), None),
    }
}

/// What is asked of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Column of the unit that was assigned.
    pub unit: String,
    /// Column of the arm.
    pub variant: String,
    /// The metrics.
    pub metrics: Vec<Named>,
    /// The arm that is control; one of the usual names where none is given.
    pub control: Option<String>,
    /// Columns by which the units are cut into segments.
    pub segments: Vec<String>,
    /// Units meant for control and each other arm, in the order of their names, as `1:1`; equal ones
    /// where nothing is said.
    pub split: Option<String>,
    /// Error level of the intervals.
    pub alpha: f64,
    /// Whether ranks and quantiles are compared too, which takes most of the time on millions of units.
    pub order: bool,
    /// The quantile of all units at which metrics that are no ratios are capped, if any.
    pub cap: Option<f64>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The metrics, as they were asked for.
    pub metrics: Vec<Named>,
    /// The arms, control first, then in the order of their names.
    pub names: Vec<String>,
    /// Error level of the intervals.
    pub alpha: f64,
    /// What was found.
    pub readout: Readout,
    /// The same by segment, for each column by which it was cut.
    pub cuts: Vec<Cut>,
    /// Where each metric was capped, if it was.
    pub caps: Vec<Option<Cap>>,
}

/// Below this p-value the arms' sizes are called wrong (Fabijan et al. 2019 advise 0.0005).
const MISMATCH: f64 = 0.0005;
/// Below this p-value a covariate is called unlike in both arms.
const UNLIKE: f64 = 0.005;

impl Analysis {
    /// The check that the arms hold the shares that were meant: exact where there are two.
    #[must_use]
    pub fn sample_ratio_check(&self) -> &SampleRatio {
        let exact = self.readout.sample_ratio_exact.as_ref();
        exact.unwrap_or(&self.readout.sample_ratio)
    }

    /// Its p-value.
    #[must_use]
    pub fn sample_ratio(&self) -> f64 {
        self.sample_ratio_check().p_value
    }

    /// Whether the arms' sizes are beyond what chance does, so that no effect can be believed.
    #[must_use]
    pub fn is_mismatched(&self) -> bool {
        self.sample_ratio() < MISMATCH
    }
}

/// Whether the covariate of an adjusted estimate already differs between the arms, which one from
/// before exposure does not.
#[must_use]
pub fn is_covariate_unlike(comparison: &Comparison) -> bool {
    let adjusted = comparison.adjusted.as_ref();
    let balance = adjusted.and_then(|adjusted| adjusted.covariate_balance);
    balance.is_some_and(|p| p < UNLIKE)
}

/// Reads a file out.
///
/// # Errors
/// What is wrong with the file or the question, and what to do.
pub fn analyze(file: File, question: &Question, limits: Limits) -> Result<Analysis, Error> {
    let metrics = &question.metrics;
    metrics.iter().try_for_each(Named::check)?;
    let mut numbers: Vec<&str> = metrics.iter().flat_map(Named::columns).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let place = |name: &String| numbers.binary_search(&name.as_str()).unwrap_or(0);
    let places = metrics.iter().map(|metric| {
        let covariate = metric.covariate.as_ref();
        Places {
            values: place(&metric.values),
            denominator: metric.denominator.as_ref().map(place),
            covariate: covariate.map(|(above, _)| place(above)),
            covariate_denominator: covariate.and_then(|(_, below)| below.as_ref().map(place)),
            more: std::array::from_fn(|more| metric.more_covariates.get(more).map(place)),
        }
    });
    let wanted = Wanted {
        unit: &question.unit,
        variant: &question.variant,
        metrics: places.collect(),
        segments: question.segments.iter().map(String::as_str).collect(),
        numbers: numbers.clone(),
    };
    let shapes: Vec<Shape> = metrics.iter().map(Named::shape).collect();
    if let Some(quantile) = question.cap {
        cap::check(quantile)?;
    }
    let plan = Plan {
        shapes: &shapes,
        keep_all: question.order || question.cap.is_some(),
        cap: question.cap,
    };
    let rows = read(file, &wanted, &plan, limits)?;
    let (names, order) = arranged(&rows.names, question.control.as_deref())?;
    let options = Options {
        alpha: question.alpha,
        weights: weights(question.split.as_deref(), names.len())?,
        order: question.order,
        quantiles: QUANTILES.to_vec(),
    };
    // The arms as they were met, in the order of the names.
    let mut met: Vec<usize> = (0..names.len()).collect();
    met.sort_by_key(|arm| order[*arm]);
    let cuts = rows.cuts.iter().zip(&question.segments);
    let mut cuts: Vec<Cut> = cuts
        .map(|(gathered, column)| gathered.read(column, &met, &options))
        .collect();
    cut::correct(&mut cuts, question.alpha)?;
    let found = match rows.sums {
        Some(sums) => sums.of(&met).readout(&options)?,
        None => {
            let arms: Vec<u8> = rows
                .arms
                .iter()
                .map(|arm| order[usize::from(*arm)] as u8)
                .collect();
            let of_columns = rows.metrics.iter();
            let of_columns: Vec<_> = of_columns.map(|each| each.metric(&rows.numbers)).collect();
            readout(&arms, &of_columns, &options)?
        }
    };
    unless_empty(&found, metrics)?;
    Ok(Analysis {
        readout: found,
        metrics: metrics.clone(),
        names,
        alpha: question.alpha,
        cuts,
        caps: rows.caps,
    })
}

/// Refuses a readout without a single metric, saying what is wrong with each.
fn unless_empty(found: &Readout, metrics: &[Named]) -> Result<(), Error> {
    if found.comparisons.iter().flatten().any(Result::is_ok) {
        return Ok(());
    }
    let first = found.comparisons.iter().take(1).flatten();
    let reasons = metrics.iter().zip(first).filter_map(|(named, compared)| {
        let why = compared.as_ref().err()?;
        Some(format!("\"{}\": {why}", named.title()))
    });
    let reasons: Vec<String> = reasons.collect();
    Err(Error::NoMetric(reasons.join("; ")))
}

/// The arms' names, control first and the others in their order; and the new place of each.
fn arranged(met: &[String], control: Option<&str>) -> Result<(Vec<String>, Vec<usize>), Error> {
    let mut names = met.to_vec();
    names.sort_unstable();
    let list = names.join(", ");
    if names.len() < 2 {
        return Err(Error::Arms(format!(
            "only one arm is in the variant column ({list}): an experiment needs two"
        )));
    }
    let place = match control {
        Some(control) => names
            .iter()
            .position(|name| name == control)
            .ok_or_else(|| {
                Error::Arms(format!(
                    "no row has the arm {control}; the variant column holds {list}"
                ))
            })?,
        None => CONTROL
            .iter()
            .find_map(|usual| {
                names
                    .iter()
                    .position(|name| name.eq_ignore_ascii_case(usual))
            })
            .ok_or_else(|| {
                Error::Arms(format!(
                    "which arm is control? Name it; it is one of {list}"
                ))
            })?,
    };
    names[..=place].rotate_right(1);
    let places = met.iter().map(|name| {
        let place = names.iter().position(|each| each == name);
        place.unwrap_or(0)
    });
    let places = places.collect();
    Ok((names, places))
}

/// The shares meant, equal if nothing is said.
fn weights(split: Option<&str>, arms: usize) -> Result<Vec<f64>, Error> {
    let Some(split) = split else {
        return Ok(vec![1.0; arms]);
    };
    let read = split.split(':').map(|part| part.trim().parse());
    let weights: Vec<f64> = read.collect::<Result<_, _>>().map_err(|_| {
        Error::Arms(format!(
            "the split \"{split}\" is not numbers joined by colons, such as 1:1"
        ))
    })?;
    if weights.len() != arms {
        return Err(Error::Arms(format!(
            "the split \"{split}\" has {} parts for {arms} arms",
            weights.len()
        )));
    }
    Ok(weights)
}
