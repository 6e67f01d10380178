//! `greenroom experiment`: tests of a change on members.

mod analyze;
mod file;
mod json;
mod table;

use anyhow::Result;
use clap::Subcommand;

/// What can be done with experiments.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read out an experiment of your own from a CSV file, one row a unit
    Analyze(analyze::Arguments),
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Analyze(arguments) => analyze::run(&arguments),
    }
}
