//! What a world's folder says about itself.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::configuration::Configuration;

/// The form of worlds' folders; a reader that knows another one says so.
pub const FORMAT: u32 = 1;
/// Which simulation made a world. Raise it whenever the same configuration gives other bytes: what
/// an incident did is told by simulating again, which has to be the simulation of the rows. A test
/// (`tests/edition.rs`) notices.
pub const EDITION: u32 = 1;
/// The manifest's name; it is written last.
pub(crate) const FILE: &str = "world.json";

/// How the names of a table's files end.
const ENDING: &str = "parquet";

/// A table of a world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSize {
    /// Its name; the files are in the folder of this name.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Files.
    pub files: u32,
    /// Bytes of all files.
    pub bytes: u64,
}

/// What a world is, and how large.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the folder.
    pub format: u32,
    /// Which simulation made it; see [`EDITION`]. Worlds made before it was noted have 0.
    #[serde(default)]
    pub edition: u32,
    /// What the world was asked to be; the same again gives the same bytes.
    pub configuration: Configuration,
    /// Its tables.
    pub tables: Vec<TableSize>,
}

impl Manifest {
    /// Says whether what was planted in the world can be told by simulating it again.
    ///
    /// # Errors
    /// It was made by another simulation than this version's.
    pub fn same_simulation(&self) -> Result<(), Error> {
        if self.edition == EDITION {
            Ok(())
        } else {
            Err(Error::OtherSimulation)
        }
    }
}

/// A configuration as text: the same text for equal ones, and another for others.
///
/// # Errors
/// It cannot be written as text, which would be a fault of the program.
pub fn canonical(configuration: &Configuration) -> Result<String, Error> {
    serde_json::to_string(configuration).map_err(|error| Error::Write {
        path: FILE.into(),
        source: std::io::Error::other(error),
    })
}

/// What is read first: all other fields may be those of another form.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// The files of a table in a world's folder, by name. Whatever else lies beside them, as what a desktop
/// keeps of folders that somebody looked at, is none of the world's.
///
/// # Errors
/// The folder of the table cannot be read.
pub fn files(folder: &Path, table: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder.join(table))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the manifest of a world's folder.
///
/// # Errors
/// The folder holds no finished world, one of another form, or one whose files are no longer those
/// that were written.
pub fn read(folder: &Path) -> Result<Manifest, Error> {
    let no_world = |reason: String| Error::NoWorld {
        path: folder.to_owned(),
        reason,
    };
    let text = fs::read_to_string(folder.join(FILE))
        .map_err(|error| no_world(format!("cannot read {FILE}: {error}")))?;
    let damaged = |error: serde_json::Error| no_world(format!("{FILE} is damaged: {error}"));
    let form: Form = serde_json::from_str(&text).map_err(damaged)?;
    if form.format > FORMAT {
        return Err(Error::Newer {
            path: folder.to_owned(),
            format: form.format,
            known: FORMAT,
        });
    }
    let manifest: Manifest = serde_json::from_str(&text).map_err(damaged)?;
    for table in &manifest.tables {
        let unreadable =
            |error: io::Error| no_world(format!("cannot read {}: {error}", table.name));
        let found: Vec<u64> = files(folder, &table.name)
            .and_then(|files| {
                files
                    .iter()
                    .map(|file| Ok(file.metadata()?.len()))
                    .collect()
            })
            .map_err(unreadable)?;
        if found.len() != table.files as usize {
            return Err(no_world(format!(
                "{} has {} of {} files",
                table.name,
                found.len(),
                table.files
            )));
        }
        let bytes: u64 = found.iter().sum();
        if bytes != table.bytes {
            return Err(no_world(format!(
                "the files of {} hold {bytes} of {} bytes",
                table.name, table.bytes
            )));
        }
    }
    Ok(manifest)
}
