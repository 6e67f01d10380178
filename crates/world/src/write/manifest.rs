//! What a world's folder says about itself.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::configuration::Configuration;

/// The form of worlds' folders; a reader that knows another one says so.
pub(super) const FORMAT: u32 = 1;
/// The manifest's name; it is written last.
pub(crate) const FILE: &str = "world.json";

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
    /// What the world was asked to be; the same again gives the same bytes.
    pub configuration: Configuration,
    /// Its tables.
    pub tables: Vec<TableSize>,
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
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|error| no_world(format!("{FILE} is damaged: {error}")))?;
    if manifest.format != FORMAT {
        return Err(no_world(format!(
            "it has form {}, this program reads form {FORMAT}",
            manifest.format
        )));
    }
    for table in &manifest.tables {
        let found: Vec<u64> = fs::read_dir(folder.join(&table.name))
            .map(|entries| {
                entries
                    .filter_map(|entry| entry.ok()?.metadata().ok())
                    .map(|file| file.len())
                    .collect()
            })
            .unwrap_or_default();
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
