//! Columns of Arrow as cells that people and programs read.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, PrimitiveArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, Schema, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::{ArrayFormatter, DurationFormat, FormatOptions};
use lab::workbench::{Cell, Column, Kind};

/// How what has no cell of its own is written.
const FORMAT: FormatOptions<'static> = FormatOptions::new()
    .with_null("NULL")
    .with_date_format(Some("%Y-%m-%d"))
    .with_timestamp_format(Some("%Y-%m-%d %H:%M:%S%.f"))
    .with_timestamp_tz_format(Some("%Y-%m-%d %H:%M:%S%.f%:z"))
    .with_duration_format(DurationFormat::Pretty);

/// The columns of a result.
pub(crate) fn columns(schema: &Schema) -> Vec<Column> {
    schema
        .fields()
        .iter()
        .map(|field| Column {
            name: field.name().clone(),
            kind: kind(field.data_type()),
            type_name: type_name(field.data_type()),
        })
        .collect()
}

fn kind(of: &DataType) -> Kind {
    match of {
        DataType::Boolean => Kind::Flag,
        of if of.is_numeric() => Kind::Number,
        of if of.is_string() => Kind::Text,
        DataType::Dictionary(_, of) => kind(of),
        DataType::Date32 | DataType::Date64 => Kind::Day,
        DataType::Timestamp(..) | DataType::Time32(_) | DataType::Time64(_) => Kind::Moment,
        _ => Kind::Other,
    }
}

/// A type as people read it; how a text is laid out in memory is nobody's business.
fn type_name(of: &DataType) -> String {
    match of {
        DataType::Dictionary(_, of) => type_name(of),
        of if of.is_string() => "Utf8".to_owned(),
        of => of.to_string(),
    }
}

/// The values themselves in place of codes for them.
pub(crate) fn plain(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Dictionary(_, of) => cast(column, of),
        _ => Ok(column.clone()),
    }
}

/// Bytes that the values of an array hold, without what lies beside them in shared memory.
pub(crate) fn content(array: &ArrayRef) -> usize {
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

/// One value.
pub(crate) fn cell(column: &ArrayRef, row: usize) -> Result<Cell, ArrowError> {
    if column.is_null(row) {
        return Ok(Cell::Nothing);
    }
    Ok(match column.data_type() {
        DataType::Null => Cell::Nothing,
        DataType::Boolean => Cell::Flag(column.as_boolean().value(row)),
        DataType::Int8 => whole::<Int8Type>(column, row),
        DataType::Int16 => whole::<Int16Type>(column, row),
        DataType::Int32 => whole::<Int32Type>(column, row),
        DataType::Int64 => whole::<Int64Type>(column, row),
        DataType::UInt8 => whole::<UInt8Type>(column, row),
        DataType::UInt16 => whole::<UInt16Type>(column, row),
        DataType::UInt32 => whole::<UInt32Type>(column, row),
        DataType::UInt64 => {
            let value = column.as_primitive::<UInt64Type>().value(row);
            i64::try_from(value).map_or_else(|_| Cell::Exact(value.to_string()), Cell::Whole)
        }
        DataType::Float16 => shortest(column.as_primitive::<Float16Type>().value(row).to_string()),
        DataType::Float32 => shortest(column.as_primitive::<Float32Type>().value(row).to_string()),
        DataType::Float64 => Cell::Number(column.as_primitive::<Float64Type>().value(row)),
        of if of.is_decimal() => Cell::Exact(written(column, row)?),
        DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Cell::Text(column.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Cell::Text(column.as_string_view().value(row).to_owned()),
        DataType::List(_) => list(&column.as_list::<i32>().value(row))?,
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row))?,
        DataType::FixedSizeList(..) => list(&column.as_fixed_size_list().value(row))?,
        DataType::Struct(fields) => Cell::Group(
            fields
                .iter()
                .zip(column.as_struct().columns())
                .map(|(field, part)| Ok((field.name().clone(), cell(part, row)?)))
                .collect::<Result<_, ArrowError>>()?,
        ),
        _ => Cell::Text(written(column, row)?),
    })
}

fn whole<T>(column: &ArrayRef, row: usize) -> Cell
where
    T: ArrowPrimitiveType,
    T::Native: Into<i64>,
{
    let column: &PrimitiveArray<T> = column.as_primitive();
    Cell::Whole(column.value(row).into())
}

/// A number of few digits stays one of few digits.
fn shortest(digits: String) -> Cell {
    digits.parse().map_or(Cell::Exact(digits), Cell::Number)
}

fn list(values: &ArrayRef) -> Result<Cell, ArrowError> {
    (0..values.len())
        .map(|place| cell(values, place))
        .collect::<Result<_, _>>()
        .map(Cell::List)
}

fn written(column: &ArrayRef, row: usize) -> Result<String, ArrowError> {
    Ok(ArrayFormatter::try_new(column, &FORMAT)?
        .value(row)
        .to_string())
}
