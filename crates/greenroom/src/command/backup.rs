//! `greenroom backup`: a copy of the database, consistent even while others write to it.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use store::StoreError;

use crate::data;
use crate::unable::Unable;

/// Where to put it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to write [default: backup-<time>.db beside the database]
    file: Option<PathBuf>,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Writes the copy.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let folder = data::folder(arguments.data)?;
    let file = arguments.file.unwrap_or_else(|| {
        let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
        folder.join(format!("backup-{now}.db"))
    });
    data::with_store(Some(folder.clone()), async |store| {
        store.backup(&file).await.map_err(|error| match error {
            StoreError::Exists(_) => anyhow::Error::new(error),
            error => Unable::because(error),
        })
    })?;
    // A log that an ended program left would be laid over whatever is put in the place of its file.
    println!(
        "wrote {}; to go back to it, end Greenroom, delete {database}-wal and {database}-shm where they are, and put it in place of {database}",
        file.display(),
        database = data::file(&folder).display()
    );
    Ok(())
}
