//! Which rows of a table a question reaches.

use std::sync::Arc;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::column::{Column, with_codes};
use crate::engine::condition::{Condition, Tested};
use crate::engine::cut::{self, Cut, date_column};
use crate::engine::kept::View;

/// Rows that are looked at together, so that they stay in the nearest memory.
pub(super) const BLOCK: usize = 4_096;

/// Chooses rows by their day, by conditions, and by what a question is narrowed to.
pub(super) struct Chooser {
    pub(super) date: Arc<Column>,
    from: i32,
    last: i32,
    tested: Vec<Tested>,
    filters: Vec<(Cut, Vec<bool>)>,
}

impl Chooser {
    /// Over the days from one to another, both in days since 1970.
    pub(super) fn new(
        view: View<'_>,
        table: &str,
        (from, last): (i32, i32),
        conditions: &[Condition],
        filters: Vec<(Cut, Vec<bool>)>,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            date: view.column(table, date_column(table))?,
            from,
            last,
            tested: conditions
                .iter()
                .map(|condition| condition.over(view, table))
                .collect::<Result<_, _>>()?,
            filters,
        })
    }

    /// How many rows there are to choose from.
    pub(super) fn rows(&self) -> usize {
        self.date.len()
    }

    /// Calls for each block of rows between two that has any that were chosen.
    pub(super) fn blocks(&self, from: usize, to: usize, mut each: impl FnMut(&mut Vec<u32>)) {
        let mut rows: Vec<u32> = Vec::with_capacity(BLOCK);
        let mut start = from;
        while start < to {
            let end = to.min(start + BLOCK);
            rows.clear();
            rows.extend(start as u32..end as u32);
            start = end;
            self.keep(&mut rows);
            if !rows.is_empty() {
                each(&mut rows);
            }
        }
    }

    fn keep(&self, rows: &mut Vec<u32>) {
        if let Some((codes, first, _)) = self.date.as_whole() {
            let from = (i64::from(self.from) - first).max(0);
            let last = i64::from(self.last) - first;
            let most = self.date.bounds().map_or(0, |(_, most, _)| i64::from(most));
            if from > 0 || last < most {
                with_codes!(codes, |codes| rows.retain(|row| {
                    (from..=last).contains(&i64::from(codes[*row as usize]))
                }));
            }
        }
        for tested in &self.tested {
            tested.keep(rows);
        }
        for (cut, marked) in &self.filters {
            cut::keep(cut, rows, marked);
        }
    }
}

/// What narrows, over a table's rows: each dimension with the value that is wanted.
pub(super) fn narrowing<'value>(
    view: View<'_>,
    table: &str,
    title: Option<&str>,
    filters: impl Iterator<Item = (&'value Dimension, &'value str)>,
) -> Result<Vec<(Cut, Vec<bool>)>, Trouble> {
    filters
        .map(|(dimension, value)| {
            let cut = Cut::new(view, table, title, &dimension.id)?;
            let marked = cut.marked(value);
            Ok((cut, marked))
        })
        .collect()
}
