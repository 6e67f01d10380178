//! How fast worlds are written, beside a peer that writes tables of the same kind: `tpchgen-cli`,
//! which makes TPC-H's `lineitem` (16 columns) into Parquet.
//!
//! ```sh
//! cargo install tpchgen-cli
//! cargo bench -p world --bench write            # members, days: -- 30000 182
//! ```
//!
//! Every run is a process of its own; what is counted is its processor time, user and system. The
//! world's time holds everything that a world needs: members, billing, visits, all tables.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement may stop where it stands, and prints"
)]

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use parquet::file::reader::{FileReader, SerializedFileReader};
use world::names::Region;
use world::{Configuration, Focus, Incident, IncidentKind, Progress, Schedule, World, write};

/// Each run is repeated, and the best one told: others on the machine can only slow it down.
const TIMES: usize = 3;

/// The peer's program.
const PEER: &str = "tpchgen-cli";

/// Asks this program to be the one that makes a world.
const MAKE: &str = "--make-a-world";

fn main() {
    let arguments: Vec<String> = std::env::args().filter(|word| word != "--bench").collect();
    if arguments.get(1).is_some_and(|word| word == MAKE) {
        return make(&arguments[2..]);
    }
    let number = |place: usize, otherwise: &str| {
        let given = arguments.get(place);
        given.map_or_else(|| otherwise.to_owned(), Clone::clone)
    };
    let (members, days) = (number(1, "30000"), number(2, "182"));
    let desk = tempfile::tempdir().unwrap();
    println!("a world: {members} members, {days} days, LATAM sampled 4 times as densely");
    let mut alone = Duration::ZERO;
    for threads in ["1", "2"] {
        let mut best: Option<Run> = None;
        for _ in 0..TIMES {
            let folder = desk.path().join("world");
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args([MAKE, folder.to_str().unwrap(), &members, &days, threads]);
            let run = run(&mut command);
            let run = Run {
                rows: rows(&folder.join("plays")),
                ..run
            };
            fs::remove_dir_all(&folder).unwrap();
            best = Some(better(best, run));
        }
        let best = best.unwrap();
        if threads == "1" {
            alone = best.wall;
        }
        println!(
            "  {threads} threads: {}, {:.2} times as fast as 1, most memory {} MB",
            best.told("play rows"),
            alone.as_secs_f64() / best.wall.as_secs_f64(),
            best.said.trim()
        );
    }
    println!("the peer: {PEER}, lineitem at scale 1");
    if Command::new(PEER).arg("--version").output().is_err() {
        eprintln!("  it is not on the PATH: cargo install {PEER}");
        return;
    }
    for threads in ["1", "2"] {
        let mut best: Option<Run> = None;
        for _ in 0..TIMES {
            let folder = desk.path().join("peer");
            let mut command = Command::new(PEER);
            command
                .args(["parquet", "-s", "1", "--tables=lineitem", "--quiet"])
                .args(["--num-threads", threads, "--output-dir"])
                .arg(&folder);
            let run = run(&mut command);
            let run = Run {
                rows: rows(&folder),
                ..run
            };
            fs::remove_dir_all(&folder).unwrap();
            best = Some(better(best, run));
        }
        println!("  {threads} threads: {}", best.unwrap().told("rows"));
    }
}

/// One run of a program.
struct Run {
    wall: Duration,
    processor: Duration,
    rows: i64,
    said: String,
}

impl Run {
    fn told(&self, what: &str) -> String {
        format!(
            "{:.1} million {what} in {:.2} s ({:.2} CPU-seconds): {:.2} million a CPU-second",
            self.rows as f64 / 1e6,
            self.wall.as_secs_f64(),
            self.processor.as_secs_f64(),
            self.rows as f64 / 1e6 / self.processor.as_secs_f64()
        )
    }
}

fn better(best: Option<Run>, run: Run) -> Run {
    match best {
        Some(best) if best.processor <= run.processor => best,
        _ => run,
    }
}

/// Processor time of the children that have ended.
fn processor() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| Duration::new(time.tv_sec() as u64, time.tv_usec() as u32 * 1_000))
        .sum()
}

fn run(command: &mut Command) -> Run {
    let before = processor();
    let begun = Instant::now();
    let output = command.output().unwrap();
    let wall = begun.elapsed();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Run {
        wall,
        processor: processor() - before,
        rows: 0,
        said: String::from_utf8(output.stdout).unwrap(),
    }
}

fn rows(folder: &Path) -> i64 {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let file = File::open(entry.unwrap().path()).unwrap();
            let reader = SerializedFileReader::new(file).unwrap();
            reader.metadata().file_metadata().num_rows()
        })
        .sum()
}

/// Makes a world as a case has it, and prints the most memory that was held, in megabytes.
fn make(arguments: &[String]) {
    let number = |place: usize| arguments[place].parse::<u32>().unwrap();
    let mut wish = Configuration {
        members: number(1),
        days: number(2) as u16,
        focus: Some(Focus::on(Region::Latam)),
        ..Configuration::new(7).unwrap()
    };
    let incident = Incident::draw(IncidentKind::PlaybackFault, Region::Latam, &wish, 7);
    wish.incidents.push(incident);
    let world = World::new(wish).unwrap();
    let schedule = Schedule {
        threads: number(3) as usize,
        chunk: 1,
    };
    write::write(
        &world,
        Path::new(&arguments[0]),
        schedule,
        &Progress::default(),
    )
    .unwrap();
    println!("{}", most_memory());
}

/// The largest resident size of this process, in megabytes; nothing where the system does not tell.
fn most_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().strip_suffix("kB"))
        .and_then(|kilobytes| kilobytes.trim().parse::<f64>().ok())
        .map_or_else(
            || "unknown".to_owned(),
            |kilobytes| format!("{:.0}", kilobytes / 1e3),
        )
}
