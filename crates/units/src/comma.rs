//! Rows of a CSV file, one at a time.

use std::fs::File;

use crate::columns::{Limits, Rows, Wanted};
use crate::error::{Error, Place};

/// Rows that are summed up at a time.
const BLOCK: u64 = 8_192;

/// Fills columns from a file with a header.
pub(crate) fn fill(
    file: File,
    wanted: &Wanted<'_>,
    limits: Limits,
    rows: &mut Rows,
) -> Result<(), Error> {
    let unreadable = |error: csv::Error| Error::unreadable(&error);
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers().map_err(unreadable)?.clone();
    let place = |name: &str| {
        let there = || header.iter();
        there()
            .position(|each| each == name)
            .ok_or_else(|| Error::no_column(name, there()))
    };
    let (unit, variant) = (place(wanted.unit)?, place(wanted.variant)?);
    let places = wanted
        .numbers
        .iter()
        .map(|name| place(name))
        .collect::<Result<Vec<usize>, Error>>()?;
    let segments = wanted
        .segments
        .iter()
        .map(|name| place(name))
        .collect::<Result<Vec<usize>, Error>>()?;
    let mut record = csv::StringRecord::new();
    let mut met = 0_u64;
    while reader.read_record(&mut record).map_err(unreadable)? {
        met += 1;
        limits.hold(met, places.len())?;
        let line = Place::Line(record.position().map_or(0, csv::Position::line));
        let cell = |place: usize| record.get(place).unwrap_or_default().trim();
        rows.seen.text(cell(unit), line)?;
        rows.arm(cell(variant), wanted.variant, line)?;
        for (cut, (at, name)) in segments.iter().zip(&wanted.segments).enumerate() {
            rows.segment(cut, cell(*at), name, line)?;
        }
        let numbers = rows.numbers.iter_mut().zip(&places).zip(&wanted.numbers);
        for ((column, place), name) in numbers {
            column.push(number(cell(*place), name, line)?);
        }
        if met.is_multiple_of(BLOCK) {
            limits.remember(&rows.seen)?;
            rows.end_of_block()?;
        }
    }
    limits.remember(&rows.seen)?;
    rows.end_of_block()
}

/// A finite number; true and false count as 1 and 0.
fn number(cell: &str, column: &str, line: Place) -> Result<f64, Error> {
    if cell.is_empty() {
        return Err(Error::empty(line, column));
    }
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(Error::not_finite(line, column, cell)),
        Err(_) if cell.eq_ignore_ascii_case("true") => Ok(1.0),
        Err(_) if cell.eq_ignore_ascii_case("false") => Ok(0.0),
        Err(_) => Err(Error::not_finite(line, column, cell)),
    }
}
