//! `greenroom export`: everything that is kept, as one file.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::data;
use crate::unable::Unable;

/// Where to write it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to write, which must not exist yet; `-` is standard output
    file: PathBuf,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Writes the file.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let (text, size) = data::with_store(arguments.data, async |store| {
        let text = store.export().await.map_err(Unable::because)?;
        let size = store.size().await.map_err(Unable::because)?;
        Ok((text, size))
    })?;
    if arguments.file == Path::new("-") {
        return writeln!(std::io::stdout(), "{text}").context("cannot write to standard output");
    }
    let shown = arguments.file.display();
    let mut file = File::create_new(&arguments.file)
        .with_context(|| format!("cannot write {shown}; choose a name that is free"))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| {
            Unable::because(format!(
                "{shown} could not be written to its end: {error}. Free some space, delete the file and export again"
            ))
        })?;
    println!(
        "wrote {} interviews to {shown}; take them in elsewhere with: greenroom import {shown}",
        size.interviews
    );
    Ok(())
}
