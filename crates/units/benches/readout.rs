//! What a readout costs in processor time, peers beside it on the same data.
//!
//! ```sh
//! python3 -m venv peers
//! peers/bin/pip install tea-tasting==1.14.0 gbstats==0.8.0 polars 'pyarrow<22'
//! peers/bin/pip install --no-deps spotify-confidence==4.1.0
//! cargo bench -p units --bench readout -- peers/bin/python [UNITS]
//! ```
//!
//! Without the first argument no peers are measured; without the second there are 10 million units.
//! Figures are of one process, user and system time together, the least of several times.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it stands, and prints"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, UInt8Array};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use parquet::arrow::ArrowWriter;
use stats::comparison::{Relative, Settings, difference, relative};
use stats::metric::{Centre, cuped};
use stats::moments::by_arm;
use stats::quantile::{Bootstrap, bootstrap};
use stats::sample_ratio::chi_square;
use stats::sequential::anytime::{TUNING, asymptotic};
use stats::sequential::group::{Sides, spending_bounds};
use stats::sequential::spending::Spending;
use stats::{Alternative, Moments};
use units::{Limits, Named, Question, analyze};

const COLUMNS: [&str; 6] = ["y0", "x0", "y1", "x1", "y2", "x2"];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|each| each != "--bench");
    let python = arguments.next();
    let units = arguments
        .next()
        .map_or(10_000_000, |units| units.parse().unwrap());
    let data = Data::new(units);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("units.parquet");
    data.write(&file);

    let mut ours = BTreeMap::new();
    let mut measure = |name: &'static str, seconds: f64| {
        ours.insert(name, seconds);
    };
    measure("memory", least(5, || black_box(from_memory(&data))));
    drop(data);
    measure(
        "parquet",
        least(5, || black_box(from_parquet(&file, false))),
    );
    measure(
        "parquet_order",
        least(1, || black_box(from_parquet(&file, true))),
    );
    let (control, treatment) = small_moments();
    let steps = 10_000;
    let all = least(5, || {
        for _ in 0..steps {
            black_box(step(black_box(&control), black_box(&treatment)));
        }
    });
    measure("step", all / f64::from(steps));
    let values: Vec<f64> = uniform().take(20_000).collect();
    let (left, right) = values.split_at(10_000);
    let resampled = || bootstrap(left, right, 0.95, 1_000, 0.05, Bootstrap::Basic, 42).unwrap();
    measure("bootstrap", least(20, || black_box(resampled())));
    let times: Vec<f64> = (1..=181).map(|look| f64::from(look) / 181.0).collect();
    let bounds = || spending_bounds(&times, 0.05, Spending::Power(2.0), Sides::Two).unwrap();
    measure("bounds", least(10, || black_box(bounds())));

    let peers = python.map_or_else(BTreeMap::new, |python| peers(&python, &file));
    print(&ours, &peers);
}

/// Processor time of this process so far, in seconds.
fn processor_time() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}

/// The least processor time of several runs.
fn least<T>(times: u32, mut work: impl FnMut() -> T) -> f64 {
    let one = |_| {
        let began = processor_time();
        drop(work());
        processor_time() - began
    };
    (0..times).map(one).fold(f64::INFINITY, f64::min)
}

/// Numbers between 0 and 100 (a linear congruence, as good as any for timing).
fn uniform() -> impl Iterator<Item = f64> {
    let mut state = 1_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        100.0 * (state >> 11) as f64 / (1_u64 << 53) as f64
    })
}

/// Arms, and three metrics with a covariate each.
struct Data {
    arms: Vec<u8>,
    columns: [Vec<f64>; 6],
}

impl Data {
    fn new(units: usize) -> Self {
        let mut numbers = uniform();
        Self {
            arms: numbers
                .by_ref()
                .take(units)
                .map(|number| u8::from(number < 50.0))
                .collect(),
            columns: std::array::from_fn(|_| numbers.by_ref().take(units).collect()),
        }
    }

    /// Writes them as most exports do: units numbered, a million rows at a time.
    fn write(&self, path: &Path) {
        let mut writer: Option<ArrowWriter<File>> = None;
        let rows = 1_000_000;
        for (part, arms) in self.arms.chunks(rows).enumerate() {
            let from = part * rows;
            let units = (from..from + arms.len()).map(|unit| unit as i64);
            let mut columns: Vec<(&str, ArrayRef)> = vec![
                ("unit", Arc::new(Int64Array::from_iter_values(units))),
                ("variant", Arc::new(UInt8Array::from(arms.to_vec()))),
            ];
            for (name, column) in COLUMNS.iter().zip(&self.columns) {
                let part = column[from..from + arms.len()].to_vec();
                columns.push((name, Arc::new(Float64Array::from(part))));
            }
            let batch = RecordBatch::try_from_iter(columns).unwrap();
            let file = || File::create(path).unwrap();
            writer
                .get_or_insert_with(|| ArrowWriter::try_new(file(), batch.schema(), None).unwrap())
                .write(&batch)
                .unwrap();
        }
        writer.unwrap().close().unwrap();
    }
}

fn from_memory(data: &Data) -> (f64, Vec<[f64; 4]>) {
    let [a, b, c, d, e, f] = data.columns.each_ref().map(Vec::as_slice);
    let moments = by_arm(&data.arms, 2, &[[a, b], [c, d], [e, f]]).unwrap();
    let counts = [moments[0][0].count(), moments[0][1].count()];
    let check = chi_square(&counts, &[1.0, 1.0]).unwrap();
    let effects = moments.iter().map(|arms| step(&arms[0], &arms[1]));
    (check.p_value, effects.collect())
}

fn from_parquet(path: &Path, order: bool) -> units::Analysis {
    let metric = |place: u8| Named {
        values: format!("y{place}"),
        denominator: None,
        covariate: Some((format!("x{place}"), None)),
        more_covariates: Vec::new(),
    };
    let question = Question {
        unit: "unit".to_owned(),
        variant: "variant".to_owned(),
        metrics: (0..3).map(metric).collect(),
        control: None,
        segments: Vec::new(),
        split: None,
        alpha: 0.05,
        order,
        cap: None,
    };
    analyze(File::open(path).unwrap(), &question, Limits::NONE).unwrap()
}

fn small_moments() -> (Moments<2>, Moments<2>) {
    let numbers: Vec<f64> = uniform().take(40_000).collect();
    let (y, x) = numbers.split_at(20_000);
    let control = Moments::of([y, x]).unwrap();
    (control, Moments::of([&y[..15_000], &x[..15_000]]).unwrap())
}

/// From moments to every estimate of one CUPED metric.
fn step(control: &Moments<2>, treatment: &Moments<2>) -> [f64; 4] {
    let adjusted = cuped(control, treatment, Centre::Pooled).unwrap();
    let (control, treatment) = (adjusted.control, adjusted.treatment);
    let effect = difference(&control, &treatment, Settings::default()).unwrap();
    let log_scale = Relative::LogScale;
    let share = relative(&control, &treatment, log_scale, Settings::default()).unwrap();
    let units = control.units + treatment.units;
    let read = asymptotic(&effect, units, 0.05, TUNING, Alternative::TwoSided).unwrap();
    [effect.p_value, share.estimate, read.p_value, adjusted.theta]
}

/// The same work by peers, in a process of their own.
fn peers(python: &str, file: &Path) -> BTreeMap<String, f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    let output = Command::new(python).arg(script).arg(file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&said).unwrap()
}

fn print(ours: &BTreeMap<&str, f64>, peers: &BTreeMap<String, f64>) {
    for (name, seconds) in ours {
        println!("{name:<24} {}", shown(*seconds));
        for (peer, theirs) in peers {
            if let Some(peer) = peer.strip_prefix(&format!("{name}: ")) {
                let times = theirs / seconds;
                println!("  {peer:<40} {}   {times:.1} times ours", shown(*theirs));
            }
        }
    }
}

fn shown(seconds: f64) -> String {
    match seconds {
        long if long >= 0.1 => format!("{long:>8.3} s "),
        short if short >= 1e-3 => format!("{:>8.2} ms", 1e3 * short),
        brief => format!("{:>8.2} µs", 1e6 * brief),
    }
}
