//! `greenroom world`: simulated services, as folders of Parquet. `docs/worlds.md` describes them.

mod check;
mod incidents;
mod info;
mod new;
mod tables;
mod work;

use anyhow::Result;
use clap::Subcommand;

pub(super) use work::{carry_out, stop_on_signal};

use crate::unable::{Stopped, Unable};

/// What can be done with worlds.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a world in a new folder
    New(Box<new::Arguments>),
    /// What a world is, and how large
    Info(info::Arguments),
    /// What can go wrong in a world; with a folder, what did, and what it really changed
    Incidents(incidents::Arguments),
    /// Hold a year in which nothing is wrong to what is published of such services
    Check(check::Arguments),
    /// Every table with its columns, their units and meanings
    Tables(tables::Arguments),
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::New(arguments) => new::run(*arguments),
        Command::Info(arguments) => info::run(&arguments),
        Command::Incidents(arguments) => incidents::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Tables(arguments) => {
            tables::run(&arguments);
            Ok(())
        }
    }
}

/// Tells bad input from what this machine could not do, and both from being stopped.
fn told(error: world::Error) -> anyhow::Error {
    use world::Error as E;
    match error {
        E::Cancelled => anyhow::Error::msg(Stopped),
        E::Write { .. } | E::Parquet(_) | E::Arrow(_) | E::Threads(_) => Unable::because(error),
        E::Configuration(_)
        | E::Taken(_)
        | E::Busy(_)
        | E::NoWorld { .. }
        | E::Newer { .. }
        | E::OtherSimulation
        | E::NoIncident { .. }
        | E::NoArm { .. } => error.into(),
    }
}
