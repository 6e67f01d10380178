//! One file a command.

mod pack;
mod serve;

use clap::Subcommand;

/// What the program can be asked to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the pages on this machine
    Serve(serve::Arguments),
    /// Content packs: list, show, check, begin a new one
    #[command(subcommand)]
    Pack(pack::Command),
}

/// Carries out one command; none means opening the app.
pub(crate) fn run(command: Option<Command>) -> anyhow::Result<()> {
    match command {
        None => serve::run(serve::Arguments::default()),
        Some(Command::Serve(arguments)) => serve::run(arguments),
        Some(Command::Pack(command)) => pack::run(command),
    }
}
