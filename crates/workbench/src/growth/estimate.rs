//! About how many bytes a function will make of its arguments, from above.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{
    DataType, Float64Type, IntervalMonthDayNanoType, IntervalUnit, TimeUnit,
    TimestampMillisecondType,
};
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;

use super::Growth;

/// Bytes of a value in a list.
const VALUE: f64 = 8.0;
/// Bytes of a letter.
const LETTER: f64 = 4.0;

/// Bytes of the result over a batch of so many rows.
pub(super) fn bytes(growth: Growth, args: &[ColumnarValue], rows: usize) -> Result<f64> {
    let rows = rows.max(1);
    Ok(match growth {
        Growth::Together => args
            .iter()
            .map(|arg| total(arg, rows))
            .sum::<Result<f64>>()?,
        Growth::Times => match args {
            [what, times, ..] => largest(what)? * sum(times, rows)?,
            _ => 0.0,
        },
        Growth::Length => match args {
            [_, length, ..] => sum(length, rows)? * LETTER.max(VALUE),
            _ => 0.0,
        },
        Growth::Product => match args {
            [what, others @ ..] => {
                let each = others.iter().map(largest).collect::<Result<Vec<_>>>()?;
                total(what, rows)? * each.into_iter().fold(1.0, f64::max)
            }
            [] => 0.0,
        },
        Growth::Between => between(args, rows)? * VALUE,
    })
}

/// Bytes of an argument over all rows.
fn total(arg: &ColumnarValue, rows: usize) -> Result<f64> {
    Ok(match arg {
        ColumnarValue::Scalar(_) => largest(arg)? * rows as f64,
        ColumnarValue::Array(array) => content(array) as f64,
    })
}

/// Bytes that the values of an array hold, without what lies beside them in shared memory.
fn content(array: &ArrayRef) -> usize {
    if array.data_type() == &DataType::Utf8View {
        return array
            .as_string_view()
            .lengths()
            .map(|length| length as usize + 16)
            .sum();
    }
    array
        .to_data()
        .get_slice_memory_size()
        .unwrap_or_else(|_| array.get_array_memory_size())
}

/// Bytes of the largest value of an argument.
fn largest(arg: &ColumnarValue) -> Result<f64> {
    let array = match arg {
        ColumnarValue::Scalar(value) => value.to_array()?,
        ColumnarValue::Array(array) => array.clone(),
    };
    let largest = match array.data_type() {
        DataType::Utf8 => array
            .as_string::<i32>()
            .iter()
            .flatten()
            .map(str::len)
            .max(),
        DataType::LargeUtf8 => array
            .as_string::<i64>()
            .iter()
            .flatten()
            .map(str::len)
            .max(),
        DataType::Utf8View => array.as_string_view().iter().flatten().map(str::len).max(),
        _ if array.len() <= 1 => Some(content(&array)),
        of => of.primitive_width().or_else(|| Some(content(&array))),
    };
    Ok(largest.unwrap_or_default() as f64)
}

/// What a number adds up to over all rows; what is below 0 is none.
fn sum(arg: &ColumnarValue, rows: usize) -> Result<f64> {
    Ok(numbers(arg, rows)?
        .into_iter()
        .map(|number| number.max(0.0))
        .sum())
}

/// A number for each row; 0 where there is none.
fn numbers(arg: &ColumnarValue, rows: usize) -> Result<Vec<f64>> {
    let array = arg.clone().into_array(rows)?;
    let numbers = as_type(&array, &DataType::Float64)?;
    Ok(numbers
        .as_primitive::<Float64Type>()
        .iter()
        .map(Option::unwrap_or_default)
        .collect())
}

/// How many values lie between the arguments of a range, over all rows.
fn between(args: &[ColumnarValue], rows: usize) -> Result<f64> {
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
    Ok(read(2)?
        .into_iter()
        .zip(from.into_iter().zip(to))
        .map(|(step, (from, to))| (to - from).abs() / step.abs().max(smallest) + 1.0)
        .sum())
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
