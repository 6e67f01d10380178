//! One table into one Parquet file.

use std::io::Write;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use parquet::arrow::ArrowSchemaConverter;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::SchemaDescPtr;

use crate::Error;
use crate::table::{Columns, Row, Stored};
use crate::write::chunk::Encoder;

/// Rows of a row group: the piece that an engine reads or passes over by its statistics, and what is
/// held in memory of a file that is being written.
const ROW_GROUP: usize = 131_072;

/// Writes the rows of one table.
pub(crate) struct TableWriter<R: Row, W: Write + Send> {
    columns: R::Columns,
    writer: SerializedFileWriter<W>,
    schema: SchemaDescPtr,
    encoder: Encoder,
    rows: u64,
    of: PhantomData<R>,
}

impl<R: Row, W: Write + Send> TableWriter<R, W>
where
    R::Columns: Stored,
{
    pub(crate) fn new(file: W) -> Result<Self, Error> {
        let properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_created_by("greenroom".to_owned())
            .build();
        // Without Arrow's own schema in the file, every engine reads dictionaries as plain text.
        let schema = ArrowSchemaConverter::new().convert(&R::Columns::schema())?;
        let schema = Arc::new(schema);
        Ok(Self {
            columns: R::Columns::default(),
            writer: SerializedFileWriter::new(file, schema.root_schema_ptr(), properties.into())?,
            schema,
            encoder: Encoder::default(),
            rows: 0,
            of: PhantomData,
        })
    }

    pub(crate) fn push(&mut self, row: R) {
        self.columns.push(row);
    }

    /// Passes rows on when there are enough of them.
    pub(crate) fn flush_if_full(&mut self) -> Result<(), Error> {
        if self.columns.rows() >= ROW_GROUP {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.columns.rows() == 0 {
            return Ok(());
        }
        self.rows += self.columns.rows() as u64;
        let mut group = self.writer.next_row_group()?;
        let mut columns = self.schema.columns().iter();
        self.columns.encode(&mut self.encoder, |encoder| {
            let Some(column) = columns.next() else {
                return Ok(());
            };
            let (bytes, close) = encoder.chunk(Arc::clone(column))?;
            Ok(group.append_column(&Bytes::from(bytes), close)?)
        })?;
        group.close()?;
        Ok(())
    }

    /// Ends the file; returns its rows.
    pub(crate) fn finish(mut self) -> Result<(u64, W), Error> {
        self.flush()?;
        let rows = self.rows;
        Ok((rows, self.writer.into_inner()?))
    }
}

#[cfg(test)]
mod tests;
