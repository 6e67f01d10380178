//! Columns of a batch by name and kind.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{Array, BooleanArray, PrimitiveArray, RecordBatch, StringArray};

use crate::engine::Trouble;

fn column<'batch>(batch: &'batch RecordBatch, name: &str) -> Result<&'batch dyn Array, Trouble> {
    batch
        .column_by_name(name)
        .map(AsRef::as_ref)
        .ok_or_else(|| wrong(name))
}

fn wrong(name: &str) -> Trouble {
    Trouble::Column {
        column: name.to_owned(),
    }
}

/// Numbers of any width; missing ones are 0.
pub(super) enum Numbers<'batch> {
    Int16(&'batch PrimitiveArray<Int16Type>),
    Int32(&'batch PrimitiveArray<Int32Type>),
    Int64(&'batch PrimitiveArray<Int64Type>),
    Float32(&'batch PrimitiveArray<Float32Type>),
    Float64(&'batch PrimitiveArray<Float64Type>),
    Days(&'batch PrimitiveArray<Date32Type>),
}

pub(super) fn numbers<'batch>(
    batch: &'batch RecordBatch,
    name: &str,
) -> Result<Numbers<'batch>, Trouble> {
    let array = column(batch, name)?;
    None.or_else(|| array.as_primitive_opt().map(Numbers::Int32))
        .or_else(|| array.as_primitive_opt().map(Numbers::Days))
        .or_else(|| array.as_primitive_opt().map(Numbers::Float64))
        .or_else(|| array.as_primitive_opt().map(Numbers::Float32))
        .or_else(|| array.as_primitive_opt().map(Numbers::Int64))
        .or_else(|| array.as_primitive_opt().map(Numbers::Int16))
        .ok_or_else(|| wrong(name))
}

impl Numbers<'_> {
    pub(super) fn at(&self, row: usize) -> f64 {
        match self {
            Self::Float32(array) if array.is_valid(row) => f64::from(array.value(row)),
            Self::Float64(array) if array.is_valid(row) => array.value(row),
            Self::Float32(_) | Self::Float64(_) => 0.0,
            _ => self.whole(row).unwrap_or(0) as f64,
        }
    }

    /// The whole number of a row; none where it is missing or the column holds none.
    pub(super) fn whole(&self, row: usize) -> Option<i64> {
        match self {
            Self::Int16(array) => array.is_valid(row).then(|| i64::from(array.value(row))),
            Self::Int32(array) => array.is_valid(row).then(|| i64::from(array.value(row))),
            Self::Days(array) => array.is_valid(row).then(|| i64::from(array.value(row))),
            Self::Int64(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Float32(_) | Self::Float64(_) => None,
        }
    }
}

/// Texts; missing ones are empty.
pub(super) struct Texts<'batch>(&'batch StringArray);

pub(super) fn texts<'batch>(
    batch: &'batch RecordBatch,
    name: &str,
) -> Result<Texts<'batch>, Trouble> {
    column(batch, name)?
        .as_string_opt()
        .map(Texts)
        .ok_or_else(|| wrong(name))
}

impl<'batch> Texts<'batch> {
    pub(super) fn at(&self, row: usize) -> &'batch str {
        if self.0.is_valid(row) {
            self.0.value(row)
        } else {
            ""
        }
    }
}

/// Yes or no; missing ones are no.
pub(super) struct Flags<'batch>(&'batch BooleanArray);

pub(super) fn flags<'batch>(
    batch: &'batch RecordBatch,
    name: &str,
) -> Result<Flags<'batch>, Trouble> {
    column(batch, name)?
        .as_boolean_opt()
        .map(Flags)
        .ok_or_else(|| wrong(name))
}

impl Flags<'_> {
    pub(super) fn at(&self, row: usize) -> bool {
        self.0.is_valid(row) && self.0.value(row)
    }
}
