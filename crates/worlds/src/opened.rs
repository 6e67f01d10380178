//! A world whose columns can be asked for.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use jiff::ToSpan;
use lab::{Kept, Span, Tables, Trouble};
use world::table::{self, Table};
use world::write::{self, Manifest};
use world::{Progress, Schedule, Truth, World, truth};

use crate::Error;
use crate::read::{TableFiles, unreadable};

/// Bytes that opened worlds keep in memory unless it is said otherwise.
pub(crate) const USUAL_MEMORY: u64 = 1 << 30;
/// Bytes of a row of visits or plays once the lab has read all of its columns.
const KEPT_A_ROW: u64 = 40;
/// Bytes of columns that are read side by side; of more, one batch is held at a time.
const READ_AT_ONCE: u64 = 1 << 29;

/// An opened world; share it with an [`Arc`].
pub struct OpenWorld {
    folder: PathBuf,
    manifest: Manifest,
    dictionary: Vec<Table>,
    /// What was read; nothing is kept of a world that is too large for it.
    kept: Option<Kept>,
    truth: OnceLock<Arc<[Truth]>>,
}

impl OpenWorld {
    /// Opens any world's folder.
    ///
    /// # Errors
    /// It holds no finished world, a damaged one, or one of a newer version.
    pub fn at(folder: &Path) -> Result<Self, Error> {
        Self::keeping(folder, USUAL_MEMORY)
    }

    /// Keeps at most so many bytes of what was read.
    pub(crate) fn keeping(folder: &Path, bytes: u64) -> Result<Self, Error> {
        let manifest = write::read(folder)?;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
            dictionary: table::dictionary(),
            kept: (rows * KEPT_A_ROW <= bytes).then(Kept::default),
            truth: OnceLock::new(),
        })
    }

    /// What it was asked to be, and its tables.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        let wish = &self.manifest.configuration;
        Span {
            first: wish.start,
            last: wish.start.saturating_add((i64::from(wish.days) - 1).days()),
        }
    }

    /// App versions and titles: what every world has its own of, by dimension.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn own_values(&self) -> Result<Vec<(String, String)>, Trouble> {
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

    /// The columns of a table as they are given; texts are dictionaries with keys of 32 bits.
    ///
    /// # Errors
    /// There is no such table.
    pub fn schema(&self, table: &str) -> Result<SchemaRef, Trouble> {
        Ok(Arc::new(self.table(table)?.schema()))
    }

    /// Bytes of it that are kept in memory.
    #[must_use]
    pub fn in_memory(&self) -> u64 {
        self.kept.as_ref().map_or(0, |kept| kept.bytes() as u64)
    }

    /// What each incident of the world really did, in the order of the configuration. It is found by
    /// simulating again, once for as long as the world is open.
    ///
    /// # Errors
    /// The world was made by another simulation than this version's; somebody stopped the work.
    pub fn truth(&self, schedule: Schedule, progress: &Progress) -> Result<Arc<[Truth]>, Error> {
        if let Some(known) = self.truth.get() {
            return Ok(known.clone());
        }
        self.manifest.same_simulation()?;
        let world = World::new(self.manifest.configuration.clone())?;
        let found: Vec<Truth> = (0..world.configuration().incidents.len())
            .map(|number| truth(&world, number, schedule, progress))
            .collect::<Result<_, _>>()?;
        Ok(self.truth.get_or_init(|| found.into()).clone())
    }

    /// What [`OpenWorld::truth`] found, if it was asked before.
    #[must_use]
    pub fn known_truth(&self) -> Option<Arc<[Truth]>> {
        self.truth.get().cloned()
    }

    fn table(&self, name: &str) -> Result<&Table, Trouble> {
        self.dictionary
            .iter()
            .find(|table| table.name == name)
            .ok_or_else(|| Trouble::Unknown {
                what: "table",
                name: name.to_owned(),
            })
    }

    fn files(&self, table: &Table) -> Result<TableFiles, Trouble> {
        TableFiles::find(&self.folder, table.name, Arc::new(table.schema()))
    }

    /// About how many bytes columns of a table take in memory.
    fn weight(&self, table: &Table, names: &[&'static str]) -> u64 {
        let rows = self
            .manifest
            .tables
            .iter()
            .find(|size| size.name == table.name)
            .map_or(0, |size| size.rows);
        let wide = table
            .columns
            .iter()
            .filter(|column| names.contains(&column.name))
            // Texts are codes of four bytes, or so few that it does not matter.
            .map(|column| column.data_type.primitive_width().unwrap_or(4) as u64);
        rows * wide.sum::<u64>()
    }
}

impl Tables for OpenWorld {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let known = self.table(table)?;
        let (names, schema) = chosen(known, columns)?;
        let files = self.files(known)?;
        // In the order in which they were asked for, not in that of the file.
        let mut given = |batch: RecordBatch| {
            let arrays = names
                .iter()
                .map(|name| batch.column_by_name(name).cloned())
                .collect::<Option<Vec<_>>>()
                .ok_or_else(|| unreadable(table, &"a column is missing"))?;
            let batch = RecordBatch::try_new(schema.clone(), arrays)
                .map_err(|error| unreadable(table, &error))?;
            each(&batch)
        };
        if self.weight(known, &names) > READ_AT_ONCE {
            return files.stream(&names, &mut given);
        }
        files.batches(&names)?.into_iter().try_for_each(given)
    }

    fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }
}

impl fmt::Debug for OpenWorld {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OpenWorld")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// The names of columns as the dictionary has them, and their schema.
fn chosen(table: &Table, columns: &[&str]) -> Result<(Vec<&'static str>, SchemaRef), Trouble> {
    let schema = table.schema();
    let mut names = Vec::new();
    let mut fields = Vec::new();
    for wanted in columns {
        let place = table
            .columns
            .iter()
            .position(|column| column.name == *wanted)
            .ok_or_else(|| missing_column(wanted))?;
        names.push(table.columns[place].name);
        fields.push(schema.field(place).clone());
    }
    Ok((names, Arc::new(Schema::new(fields))))
}

fn missing_column(name: &str) -> Trouble {
    Trouble::Column {
        column: name.to_owned(),
    }
}
