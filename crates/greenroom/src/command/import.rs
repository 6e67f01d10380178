//! `greenroom import`: takes in a file that was exported, wholly or not at all.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use store::transfer::LARGEST;
use store::{ImportError, Mode};

use crate::data;
use crate::unable::Unable;

/// What to take in.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A file that `greenroom export` wrote
    file: PathBuf,
    /// Forget what is kept here first; otherwise both are kept
    #[arg(long)]
    replace: bool,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Takes the file in.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let shown = arguments.file.display();
    let size = std::fs::metadata(&arguments.file)
        .with_context(|| format!("cannot read {shown}"))?
        .len();
    if size > LARGEST as u64 {
        bail!(ImportError::TooLarge(
            usize::try_from(size).unwrap_or(usize::MAX)
        ));
    }
    let text = std::fs::read_to_string(&arguments.file)
        .with_context(|| format!("cannot read {shown} as text; is it an export of Greenroom?"))?;
    let mode = if arguments.replace {
        Mode::Replace
    } else {
        Mode::Merge
    };
    let imported = data::with_store(arguments.data, async |store| {
        store
            .import::<web::Preferences>(&text, mode, jiff::Timestamp::now())
            .await
            .map_err(|error| match error {
                ImportError::Store(error) => Unable::because(error),
                refused => anyhow::Error::new(refused)
                    .context(format!("{shown} was refused; nothing was changed")),
            })
    })?;
    println!(
        "{} interviews added, {} continued, {} left as they were; {} papers and {} reviews of cards taken in",
        imported.added, imported.continued, imported.kept, imported.papers, imported.reviews
    );
    Ok(())
}
