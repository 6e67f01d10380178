//! `greenroom validate`: how far the marks can be trusted.

use anyhow::Result;
use clap::Args;
use coach::examination;

use crate::print;

/// What the marks are held against.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Holds the examination and prints what it found.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let report = examination::examine()?;
    if arguments.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{}", print::examination(&report));
    }
    Ok(())
}
