//! How strong the sound is in each of a few bands.

use std::f32::consts::TAU;
use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{RealFftPlanner, RealToComplex};

use super::HOP;
use crate::mono::RATE;

/// How many bands there are.
pub(crate) const BANDS: usize = 10;
/// Where the bands begin and end, in Hz. The lowest 100 Hz hold hum and handling, not speech.
const EDGES: [f32; BANDS + 1] = [
    100.0, 250.0, 400.0, 600.0, 850.0, 1150.0, 1600.0, 2200.0, 3100.0, 4500.0, 7200.0,
];
/// How many independent values make each band: a window of 20 ms tells what lies 75 Hz apart.
pub(crate) const VALUES: [f32; BANDS] = values();

const fn values() -> [f32; BANDS] {
    let mut values = [0.0; BANDS];
    let mut band = 0;
    while band < BANDS {
        values[band] = (EDGES[band + 1] - EDGES[band]) / 75.0;
        band += 1;
    }
    values
}

/// Samples that are looked at: 20 ms.
const WINDOW: usize = 2 * HOP;
const POINTS: usize = 512;

/// The strength of each band in half decibels above −110 dB of full scale: a byte each, so that two
/// hours stay small.
pub(crate) type Bands = [u8; BANDS];

const FLOOR: f32 = -110.0;

/// The decibels that a band's byte stands for.
pub(crate) fn decibels(byte: u8) -> f32 {
    FLOOR + f32::from(byte) / 2.0
}

/// The byte that stands for a power.
pub(crate) fn byte(power: f32) -> u8 {
    (2.0 * (10.0 * power.max(1e-12).log10() - FLOOR)).round() as u8
}

/// Looks at one window after another.
pub(crate) struct Spectrum {
    transform: Arc<dyn RealToComplex<f32>>,
    window: [f32; WINDOW],
    input: Vec<f32>,
    output: Vec<Complex32>,
    scratch: Vec<Complex32>,
    bins: [(usize, usize); BANDS],
}

impl Spectrum {
    /// Samples before and after the middle of a window.
    pub(crate) const REACH: usize = WINDOW / 2;

    pub(crate) fn new() -> Self {
        let transform = RealFftPlanner::new().plan_fft_forward(POINTS);
        let mut window = [0.0; WINDOW];
        for (place, weight) in window.iter_mut().enumerate() {
            *weight = 0.5 - 0.5 * (TAU * (place as f32 + 0.5) / WINDOW as f32).cos();
        }
        // The power of a full-scale sine becomes that of a sine: half.
        let energy: f32 = window.iter().map(|weight| weight * weight).sum();
        let scale = (2.0 / (energy * POINTS as f32)).sqrt();
        window.iter_mut().for_each(|weight| *weight *= scale);
        let bin = |hertz: f32| (hertz * POINTS as f32 / RATE as f32).round() as usize;
        Self {
            input: transform.make_input_vec(),
            output: transform.make_output_vec(),
            scratch: transform.make_scratch_vec(),
            transform,
            window,
            bins: std::array::from_fn(|band| (bin(EDGES[band]), bin(EDGES[band + 1]))),
        }
    }

    /// The bands of the samples around a moment, `2 * REACH` of them.
    pub(crate) fn look(&mut self, samples: &[f32]) -> Bands {
        self.input.fill(0.0);
        for ((input, sample), weight) in self.input.iter_mut().zip(samples).zip(&self.window) {
            *input = sample * weight;
        }
        let done = self.transform.process_with_scratch(
            &mut self.input,
            &mut self.output,
            &mut self.scratch,
        );
        debug_assert!(done.is_ok(), "the lengths are those the plan gave");
        std::array::from_fn(|band| {
            let (first, last) = self.bins[band];
            byte(
                self.output[first..last]
                    .iter()
                    .map(Complex32::norm_sqr)
                    .sum(),
            )
        })
    }
}
