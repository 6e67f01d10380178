//! Measures the diagnosis on a folder of cases whose causes are known:
//! `cargo run --release -p lab --example localise -- FOLDER [--show]`.
//!
//! A folder holds `injection_info.csv` with the columns `timestamp` (the name of a case) and `set`
//! (its segments, as `a=1&b=2;c=3`), and for each case `NAME.csv` with a column for each dimension
//! and `real`, `predict`, or `real_a`, `predict_a`, `real_b`, `predict_b` of a ratio a / b. Or it is
//! the live-video set of the RiskLoc repository: `anomaly.yaml`, and for each case counts by minute.
//! `--third N` takes the cases whose place in the order of their names, from 0, leaves N when divided
//! by three. `docs/lab.md` says how to make a folder.

#![allow(clippy::print_stdout, reason = "it prints")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use lab::diagnosis::diagnose;
use lab::diagnosis::file::{Columns, read};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments
        .first()
        .ok_or("name a folder of cases; docs/lab.md says how to make one")?;
    let folder = Path::new(folder);
    let show = arguments.iter().any(|argument| argument == "--show");
    let third: Option<usize> = arguments
        .iter()
        .position(|argument| argument == "--third")
        .and_then(|place| arguments.get(place + 1)?.parse().ok());
    let mut depths: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    let mut times = Vec::new();
    let by_minute = folder.join("anomaly.yaml");
    let mut cases = if by_minute.exists() {
        labelled_minutes(&std::fs::read_to_string(by_minute)?)?
    } else {
        labelled(folder)?
    };
    cases.sort_by_key(|case| format!("{}.csv", case.name));
    for (place, case) in cases.iter().enumerate() {
        if third.is_some_and(|third| place % 3 != third) {
            continue;
        }
        let truth = &case.truth;
        let file = std::fs::File::open(folder.join(format!("{}.csv", case.name)))?;
        let leaves = read(file, &case.columns)?.leaves;
        let start = busy()?;
        let found = diagnose(&leaves)?;
        times.push(busy()? - start);
        let found: BTreeSet<String> = found
            .segments
            .iter()
            .map(|segment| {
                let parts: Vec<String> = segment
                    .parts
                    .iter()
                    .map(|part| format!("{}={}", part.dimension, part.value))
                    .collect();
                sorted(&parts.join("&"))
            })
            .collect();
        for each in truth.union(&found) {
            let outcome = match (truth.contains(each), found.contains(each)) {
                (true, true) => 0,
                (true, false) => 1,
                (false, _) => 2,
            };
            depths.entry(each.matches('=').count()).or_default()[outcome] += 1;
        }
        if show && *truth != found {
            println!("{}: {truth:?}, found {found:?}", case.name);
        }
    }
    let f1 = |[right, missed, wrong]: [usize; 3]| {
        200.0 * right as f64 / (2 * right + missed + wrong).max(1) as f64
    };
    let mut all = [0; 3];
    println!("depth  right  missed  wrong     F1");
    for (depth, counts) in depths {
        for (sum, count) in all.iter_mut().zip(counts) {
            *sum += count;
        }
        println!(
            "{depth:>5}  {:>5}  {:>6}  {:>5}  {:>5.1}",
            counts[0],
            counts[1],
            counts[2],
            f1(counts)
        );
    }
    println!(
        "  all  {:>5}  {:>6}  {:>5}  {:>5.1}",
        all[0],
        all[1],
        all[2],
        f1(all)
    );
    times.sort_by(f64::total_cmp);
    println!(
        "{} cases, {:.1} ms each at the mean, {:.1} at the longest (time on the processor, reading apart)",
        times.len(),
        times.iter().sum::<f64>() / times.len().max(1) as f64,
        times.last().copied().unwrap_or_default()
    );
    Ok(())
}

fn sorted(segment: &str) -> String {
    let mut parts: Vec<&str> = segment.split('&').collect();
    parts.sort_unstable();
    parts.join("&")
}

/// A case whose cause is known.
struct Labelled {
    name: String,
    truth: BTreeSet<String>,
    columns: Columns,
}

/// The cases of a generator.
fn labelled(folder: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut labels = csv::Reader::from_path(folder.join("injection_info.csv"))?;
    let header = labels.headers()?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column == name)
            .ok_or(format!("injection_info.csv has no column {name}"))
    };
    let (name, set) = (column("timestamp")?, column("set")?);
    labels
        .records()
        .map(|label| {
            let label = label?;
            Ok(Labelled {
                name: label[name].to_owned(),
                truth: label[set].split(';').map(sorted).collect(),
                columns: Columns::default(),
            })
        })
        .collect()
}

/// The cases of the live-video set: failures among views, in a minute against the four before it.
fn labelled_minutes(text: &str) -> Result<Vec<Labelled>, Box<dyn Error>> {
    text.split("- data:")
        .skip(1)
        .map(|case| {
            let (name, rest) = case.split_once("timestamp:").ok_or("no timestamp")?;
            let (minute, causes) = rest.split_once("cause:").ok_or("no cause")?;
            let minute: i64 = minute.trim().parse()?;
            let truth = causes
                .split('{')
                .skip(1)
                .filter_map(|cause| cause.split('}').next())
                .map(|cause| {
                    let parts: Vec<String> = cause
                        .split(',')
                        .map(|part| {
                            let (dimension, value) = part.split_once(':').unwrap_or((part, ""));
                            let plain = |text: &str| {
                                text.trim_matches(|letter: char| {
                                    letter.is_whitespace() || matches!(letter, '\'' | '"')
                                })
                                .to_owned()
                            };
                            format!("{}={}", plain(dimension), plain(value))
                        })
                        .collect();
                    sorted(&parts.join("&"))
                })
                .collect();
            let named = |name: &str| Some(name.to_owned());
            Ok(Labelled {
                name: name.trim().to_owned(),
                truth,
                columns: Columns {
                    date: named("min"),
                    value: named("value"),
                    per: named("cnt"),
                    since: named(&minute.to_string()),
                    from: named(&(minute - 240).to_string()),
                    until: named(&minute.to_string()),
                    ..Columns::default()
                },
            })
        })
        .collect()
}

/// Milliseconds that this thread has been on the processor, so that what else runs does not count; 0
/// where the system does not say (it is asked as Linux tells it).
fn busy() -> Result<f64, Box<dyn Error>> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match told.split(' ').next() {
        Some(nanoseconds) if !nanoseconds.is_empty() => Ok(nanoseconds.parse::<f64>()? / 1e6),
        _ => Ok(0.0),
    }
}
