//! The tables: one file each, with every column documented where it is declared.

mod assignments;
mod availability;
mod calendar;
pub(crate) mod column;
mod experiments;
mod markdown;
mod members;
mod plays;
mod prices;
mod profiles;
mod prospects;
mod releases;
mod subscription_events;
mod titles;
mod visits;
mod year_before;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use serde::Serialize;

pub use markdown::markdown;

pub use column::{Column, Day, Moment, Parts, Version, Word};

use crate::Error;
use crate::write::chunk::Encoder;

pub use assignments::Assignment;
pub use availability::Availability;
pub use calendar::CalendarEntry;
pub use experiments::ExperimentArm;
pub use members::Member;
pub use plays::Play;
pub use prices::Price;
pub use profiles::Profile;
pub use prospects::Prospect;
pub use releases::ReleaseRow;
pub use subscription_events::SubscriptionEvent;
pub use titles::TitleRow;
pub use visits::Visit;
pub use year_before::YearBefore;

/// A table, documented.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

impl Table {
    /// The columns as Arrow has them.
    #[must_use]
    pub fn schema(&self) -> Schema {
        let fields = self
            .columns
            .iter()
            .map(|column| Field::new(column.name, column.data_type.clone(), column.nullable));
        Schema::new(fields.collect::<Vec<_>>())
    }
}

/// A row that belongs to a table.
pub trait Row: Sized + Send {
    /// Rows held column by column.
    type Columns: Columns<Self>;
    /// The table's name.
    const TABLE: &'static str;
    /// The table with its documentation.
    fn table() -> Table;
}

/// Rows held column by column, to become a batch of Arrow.
pub trait Columns<R>: Default + Send {
    /// Adds a row.
    fn push(&mut self, row: R);
    /// How many rows are held.
    fn rows(&self) -> usize;
    /// The rows held as one batch; afterwards none are held.
    ///
    /// # Errors
    /// Arrow refuses the columns.
    fn take(&mut self) -> Result<RecordBatch, ArrowError>;
    /// The schema of the batches.
    fn schema() -> SchemaRef;
}

/// Columns that know how Parquet stores them.
pub(crate) trait Stored {
    /// Gives the cells of one column after another to the encoder, calling `then` after each;
    /// afterwards no rows are held.
    fn encode(
        &mut self,
        encoder: &mut Encoder,
        then: impl FnMut(&mut Encoder) -> Result<(), Error>,
    ) -> Result<(), Error>;
}

macro_rules! table {
    (
        $name:literal: $row:literal
        $(#[$about:meta])*
        $row_type:ident {
            $($field:ident: $cell:ty, $unit:literal, $meaning:literal;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $row_type {
            $(#[doc = $meaning] pub $field: $cell,)+
        }

        #[doc = concat!("Rows of `", $name, "` by column.")]
        #[derive(Default)]
        pub struct ColumnsOf { $($field: Vec<$cell>,)+ }

        impl $crate::table::Row for $row_type {
            type Columns = ColumnsOf;
            const TABLE: &'static str = $name;
            fn table() -> $crate::table::Table {
                $crate::table::Table {
                    name: $name,
                    row: $row,
                    columns: vec![$($crate::table::Column {
                        name: stringify!($field),
                        data_type: <$cell as $crate::table::column::Cell>::data_type(),
                        nullable: <$cell as $crate::table::column::Cell>::NULLABLE,
                        unit: $unit,
                        meaning: $meaning,
                    },)+],
                }
            }
        }

        impl $crate::table::Columns<$row_type> for ColumnsOf {
            fn push(&mut self, row: $row_type) {
                $(self.$field.push(row.$field);)+
            }
            fn rows(&self) -> usize {
                [$(self.$field.len()),+][0]
            }
            fn take(&mut self) -> Result<arrow_array::RecordBatch, arrow_schema::ArrowError> {
                arrow_array::RecordBatch::try_new(
                    Self::schema(),
                    vec![$(<$cell as $crate::table::column::Cell>::array(std::mem::take(&mut self.$field))?,)+],
                )
            }
            fn schema() -> arrow_schema::SchemaRef {
                static SCHEMA: std::sync::OnceLock<arrow_schema::SchemaRef> = std::sync::OnceLock::new();
                SCHEMA.get_or_init(|| std::sync::Arc::new(arrow_schema::Schema::new(vec![
                    $(arrow_schema::Field::new(
                        stringify!($field),
                        <$cell as $crate::table::column::Cell>::data_type(),
                        <$cell as $crate::table::column::Cell>::NULLABLE,
                    ),)+
                ]))).clone()
            }
        }

        impl $crate::table::Stored for ColumnsOf {
            fn encode(
                &mut self,
                encoder: &mut $crate::write::chunk::Encoder,
                mut then: impl FnMut(&mut $crate::write::chunk::Encoder) -> Result<(), $crate::Error>,
            ) -> Result<(), $crate::Error> {
                $(
                    <$cell as $crate::table::column::Cell>::encode(&self.$field, encoder);
                    self.$field.clear();
                    then(encoder)?;
                )+
                Ok(())
            }
        }
    };
}
pub(crate) use table;

/// The data dictionary: every table with its columns.
#[must_use]
pub fn dictionary() -> Vec<Table> {
    vec![
        Member::table(),
        Profile::table(),
        Prospect::table(),
        SubscriptionEvent::table(),
        Visit::table(),
        Play::table(),
        TitleRow::table(),
        Availability::table(),
        ReleaseRow::table(),
        Price::table(),
        CalendarEntry::table(),
        ExperimentArm::table(),
        Assignment::table(),
        YearBefore::table(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_documented_and_named_once_in_its_table() {
        for table in dictionary() {
            assert!(table.row.len() > 10, "{}", table.name);
            for (place, column) in table.columns.iter().enumerate() {
                assert!(column.meaning.len() > 8, "{}.{}", table.name, column.name);
                assert!(
                    table.columns[..place]
                        .iter()
                        .all(|earlier| earlier.name != column.name),
                    "{}.{}",
                    table.name,
                    column.name
                );
            }
        }
    }
}
