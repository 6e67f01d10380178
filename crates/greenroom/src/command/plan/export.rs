//! `greenroom plan export`.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use prep::goal::EVENING;
use prep::plan::calendar;

use super::made;
use crate::preparation::Place;

/// Where to write it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The file to write, which must not exist yet and ends in .ics; `-` is standard output
    file: PathBuf,
}

pub(super) fn run(arguments: Arguments) -> Result<()> {
    let Arguments { place, file } = arguments;
    let standard = file == Path::new("-");
    let ending = file.extension().and_then(|ending| ending.to_str());
    if !standard && ending != Some("ics") {
        bail!(
            "{} ends in no form that is known; name a file that ends in .ics",
            file.display()
        );
    }
    let text = place.work(async |desk| {
        let (known, plan) = made(desk).await?;
        let begins = known.goal.begins.unwrap_or(EVENING);
        Ok(calendar(desk.pack, &plan, begins, &desk.zone, desk.now))
    })?;
    if standard {
        return write!(std::io::stdout(), "{text}").context("cannot write to standard output");
    }
    let shown = file.display();
    File::create_new(&file)
        .and_then(|mut open| open.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write {shown}; choose a name that is free"))?;
    println!("wrote {shown}; open it with a calendar program");
    Ok(())
}
