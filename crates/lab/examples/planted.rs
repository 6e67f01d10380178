//! Measures how often the diagnosis names the segment of an incident that was planted in a world:
//! `cargo run -p lab --example planted -- [SEEDS] [--show]`.
//!
//! For each kind of incident, seed and step of its chain of effects, the measure of that step is
//! diagnosed from the incident's first day on.

#![allow(clippy::print_stdout, reason = "it prints")]

use std::collections::BTreeMap;
use std::error::Error;

use arrow_array::RecordBatch;
use jiff::ToSpan;
use lab::diagnosis::{Change, ChangeFault, of_metric};
use lab::{Definitions, Kept, Span, Tables, Trouble};
use world::names::{Named, Region};
use world::write::{MemoryTable, in_memory};
use world::{Configuration, Incident, IncidentKind, Progress, Schedule, World};

/// A world in memory.
struct Memory {
    tables: Vec<MemoryTable>,
    kept: Kept,
}

impl Tables for Memory {
    fn scan(
        &self,
        table: &str,
        columns: &[&str],
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let unknown = |what, name: &str| Trouble::Unknown {
            what,
            name: name.to_owned(),
        };
        let found = self
            .tables
            .iter()
            .find(|each| each.name == table)
            .ok_or_else(|| unknown("table", table))?;
        for batch in &found.batches {
            let places = columns
                .iter()
                .map(|column| batch.schema().index_of(column))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| unknown("column", &error.to_string()))?;
            let batch = batch
                .project(&places)
                .map_err(|error| unknown("column", &error.to_string()))?;
            each(&batch)?;
        }
        Ok(())
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.kept)
    }
}

/// How a diagnosis stands to what was planted.
#[derive(Default)]
struct Tally {
    /// Exactly what was planted explains most.
    first: usize,
    /// It is among the segments.
    among: usize,
    /// A part of it, or what it is a part of, explains most.
    near: usize,
    /// Nothing was named.
    nothing: usize,
    /// Something else explains most.
    another: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seeds: u64 = arguments
        .first()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20);
    let show = arguments.iter().any(|argument| argument == "--show");
    let definitions = Definitions::built_in()?;
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    for seed in 0..seeds {
        let region = Region::ALL[[2, 0, 1, 3][seed as usize % 4]];
        for kind in IncidentKind::ALL {
            let mut configuration = Configuration {
                members: 4_000,
                days: 126,
                year_before: false,
                ..Configuration::new(seed)?
            };
            let incident = Incident::draw(*kind, region, &configuration, seed);
            let span = Span {
                first: configuration.start,
                last: configuration
                    .start
                    .saturating_add(i64::from(incident.last_day).days()),
            };
            let since = incident.begins(configuration.start);
            let planted = planted(&incident);
            // Everybody in a region is no segment to look for.
            if planted.keys().all(|dimension| dimension == "region") {
                continue;
            }
            configuration.incidents = vec![incident];
            let world = World::new(configuration)?;
            let schedule = Schedule {
                threads: 1,
                ..Schedule::default()
            };
            let tables = Memory {
                tables: in_memory(&world, schedule, &Progress::default())?,
                kept: Kept::default(),
            };
            for (_, measure) in kind.about().chain.iter().take(2) {
                let Some(metric) = definitions.metric(measure.name()) else {
                    continue;
                };
                // By who watches, unless it is about what is watched.
                let about = planted.contains_key("genre") || planted.contains_key("language");
                let what = ["region", "country", "genre", "language"];
                let dimensions: Vec<String> = if about {
                    what.iter()
                        .filter(|id| {
                            definitions
                                .dimension(id)
                                .is_some_and(|dimension| metric.can_be_cut_by(dimension))
                        })
                        .map(|id| (*id).to_owned())
                        .collect()
                } else {
                    Vec::new()
                };
                let change = Change {
                    metric: metric.id.clone(),
                    dimensions,
                    filters: BTreeMap::new(),
                    since,
                    until: None,
                    against: None,
                };
                let found = match of_metric(&tables, &definitions, &change, span) {
                    Err(ChangeFault::Trouble(Trouble::Overlap { .. })) => continue,
                    found => found?,
                };
                let dimensions = &found.dimensions;
                // What the measure cannot be cut by cannot be named.
                let planted: BTreeMap<String, String> = planted
                    .iter()
                    .filter(|(dimension, _)| dimensions.contains(dimension))
                    .map(|(dimension, value)| (dimension.clone(), value.clone()))
                    .collect();
                let named: Vec<BTreeMap<String, String>> = found
                    .diagnosis
                    .segments
                    .iter()
                    .map(|segment| {
                        plain(
                            segment
                                .parts
                                .iter()
                                .map(|part| (part.dimension.clone(), part.value.clone()))
                                .collect(),
                        )
                    })
                    .collect();
                let tally = tallies.entry((kind.name(), measure.name())).or_default();
                let within = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
                    other.iter().all(|(key, value)| one.get(key) == Some(value))
                };
                match named.first() {
                    None => tally.nothing += 1,
                    Some(first) if *first == planted => tally.first += 1,
                    Some(_) if named.contains(&planted) => tally.among += 1,
                    Some(first) if within(first, &planted) || within(&planted, first) => {
                        tally.near += 1;
                    }
                    Some(_) => tally.another += 1,
                }
                if show && named.first() != Some(&planted) {
                    println!(
                        "{} {} seed {seed}: {planted:?}, found {named:?}",
                        kind.name(),
                        metric.id
                    );
                }
            }
        }
    }
    println!("| incident | measure | first | among | a part or parent | nothing | another |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for ((kind, measure), tally) in tallies {
        println!(
            "| {kind} | {measure} | {} | {} | {} | {} | {} |",
            tally.first, tally.among, tally.near, tally.nothing, tally.another
        );
    }
    Ok(())
}

/// What the incident hit, by the dimensions that data are cut by.
fn planted(incident: &Incident) -> BTreeMap<String, String> {
    const TOLD: [&str; 7] = [
        "region",
        "country",
        "plan",
        "device",
        "acquisition_channel",
        "genre",
        "language",
    ];
    plain(
        incident
            .segment
            .conditions()
            .into_iter()
            .filter(|(dimension, _)| TOLD.contains(dimension))
            .map(|(dimension, value)| (dimension.to_owned(), value))
            .collect(),
    )
}

/// Without the region of a country.
fn plain(mut parts: BTreeMap<String, String>) -> BTreeMap<String, String> {
    if parts.contains_key("country") {
        parts.remove("region");
    }
    parts
}
