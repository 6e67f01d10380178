//! `greenroom world new`: makes a world.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use world::names::{Country, Named, Region};
use world::{Configuration, Focus, Incident, IncidentKind, Schedule, World, write};

use super::{told, work};
use crate::nearest::unknown;
use crate::print;
use crate::unable::Unable;

/// What world to make, and where.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Seed of all chance; the same wish with the same seed gives the same bytes
    #[arg(long, required_unless_present = "configuration")]
    seed: Option<u64>,
    /// Members on the first day [default: 30000]
    #[arg(long)]
    members: Option<u32>,
    /// Days [default: 182]
    #[arg(long)]
    days: Option<u16>,
    /// The first day [default: 2025-03-03]
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    /// A country in which the service is offered; more than once for several [default: all]
    #[arg(long, value_name = "NAME")]
    country: Vec<String>,
    /// Titles in the catalogue [default: 4000]
    #[arg(long)]
    titles: Option<u32>,
    /// A region to sample more densely, and how many times; sums then use the column weight, as
    /// LATAM:4 [default: the region of the incidents, 4 times]
    #[arg(long, value_name = "REGION:TIMES")]
    focus: Option<String>,
    /// Something that goes wrong, or only seems to; more than once for several. `greenroom world
    /// incidents` lists them
    #[arg(long, value_name = "ID")]
    incident: Vec<String>,
    /// The region in which the incidents are noticed [default: that of the focus, else LATAM]
    #[arg(long)]
    region: Option<String>,
    /// Leave out the sums of the year before
    #[arg(long)]
    without_year_before: bool,
    /// A configuration to start from: a world's world.json, or what `world info --json` prints of
    /// it under "configuration"; other options change it
    #[arg(long, value_name = "FILE")]
    configuration: Option<PathBuf>,
    /// The folder to make
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Threads; they change no byte [default: one for each core]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Print one JSON object about the world when it is made
    #[arg(long)]
    json: bool,
}

/// Makes the world.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let world = World::new(configuration(&arguments)?).map_err(told)?;
    let estimate = write::estimate(&world);
    let folder = arguments.out.as_path();
    eprintln!("{}", print::estimate(folder, &estimate));
    worlds::refuse_if_full(folder, estimate.bytes).map_err(Unable::because)?;
    let schedule = Schedule {
        threads: arguments.threads,
        ..Schedule::default()
    };
    let manifest = work::carry_out("making the world", |progress| {
        write::write(&world, folder, schedule, progress)
    })?;
    if arguments.json {
        println!("{}", json!(manifest));
    } else {
        print!("{}", print::world(folder, &manifest));
    }
    Ok(())
}

fn configuration(arguments: &Arguments) -> Result<Configuration> {
    let mut wish = match &arguments.configuration {
        Some(file) => read(file)?,
        None => Configuration::new(0)?,
    };
    wish.seed = arguments.seed.unwrap_or(wish.seed);
    wish.members = arguments.members.unwrap_or(wish.members);
    wish.days = arguments.days.unwrap_or(wish.days);
    wish.start = arguments.start.unwrap_or(wish.start);
    wish.titles = arguments.titles.unwrap_or(wish.titles);
    wish.year_before &= !arguments.without_year_before;
    if !arguments.country.is_empty() {
        wish.countries = arguments
            .country
            .iter()
            .map(|name| named::<Country>(name))
            .collect::<Result<_>>()?;
    }
    let region = arguments
        .region
        .as_deref()
        .map(named::<Region>)
        .transpose()?;
    if let Some(focus) = &arguments.focus {
        wish.focus = Some(self::focus(focus)?);
    }
    if arguments.incident.is_empty() {
        if region.is_some() {
            bail!("--region says where an incident is noticed; name one with --incident");
        }
        return Ok(wish);
    }
    let region = region
        .or(wish.focus.map(|focus| focus.region))
        .unwrap_or(Region::Latam);
    if wish.focus.is_none() {
        wish.focus = Some(Focus::on(region));
    }
    for (place, name) in arguments.incident.iter().enumerate() {
        if arguments.incident[..place].contains(name) {
            bail!("--incident {name} is given twice; each once");
        }
        let kind: IncidentKind = name.parse().map_err(|_| {
            unknown(
                "incident",
                name,
                IncidentKind::NAMES.iter().copied(),
                "greenroom world incidents lists them.",
            )
        })?;
        let incident = Incident::draw(kind, region, &wish, wish.seed);
        wish.incidents.push(incident);
    }
    Ok(wish)
}

fn read(file: &Path) -> Result<Configuration> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
    let mut value: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("{name} is no JSON"))?;
    if let Some(inside) = value.get_mut("configuration") {
        value = inside.take();
    }
    serde_json::from_value(value).with_context(|| format!("{name} holds no configuration"))
}

fn focus(text: &str) -> Result<Focus> {
    let Some((region, density)) = text.split_once(':') else {
        return Ok(Focus::on(named(text)?));
    };
    let density = density
        .trim()
        .parse()
        .with_context(|| format!("--focus {text}: after the colon stands a number, as LATAM:4"))?;
    Ok(Focus {
        region: named(region)?,
        density,
    })
}

/// A name of the service's, in whatever case it was typed.
fn named<K: Named + FromStr>(name: &str) -> Result<K> {
    let known = K::NAMES
        .iter()
        .position(|known| known.eq_ignore_ascii_case(name.trim()));
    known.map(|place| K::ALL[place]).ok_or_else(|| {
        unknown(
            K::KIND,
            name,
            K::NAMES.iter().copied(),
            &format!("Known are {}.", K::NAMES.join(", ")),
        )
    })
}
