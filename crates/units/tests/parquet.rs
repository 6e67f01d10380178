//! Columns of Parquet in the types that warehouses write.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use std::fs::File;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, Float64Array, RecordBatch, StringArray, UInt64Array};
use parquet::arrow::ArrowWriter;
use units::{Analysis, Error, Limits, Named, Question, analyze};

const ROWS: u64 = 400;

fn read(unit: ArrayRef, metric: ArrayRef) -> Result<Analysis, Error> {
    let arms =
        StringArray::from_iter_values((0..ROWS).map(|row| ["control", "new"][(row % 2) as usize]));
    let columns = [
        ("unit", unit),
        ("arm", Arc::new(arms) as ArrayRef),
        ("paid", metric),
    ];
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
        control: None,
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
