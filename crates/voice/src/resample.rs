//! From one rate to another: a windowed sinc, one set of weights for each place between two samples.
//!
//! Our own eighty lines, as a library for it would bring eleven crates, and the filter is needed twice:
//! to bring any rate to 16 kHz, and to take what pitch is read from.

use std::f64::consts::PI;

/// Zero crossings of the sinc on each side; with the window below what lies beyond the cut is 80 dB down.
const CROSSINGS: f64 = 16.0;
/// The shape of the Kaiser window.
const SHAPE: f64 = 8.0;

/// Takes samples at one rate and gives them at another, without delay.
#[derive(Debug, Clone)]
pub(crate) struct Resampler {
    up: u64,
    down: u64,
    /// Weights for each of `up` places, `width` a place.
    weights: Vec<f32>,
    width: usize,
    /// What has come in and is still needed; begins with half a width of silence.
    kept: Vec<f32>,
    /// Number of the input sample at which `kept` begins, counted from the silence before the first.
    begins: u64,
    heard: u64,
    given: u64,
}

impl Resampler {
    /// From `rate` to `wanted` samples a second; nothing above `cut` Hz comes through.
    pub(crate) fn new(rate: u32, wanted: u32, cut: f64) -> Self {
        let common = greatest_common_divisor(rate, wanted);
        let (up, down) = (wanted / common, rate / common);
        // Cut as a share of the rate that comes in; the fall of the filter lies around it.
        let cut = cut / f64::from(rate);
        let half = (CROSSINGS / (2.0 * cut)).ceil();
        let width = 2 * half as usize;
        let mut weights = Vec::with_capacity(width * up as usize);
        for place in 0..up {
            let offset = f64::from(place) / f64::from(up);
            let row: Vec<f64> = (0..width)
                .map(|tap| {
                    let distance = tap as f64 - (half - 1.0) - offset;
                    2.0 * cut * sinc(2.0 * cut * distance) * kaiser(distance / half)
                })
                .collect();
            let sum: f64 = row.iter().sum();
            weights.extend(row.iter().map(|weight| (weight / sum) as f32));
        }
        Self {
            up: up.into(),
            down: down.into(),
            weights,
            width,
            kept: vec![0.0; width / 2 - 1],
            begins: 0,
            heard: 0,
            given: 0,
        }
    }

    /// Takes `samples` and adds to `out` what follows from what has come so far.
    pub(crate) fn feed(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.heard += samples.len() as u64;
        self.kept.extend_from_slice(samples);
        self.give(u64::MAX, out);
    }

    /// Adds the rest to `out`, as if silence followed: as long in all as what came in.
    pub(crate) fn finish(&mut self, out: &mut Vec<f32>) {
        let wanted = (self.heard * self.up).div_ceil(self.down);
        self.kept.resize(self.kept.len() + self.width, 0.0);
        self.give(wanted, out);
    }

    fn give(&mut self, most: u64, out: &mut Vec<f32>) {
        while self.given < most {
            let position = self.given * self.down;
            let first = (position / self.up - self.begins) as usize;
            let Some(heard) = self.kept.get(first..first + self.width) else {
                break;
            };
            let place = (position % self.up) as usize * self.width;
            out.push(dot(&self.weights[place..place + self.width], heard));
            self.given += 1;
        }
        let needed = self.given * self.down / self.up - self.begins;
        let spent = (needed as usize).min(self.kept.len());
        self.kept.drain(..spent);
        self.begins += spent as u64;
    }
}

/// A sum in four lanes, which the compiler makes one instruction of.
fn dot(weights: &[f32], samples: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (left, right) = (weights.chunks_exact(8), samples.chunks_exact(8));
    let rest: f32 = left
        .remainder()
        .iter()
        .zip(right.remainder())
        .map(|(weight, sample)| weight * sample)
        .sum();
    for (weights, samples) in left.zip(right) {
        for lane in 0..8 {
            lanes[lane] += weights[lane] * samples[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

fn greatest_common_divisor(mut one: u32, mut other: u32) -> u32 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

fn sinc(at: f64) -> f64 {
    if at == 0.0 {
        1.0
    } else {
        (PI * at).sin() / (PI * at)
    }
}

fn kaiser(at: f64) -> f64 {
    let inside = (1.0 - at * at).max(0.0).sqrt();
    bessel(SHAPE * inside) / bessel(SHAPE)
}

/// The modified Bessel function of order 0, by its series.
fn bessel(at: f64) -> f64 {
    let quarter = at * at / 4.0;
    let (mut sum, mut term) = (1.0, 1.0);
    for step in 1..40 {
        term *= quarter / f64::from(step * step);
        sum += term;
    }
    sum
}
