//! `greenroom world info`: what a world is.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use world::write;

use super::super::case::playing_in;
use super::told;
use crate::print;

/// Which world.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The world's folder
    folder: PathBuf,
    /// Print one JSON object, with the whole configuration
    #[arg(long)]
    json: bool,
}

/// Prints what the world's folder says of itself.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let manifest = write::read(&arguments.folder).map_err(told)?;
    if arguments.json {
        let mut told = json!(manifest);
        if let Some(kept_back) = playing_in(&arguments.folder)? {
            told["configuration"]["incidents"] = Value::Null;
            eprintln!("the incidents are left out: {kept_back}");
        }
        println!("{told}");
    } else {
        print!("{}", print::world(&arguments.folder, &manifest));
    }
    Ok(())
}
