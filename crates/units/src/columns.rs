//! Columns of a file of units, kept whole or summed up block by block.

use std::fs::File;

use stats::readout::{MOST_COVARIATES, Metric, Shape, Sums};

use crate::cap::{self, Cap};
use crate::cut::Gathered;
use crate::error::{Error, Place};
use crate::form::Form;
use crate::seen::Seen;
use crate::{comma, parquet};

/// The most arms that are told apart.
const MOST_ARMS: usize = 255;

/// The columns that are asked for, by name.
pub(crate) struct Wanted<'a> {
    /// Names the unit that was assigned.
    pub(crate) unit: &'a str,
    /// Names the arm.
    pub(crate) variant: &'a str,
    /// Cut the units into segments.
    pub(crate) segments: Vec<&'a str>,
    /// Numbers, every column once.
    pub(crate) numbers: Vec<&'a str>,
    /// The metrics made of them.
    pub(crate) metrics: Vec<Places>,
}

/// A metric by the places of its columns among those that are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    pub(crate) values: usize,
    pub(crate) denominator: Option<usize>,
    pub(crate) covariate: Option<usize>,
    pub(crate) covariate_denominator: Option<usize>,
    pub(crate) more: [Option<usize>; MOST_COVARIATES - 1],
}

impl Places {
    pub(crate) fn metric<'a>(&self, numbers: &'a [Vec<f64>]) -> Metric<'a> {
        let column = |place: usize| numbers[place].as_slice();
        Metric {
            values: column(self.values),
            denominator: self.denominator.map(column),
            covariate: self.covariate.map(column),
            covariate_denominator: self.covariate_denominator.map(column),
            more: self.more.map(|place| place.map(column)),
        }
    }
}

/// How much is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Cells of numbers, rows times columns; eight bytes each.
    pub cells: u64,
    /// Bytes of memory for the names of units, which are remembered to find those that stand twice. What
    /// is neither number nor name takes a byte a row, or two.
    pub names: u64,
}

impl Limits {
    /// As much as the machine holds.
    pub const NONE: Self = Self {
        cells: u64::MAX,
        names: u64::MAX,
    };

    /// Refuses a file whose units' names take too much.
    pub(crate) fn remember(self, seen: &Seen) -> Result<(), Error> {
        if seen.bytes() <= self.names {
            return Ok(());
        }
        Err(Error::TooManyNames {
            most: self.names / 1_000_000,
        })
    }

    /// Refuses a file of so many rows.
    pub(crate) fn hold(self, rows: u64, columns: usize) -> Result<(), Error> {
        let columns = columns as u64;
        if rows.saturating_mul(columns) <= self.cells {
            return Ok(());
        }
        Err(Error::TooLarge {
            found: rows,
            columns,
            most: self.cells,
        })
    }
}

/// What is to be done with what is read.
pub(crate) struct Plan<'a> {
    /// The shapes of the metrics.
    pub(crate) shapes: &'a [Shape],
    /// Whether columns are kept; else they are summed up on the way.
    pub(crate) keep_all: bool,
    /// At which quantile metrics are capped, which needs columns that are kept.
    pub(crate) cap: Option<f64>,
}

/// Reads the columns named; every cell must be there and finite, every unit once.
pub(crate) fn read(
    mut file: File,
    wanted: &Wanted<'_>,
    plan: &Plan<'_>,
    limits: Limits,
) -> Result<Rows, Error> {
    let shapes = || plan.shapes.iter().copied();
    let keep_all = plan.keep_all;
    let cuts = wanted.segments.iter().map(|_| Gathered::new(shapes()));
    let mut rows = Rows {
        cuts: cuts.collect(),
        seen: Seen::default(),
        numbers: vec![Vec::new(); wanted.numbers.len()],
        names: Vec::new(),
        arms: Vec::new(),
        sums: (!keep_all).then(|| Sums::new(shapes())),
        metrics: wanted.metrics.clone(),
        caps: vec![None; wanted.metrics.len()],
    };
    match Form::of(&mut file)? {
        Form::Csv => comma::fill(file, wanted, limits, &mut rows)?,
        Form::Parquet => parquet::fill(file, wanted, limits, &mut rows)?,
    }
    std::mem::take(&mut rows.seen).finish()?;
    if rows.names.is_empty() {
        return Err(Error::NoRows);
    }
    if keep_all {
        if let Some(quantile) = plan.cap {
            rows.caps = cap::cap(quantile, &mut rows.metrics, &mut rows.numbers);
        }
        rows.sum_up_cuts()?;
    }
    Ok(rows)
}

/// What was read so far: a block, where it is summed up, or all.
pub(crate) struct Rows {
    pub(crate) seen: Seen,
    pub(crate) numbers: Vec<Vec<f64>>,
    /// The arms' names, in the order in which they were met.
    pub(crate) names: Vec<String>,
    /// The arm of every row, by its place among the names.
    pub(crate) arms: Vec<u8>,
    pub(crate) sums: Option<Sums>,
    /// The columns by which units are cut, in the order in which they are wanted.
    pub(crate) cuts: Vec<Gathered>,
    /// The metrics made of the numbers.
    pub(crate) metrics: Vec<Places>,
    /// Where each metric was capped.
    pub(crate) caps: Vec<Option<Cap>>,
}

impl Rows {
    /// Whether the columns are kept whole.
    pub(crate) fn keeps_all(&self) -> bool {
        self.sums.is_none()
    }

    /// Takes in the arm of the next row.
    pub(crate) fn arm(&mut self, name: &str, column: &str, place: Place) -> Result<(), Error> {
        let known = self.names.iter().position(|each| each == name);
        if let Some(known) = known {
            self.arms.push(known as u8);
            return Ok(());
        }
        if name.is_empty() {
            return Err(Error::cell(place, format!("no arm in column \"{column}\"")));
        }
        if self.names.len() >= MOST_ARMS {
            return Err(Error::Arms(format!(
                "more than {MOST_ARMS} different arms are in column \"{column}\": is it the right column?"
            )));
        }
        self.arms.push(self.names.len() as u8);
        self.names.push(name.to_owned());
        Ok(())
    }

    /// The same of many rows whose arms are numbers: only the first of a kind is turned into a name.
    pub(crate) fn arms_by_number<N: Copy + PartialEq>(
        &mut self,
        numbers: impl Iterator<Item = N>,
        name: impl Fn(N) -> String,
        column: &str,
        place: impl Fn(usize) -> Place,
    ) -> Result<(), Error> {
        let mut known: Vec<(N, u8)> = Vec::new();
        for (row, number) in numbers.enumerate() {
            if let Some((_, arm)) = known.iter().find(|(each, _)| *each == number) {
                self.arms.push(*arm);
                continue;
            }
            self.arm(&name(number), column, place(row))?;
            let arm = self.arms.last().copied();
            known.extend(arm.map(|arm| (number, arm)));
        }
        Ok(())
    }

    /// Takes in the segment of the next row, whose arm was taken in before.
    pub(crate) fn segment(
        &mut self,
        cut: usize,
        value: &str,
        column: &str,
        place: Place,
    ) -> Result<(), Error> {
        self.cuts[cut].take(value, &self.arms, column, place)
    }

    fn sum_up_cuts(&mut self) -> Result<(), Error> {
        let metrics = self.metrics.iter().map(|each| each.metric(&self.numbers));
        let metrics: Vec<Metric<'_>> = metrics.collect();
        self.cuts
            .iter_mut()
            .try_for_each(|cut| cut.end_of_block(&metrics))
    }

    /// Sums a block up, where rows are not kept.
    pub(crate) fn end_of_block(&mut self) -> Result<(), Error> {
        if self.keeps_all() {
            return Ok(());
        }
        self.sum_up_cuts()?;
        let metrics = self.metrics.iter().map(|each| each.metric(&self.numbers));
        let metrics: Vec<Metric<'_>> = metrics.collect();
        if let Some(sums) = &mut self.sums {
            sums.add(&self.arms, self.names.len() as u8, &metrics)?;
        }
        self.arms.clear();
        self.numbers.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}
