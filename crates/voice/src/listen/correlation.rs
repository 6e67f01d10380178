//! How like itself a piece of sound is some time later: the normalised cross-correlation of Talkin
//! (1995), by way of the Fourier transform.

use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use super::pitch::{HIGHEST, LOWEST, RATE};

/// Samples that are compared with those that come later: 30 ms.
pub(crate) const WINDOW: usize = 240;
/// The longest time that is tried: the period of the lowest voice, and one more to see a peak.
pub(crate) const LONGEST: usize = (RATE / LOWEST) as usize + 2;
const SHORTEST: usize = (RATE / HIGHEST) as usize - 1;
const POINTS: usize = 512;
const _: () = assert!(WINDOW + LONGEST <= POINTS);

/// What is added to the energy, so that silence is like nothing.
const SILENCE: f32 = 1e-9 * WINDOW as f32;
/// Peaks below this are not looked at.
const WEAKEST: f32 = 0.25;
/// What an octave down costs: a sound that returns after one period also does after two.
const OCTAVE: f32 = 0.035;
/// Peaks that are kept.
pub(crate) const MOST: usize = 7;

/// A pitch that a moment may have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) hertz: f32,
    /// How like itself the sound is after one period, up to 1.
    pub(crate) strength: f32,
}

impl Candidate {
    /// What speaks for it, apart from the moments around.
    pub(crate) fn worth(&self) -> f32 {
        self.strength - OCTAVE * (HIGHEST / self.hertz).log2()
    }
}

/// The pitches that a moment may have, those of most worth, so that a high tone is not crowded out by the
/// multiples of its period.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Candidates {
    list: [Candidate; MOST],
    count: usize,
}

impl Candidates {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.list[..self.count].iter()
    }

    fn add(&mut self, candidate: Candidate) {
        let place = self
            .iter()
            .position(|other| other.worth() < candidate.worth())
            .unwrap_or(self.count);
        if place < MOST {
            let last = self.count.min(MOST - 1);
            self.list.copy_within(place..last, place + 1);
            self.list[place] = candidate;
            self.count = (self.count + 1).min(MOST);
        }
    }
}

/// Compares windows with what follows them.
pub(crate) struct Correlation {
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    input: Vec<f32>,
    spectrum: Vec<Complex32>,
    product: Vec<Complex32>,
    likeness: Vec<f32>,
    scratch: Vec<Complex32>,
}

impl Correlation {
    pub(crate) fn new() -> Self {
        let mut planner = RealFftPlanner::new();
        let forward = planner.plan_fft_forward(POINTS);
        let inverse = planner.plan_fft_inverse(POINTS);
        let scratch = forward.get_scratch_len().max(inverse.get_scratch_len());
        Self {
            input: forward.make_input_vec(),
            spectrum: forward.make_output_vec(),
            product: forward.make_output_vec(),
            likeness: inverse.make_output_vec(),
            scratch: vec![Complex32::default(); scratch],
            forward,
            inverse,
        }
    }

    /// The pitches that `WINDOW + LONGEST` samples may have.
    pub(crate) fn candidates(&mut self, samples: &[f32]) -> Candidates {
        self.compare(samples);
        let mut found = Candidates::default();
        for lag in SHORTEST.max(1)..LONGEST {
            let [before, here, after] = [
                self.likeness[lag - 1],
                self.likeness[lag],
                self.likeness[lag + 1],
            ];
            if here < WEAKEST || here < before || here <= after {
                continue;
            }
            // The top of the parabola through the three.
            let bend = 2.0 * here - before - after;
            let shift = 0.5 * (after - before) / bend.max(f32::EPSILON);
            let hertz = RATE / (lag as f32 + shift);
            if (LOWEST..=HIGHEST).contains(&hertz) {
                found.add(Candidate {
                    hertz,
                    strength: (here + 0.25 * (after - before) * shift).min(1.0),
                });
            }
        }
        found
    }

    /// Fills `likeness` for every lag up to `LONGEST`.
    fn compare(&mut self, samples: &[f32]) {
        let samples = &samples[..WINDOW + LONGEST];
        let mean = samples.iter().sum::<f32>() / samples.len() as f32;
        let mut level = [0.0; WINDOW + LONGEST];
        for (level, sample) in level.iter_mut().zip(samples) {
            *level = sample - mean;
        }

        self.transform(&level);
        std::mem::swap(&mut self.spectrum, &mut self.product);
        self.transform(&level[..WINDOW]);
        for (product, window) in self.product.iter_mut().zip(&self.spectrum) {
            *product *= window.conj();
        }
        // Both ends of a real transform are real; rounding may say otherwise.
        for end in [0, POINTS / 2] {
            self.product[end].im = 0.0;
        }
        let done = self.inverse.process_with_scratch(
            &mut self.product,
            &mut self.likeness,
            &mut self.scratch[..self.inverse.get_scratch_len()],
        );
        debug_assert!(done.is_ok(), "the lengths are those the plan gave");

        let first: f32 = level[..WINDOW].iter().map(|sample| sample * sample).sum();
        let mut later = first;
        for lag in 0..LONGEST {
            let energy = (first * later.max(0.0)).sqrt() + SILENCE;
            self.likeness[lag] /= POINTS as f32 * energy;
            later += level[lag + WINDOW].powi(2) - level[lag].powi(2);
        }
        self.likeness[LONGEST] = 0.0;
    }

    fn transform(&mut self, samples: &[f32]) {
        self.input[..samples.len()].copy_from_slice(samples);
        self.input[samples.len()..].fill(0.0);
        let done = self.forward.process_with_scratch(
            &mut self.input,
            &mut self.spectrum,
            &mut self.scratch[..self.forward.get_scratch_len()],
        );
        debug_assert!(done.is_ok(), "the lengths are those the plan gave");
    }
}
