//! `greenroom world incidents`: what can go wrong, and what a planted cause really did.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use world::{Incident, Schedule, World, truth, write};

use super::super::case::playing_in;
use super::{told, work};
use crate::print;

/// All kinds, or those of a world.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A world's folder: tells which incidents were planted in it, and what they did. The region is
    /// simulated twice for each, with the incident and without it.
    folder: Option<PathBuf>,
    /// Threads [default: one for each core]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Prints the kinds, or the truth about a world's incidents.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.folder {
        None => kinds(arguments.json),
        Some(_) => planted(arguments)?,
    }
    Ok(())
}

fn kinds(as_json: bool) {
    if as_json {
        let kinds: Vec<_> = Incident::kinds()
            .map(|(id, about)| {
                let chain: Vec<_> = about
                    .chain
                    .iter()
                    .map(|(words, measure)| json!({ "words": words, "measure": measure }))
                    .collect();
                json!({
                    "id": id,
                    "what": about.what,
                    "headline": about.headline,
                    "fault": about.fault,
                    "chain": chain,
                })
            })
            .collect();
        println!("{}", json!({ "incidents": kinds }));
    } else {
        print!("{}", print::kinds_of_incidents());
    }
}

fn planted(arguments: &Arguments) -> Result<()> {
    let Some(folder) = &arguments.folder else {
        return Ok(());
    };
    let manifest = write::read(folder).map_err(told)?;
    if let Some(kept_back) = playing_in(folder)? {
        bail!(
            "{kept_back}; it is told once the case is graded: greenroom case grade {}",
            kept_back.case
        );
    }
    manifest.same_simulation().map_err(told)?;
    let world = World::new(manifest.configuration).map_err(told)?;
    let schedule = Schedule {
        threads: arguments.threads,
        ..Schedule::default()
    };
    let incidents = &world.configuration().incidents;
    let truths = work::carry_out("simulating with and without", |progress| {
        (0..incidents.len())
            .map(|number| truth(&world, number, schedule, progress))
            .collect::<Result<Vec<_>, _>>()
    })?;
    if arguments.json {
        let incidents: Vec<_> = incidents
            .iter()
            .zip(&truths)
            .map(|(incident, truth)| json!({ "incident": incident, "truth": truth }))
            .collect();
        println!("{}", json!({ "incidents": incidents }));
    } else if incidents.is_empty() {
        println!("no incident was planted in this world");
    } else {
        for (incident, truth) in incidents.iter().zip(&truths) {
            print!("{}", print::truth(world.configuration(), incident, truth));
        }
    }
    Ok(())
}
