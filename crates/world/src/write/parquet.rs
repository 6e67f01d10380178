//! One table into one Parquet file.

use std::io::Write;
use std::marker::PhantomData;

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::schema::types::ColumnPath;

use crate::Error;
use crate::table::{Columns, Row};

/// Rows that are turned into columns of Parquet at once.
const BATCH: usize = 16_384;
/// Rows of a row group: the piece that an engine reads or passes over by its statistics.
const ROW_GROUP: usize = 262_144;

/// Columns whose values hardly repeat: a dictionary would only cost time.
const PLAIN: [&str; 9] = [
    "visit_id",
    "started_at",
    "startup_seconds",
    "played_seconds",
    "rebuffer_seconds",
    "browse_seconds",
    "ad_seconds",
    "name",
    "line_mbps",
];

/// Writes the rows of one table.
pub(crate) struct TableWriter<R: Row, W: Write + Send> {
    columns: R::Columns,
    writer: ArrowWriter<W>,
    rows: u64,
    of: PhantomData<R>,
}

impl<R: Row, W: Write + Send> TableWriter<R, W> {
    pub(crate) fn new(file: W) -> Result<Self, Error> {
        let mut properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by("greenroom".to_owned());
        for column in PLAIN {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(column), false);
        }
        // Without Arrow's own schema in the file, every engine reads dictionaries as plain text.
        let options = parquet::arrow::arrow_writer::ArrowWriterOptions::new()
            .with_properties(properties.build())
            .with_skip_arrow_metadata(true);
        Ok(Self {
            columns: R::Columns::default(),
            writer: ArrowWriter::try_new_with_options(file, R::Columns::schema(), options)?,
            rows: 0,
            of: PhantomData,
        })
    }

    pub(crate) fn push(&mut self, row: R) {
        self.columns.push(row);
    }

    /// Passes rows on when there are enough of them.
    pub(crate) fn flush_if_full(&mut self) -> Result<(), Error> {
        if self.columns.rows() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.columns.rows() > 0 {
            let batch = self.columns.take()?;
            self.rows += batch.num_rows() as u64;
            self.writer.write(&batch)?;
        }
        Ok(())
    }

    /// Ends the file; returns its rows.
    pub(crate) fn finish(mut self) -> Result<(u64, W), Error> {
        self.flush()?;
        let rows = self.rows;
        Ok((rows, self.writer.into_inner()?))
    }
}
