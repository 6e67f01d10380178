//! How the fields of a row become columns of Arrow.

use std::sync::{Arc, OnceLock};

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float32Array, Float64Array, Int16Array,
    Int32Array, Int64Array, StringArray, TimestampMillisecondArray,
};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use serde::Serialize;

use crate::names::Named;
use crate::write::chunk::{Encoder, Whole, fraction};

/// A column, documented.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Name in the table.
    pub name: &'static str,
    /// Type, in the words of Arrow.
    #[serde(serialize_with = "as_text")]
    pub data_type: DataType,
    /// Whether a value may be missing.
    pub nullable: bool,
    /// Unit of a number, or what an identifier points at; empty where there is none.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

impl Column {
    /// Its type as people read it, and whether values may be missing.
    #[must_use]
    pub fn type_in_words(&self) -> String {
        let missing = if self.nullable {
            ", may be missing"
        } else {
            ""
        };
        format!("{}{missing}", type_name(&self.data_type))
    }
}

fn as_text<S: serde::Serializer>(data_type: &DataType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&type_name(data_type))
}

/// The type as people read it.
fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::Dictionary(..) => "Utf8 (dictionary)".to_owned(),
        DataType::Timestamp(..) => "Timestamp (milliseconds, UTC)".to_owned(),
        other => other.to_string(),
    }
}

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

/// A moment, in milliseconds of UTC from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// A name that is kept as a code while rows are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<K>(pub K);

/// A field of a row that can be a column.
pub(crate) trait Cell: Sized {
    const NULLABLE: bool = false;
    fn data_type() -> DataType;
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError>;
    /// Gives the cells to be stored.
    fn encode(cells: &[Self], encoder: &mut Encoder);
}

/// A number kept as a whole number of parts, `OF` of which make one; so it has few values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parts<const OF: i16>(pub i32);

impl<const OF: i16> Parts<OF> {
    /// The whole parts of a number, rounded towards zero.
    pub(crate) fn of(number: f64) -> Self {
        Self((number * f64::from(OF)) as i32)
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f32 {
        fraction(i64::from(self.0), OF)
    }
}

impl<const OF: i16> Cell for Parts<OF> {
    fn data_type() -> DataType {
        DataType::Float32
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(Float32Array::from_iter_values(
            cells.into_iter().map(Self::value),
        )))
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.whole(cells.iter().map(|cell| i64::from(cell.0)), Whole::Parts(OF));
    }
}

macro_rules! plain {
    ($($cell:ty => $array:ident, $data_type:ident, |$cells:ident, $encoder:ident| $encode:expr;)+) => {$(
        impl Cell for $cell {
            fn data_type() -> DataType { DataType::$data_type }
            fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> { Ok(Arc::new($array::from(cells))) }
            fn encode($cells: &[Self], $encoder: &mut Encoder) { $encode }
        }
    )+};
}
plain! {
    i16 => Int16Array, Int16, |cells, encoder| encoder.whole(cells.iter().map(|cell| i64::from(*cell)), Whole::Int32);
    i32 => Int32Array, Int32, |cells, encoder| encoder.whole(cells.iter().map(|cell| i64::from(*cell)), Whole::Int32);
    i64 => Int64Array, Int64, |cells, encoder| encoder.whole(cells.iter().copied(), Whole::Int64);
    f32 => Float32Array, Float32, |cells, encoder| encoder.floats(cells);
    f64 => Float64Array, Float64, |cells, encoder| encoder.doubles(cells);
    bool => BooleanArray, Boolean, |cells, encoder| encoder.booleans(cells.iter().copied());
    String => StringArray, Utf8, |cells, encoder| encoder.texts(cells.iter().map(String::as_str));
}

macro_rules! nullable {
    ($($cell:ty => $array:ident, $data_type:ident, |$cells:ident, $encoder:ident| $encode:expr;)+) => {$(
        impl Cell for Option<$cell> {
            const NULLABLE: bool = true;
            fn data_type() -> DataType { DataType::$data_type }
            fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> { Ok(Arc::new($array::from(cells))) }
            fn encode($cells: &[Self], $encoder: &mut Encoder) {
                $encoder.present($cells.iter().map(Option::is_some));
                $encode
            }
        }
    )+};
}
nullable! {
    i32 => Int32Array, Int32, |cells, encoder| encoder.whole(cells.iter().flatten().map(|cell| i64::from(*cell)), Whole::Int32);
    bool => BooleanArray, Boolean, |cells, encoder| {
        let cells: Vec<bool> = cells.iter().flatten().copied().collect();
        encoder.booleans(cells.iter().copied());
    };
}

impl Cell for Day {
    fn data_type() -> DataType {
        DataType::Date32
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(Date32Array::from_iter_values(
            cells.into_iter().map(|cell| cell.0),
        )))
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.whole(cells.iter().map(|cell| i64::from(cell.0)), Whole::Int32);
    }
}

impl Cell for Option<Day> {
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::Date32
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(Date32Array::from_iter(
            cells.into_iter().map(|cell| cell.map(|day| day.0)),
        )))
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.present(cells.iter().map(Option::is_some));
        let days = cells.iter().flatten().map(|cell| i64::from(cell.0));
        encoder.whole(days, Whole::Int32);
    }
}

impl Cell for Moment {
    fn data_type() -> DataType {
        DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        let cells = cells.into_iter().map(|cell| cell.0);
        Ok(Arc::new(
            TimestampMillisecondArray::from_iter_values(cells).with_timezone("UTC"),
        ))
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.whole(cells.iter().map(|cell| cell.0), Whole::Int64);
    }
}

fn words(keys: Int32Array, names: &[&str]) -> Result<ArrayRef, ArrowError> {
    let names = Arc::new(StringArray::from_iter_values(names));
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(
        keys, names,
    )?))
}

fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

impl<K: Named> Cell for Word<K> {
    fn data_type() -> DataType {
        dictionary()
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        let keys = cells.into_iter().map(|cell| cell.0.code() as i32);
        words(Int32Array::from_iter_values(keys), K::NAMES)
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.words(cells.iter().map(|cell| cell.0.code() as u8), K::NAMES);
    }
}

impl<K: Named> Cell for Option<Word<K>> {
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        dictionary()
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        let keys = cells
            .into_iter()
            .map(|cell| cell.map(|word| word.0.code() as i32));
        words(Int32Array::from_iter(keys), K::NAMES)
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        encoder.present(cells.iter().map(Option::is_some));
        let words = cells.iter().flatten();
        encoder.words(words.map(|cell| cell.0.code() as u8), K::NAMES);
    }
}

/// An app version: the device has its own numbers, so the name needs both parts of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u8);

impl Version {
    /// How many versions a device can have in one world.
    pub const MOST: usize = 64;

    /// As written: major, minor, patch.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}.{}.0", 7 + self.0 / 10, self.0 % 10)
    }

    /// Reads what [`Version::name`] writes.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        (0..Self::MOST as u8)
            .map(Self)
            .find(|version| version.name() == name)
    }
}

fn version_names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        (0..Version::MOST as u8)
            .map(|code| Version(code).name())
            .collect()
    })
}

impl Cell for Version {
    fn data_type() -> DataType {
        dictionary()
    }
    fn array(cells: Vec<Self>) -> Result<ArrayRef, ArrowError> {
        let names: Vec<&str> = version_names().iter().map(String::as_str).collect();
        let keys = cells.into_iter().map(|cell| i32::from(cell.0));
        words(Int32Array::from_iter_values(keys), &names)
    }
    fn encode(cells: &[Self], encoder: &mut Encoder) {
        let names: Vec<&str> = version_names().iter().map(String::as_str).collect();
        encoder.words(cells.iter().map(|cell| cell.0), &names);
    }
}
