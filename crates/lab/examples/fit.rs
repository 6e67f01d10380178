//! How far the headline of a case falls, by cause, over seeds: what `strengths` in the pack are fitted on.
//!
//! `cargo run --release -p lab --example fit -- latam-engagement 20` draws so many seeds; with a number behind
//! it, each cause is drawn that often at least. `MEMBERS=6000` makes smaller worlds.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for those who write cases"
)]

#[path = "../tests/support/memory.rs"]
mod memory;

use std::collections::BTreeMap;

use lab::Definitions;
use lab::case::{CaseTruth, Drawn, Opening, Room, Size};
use memory::Memory;
use pack::vocabulary::CauseId;
use world::{Progress, Schedule, World};

/// What a seed came to: the strength for a whole reach, the truth, and what the brief says.
struct Seen {
    whole: f64,
    truth: f64,
    told: f64,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().unwrap();
    let seeds: u64 = arguments.next().unwrap().parse().unwrap();
    let least: usize = arguments.next().map_or(0, |text| text.parse().unwrap());
    let (_, files) = pack::embedded::packs().remove(0);
    let pack = pack::load(&files).unwrap();
    let case = pack.case(&id.parse().unwrap()).unwrap();
    let mut size = Size::of(case.headline);
    if let Ok(members) = std::env::var("MEMBERS") {
        size = size.with_members(members.parse().unwrap());
    }
    let definitions = Definitions::built_in().unwrap();
    let mut all: BTreeMap<CauseId, Vec<Seen>> = BTreeMap::new();
    for seed in 0.. {
        let drawn = Drawn::new(&pack, case, seed, size).unwrap();
        let known = all.get(&drawn.cause).map_or(0, Vec::len);
        let enough = seed >= seeds && known >= least;
        let done = case
            .causes
            .iter()
            .all(|cause| all.get(cause).map_or(0, Vec::len) >= least);
        if seed >= seeds && done {
            break;
        }
        if enough {
            continue;
        }
        let incident = &drawn.configuration.incidents[0];
        let whole = incident.strength * incident.reach(&drawn.configuration);
        let world = World::new(drawn.configuration.clone()).unwrap();
        let schedule = Schedule::default();
        let tables = Memory::of(&world, schedule);
        let room = Room {
            tables: &tables,
            definitions: &definitions,
            case,
            span: tables.span,
        };
        let told = Opening::of(&room, drawn.onset).unwrap().change;
        let truth = CaseTruth::of(&drawn, case.headline, schedule, &Progress::default())
            .unwrap()
            .size;
        println!(
            "{seed:>4} {:<16} strength {:.3} for a whole {whole:.4}: truth {:+.1}%, brief {:+.1}%",
            drawn.cause.word(),
            incident.strength,
            truth * 100.0,
            told * 100.0
        );
        all.entry(drawn.cause)
            .or_default()
            .push(Seen { whole, truth, told });
    }
    for (cause, seen) in &all {
        let mean = |of: fn(&Seen) -> f64| seen.iter().map(of).sum::<f64>() / seen.len() as f64;
        println!(
            "{:<16} {:>3} seeds, whole {:.4}: truth {:+.2}%, brief {:+.2}%",
            cause.word(),
            seen.len(),
            mean(|seen| seen.whole),
            mean(|seen| seen.truth) * 100.0,
            mean(|seen| seen.told) * 100.0
        );
    }
}
