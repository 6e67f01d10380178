//! Columns of a Parquet file of units, batch by batch and only those that are asked for.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, bail};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Rows of a batch.
const BATCH: usize = 65_536;

/// What is done with the cells of a column, row by row.
pub(super) enum Sink<'a> {
    /// Every cell as text.
    Text(&'a mut dyn FnMut(usize, &str) -> Result<()>),
    /// Every cell as a number.
    Number(&'a mut Vec<f64>),
}

/// Reads some columns. `each` is handed every batch with the number of its first row.
pub(super) fn scan(
    path: &Path,
    columns: &[&str],
    mut each: impl FnMut(usize, &RecordBatch) -> Result<()>,
) -> Result<()> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)
        .with_context(|| format!("{} cannot be read as Parquet", path.display()))?;
    let there: Vec<String> = builder
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    for column in columns {
        if !there.iter().any(|name| name == column) {
            bail!(
                "{} has no column \"{column}\"; it has {}",
                path.display(),
                there.join(", ")
            );
        }
    }
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let batches = builder
        .with_projection(mask)
        .with_batch_size(BATCH)
        .build()
        .with_context(|| format!("cannot read {}", path.display()))?;
    let mut first = 0;
    for batch in batches {
        let batch = batch.with_context(|| format!("cannot read {}", path.display()))?;
        each(first, &batch)?;
        first += batch.num_rows();
    }
    Ok(())
}

/// Hands the cells of a column on. `first` is the number of the batch's first row.
pub(super) fn take(
    batch: &RecordBatch,
    first: usize,
    column: &str,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let Some(array) = batch.column_by_name(column) else {
        bail!("the column \"{column}\" was not read");
    };
    if let Some(row) = (0..array.len()).find(|row| array.is_null(*row)) {
        bail!(
            "row {}: column \"{column}\" is empty; fill or drop missing values on purpose (a unit that did nothing is usually a 0)",
            first + row + 1
        );
    }
    match sink {
        Sink::Text(each) => texts(array, column, &mut |row, text| each(first + row, text)),
        Sink::Number(into) => numbers(array, column, first, into),
    }
}

fn texts(
    array: &dyn Array,
    column: &str,
    each: &mut dyn FnMut(usize, &str) -> Result<()>,
) -> Result<()> {
    match array.data_type() {
        DataType::Utf8 => {
            for (row, text) in array.as_string::<i32>().iter().enumerate() {
                each(row, text.unwrap_or_default())?;
            }
        }
        DataType::LargeUtf8 => {
            for (row, text) in array.as_string::<i64>().iter().enumerate() {
                each(row, text.unwrap_or_default())?;
            }
        }
        DataType::Utf8View => {
            for (row, text) in array.as_string_view().iter().enumerate() {
                each(row, text.unwrap_or_default())?;
            }
        }
        DataType::Boolean => {
            for (row, value) in array.as_boolean().iter().enumerate() {
                each(row, if value == Some(true) { "true" } else { "false" })?;
            }
        }
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            let keys = dictionary.normalized_keys();
            let mut values = Vec::with_capacity(dictionary.values().len());
            texts(dictionary.values().as_ref(), column, &mut |_, text| {
                values.push(text.to_owned());
                Ok(())
            })?;
            for (row, key) in keys.into_iter().enumerate() {
                each(row, values.get(key).map_or("", String::as_str))?;
            }
        }
        _ => {
            let mut values = Vec::with_capacity(array.len());
            numbers(array, column, 0, &mut values)?;
            for (row, value) in values.into_iter().enumerate() {
                each(row, &value.to_string())?;
            }
        }
    }
    Ok(())
}

fn numbers(array: &dyn Array, column: &str, first: usize, into: &mut Vec<f64>) -> Result<()> {
    fn whole<T: ArrowPrimitiveType>(array: &dyn Array, into: &mut Vec<f64>)
    where
        T::Native: Into<f64>,
    {
        into.extend(
            array
                .as_primitive::<T>()
                .values()
                .iter()
                .map(|value| (*value).into()),
        );
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
        DataType::Boolean => {
            let values = array.as_boolean().iter();
            into.extend(values.map(|value| f64::from(u8::from(value == Some(true)))));
        }
        other => bail!("column \"{column}\" holds {other}, which is no number"),
    }
    if let Some(place) = into[start..].iter().position(|value| !value.is_finite()) {
        bail!(
            "row {}: column \"{column}\" holds {}, which is not a finite number",
            first + place + 1,
            into[start + place]
        );
    }
    Ok(())
}
