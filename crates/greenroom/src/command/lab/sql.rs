//! `greenroom lab sql`: a query over the tables of a world.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use lab::workbench::{Limits, Refusal, Workbench};

use super::finding::table;
use super::opened;
use crate::command::world::stop_on_signal;
use crate::sql;
use crate::unable::{Stopped, Unable};

/// A query, over which world, and what it may take.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The query in SQL, read-only; - reads it from standard input
    query: String,
    /// The world's folder
    #[arg(long, value_name = "DIR")]
    world: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Print the rows as CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Rows that are printed at most; of more, the first ones are [default: 1000, as CSV 100000]
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    rows: Option<u32>,
    /// Seconds that the query may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Megabytes of memory that the query may take
    #[arg(long, value_name = "MB", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    memory: u32,
}

/// Answers and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let query = query(&arguments.query)?;
    // A folder that holds no world is bad input.
    drop(opened(&arguments.world)?);
    let usual = if arguments.csv {
        Limits::FILE
    } else {
        Limits::USUAL
    };
    let memory = arguments.memory as usize * 1_000_000;
    let limits = Limits {
        time: Duration::from_secs(arguments.seconds),
        memory,
        rows: arguments.rows.map_or(usual.rows, |rows| rows as usize),
        // What is printed is nobody's burden but this program's.
        given: memory,
        ..usual
    };
    let progress = Arc::new(world::Progress::default());
    stop_on_signal(&progress)?;
    let rows = built_in(sql::engine())?
        .run(&arguments.world, &query, &limits, &progress)
        .map_err(told)?;
    if arguments.json {
        println!("{}", serde_json::to_string(&rows)?);
        return Ok(());
    }
    if arguments.csv {
        print!("{}", rows.csv());
    } else {
        print!("{}", table(&rows.written()));
    }
    if rows.are_cut() {
        eprintln!("greenroom: {}; --rows prints more", rows.told());
    }
    Ok(())
}

/// The engine, or how to get one.
fn built_in(engine: Option<Arc<dyn Workbench>>) -> Result<Arc<dyn Workbench>> {
    engine.ok_or_else(|| {
        Unable::because(
            "this program was built without the engine that answers SQL; build it with: cargo build \
             --release -p greenroom --features workbench",
        )
    })
}

/// The query as it was given, or from standard input: no more of it than shows that it is too long.
fn query(given: &str) -> Result<String> {
    if given != "-" {
        return Ok(given.to_owned());
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(Limits::LONGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    if bytes.len() > Limits::LONGEST {
        bail!(
            "the query on standard input is too long: it may have {} bytes; leave something out of it",
            Limits::LONGEST
        );
    }
    String::from_utf8(bytes).context("the query on standard input is not UTF-8 text")
}

/// Tells bad input from what went beyond the limits, or what this machine could not do.
fn told(refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::Wrong { .. } | Refusal::NotAllowed(_) | Refusal::TooLong { .. } => refusal.into(),
        Refusal::Stopped => anyhow::Error::msg(Stopped),
        Refusal::OutOfTime(_)
        | Refusal::OutOfMemory(_)
        | Refusal::TooLarge(_)
        | Refusal::Unable(_) => Unable::because(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_engine_it_is_told_how_to_get_one() {
        let told = built_in(None).err().unwrap();
        assert!(told.to_string().contains("--features workbench"), "{told}");
        assert!(told.is::<Unable>());
    }
}
