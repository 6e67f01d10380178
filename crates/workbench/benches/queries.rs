//! What the workbench adds to bare DataFusion over the same Parquet.
//!
//! `cargo bench -p workbench --bench queries -- MEMBERS DIR` makes a world of 182 days in DIR unless one is
//! there, asks each query of both in turn, and prints the least and the median processor time and the
//! least time by the clock. Both have the same threads, and give the same rows.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it stands, and prints"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use datafusion::prelude::{ParquetReadOptions, SessionContext};
use lab::workbench::{Limits, Workbench};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use tokio::runtime::Runtime;
use workbench::Engine;
use world::{Configuration, Progress, Schedule, World, table, write};

/// How often each query is asked of each.
const TIMES: usize = 11;

/// Queries as an analyst would write them.
const QUERIES: [(&str, &str); 7] = [
    ("one number", "SELECT count(*) FROM plays"),
    (
        "hours by country",
        "SELECT country, sum(played_seconds * weight) / 3600 AS hours FROM plays GROUP BY country ORDER BY hours DESC",
    ),
    (
        "daily active members",
        "SELECT date, count(DISTINCT member_id) AS members FROM visits GROUP BY date ORDER BY date",
    ),
    (
        "narrowed, by week and device",
        "SELECT date_trunc('week', date) AS week, device, avg(startup_seconds) AS seconds FROM plays WHERE country = \
         'Brazil' AND outcome = 'played' GROUP BY 1, 2 ORDER BY 1, 2",
    ),
    (
        "genres, joined",
        "SELECT t.genre, count(*) AS plays FROM plays AS p JOIN titles AS t ON t.title_id = p.title_id GROUP BY t.genre \
         ORDER BY plays DESC",
    ),
    (
        "the longest plays",
        "SELECT visit_id, started_at, member_id, played_seconds FROM plays ORDER BY played_seconds DESC, visit_id, started_at LIMIT 100",
    ),
    (
        "members by window",
        "SELECT country, member_id, hours FROM (SELECT country, member_id, sum(played_seconds) / 3600.0 AS hours, \
         row_number() OVER (PARTITION BY country ORDER BY sum(played_seconds) DESC) AS place FROM plays GROUP BY country, \
         member_id) AS ranked WHERE place <= 10 ORDER BY country, hours DESC",
    ),
];

fn processor_time() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e3
}

/// Processor time and time by the clock, in milliseconds.
fn timed(work: impl FnOnce()) -> (f64, f64) {
    let (processor, clock) = (processor_time(), Instant::now());
    work();
    (
        processor_time() - processor,
        clock.elapsed().as_secs_f64() * 1e3,
    )
}

fn least_and_median(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    (values[0], values[values.len() / 2])
}

fn made(members: u32, folder: &Path) {
    if folder.is_dir() {
        return;
    }
    let wish = Configuration {
        members,
        days: 182,
        ..Configuration::new(1).unwrap()
    };
    let world = World::new(wish).unwrap();
    write::write(&world, folder, Schedule::default(), &Progress::default()).unwrap();
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let members = arguments
        .first()
        .map_or(40_000, |text| text.parse().unwrap());
    let folder = PathBuf::from(arguments.get(1).map_or("world", String::as_str));
    made(members, &folder);

    let threads = Runtime::new().unwrap();
    let bare = SessionContext::new();
    for table in table::dictionary() {
        let path = folder.join(table.name);
        if path.is_dir() {
            let path = path.to_str().unwrap();
            threads
                .block_on(bare.register_parquet(table.name, path, ParquetReadOptions::default()))
                .unwrap();
        }
    }
    let engine = Engine::default();
    let limits = Limits {
        time: Duration::from_secs(600),
        ..Limits::USUAL
    };
    println!("| query | here, CPU ms | bare, CPU ms | times | here, ms | bare, ms |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (name, query) in QUERIES {
        let mut measured = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        let mut counted = (0, 0);
        for _ in 0..TIMES {
            let here = timed(|| {
                let rows = engine.run(&folder, query, &limits, &Progress::default());
                counted.0 = rows.unwrap().counted as usize;
            });
            let there = timed(|| {
                let batches = threads.block_on(async { bare.sql(query).await?.collect().await });
                counted.1 = batches.unwrap().iter().map(|batch| batch.num_rows()).sum();
            });
            for (all, one) in measured.iter_mut().zip([here.0, there.0, here.1, there.1]) {
                all.push(one);
            }
        }
        assert_eq!(counted.0, counted.1, "{name}");
        let [here, there, here_clock, there_clock] = measured.map(least_and_median);
        println!(
            "| {name} | {:.1} ({:.1}) | {:.1} ({:.1}) | {:.2} ({:.2}) | {:.1} | {:.1} |",
            here.0,
            here.1,
            there.0,
            there.1,
            here.0 / there.0,
            here.1 / there.1,
            here_clock.0,
            there_clock.0
        );
    }
}
