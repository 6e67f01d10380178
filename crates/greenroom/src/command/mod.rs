//! One file a command.

mod pack;

use clap::Subcommand;

/// What the program can be asked to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Content packs: list, show, check, begin a new one
    #[command(subcommand)]
    Pack(pack::Command),
}

/// Carries out one command.
pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Pack(command) => pack::run(command),
    }
}
