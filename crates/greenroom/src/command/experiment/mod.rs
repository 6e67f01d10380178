//! `greenroom experiment`: tests of a change on members.

mod analyze;
mod design;
mod json;
mod run;
mod scenario;
mod table;
mod work;

use anyhow::Result;
use clap::Subcommand;

/// What can be done with experiments.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the changes that can be tested
    Scenarios(design::Listing),
    /// Say what a design can see, and what an experienced experimenter would object to
    Design(Box<design::Arguments>),
    /// Run a design on simulated members and read it out; decide, and be told the truth
    Run(Box<run::Arguments>),
    /// Read out an experiment of your own from a CSV or Parquet file, one row a unit
    Analyze(Box<analyze::Arguments>),
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Scenarios(arguments) => design::list(&arguments),
        Command::Design(arguments) => design::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Analyze(arguments) => analyze::run(&arguments),
    }
}
