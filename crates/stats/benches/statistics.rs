//! What a readout costs. `peers.py` beside this file measures peers on the same work.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop where it stands")]

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use stats::comparison::{Relative, Settings, difference, relative};
use stats::metric::{Centre, cuped};
use stats::moments::by_arm;
use stats::quantile::{Bootstrap, bootstrap};
use stats::sample_ratio::chi_square;
use stats::sequential::anytime::{TUNING, asymptotic};
use stats::sequential::group::{Sides, spending_bounds};
use stats::sequential::spending::Spending;
use stats::{Alternative, Moments};

fn main() {
    divan::main();
}

/// Arms and three metrics with a covariate each.
struct Units {
    arms: Vec<u8>,
    columns: [Vec<f64>; 6],
}

const UNITS: usize = 10_000_000;

fn units() -> &'static Units {
    static DATA: OnceLock<Units> = OnceLock::new();
    DATA.get_or_init(|| {
        let mut state = 1_u64;
        let mut uniform = move || {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        Units {
            arms: (0..UNITS).map(|_| u8::from(uniform() < 0.5)).collect(),
            columns: std::array::from_fn(|_| (0..UNITS).map(|_| 100.0 * uniform()).collect()),
        }
    })
}

/// 10 million units, three CUPED metrics and the sample-ratio check, one thread, from memory.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn ten_million_units(bencher: Bencher<'_, '_>) {
    let data = units();
    bencher.bench_local(|| {
        let [a, b, c, d, e, f] = data.columns.each_ref().map(Vec::as_slice);
        let moments = by_arm(&data.arms, 2, &[[a, b], [c, d], [e, f]]).unwrap();
        let counts = [moments[0][0].count(), moments[0][1].count()];
        let check = chi_square(&counts, &[1.0, 1.0]).unwrap();
        let effects: Vec<_> = moments
            .iter()
            .map(|arms| step(&arms[0], &arms[1]))
            .collect();
        black_box((check, effects))
    });
}

/// From moments to every estimate of one CUPED metric.
fn step(control: &Moments<2>, treatment: &Moments<2>) -> [f64; 4] {
    let adjusted = cuped(control, treatment, Centre::Pooled).unwrap();
    let (control, treatment) = (adjusted.control, adjusted.treatment);
    let effect = difference(&control, &treatment, Settings::default()).unwrap();
    let share = relative(
        &control,
        &treatment,
        Relative::LogScale,
        Settings::default(),
    )
    .unwrap();
    let units = control.units + treatment.units;
    let read = asymptotic(&effect, units, 0.05, TUNING, Alternative::TwoSided).unwrap();
    [effect.p_value, share.estimate, read.p_value, adjusted.theta]
}

/// The statistics alone, from moments.
#[divan::bench]
fn statistics_step(bencher: Bencher<'_, '_>) {
    let column = |factor: u32| -> Vec<f64> {
        (0..20_000)
            .map(|row: u32| f64::from(row.wrapping_mul(factor) % 997))
            .collect()
    };
    let (y, x) = (column(7_919), column(104_729));
    let control = Moments::of([&y, &x]).unwrap();
    let treatment = Moments::of([&y[..15_000], &x[..15_000]]).unwrap();
    bencher.bench_local(|| step(black_box(&control), black_box(&treatment)));
}

/// p95 of two arms of 10,000 values, 1,000 resamples, sorting included.
#[divan::bench(sample_count = 20)]
fn bootstrap_of_a_quantile(bencher: Bencher<'_, '_>) {
    let values = &units().columns[0][..20_000];
    let (control, treatment) = values.split_at(10_000);
    bencher.bench_local(|| {
        bootstrap(control, treatment, 0.95, 1_000, 0.05, Bootstrap::Basic, 42).unwrap()
    });
}

/// Group-sequential bounds for 181 looks.
#[divan::bench(sample_count = 10)]
fn bounds_of_181_looks(bencher: Bencher<'_, '_>) {
    let times: Vec<f64> = (1..=181).map(|look| f64::from(look) / 181.0).collect();
    bencher
        .bench_local(|| spending_bounds(&times, 0.05, Spending::Power(2.0), Sides::Two).unwrap());
}
