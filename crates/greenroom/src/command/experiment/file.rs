//! Columns of a file of units.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::parquet::{self, Sink};

/// What an analysis needs of a file.
pub(super) struct Columns {
    /// The arm of every row.
    pub(super) variants: Vec<String>,
    /// The columns asked for, by name.
    pub(super) numbers: BTreeMap<String, Vec<f64>>,
}

/// Reads the columns named; every cell must be there and finite, every unit once.
pub(super) fn read(path: &Path, unit: &str, variant: &str, wanted: &[&str]) -> Result<Columns> {
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("parquet") {
        return from_parquet(path, unit, variant, wanted);
    }
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let header = reader
        .headers()
        .with_context(|| format!("cannot read the header of {}", path.display()))?
        .clone();
    let place = |name: &str| {
        header
            .iter()
            .position(|each| each == name)
            .with_context(|| {
                let there: Vec<_> = header.iter().collect();
                format!(
                    "{} has no column \"{name}\"; it has {}",
                    path.display(),
                    there.join(", ")
                )
            })
    };
    let (unit_place, variant_place) = (place(unit)?, place(variant)?);
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let places: Vec<usize> = wanted
        .iter()
        .map(|name| place(name))
        .collect::<Result<_>>()?;
    let mut numbers = vec![Vec::new(); wanted.len()];
    let mut variants = Vec::new();
    let mut seen: HashMap<String, u64> = HashMap::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("cannot read {}", path.display()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |place: usize| record.get(place).unwrap_or_default().trim();
        let name = cell(unit_place);
        if name.is_empty() {
            bail!("line {line}: no unit in column \"{unit}\"");
        }
        if let Some(first) = seen.insert(name.to_owned(), line) {
            bail!(
                "unit {name} stands on line {first} and again on line {line}: aggregate to one row a unit, or name the unit that was assigned"
            );
        }
        let arm = cell(variant_place);
        if arm.is_empty() {
            bail!("line {line}: no arm in column \"{variant}\"");
        }
        variants.push(arm.to_owned());
        for ((column, &place), name) in numbers.iter_mut().zip(&places).zip(&wanted) {
            column.push(number(cell(place), name, line)?);
        }
    }
    if variants.is_empty() {
        bail!("{} has a header and no rows", path.display());
    }
    let names = wanted.into_iter().map(str::to_owned);
    Ok(Columns {
        variants,
        numbers: names.zip(numbers).collect(),
    })
}

/// The same from a Parquet file: only the columns asked for are read.
fn from_parquet(path: &Path, unit: &str, variant: &str, wanted: &[&str]) -> Result<Columns> {
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut every = vec![unit, variant];
    every.extend(&wanted);
    every.sort_unstable();
    every.dedup();
    let mut numbers = vec![Vec::new(); wanted.len()];
    let mut variants: Vec<String> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    parquet::scan(path, &every, |first, batch| {
        let mut meet = |row: usize, name: &str| match seen.insert(name.to_owned(), row) {
            Some(before) => bail!(
                "unit {name} stands in row {} and again in row {}: aggregate to one row a unit, or name the unit that was assigned",
                before + 1,
                row + 1
            ),
            None => Ok(()),
        };
        parquet::take(batch, first, unit, &mut Sink::Text(&mut meet))?;
        let mut keep = |row: usize, arm: &str| {
            if arm.is_empty() {
                bail!("row {}: no arm in column \"{variant}\"", row + 1);
            }
            variants.push(arm.to_owned());
            Ok(())
        };
        parquet::take(batch, first, variant, &mut Sink::Text(&mut keep))?;
        for (column, name) in numbers.iter_mut().zip(&wanted) {
            parquet::take(batch, first, name, &mut Sink::Number(column))?;
        }
        Ok(())
    })?;
    if variants.is_empty() {
        bail!("{} has columns and no rows", path.display());
    }
    let names = wanted.into_iter().map(str::to_owned);
    Ok(Columns {
        variants,
        numbers: names.zip(numbers).collect(),
    })
}

/// A finite number; true and false count as 1 and 0.
fn number(cell: &str, column: &str, line: u64) -> Result<f64> {
    if cell.is_empty() {
        bail!(
            "line {line}: column \"{column}\" is empty; fill or drop missing values on purpose (a unit that did nothing is usually a 0)"
        );
    }
    if cell.eq_ignore_ascii_case("true") {
        return Ok(1.0);
    }
    if cell.eq_ignore_ascii_case("false") {
        return Ok(0.0);
    }
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => {
            bail!("line {line}: column \"{column}\" holds \"{cell}\", which is not a finite number")
        }
    }
}
