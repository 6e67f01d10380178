//! `greenroom plan`: dated preparation.

mod export;
mod goal;
mod show;

use anyhow::Result;
use clap::Subcommand;
use prep::Known;
use prep::plan::{Plan, plan};

use crate::preparation::Desk;

/// What can be done with the plan.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show the plan from today to the interview
    Show(show::Arguments),
    /// Say when the interview is and how much time there is
    Set(goal::Arguments),
    /// Write the plan as a file for calendar programs, or as PDF
    Export(export::Arguments),
}

/// Carries out one of them.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Show(arguments) => show::run(arguments),
        Command::Set(arguments) => goal::run(arguments),
        Command::Export(arguments) => export::run(arguments),
    }
}

/// All that is known, and the plan that follows from it.
async fn made(desk: &Desk<'_>) -> Result<(Known, Plan)> {
    let known = desk.known().await?;
    let plan = plan(desk.pack, &known, desk.today)?;
    Ok((known, plan))
}
