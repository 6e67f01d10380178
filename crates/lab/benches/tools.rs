//! How long the tools take on a world, warm and in processor time.
//!
//! `cargo bench -p lab --bench tools [-- MEMBERS [DIR]]` makes a world of 182 days in memory, asks every
//! tool what a person would ask, and prints the 95th percentile of the time and the processor time of
//! one answer; with DIR the same world is written there as Parquet, and what was found as `findings.jsonl` beside it,
//! for `benches/duckdb.py`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement stops where it stands, and prints"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use arrow_array::RecordBatch;
use lab::diagnosis::Change;
use lab::{
    Asked, Definitions, FunnelKind, Grain, Quantity, Question, Reader, Span, Tables, Window, find,
};
use nix::sys::time::TimeValLike;
use world::{Configuration, Progress, Schedule, World};

#[path = "../tests/support/memory.rs"]
mod memory;

use memory::Memory;

fn processor_time() -> f64 {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_SELF).unwrap();
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}

fn metric(id: &str, by: &[&str], filters: &[(&str, &str)], window: Option<Window>) -> Asked {
    Asked::Metric {
        question: Question {
            metric: id.to_owned(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: filters
                .iter()
                .map(|(dimension, value)| ((*dimension).to_owned(), (*value).to_owned()))
                .collect(),
            window,
        },
        rest: false,
    }
}

fn diagnosis(id: &str, filters: &[(&str, &str)], since: jiff::civil::Date) -> Asked {
    Asked::Diagnosis {
        change: Change {
            metric: id.to_owned(),
            dimensions: Vec::new(),
            filters: filters
                .iter()
                .map(|(dimension, value)| ((*dimension).to_owned(), (*value).to_owned()))
                .collect(),
            since,
            until: None,
            against: None,
        },
    }
}

/// Requests in plain words, of the kinds that people write; the last is refused.
const SAID: [&str; 4] = [
    "how many hours did people watch by region",
    "is playback stalling more on TVs in Brazil since 1 June 2025?",
    "did churn rise compared with last month on the ads plan, and not in Turkey?",
    "completion of members who watch more than 10 hours a week",
];

/// What the world has of its own: versions of the app and titles.
fn own_values(tables: &Memory) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for (table, column, dimension) in [
        ("releases", "app_version", "app_version"),
        ("titles", "name", "title"),
    ] {
        tables
            .scan(table, &[column], &mut |batch| {
                let texts = lab::texts(batch, column)?;
                values.extend(texts.into_iter().map(|text| (dimension.to_owned(), text)));
                Ok(())
            })
            .unwrap();
    }
    values
}

/// How long it takes to make a reader of requests, and to read one.
fn reading(definitions: &Definitions, own: &[(String, String)], span: Span) {
    let begin = Instant::now();
    let reader = Reader::new(definitions.clone(), own).unwrap();
    let first = begin.elapsed().as_secs_f64() * 1e3;
    println!("{:<42} {first:>7.1}", "a reader of requests");
    for text in SAID {
        measure(&format!("read: {text}"), || {
            std::hint::black_box(reader.read(text, Some(span), None));
        });
    }
}

/// Does something once and then many times, and prints how long it took.
fn measure(name: &str, mut once: impl FnMut()) {
    const TIMES: usize = 40;
    let begin = Instant::now();
    once();
    let first = begin.elapsed().as_secs_f64() * 1e3;
    let before = processor_time();
    let mut times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let begin = Instant::now();
            once();
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let processor = (processor_time() - before) * 1e3 / TIMES as f64;
    times.sort_by(f64::total_cmp);
    println!(
        "{name:<42} {first:>7.1} {:>7.1} {:>7.1} {processor:>7.1}",
        times[TIMES / 2],
        times[TIMES * 95 / 100]
    );
}

/// What a person would ask of each tool.
fn asked(turn: jiff::civil::Date) -> Vec<(&'static str, Asked)> {
    let none = BTreeMap::new;
    let half = Some(Window::BeforeAfter(turn));
    vec![
        (
            "daily active members",
            metric("active_members", &["day"], &[], None),
        ),
        ("day-7 retention", metric("retention_d7", &[], &[], None)),
        (
            "day-7 retention by channel",
            metric("retention_d7", &["acquisition_channel"], &[], None),
        ),
        (
            "funnel: joining",
            Asked::Funnel {
                funnel: FunnelKind::Joining,
                by: None,
                filters: none(),
                window: None,
            },
        ),
        (
            "funnel: visiting",
            Asked::Funnel {
                funnel: FunnelKind::Visiting,
                by: None,
                filters: none(),
                window: None,
            },
        ),
        (
            "funnel: visiting, by device",
            Asked::Funnel {
                funnel: FunnelKind::Visiting,
                by: Some("device".to_owned()),
                filters: none(),
                window: None,
            },
        ),
        ("hours watched", metric("watch_hours", &[], &[], None)),
        (
            "hours by week and region",
            metric("watch_hours", &["week", "region"], &[], None),
        ),
        (
            "hours by genre, Brazil, before and after",
            metric("watch_hours", &["genre"], &[("country", "Brazil")], half),
        ),
        (
            "hours by title",
            metric("watch_hours", &["title"], &[], None),
        ),
        (
            "hours for each active member by device",
            metric("hours_per_active_member", &["device"], &[], half),
        ),
        (
            "active members by title",
            metric("active_members", &["title"], &[], None),
        ),
        (
            "completion by version and device",
            metric("completion_rate", &["app_version", "device"], &[], half),
        ),
        (
            "stalls by tenure",
            metric("rebuffer_ratio", &["tenure_band"], &[], half),
        ),
        (
            "churn by plan and month",
            metric("churn_rate", &["plan", "month"], &[], None),
        ),
        (
            "hours by country, year over year",
            metric("watch_hours", &["country"], &[], Some(Window::YearOverYear)),
        ),
        (
            "retention by channel",
            Asked::Retention {
                by: Some("acquisition_channel".to_owned()),
                filters: none(),
                grain: Grain::Week,
            },
        ),
        (
            "segments: completion by device",
            Asked::Segments {
                metric: "completion_rate".to_owned(),
                by: "device".to_owned(),
                filters: none(),
                window: Window::BeforeAfter(turn),
            },
        ),
        (
            "segments: hours by country",
            Asked::Segments {
                metric: "watch_hours".to_owned(),
                by: "country".to_owned(),
                filters: none(),
                window: Window::BeforeAfter(turn),
            },
        ),
        (
            "distribution: hours",
            Asked::Distribution {
                of: Quantity::HoursPerMember,
                filters: none(),
                window: None,
            },
        ),
        (
            "distribution: start-up",
            Asked::Distribution {
                of: Quantity::StartupSeconds,
                filters: none(),
                window: None,
            },
        ),
        (
            "diagnosis: hours watched",
            diagnosis("watch_hours", &[], turn),
        ),
        (
            "diagnosis: start failures in LATAM",
            diagnosis("start_failure_rate", &[("region", "LATAM")], turn),
        ),
    ]
}

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|each| !each.starts_with("--"));
    let members = arguments
        .next()
        .map_or(30_000, |text| text.parse().unwrap());
    let mut wish = Configuration::new(7).unwrap();
    wish.members = members;
    let world = World::new(wish).unwrap();
    let schedule = Schedule::default();
    let folder = arguments.next();
    if let Some(folder) = &folder
        && !Path::new(folder).exists()
    {
        world::write::write(&world, Path::new(folder), schedule, &Progress::default()).unwrap();
    }
    let mut findings = String::new();
    let tables = Memory::of(&world, schedule);
    let span = tables.span;
    let plays: usize = tables
        .table("plays")
        .batches
        .iter()
        .map(RecordBatch::num_rows)
        .sum();
    let definitions = Definitions::built_in().unwrap();
    println!("{members} members, {plays} plays; milliseconds");
    println!(
        "{:<42} {:>7} {:>7} {:>7} {:>7}",
        "", "first", "median", "p95", "CPU"
    );
    for (name, asked) in asked(jiff::civil::date(2025, 6, 1)) {
        measure(name, || {
            find(&tables, &definitions, &asked, span).unwrap();
        });
        let found = find(&tables, &definitions, &asked, span).unwrap();
        // What no query gives is not compared with one.
        if !found.sql.is_empty() {
            findings.push_str(&serde_json::to_string(&found).unwrap());
            findings.push('\n');
        }
    }
    reading(&definitions, &own_values(&tables), span);
    if let Some(folder) = &folder {
        let beside = Path::new(folder).with_file_name("findings.jsonl");
        std::fs::write(beside, findings).unwrap();
    }
    println!("columns kept: {} MB", tables.kept.bytes() / 1_000_000);
}
