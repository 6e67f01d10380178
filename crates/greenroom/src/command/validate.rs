//! `greenroom validate`: how far the marks can be trusted.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use coach::examination::{self, corpus};
use pack::embedded;

use crate::{content, print};

/// What the marks are held against.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Rated answers of your own as JSON Lines, instead of those in the program; docs/validate.md
    /// describes a line
    #[arg(long, value_name = "FILE")]
    corpus: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Holds the examination and prints what it found.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if let Some(file) = &arguments.corpus {
        return rated(file, arguments.json);
    }
    let report = examination::examine()?;
    if arguments.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{}", print::examination(&report));
    }
    Ok(())
}

/// Holds the marks against the ratings in a file.
fn rated(file: &Path, json: bool) -> Result<()> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{name} is not UTF-8 text; save it as JSON Lines"))?;
    let entries = corpus::read(&name, &text)?;
    let pack = content::load(embedded::DEFAULT)?;
    let report = corpus::examine(&pack, &entries)?;
    if json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{}", print::corpus(&report));
    }
    Ok(())
}
