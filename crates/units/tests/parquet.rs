//! Columns of Parquet in the types that warehouses write.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs::File;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray, UInt64Array,
};
use parquet::arrow::ArrowWriter;
use units::{Analysis, Error, Limits, Named, Question, analyze};

const ROWS: u64 = 400;

fn read(unit: ArrayRef, metric: ArrayRef) -> Result<Analysis, Error> {
    let arms =
        StringArray::from_iter_values((0..ROWS).map(|row| ["control", "new"][(row % 2) as usize]));
    read_arms(unit, Arc::new(arms), metric, None)
}

fn read_arms(
    unit: ArrayRef,
    arm: ArrayRef,
    metric: ArrayRef,
    control: Option<String>,
) -> Result<Analysis, Error> {
    let columns = [("unit", unit), ("arm", arm), ("paid", metric)];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut writer = ArrowWriter::try_new(file.reopen().unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let question = Question {
        unit: "unit".to_owned(),
        variant: "arm".to_owned(),
        metrics: vec![Named {
            values: "paid".to_owned(),
            denominator: None,
            covariate: None,
            more_covariates: Vec::new(),
        }],
        control,
        segments: Vec::new(),
        split: None,
        alpha: 0.05,
        order: false,
        cap: None,
    };
    analyze(File::open(file.path()).unwrap(), &question, Limits::NONE)
}

/// Cents, and the same in whole units of money.
fn cents() -> Vec<i128> {
    (0..i128::from(ROWS))
        .map(|row| row * 31 % 97 + 100)
        .collect()
}

fn money() -> ArrayRef {
    Arc::new(Float64Array::from_iter_values(
        cents().iter().map(|cents| *cents as f64 / 100.0),
    ))
}

#[test]
fn long_numbers_that_name_units_are_told_apart_to_the_last_digit() {
    let name = |row: u64| (1 << 60) + row;
    let units: ArrayRef = Arc::new(UInt64Array::from_iter_values((0..ROWS).map(name)));
    read(units, money()).unwrap();
    let units = (0..ROWS).map(|row| i128::from(name(row)));
    let decimals = Decimal128Array::from_iter_values(units)
        .with_precision_and_scale(30, 0)
        .unwrap();
    read(Arc::new(decimals), money()).unwrap();
    let again: ArrayRef = Arc::new(UInt64Array::from_iter_values(
        (0..ROWS).map(|row| name(row % (ROWS - 1))),
    ));
    let refused = read(again, money()).unwrap_err().to_string();
    assert!(
        refused.starts_with(&format!("unit {} stands in row 1", name(0))),
        "{refused}"
    );
}

#[test]
fn decimals_are_the_numbers_that_they_are_written_as() {
    let units = || Arc::new(UInt64Array::from_iter_values(0..ROWS)) as ArrayRef;
    let decimals = Decimal128Array::from_iter_values(cents())
        .with_precision_and_scale(12, 2)
        .unwrap();
    let found = read(units(), Arc::new(decimals)).unwrap();
    assert_eq!(found.readout, read(units(), money()).unwrap().readout);
}

#[test]
fn long_numbers_that_name_arms_are_told_apart_to_the_last_digit() {
    let units = || Arc::new(UInt64Array::from_iter_values(0..ROWS)) as ArrayRef;
    let name = |row: u64| (1_u64 << 60) + row % 2;
    let whole = UInt64Array::from_iter_values((0..ROWS).map(name));
    let signed = Int64Array::from_iter_values((0..ROWS).map(|row| name(row) as i64));
    let decimal = Decimal128Array::from_iter_values((0..ROWS).map(|row| i128::from(name(row))))
        .with_precision_and_scale(30, 0)
        .unwrap();
    let expected = read(units(), money()).unwrap().readout;
    for arms in [
        Arc::new(whole) as ArrayRef,
        Arc::new(signed),
        Arc::new(decimal),
    ] {
        let control = Some(name(0).to_string());
        let found = read_arms(units(), arms, money(), control).unwrap();
        assert_eq!(found.names, [name(0).to_string(), name(1).to_string()]);
        assert_eq!(found.readout, expected);
    }
}

#[test]
fn an_arm_of_decimals_is_named_as_people_write_it() {
    let units: ArrayRef = Arc::new(UInt64Array::from_iter_values(0..ROWS));
    let hundredths = (0..ROWS).map(|row| [0, 150][(row % 2) as usize]);
    let arms = Decimal128Array::from_iter_values(hundredths)
        .with_precision_and_scale(6, 2)
        .unwrap();
    let found = read_arms(units, Arc::new(arms), money(), None).unwrap();
    assert_eq!(found.names, ["0", "1.5"]);
}
