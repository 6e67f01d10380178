//! A world's folder, read table by table.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use jiff::ToSpan;
use lab::{Span, Tables, Trouble};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use world::Configuration;

/// A world's folder.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// App versions and titles: what every world has its own of, by dimension.
    pub(super) fn own_values(&self) -> Result<Vec<(String, String)>, Trouble> {
        let mut values = Vec::new();
        for (table, column, dimension) in [
            ("releases", "app_version", "app_version"),
            ("titles", "name", "title"),
        ] {
            self.scan(table, &[column], &mut |batch| {
                values.extend(
                    lab::texts(batch, column)?
                        .into_iter()
                        .map(|value| (dimension.to_owned(), value)),
                );
                Ok(())
            })?;
        }
        values.sort();
        values.dedup();
        Ok(values)
    }
}

/// The days of a world.
pub(super) fn span(configuration: &Configuration) -> Span {
    let days = i64::from(configuration.days) - 1;
    Span {
        first: configuration.start,
        last: configuration.start.saturating_add(days.days()),
    }
}

impl Tables for Folder {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let unreadable = |reason: String| Trouble::Unreadable {
            table: table.to_owned(),
            reason,
        };
        let folder = self.path.join(table);
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
            .and_then(|entries| {
                entries
                    .map(|entry| entry.map(|entry| entry.path()))
                    .collect()
            })
            .map_err(|error| unreadable(error.to_string()))?;
        files.sort();
        for path in files {
            let file = File::open(&path).map_err(|error| unreadable(error.to_string()))?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file)
                .map_err(|error| unreadable(error.to_string()))?;
            let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
            let batches = builder
                .with_projection(mask)
                .with_batch_size(8_192)
                .build()
                .map_err(|error| unreadable(error.to_string()))?;
            for batch in batches {
                each(&batch.map_err(|error| unreadable(error.to_string()))?)?;
            }
        }
        Ok(())
    }
}
