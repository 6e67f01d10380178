//! Which rows of a table a question reaches.

use std::sync::Arc;

use crate::dimension::Dimension;
use crate::engine::Trouble;
use crate::engine::block::Block;
use crate::engine::codes::Codes;
use crate::engine::column::Column;
use crate::engine::condition::Condition;
use crate::engine::cut::{Cut, date_column};
use crate::engine::kept::View;
use crate::engine::marks::Marks;

/// Rows that are looked at together at most, so that they stay in the nearest memory.
pub(super) const BLOCK: usize = 4_096;

/// A column, and which of its codes are wanted.
struct Filter {
    column: Arc<Column>,
    wanted: Vec<bool>,
}

/// Chooses rows by their day, by conditions, and by what a question is narrowed to.
pub(super) struct Chooser {
    pub(super) date: Arc<Column>,
    marks: Vec<Arc<Marks>>,
    filters: Vec<Filter>,
    /// Where a block has to end, so that what stays the same over many rows is the same in all of it.
    ends: Vec<u32>,
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
        let date = view.column(table, date_column(table))?;
        let mut chooser = Self {
            date: date.clone(),
            marks: conditions
                .iter()
                .map(|condition| condition.over(view, table))
                .collect::<Result<_, _>>()?,
            filters: Vec::new(),
            ends: Vec::new(),
        };
        if let Some((first, most, _)) = date.bounds() {
            let reached = i64::from(from)..=i64::from(last);
            let wanted = (0..=i64::from(most))
                .map(|code| reached.contains(&(first + code)))
                .collect();
            chooser.narrow(date, wanted);
        }
        for (cut, wanted) in filters {
            chooser.narrow(cut.column, wanted);
        }
        Ok(chooser)
    }

    fn narrow(&mut self, column: Arc<Column>, wanted: Vec<bool>) {
        self.end_with(&column);
        if wanted.contains(&false) {
            self.filters.push(Filter { column, wanted });
        }
    }

    /// Chooses only rows that are marked.
    pub(super) fn only(&mut self, marks: Arc<Marks>) {
        self.marks.push(marks);
    }

    /// Ends blocks where a column changes that stays the same over many rows.
    pub(super) fn end_with(&mut self, column: &Column) {
        if let Some(ends) = column.ends() {
            self.ends.extend(ends);
            // Quick where parts are in order already.
            self.ends.sort();
            self.ends.dedup();
        }
    }

    /// How many rows there are to choose from.
    pub(super) fn rows(&self) -> usize {
        self.date.len()
    }

    /// Calls for each block of rows between two that has any that were chosen.
    pub(super) fn blocks(&self, from: usize, to: usize, mut each: impl FnMut(&mut Block)) {
        let mut block = Block::default();
        let mut start = from;
        let mut place = self.ends.partition_point(|end| *end as usize <= from);
        while start < to {
            let mut end = to.min(start + BLOCK);
            if let Some(next) = self.ends.get(place).map(|next| *next as usize)
                && next <= end
            {
                end = next;
                place += 1;
            }
            if self.choose(&mut block, start, end) {
                each(&mut block);
            }
            start = end;
        }
    }

    /// Whether any rows were chosen.
    fn choose(&self, block: &mut Block, from: usize, to: usize) -> bool {
        let mut further = Vec::with_capacity(self.filters.len());
        for filter in &self.filters {
            let Some(codes) = filter.column.codes() else {
                return false;
            };
            match codes {
                Codes::Long(_) => {
                    let wanted = filter.wanted.get(codes.at(from) as usize);
                    if wanted != Some(&true) {
                        return false;
                    }
                }
                codes => further.push((codes, filter.wanted.as_slice())),
            }
        }
        block.begin(from, to);
        for marks in &self.marks {
            block.keep_marked(marks);
        }
        for (codes, wanted) in further {
            block.keep_wanted(codes, wanted);
        }
        block.count() > 0
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
