//! About how many bytes a function will make of its arguments, from above.

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::compute::kernels::length::length;
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{
    DataType, Float64Type, IntervalMonthDayNanoType, IntervalUnit, TimeUnit,
    TimestampMillisecondType,
};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::Growth;
use crate::cells::content;

/// Bytes of a value in a list.
const VALUE: f64 = 8.0;
/// Bytes of a letter.
const LETTER: f64 = 4.0;

/// Bytes that a function makes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Made {
    /// Of a batch of rows.
    pub(super) all: f64,
    /// Of one row, at most.
    pub(super) value: f64,
}

/// What a function makes of a batch of so many rows.
pub(super) fn made(growth: Growth, args: &[ColumnarValue], rows: usize) -> Result<Made> {
    let rows = rows.max(1);
    Ok(match (growth, args) {
        (Growth::Together, args) => Made {
            all: added(args, |arg| total(arg, rows))?,
            value: added(args, largest)?,
        },
        (Growth::Times, [what, times, ..]) => {
            Made::of_rows(numbers(times, rows)?).times(largest(what)?)
        }
        (Growth::Length, [_, length, ..]) => {
            Made::of_rows(numbers(length, rows)?).times(LETTER.max(VALUE))
        }
        (Growth::Product, [what, others @ ..]) => {
            let each = others.iter().map(largest).collect::<Result<Vec<_>>>()?;
            let each = each.into_iter().fold(1.0, f64::max);
            Made {
                all: total(what, rows)? * each,
                value: largest(what)? * each,
            }
        }
        (Growth::Between, args) => between(args, rows)?.times(VALUE),
        _ => Made::default(),
    })
}

/// Steps of a function that holds every part of one argument against every part of the other.
pub(super) fn pairs(args: &[ColumnarValue], rows: usize) -> Result<f64> {
    let [one, other, ..] = args else {
        return Ok(0.0);
    };
    // A value that is the same in all rows is not written out for each.
    let each = |arg: &ColumnarValue| match arg {
        ColumnarValue::Scalar(value) => Ok(lengths(&value.to_array()?)?.repeat(rows)),
        ColumnarValue::Array(array) => lengths(array),
    };
    let pairs = each(one)?.into_iter().zip(each(other)?);
    Ok(pairs.map(|(one, other)| one * other).sum())
}

impl Made {
    /// Of so much for each row; what is below 0 is nothing.
    fn of_rows(each: Vec<f64>) -> Self {
        each.into_iter()
            .map(|each| each.max(0.0))
            .fold(Self::default(), |made, each| Self {
                all: made.all + each,
                value: made.value.max(each),
            })
    }

    fn times(self, factor: f64) -> Self {
        Self {
            all: self.all * factor,
            value: self.value * factor,
        }
    }
}

fn added(args: &[ColumnarValue], of: impl Fn(&ColumnarValue) -> Result<f64>) -> Result<f64> {
    args.iter().map(of).sum()
}

/// Bytes of an argument over all rows.
fn total(arg: &ColumnarValue, rows: usize) -> Result<f64> {
    Ok(match arg {
        ColumnarValue::Scalar(_) => largest(arg)? * rows as f64,
        ColumnarValue::Array(array) => content(array) as f64,
    })
}

/// Bytes of the largest value of an argument, about.
fn largest(arg: &ColumnarValue) -> Result<f64> {
    let array = match arg {
        ColumnarValue::Scalar(value) => value.to_array()?,
        ColumnarValue::Array(array) => array.clone(),
    };
    let lengths = lengths(&array)?;
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    let text = match array.data_type() {
        DataType::Dictionary(_, of) => of.is_string(),
        of => of.is_string(),
    };
    if text {
        return Ok(longest);
    }
    let all: f64 = lengths.iter().sum();
    Ok(content(&array) as f64 * longest / all.max(1.0))
}

/// Of how many letters or values each row is; of one where it is neither text nor list.
fn lengths(array: &ArrayRef) -> Result<Vec<f64>> {
    match length(array) {
        Ok(lengths) => as_numbers(&lengths),
        Err(_) => Ok(vec![1.0; array.len()]),
    }
}

/// A number for each row; 0 where there is none.
fn numbers(arg: &ColumnarValue, rows: usize) -> Result<Vec<f64>> {
    as_numbers(&arg.clone().into_array(rows)?)
}

fn as_numbers(array: &ArrayRef) -> Result<Vec<f64>> {
    let numbers = as_type(array, &DataType::Float64)?;
    Ok(numbers
        .as_primitive::<Float64Type>()
        .iter()
        .map(Option::unwrap_or_default)
        .collect())
}

/// How many values lie between the arguments of a range.
fn between(args: &[ColumnarValue], rows: usize) -> Result<Made> {
    let whole = args.iter().all(|arg| arg.data_type().is_numeric());
    let read = |place: usize| -> Result<Vec<f64>> {
        match args.get(place) {
            Some(arg) if whole => numbers(arg, rows),
            Some(arg) if place == 2 => seconds_of_intervals(arg, rows),
            Some(arg) => seconds(arg, rows),
            None => Ok(vec![f64::from(u8::from(place == 2)); rows]),
        }
    };
    let (from, to) = match args.len() {
        1 => (vec![0.0; rows], read(0)?),
        _ => (read(0)?, read(1)?),
    };
    let smallest = if whole { 1.0 } else { 1e-9 };
    let counts = read(2)?
        .into_iter()
        .zip(from.into_iter().zip(to))
        .map(|(step, (from, to))| (to - from).abs() / step.abs().max(smallest) + 1.0);
    Ok(Made::of_rows(counts.collect()))
}

/// A moment for each row, in seconds.
fn seconds(arg: &ColumnarValue, rows: usize) -> Result<Vec<f64>> {
    let array = arg.clone().into_array(rows)?;
    let moments = as_type(&array, &DataType::Timestamp(TimeUnit::Millisecond, None))?;
    Ok(moments
        .as_primitive::<TimestampMillisecondType>()
        .iter()
        .map(|moment| moment.unwrap_or_default() as f64 / 1_000.0)
        .collect())
}

/// An interval for each row, in seconds.
fn seconds_of_intervals(arg: &ColumnarValue, rows: usize) -> Result<Vec<f64>> {
    let array = arg.clone().into_array(rows)?;
    let steps = as_type(&array, &DataType::Interval(IntervalUnit::MonthDayNano))?;
    Ok(steps
        .as_primitive::<IntervalMonthDayNanoType>()
        .iter()
        .map(|step| {
            step.map_or(0.0, |step| {
                (f64::from(step.months) * 30.0 + f64::from(step.days)) * 86_400.0
                    + step.nanoseconds as f64 / 1e9
            })
        })
        .collect())
}

fn as_type(array: &ArrayRef, to: &DataType) -> Result<ArrayRef> {
    let options = CastOptions {
        safe: true,
        ..CastOptions::default()
    };
    Ok(cast_with_options(array, to, &options)?)
}
