//! Columns that were read before, so that the next question need not read them again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::activity::Activity;
use crate::engine::column::Column;
use crate::engine::marks::Marks;
use crate::engine::reading::Reading;
use crate::engine::runs::Runs;
use crate::engine::{Tables, Trouble};

/// So many sets of rows are kept; when one more is wanted, all are made anew as they are needed.
const MOST_MARKS: usize = 48;

/// The columns of one world's tables, each read once and kept in a few bytes a row, and what was made
/// of them for a question and serves the next: columns of what a row's member, title or day says, and
/// sets of rows. Whoever opens a world for several questions keeps one beside it and gives it with
/// [`Tables::kept`].
#[derive(Default)]
pub struct Kept {
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    columns: HashMap<String, HashMap<String, Arc<Column>>>,
    runs: HashMap<String, Arc<Runs>>,
    activity: Option<Arc<Activity>>,
    /// By table and what the rows have in common.
    marks: HashMap<(String, String), Arc<Marks>>,
}

impl Kept {
    /// How many bytes all of it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let shelves = self.shelves();
        let columns = shelves.columns.values().flat_map(HashMap::values);
        columns.map(|column| column.bytes()).sum::<usize>()
            + shelves
                .marks
                .values()
                .map(|marks| marks.bytes())
                .sum::<usize>()
            + shelves
                .runs
                .values()
                .map(|runs| runs.bytes())
                .sum::<usize>()
            + shelves
                .activity
                .as_ref()
                .map_or(0, |activity| activity.bytes())
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

    /// A column that is made of others, by a name that no column of the table has.
    pub(super) fn made(
        &self,
        table: &str,
        name: &str,
        make: impl FnOnce() -> Result<Column, Trouble>,
    ) -> Result<Arc<Column>, Trouble> {
        let known = |shelves: &Shelves| shelves.columns.get(table)?.get(name).cloned();
        if let Some(column) = known(&self.kept.shelves()) {
            return Ok(column);
        }
        let made = Arc::new(make()?);
        let mut shelves = self.kept.shelves();
        let columns = shelves.columns.entry(table.to_owned()).or_default();
        columns.insert(name.to_owned(), made.clone());
        Ok(made)
    }

    /// Rows of a table that have something in common, which the name says.
    pub(super) fn marks(
        &self,
        table: &str,
        name: &str,
        make: impl FnOnce() -> Result<Marks, Trouble>,
    ) -> Result<Arc<Marks>, Trouble> {
        let key = (table.to_owned(), name.to_owned());
        if let Some(marks) = self.kept.shelves().marks.get(&key) {
            return Ok(marks.clone());
        }
        let made = Arc::new(make()?);
        let marks = &mut self.kept.shelves().marks;
        if marks.len() >= MOST_MARKS {
            marks.clear();
        }
        marks.insert(key, made.clone());
        Ok(made)
    }

    /// Where a visit's plays begin. Whether a play is of the visit of the one before is all that is
    /// asked of the identifiers of visits, which would be large.
    pub(super) fn visits_begin(&self) -> Result<Arc<Marks>, Trouble> {
        self.marks("plays", "first of a visit", || {
            let mut begins = Vec::new();
            let mut before = None;
            self.tables.scan("plays", &["visit_id"], &mut |batch| {
                let mut reading = Reading::Unknown;
                reading.take(batch, "visit_id")?;
                let visits = reading.done();
                for row in 0..visits.len() {
                    let visit = visits.whole(row);
                    begins.push(visit != before);
                    before = visit;
                }
                Ok(())
            })?;
            let rows = begins.len();
            Ok(Marks::of(rows, &Marks::parts(rows), |from, to, marking| {
                (from..to).for_each(|row| marking.put(row, begins[row]));
            }))
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
