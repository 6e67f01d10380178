//! Columns of a Parquet file, batch by batch and only those that are asked for.

use std::fs::File;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal128Type, DecimalType, Float32Type, Float64Type,
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use crate::columns::{Limits, Rows, Wanted};
use crate::error::{Error, Place};

/// Rows of a batch: its columns stay in the nearest caches while they are copied.
const BATCH: usize = 8_192;

/// Fills columns.
pub(crate) fn fill(
    file: File,
    wanted: &Wanted<'_>,
    limits: Limits,
    rows: &mut Rows,
) -> Result<(), Error> {
    let mut every = vec![wanted.unit, wanted.variant];
    every.extend(&wanted.numbers);
    every.extend(&wanted.segments);
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|error| Error::unreadable(&error))?;
    let there = || builder.schema().fields().iter().map(|field| field.name());
    for column in &every {
        if !there().any(|name| name == column) {
            return Err(Error::no_column(column, there().map(String::as_str)));
        }
    }
    let all = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
    limits.hold(all, wanted.numbers.len())?;
    if let Some(all) = usize::try_from(all).ok().filter(|_| rows.keeps_all()) {
        for column in &mut rows.numbers {
            // A file that lies about its rows is found out by reading it.
            column.reserve(all.min(1 << 28));
        }
    }
    let mask = ProjectionMask::columns(builder.parquet_schema(), every.iter().copied());
    let batches = builder
        .with_projection(mask)
        .with_batch_size(BATCH)
        .build()
        .map_err(|error| Error::unreadable(&error))?;
    let mut met = 0;
    for batch in batches {
        let batch = batch.map_err(|error| Error::unreadable(&error))?;
        take(&batch, met, wanted, rows)?;
        limits.remember(&rows.seen)?;
        rows.end_of_block()?;
        met += batch.num_rows() as u64;
    }
    Ok(())
}

/// Takes in a batch; `met` rows came before it.
fn take(batch: &RecordBatch, met: u64, wanted: &Wanted<'_>, rows: &mut Rows) -> Result<(), Error> {
    let column = |name: &str| -> Result<&dyn Array, Error> {
        let array = batch
            .column_by_name(name)
            .ok_or_else(|| Error::Unreadable(format!("the column \"{name}\" was not read")))?;
        if array.null_count() == 0 {
            return Ok(array.as_ref());
        }
        let hole = (0..array.len()).find(|row| array.is_null(*row));
        Err(Error::empty(at(met, hole.unwrap_or(0)), name))
    };
    let units = column(wanted.unit)?;
    match units.data_type() {
        DataType::Int64 => {
            let values = units.as_primitive::<Int64Type>().values();
            rows.seen.numbers(values.iter().copied(), at(met, 0));
        }
        DataType::Int32 => {
            let values = units.as_primitive::<Int32Type>().values();
            let values = values.iter().map(|value| i64::from(*value));
            rows.seen.numbers(values, at(met, 0));
        }
        _ => texts(units, wanted.unit, &mut |row, text| {
            rows.seen.text(text, at(met, row))
        })?,
    }
    let variant = wanted.variant;
    let arms = column(variant)?;
    let place = |row| at(met, row);
    match arms.data_type() {
        // As they are written: beyond 2^53 neighbours would be the same floating-point number.
        DataType::Int64 => {
            let values = arms.as_primitive::<Int64Type>().values().iter().copied();
            rows.arms_by_number(values, |value| value.to_string(), variant, place)?;
        }
        DataType::UInt64 => {
            let values = arms.as_primitive::<UInt64Type>().values().iter().copied();
            rows.arms_by_number(values, |value| value.to_string(), variant, place)?;
        }
        DataType::Decimal128(precision, scale) => {
            let values = arms.as_primitive::<Decimal128Type>().values();
            let written = |value| decimal(value, *precision, *scale);
            rows.arms_by_number(values.iter().copied(), written, variant, place)?;
        }
        other if other.is_numeric() => {
            let mut values = Vec::with_capacity(arms.len());
            numbers(arms, variant, met, &mut values)?;
            let values = values.into_iter();
            rows.arms_by_number(values, |value| value.to_string(), variant, place)?;
        }
        _ => texts(arms, variant, &mut |row, name| {
            rows.arm(name, variant, at(met, row))
        })?,
    }
    for (cut, name) in wanted.segments.iter().enumerate() {
        texts(column(name)?, name, &mut |row, value| {
            rows.segment(cut, value, name, at(met, row))
        })?;
    }
    for (place, name) in wanted.numbers.iter().enumerate() {
        numbers(column(name)?, name, met, &mut rows.numbers[place])?;
    }
    Ok(())
}

/// A decimal number without needless zeros, so that 0.00 is the 0 that people name control.
fn decimal(value: i128, precision: u8, scale: i8) -> String {
    let written = Decimal128Type::format_decimal(value, precision, scale);
    match written.split_once('.') {
        None => written,
        Some((whole, part)) => match part.trim_end_matches('0') {
            "" => whole.to_owned(),
            part => format!("{whole}.{part}"),
        },
    }
}

fn at(met: u64, row: usize) -> Place {
    Place::Row(met + row as u64 + 1)
}

type Each<'a> = dyn FnMut(usize, &str) -> Result<(), Error> + 'a;

/// Hands every cell on as text.
fn texts(array: &dyn Array, column: &str, each: &mut Each<'_>) -> Result<(), Error> {
    fn all<'a>(
        texts: impl Iterator<Item = Option<&'a str>>,
        each: &mut Each<'_>,
    ) -> Result<(), Error> {
        let mut rows = texts.enumerate();
        rows.try_for_each(|(row, text)| each(row, text.unwrap_or_default()))
    }
    match array.data_type() {
        DataType::Utf8 => all(array.as_string::<i32>().iter(), each),
        DataType::LargeUtf8 => all(array.as_string::<i64>().iter(), each),
        DataType::Utf8View => all(array.as_string_view().iter(), each),
        DataType::Boolean => {
            let words = |value| Some(if value == Some(true) { "true" } else { "false" });
            all(array.as_boolean().iter().map(words), each)
        }
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            let keys = dictionary.normalized_keys();
            let mut values = Vec::with_capacity(dictionary.values().len());
            texts(dictionary.values().as_ref(), column, &mut |_, text| {
                values.push(text.to_owned());
                Ok(())
            })?;
            let texts = keys.iter().map(|key| values.get(*key).map(String::as_str));
            all(texts, each)
        }
        // As they are written: beyond 2^53 neighbours would be the same floating-point number.
        DataType::Int64 => {
            let mut values = array
                .as_primitive::<Int64Type>()
                .values()
                .iter()
                .enumerate();
            values.try_for_each(|(row, value)| each(row, &value.to_string()))
        }
        DataType::UInt64 => {
            let mut values = array
                .as_primitive::<UInt64Type>()
                .values()
                .iter()
                .enumerate();
            values.try_for_each(|(row, value)| each(row, &value.to_string()))
        }
        DataType::Decimal128(_, _) => {
            let values = array.as_primitive::<Decimal128Type>();
            (0..values.len()).try_for_each(|row| each(row, &values.value_as_string(row)))
        }
        _ => {
            let mut values = Vec::with_capacity(array.len());
            numbers(array, column, 0, &mut values)?;
            let mut rows = values.into_iter().enumerate();
            rows.try_for_each(|(row, value)| each(row, &value.to_string()))
        }
    }
}

/// Appends every cell as a finite number.
fn numbers(array: &dyn Array, column: &str, met: u64, into: &mut Vec<f64>) -> Result<(), Error> {
    fn whole<T: ArrowPrimitiveType>(array: &dyn Array, into: &mut Vec<f64>)
    where
        T::Native: Into<f64>,
    {
        let values = array.as_primitive::<T>().values();
        into.extend(values.iter().map(|value| (*value).into()));
    }
    let start = into.len();
    match array.data_type() {
        DataType::Float64 => into.extend_from_slice(array.as_primitive::<Float64Type>().values()),
        DataType::Float32 => whole::<Float32Type>(array, into),
        DataType::Int8 => whole::<Int8Type>(array, into),
        DataType::Int16 => whole::<Int16Type>(array, into),
        DataType::Int32 => whole::<Int32Type>(array, into),
        DataType::UInt8 => whole::<UInt8Type>(array, into),
        DataType::UInt16 => whole::<UInt16Type>(array, into),
        DataType::UInt32 => whole::<UInt32Type>(array, into),
        DataType::Date32 => whole::<Date32Type>(array, into),
        DataType::Int64 => {
            let values = array.as_primitive::<Int64Type>().values();
            into.extend(values.iter().map(|value| *value as f64));
        }
        DataType::UInt64 => {
            let values = array.as_primitive::<UInt64Type>().values();
            into.extend(values.iter().map(|value| *value as f64));
        }
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            let values = array.as_primitive::<Decimal128Type>().values();
            into.extend(values.iter().map(|value| *value as f64 / unit));
        }
        DataType::Boolean => {
            let values = array.as_boolean().iter();
            into.extend(values.map(|value| f64::from(u8::from(value == Some(true)))));
        }
        other => {
            return Err(Error::cell(
                at(met, 0),
                format!("column \"{column}\" holds {other}, which is no number"),
            ));
        }
    }
    // Without a branch in it, this looks at several numbers at once.
    if into[start..]
        .iter()
        .fold(true, |all, value| all & value.is_finite())
    {
        return Ok(());
    }
    match into[start..].iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(row) => {
            let holds = into[start + row].to_string();
            Err(Error::not_finite(at(met, row), column, &holds))
        }
    }
}
