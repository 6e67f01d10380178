//! `greenroom world check`: the undisturbed service held to what is published.

use anyhow::Result;
use clap::Args;
use serde_json::json;
use world::Schedule;
use world::calibration::{self, Fact};

use super::work;
use crate::print;
use crate::unable::Unable;

/// How large the world is that is checked.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Members, of whom a year is simulated; at least 4000
    #[arg(long, default_value_t = calibration::ENOUGH_MEMBERS)]
    members: u32,
    /// Seed of all chance
    #[arg(long, default_value_t = calibration::SEED)]
    seed: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Prints the table; a fact that is missed makes the command fail.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let facts = work::carry_out("simulating a year", |progress| {
        calibration::check(
            arguments.members,
            arguments.seed,
            Schedule::default(),
            progress,
        )
    })?;
    let missed = facts.iter().filter(|fact| !fact.holds()).count();
    if arguments.json {
        let facts: Vec<_> = facts.iter().map(of).collect();
        println!("{}", json!({ "facts": facts, "missed": missed }));
    } else {
        print!("{}", print::facts(&facts));
    }
    if missed == 0 {
        return Ok(());
    }
    Err(Unable::because(format!(
        "{missed} of {} published facts are missed; a larger world has smaller errors of chance",
        facts.len()
    )))
}

fn of(fact: &Fact) -> serde_json::Value {
    json!({
        "fact": fact.fact,
        "found": fact.found,
        "least": fact.least,
        "most": fact.most,
        "holds": fact.holds(),
    })
}
