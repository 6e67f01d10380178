//! Rows of a world's tables, whatever form their columns have.

use std::collections::{HashMap, HashSet};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use jiff::civil::Date;

use crate::engine::cut::date;
use crate::engine::{Tables, Trouble};

/// Columns of a batch, in the order in which they were asked for.
pub(super) struct Rows<'batch> {
    columns: Vec<&'batch ArrayRef>,
    /// How many there are.
    pub(super) count: usize,
}

impl Rows<'_> {
    /// The text of a row; empty where it is missing or the column holds none.
    pub(super) fn text(&self, column: usize, row: usize) -> &str {
        let array = self.columns[column];
        if array.is_null(row) {
            return "";
        }
        if let Some(texts) = array.as_string_opt::<i32>() {
            return texts.value(row);
        }
        let coded = array.as_dictionary_opt::<Int32Type>();
        coded
            .and_then(|coded| {
                let texts = coded.values().as_string_opt::<i32>()?;
                let key = usize::try_from(coded.keys().value(row)).ok()?;
                Some(texts.value(key))
            })
            .unwrap_or_default()
    }

    /// The number of a row; none where it is missing or the column holds none.
    pub(super) fn number(&self, column: usize, row: usize) -> Option<f64> {
        let array = self.columns[column];
        if array.is_null(row) {
            return None;
        }
        macro_rules! any_of {
            ($($kind:ty),+) => {
                None$(.or_else(|| {
                    array.as_primitive_opt::<$kind>().map(|numbers| numbers.value(row) as f64)
                }))+
            };
        }
        any_of!(
            Int32Type,
            Date32Type,
            Float64Type,
            Float32Type,
            Int64Type,
            Int16Type
        )
    }

    /// The whole number of a row; 0 where there is none.
    pub(super) fn whole(&self, column: usize, row: usize) -> i64 {
        self.number(column, row).unwrap_or(0.0) as i64
    }

    /// Whether it is so; no where it is missing.
    pub(super) fn flag(&self, column: usize, row: usize) -> bool {
        let array = self.columns[column];
        array.is_valid(row) && array.as_boolean_opt().is_some_and(|flags| flags.value(row))
    }

    /// The day of a row, if it has one.
    pub(super) fn date(&self, column: usize, row: usize) -> Option<Date> {
        self.number(column, row).map(|day| date(day as i32))
    }
}

/// Goes over the rows of a table.
pub(super) fn scan(
    tables: &dyn Tables,
    table: &str,
    columns: &[&str],
    mut each: impl FnMut(&Rows<'_>, usize),
) -> Result<(), Trouble> {
    tables.scan(table, columns, &mut |batch: &RecordBatch| {
        let found = columns
            .iter()
            .map(|name| {
                batch.column_by_name(name).ok_or_else(|| Trouble::Column {
                    column: (*name).to_owned(),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let rows = Rows {
            columns: found,
            count: batch.num_rows(),
        };
        for row in 0..rows.count {
            each(&rows, row);
        }
        Ok(())
    })
}

/// A text for each number of a table, as the genre of each title.
pub(super) fn texts_by(
    tables: &dyn Tables,
    table: &str,
    key: &str,
    text: &str,
) -> Result<HashMap<i64, String>, Trouble> {
    let mut found = HashMap::new();
    scan(tables, table, &[key, text], |rows, row| {
        found.insert(rows.whole(0, row), rows.text(1, row).to_owned());
    })?;
    Ok(found)
}

/// The numbers of a table for which something holds, as the profiles that are lent.
pub(super) fn those(
    tables: &dyn Tables,
    table: &str,
    key: &str,
    flag: &str,
) -> Result<HashSet<i64>, Trouble> {
    let mut found = HashSet::new();
    scan(tables, table, &[key, flag], |rows, row| {
        if rows.flag(1, row) {
            found.insert(rows.whole(0, row));
        }
    })?;
    Ok(found)
}
