//! What sort of file it is, and which columns it has.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::Error;

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated, with a header.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl Form {
    /// Told by how the file begins, whatever it is called.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of(file: &mut File) -> Result<Self, Error> {
        let mut begins = Vec::with_capacity(4);
        let read = |error: std::io::Error| Error::unreadable(&error);
        file.seek(SeekFrom::Start(0)).map_err(read)?;
        file.by_ref()
            .take(4)
            .read_to_end(&mut begins)
            .map_err(read)?;
        file.seek(SeekFrom::Start(0)).map_err(read)?;
        Ok(if begins == b"PAR1" {
            Self::Parquet
        } else {
            Self::Csv
        })
    }
}

/// The names of a file's columns, in its order.
///
/// # Errors
/// The file cannot be read.
pub fn header(mut file: File) -> Result<Vec<String>, Error> {
    match Form::of(&mut file)? {
        Form::Csv => {
            let mut reader = csv::Reader::from_reader(file);
            let header = reader
                .headers()
                .map_err(|error| Error::unreadable(&error))?;
            Ok(header.iter().map(str::to_owned).collect())
        }
        Form::Parquet => {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file)
                .map_err(|error| Error::unreadable(&error))?;
            let fields = builder.schema().fields().iter();
            Ok(fields.map(|field| field.name().clone()).collect())
        }
    }
}
