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
    tenths: Tenths,
}

/// How many samples there are in each tenth of a second of a sound, and how many of them were cut off.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tenths {
    counts: Vec<Count>,
    rate: u32,
    /// Moments at this rate, and the one at which the next tenth begins.
    passed: u64,
    next: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    heard: u32,
    clipped: u32,
}

impl Tenths {
    /// The tenth of a second in which the next moment is.
    fn moment(&mut self) -> Option<&mut Count> {
        if self.passed == self.next {
            self.counts.push(Count::default());
            let tenth = self.next * 10 / u64::from(self.rate) + 1;
            self.next = (tenth * u64::from(self.rate)).div_ceil(10);
        }
        self.passed += 1;
        self.counts.last_mut()
    }

    /// The share of samples that were cut off, three or more beside each other at full scale, of the tenths
    /// of a second that `counts`.
    pub(crate) fn clipped_share(&self, counts: impl Fn(usize) -> bool) -> f64 {
        let inside = self.counts.iter().enumerate();
        let inside = inside.filter(|(tenth, _)| counts(*tenth));
        let (heard, clipped) = inside.fold((0_u64, 0_u64), |(heard, clipped), (_, count)| {
            (
                heard + u64::from(count.heard),
                clipped + u64::from(count.clipped),
            )
        });
        if heard == 0 {
            0.0
        } else {
            clipped as f64 / heard as f64
        }
    }

    /// Moments come at this rate from here on.
    fn at(&mut self, rate: u32) {
        if self.rate != rate {
            (self.rate, self.passed, self.next) = (rate, 0, 0);
        }
    }
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
    pub fn finish(self, out: &mut Vec<f32>) {
        self.end(out);
    }

    /// The same; gives what was counted on the way.
    pub(crate) fn end(mut self, out: &mut Vec<f32>) -> Tenths {
        self.rest(out);
        self.tenths
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
        self.tenths.at(block.rate());
        for moment in block.samples().chunks_exact(channels) {
            let Some(count) = self.tenths.moment() else {
                continue;
            };
            for (sample, run) in moment.iter().zip(&mut self.runs) {
                *run = if sample.abs() >= FULL { *run + 1 } else { 0 };
                count.clipped += match *run {
                    RUN => RUN as u32,
                    longer if longer > RUN => 1,
                    _ => 0,
                };
            }
            count.heard += u32::from(block.channels());
        }
    }
}

fn usable(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-1.0, 1.0)
    } else {
        0.0
    }
}
