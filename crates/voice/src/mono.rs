//! Any sound made into the one form that everything else works on.

use crate::block::Block;
use crate::resample::Resampler;

/// Samples a second of everything that is measured and kept: all that speech and its pitch need.
pub const RATE: u32 = 16_000;

/// From this level on a sample may be cut off.
const FULL: f32 = 0.985;
/// So many samples at the full level beside each other are cut off: a wave only touches its top.
const RUN: usize = 3;

/// Brings sound to one channel at [`RATE`], and counts what was cut off on the way in.
///
/// Channels are averaged. What is no number becomes silence. Pieces may differ in rate and channels.
#[derive(Debug, Clone, Default)]
pub struct Mono {
    resampler: Option<(u32, Resampler)>,
    mixed: Vec<f32>,
    /// Samples at full scale beside each other, by channel.
    runs: Vec<usize>,
    clipped: u64,
    heard: u64,
}

impl Mono {
    /// Before the first piece.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a piece and adds to `out` what follows from it.
    pub fn feed(&mut self, block: &Block, out: &mut Vec<f32>) {
        self.count(block);
        self.mix(block);
        if self.resampler.as_ref().map_or(RATE, |(rate, _)| *rate) != block.rate() {
            self.rest(out);
            let cut = 0.47 * f64::from(block.rate().min(RATE));
            self.resampler = (block.rate() != RATE)
                .then(|| (block.rate(), Resampler::new(block.rate(), RATE, cut)));
        }
        match &mut self.resampler {
            Some((_, resampler)) => resampler.feed(&self.mixed, out),
            None => out.extend_from_slice(&self.mixed),
        }
    }

    /// Adds what is left to `out`.
    pub fn finish(mut self, out: &mut Vec<f32>) {
        self.rest(out);
    }

    /// The share of samples that were cut off: three or more beside each other at full scale.
    #[must_use]
    pub fn clipped_share(&self) -> f64 {
        if self.heard == 0 {
            0.0
        } else {
            self.clipped as f64 / self.heard as f64
        }
    }

    fn rest(&mut self, out: &mut Vec<f32>) {
        if let Some((_, mut resampler)) = self.resampler.take() {
            resampler.finish(out);
        }
    }

    fn mix(&mut self, block: &Block) {
        let channels = usize::from(block.channels());
        self.mixed.clear();
        self.mixed
            .extend(block.samples().chunks_exact(channels).map(|moment| {
                let sum: f32 = moment.iter().copied().map(usable).sum();
                sum / channels as f32
            }));
    }

    fn count(&mut self, block: &Block) {
        let channels = usize::from(block.channels());
        self.runs.resize(channels, 0);
        for moment in block.samples().chunks_exact(channels) {
            for (sample, run) in moment.iter().zip(&mut self.runs) {
                *run = if sample.abs() >= FULL { *run + 1 } else { 0 };
                self.clipped += match *run {
                    RUN => RUN as u64,
                    longer if longer > RUN => 1,
                    _ => 0,
                };
            }
        }
        self.heard += block.samples().len() as u64;
    }
}

fn usable(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-1.0, 1.0)
    } else {
        0.0
    }
}
