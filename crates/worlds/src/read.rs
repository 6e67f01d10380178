//! Columns out of Parquet files.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use lab::Trouble;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;
use world::write;

/// A table's files.
pub(crate) struct TableFiles {
    pub(crate) table: &'static str,
    /// Its columns; texts as dictionaries, so that their codes can be worked on.
    pub(crate) schema: SchemaRef,
    pub(crate) files: Vec<PathBuf>,
}

impl TableFiles {
    /// Looks for the files of a table in a world's folder.
    pub(crate) fn find(
        folder: &Path,
        table: &'static str,
        schema: SchemaRef,
    ) -> Result<Self, Trouble> {
        let files = write::files(folder, table).map_err(|error| unreadable(table, &error))?;
        Ok(Self {
            table,
            schema,
            files,
        })
    }

    /// The named columns, a batch for each row group, files side by side.
    pub(crate) fn batches(&self, columns: &[&str]) -> Result<Vec<RecordBatch>, Trouble> {
        let files: Vec<Vec<RecordBatch>> = self
            .files
            .par_iter()
            .map(|file| {
                let mut batches = Vec::new();
                self.of_file(file, columns, &mut |batch| {
                    batches.push(batch);
                    Ok(())
                })?;
                Ok(batches)
            })
            .collect::<Result<_, Trouble>>()?;
        Ok(files.into_iter().flatten().collect())
    }

    /// The named columns, holding one batch at a time.
    pub(crate) fn stream(
        &self,
        columns: &[&str],
        each: &mut dyn FnMut(RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        self.files
            .iter()
            .try_for_each(|file| self.of_file(file, columns, each))
    }

    fn of_file(
        &self,
        path: &Path,
        columns: &[&str],
        each: &mut dyn FnMut(RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let table = self.table;
        let file = File::open(path).map_err(|error| unreadable(table, &error))?;
        let options = ArrowReaderOptions::new().with_schema(self.schema.clone());
        let metadata =
            ArrowReaderMetadata::load(&file, options).map_err(|error| unreadable(table, &error))?;
        for group in 0..metadata.metadata().num_row_groups() {
            let rows = metadata.metadata().row_group(group).num_rows();
            let file = file
                .try_clone()
                .map_err(|error| unreadable(table, &error))?;
            let builder =
                ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
            let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
            // One batch for each row group: a group has one dictionary, which is then kept as it is.
            let batches = builder
                .with_projection(mask)
                .with_row_groups(vec![group])
                .with_batch_size(usize::try_from(rows).unwrap_or(usize::MAX).max(1))
                .build()
                .map_err(|error| unreadable(table, &error))?;
            for batch in batches {
                each(batch.map_err(|error| unreadable(table, &error))?)?;
            }
        }
        Ok(())
    }
}

pub(crate) fn unreadable(table: &str, reason: &impl ToString) -> Trouble {
    Trouble::Unreadable {
        table: table.to_owned(),
        reason: reason.to_string(),
    }
}
