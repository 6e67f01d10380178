//! Columns that were read before, so that the next question need not read them again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::activity::Activity;
use crate::engine::column::{Column, Reading};
use crate::engine::runs::Runs;
use crate::engine::{Tables, Trouble};

/// The columns of one world's tables, each read once and kept in a few bytes a row. Whoever opens a
/// world for several questions keeps one beside it and gives it with [`Tables::kept`].
#[derive(Default)]
pub struct Kept {
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    columns: HashMap<String, HashMap<String, Arc<Column>>>,
    runs: HashMap<String, Arc<Runs>>,
    activity: Option<Arc<Activity>>,
}

impl Kept {
    /// How many bytes the columns take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.shelves()
            .columns
            .values()
            .flat_map(HashMap::values)
            .map(|column| column.bytes())
            .sum()
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // What lies there is whole, even where somebody who read further columns broke off.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tables with what was kept of them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    tables: &'a dyn Tables,
    kept: &'a Kept,
}

impl<'a> View<'a> {
    /// `own` serves where the tables keep nothing.
    pub(crate) fn of(tables: &'a dyn Tables, own: &'a Kept) -> Self {
        Self {
            tables,
            kept: tables.kept().unwrap_or(own),
        }
    }

    /// Columns of a table, in the order of the names; those not yet known are read in one go.
    pub(super) fn columns(&self, table: &str, names: &[&str]) -> Result<Vec<Arc<Column>>, Trouble> {
        // Whoever asks at the same time waits, rather than reading the same again.
        let mut shelves = self.kept.shelves();
        let known = shelves.columns.entry(table.to_owned()).or_default();
        let mut missing: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| !known.contains_key(*name))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            let mut reading: Vec<Reading> = missing.iter().map(|_| Reading::Unknown).collect();
            self.tables.scan(table, &missing, &mut |batch| {
                for (name, column) in missing.iter().zip(&mut reading) {
                    column.take(batch, name)?;
                }
                Ok(())
            })?;
            for (name, column) in missing.into_iter().zip(reading) {
                known.insert(name.to_owned(), Arc::new(column.done()));
            }
        }
        names
            .iter()
            .map(|name| {
                known.get(*name).cloned().ok_or_else(|| Trouble::Column {
                    column: (*name).to_owned(),
                })
            })
            .collect()
    }

    /// One column of a table.
    pub(super) fn column(&self, table: &str, name: &str) -> Result<Arc<Column>, Trouble> {
        self.columns(table, &[name])?
            .pop()
            .ok_or_else(|| Trouble::Column {
                column: name.to_owned(),
            })
    }

    /// Where a table's days begin and end.
    pub(super) fn runs(&self, table: &str, date: &str) -> Result<Arc<Runs>, Trouble> {
        if let Some(runs) = self.kept.shelves().runs.get(table) {
            return Ok(runs.clone());
        }
        let columns = self.columns(table, &[date, "member_id"])?;
        let runs = Arc::new(Runs::find(&columns[0], &columns[1]));
        self.kept
            .shelves()
            .runs
            .insert(table.to_owned(), runs.clone());
        Ok(runs)
    }

    /// Who opened the app on which day.
    pub(super) fn activity(&self) -> Result<Arc<Activity>, Trouble> {
        if let Some(activity) = &self.kept.shelves().activity {
            return Ok(activity.clone());
        }
        let columns = self.columns("visits", &["member_id", "date"])?;
        let activity = Arc::new(Activity::of(&columns[0], &columns[1]));
        self.kept.shelves().activity = Some(activity.clone());
        Ok(activity)
    }
}
