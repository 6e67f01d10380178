//! A world's tables in memory.

use arrow_array::RecordBatch;
use jiff::ToSpan;
use lab::{Kept, Span, Tables, Trouble};
use world::write::{MemoryTable, in_memory};
use world::{Progress, Schedule, World};

/// The tables of a world.
pub(crate) struct Memory {
    tables: Vec<MemoryTable>,
    pub(crate) kept: Kept,
    pub(crate) span: Span,
}

impl Memory {
    pub(crate) fn of(world: &World, schedule: Schedule) -> Self {
        let wish = world.configuration();
        Self {
            tables: in_memory(world, schedule, &Progress::default()).unwrap(),
            kept: Kept::default(),
            span: Span {
                first: wish.start,
                last: wish.start.saturating_add((i64::from(wish.days) - 1).days()),
            },
        }
    }

    /// One of them.
    #[allow(dead_code, reason = "not every tool looks at the rows themselves")]
    pub(crate) fn table(&self, name: &str) -> &MemoryTable {
        self.tables.iter().find(|each| each.name == name).unwrap()
    }
}

impl Tables for Memory {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let found = self.table(table);
        for batch in &found.batches {
            let places: Vec<usize> = columns
                .iter()
                .map(|column| batch.schema().index_of(column).unwrap())
                .collect();
            each(&batch.project(&places).unwrap())?;
        }
        Ok(())
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.kept)
    }
}
