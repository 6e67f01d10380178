//! `greenroom plan export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use prep::goal::EVENING;
use prep::plan::calendar;
use prep::readiness::readiness;

use super::made;
use crate::pdf;
use crate::preparation::Place;

/// Where to write it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The file to write, which must not exist yet: .ics for calendar programs, .pdf to print; `-`
    /// writes for calendar programs to standard output
    file: PathBuf,
}

/// What the plan is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Calendar,
    Pdf,
}

impl Form {
    fn of(file: &Path) -> Result<Self> {
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("ics") => Ok(Self::Calendar),
            Some("pdf") => Ok(Self::Pdf),
            _ if file == Path::new("-") => Ok(Self::Calendar),
            _ => bail!(
                "{} ends in no form that is known; name a file that ends in .ics or .pdf",
                file.display()
            ),
        }
    }
}

pub(super) fn run(arguments: Arguments) -> Result<()> {
    let Arguments { place, file } = arguments;
    let form = Form::of(&file)?;
    let bytes = place.work(async |desk| {
        let (known, plan) = made(desk).await?;
        Ok(match form {
            Form::Calendar => {
                let begins = known.goal.begins.unwrap_or(EVENING);
                calendar(desk.pack, &plan, begins, &desk.zone, desk.now).into_bytes()
            }
            Form::Pdf => {
                let ready = readiness(desk.pack, &known, desk.today);
                booklet::write(&booklet::plan(desk.pack, &plan, &ready, desk.today))?
            }
        })
    })?;
    if file == Path::new("-") {
        return std::io::stdout()
            .write_all(&bytes)
            .context("cannot write to standard output");
    }
    pdf::new_file(&file, &bytes)
}
