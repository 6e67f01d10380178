//! The pitch of each hundredth of a second.

use super::FRAMES;
use super::correlation::{Candidate, Correlation, LONGEST, WINDOW};
use super::path::Path;
use crate::mono;
use crate::resample::Resampler;

/// The lowest and highest pitch that is looked for, in Hz.
pub(crate) const LOWEST: f32 = 60.0;
pub(crate) const HIGHEST: f32 = 600.0;
/// Samples a second that are enough to tell pitch.
pub(crate) const RATE: f32 = 8_000.0;
/// What lies above tells nothing of pitch but carries noise, in Hz.
const CUT: f64 = 1_500.0;
const HOP: usize = RATE as usize / FRAMES;
/// Silence before the first sample, so that a window stands around the middle of its frame, where a
/// period is about as long as a man's.
const LEAD: usize = (WINDOW + 60 - HOP) / 2;

/// The pitch of a moment and how like itself the sound is; both 0 where there is no voice.
pub(crate) type Pitched = Candidate;

/// Follows pitch as samples come in.
pub(crate) struct PitchTracker {
    resampler: Resampler,
    correlation: Correlation,
    path: Path,
    kept: Vec<f32>,
    found: Vec<Pitched>,
}

impl PitchTracker {
    pub(crate) fn new() -> Self {
        Self {
            resampler: Resampler::new(mono::RATE, RATE as u32, CUT),
            correlation: Correlation::new(),
            path: Path::default(),
            kept: vec![0.0; LEAD],
            found: Vec::new(),
        }
    }

    pub(crate) fn feed(&mut self, samples: &[f32]) {
        self.resampler.feed(samples, &mut self.kept);
        self.look();
    }

    /// The pitch of each of `frames` frames.
    pub(crate) fn finish(mut self, frames: usize) -> Vec<Pitched> {
        self.resampler.finish(&mut self.kept);
        self.kept
            .resize(self.kept.len() + WINDOW + LONGEST + HOP, 0.0);
        self.look();
        self.path.finish(&mut self.found);
        self.found.resize(frames, Pitched::default());
        self.found
    }

    fn look(&mut self) {
        let mut at = 0;
        while let Some(samples) = self.kept.get(at..at + WINDOW + LONGEST) {
            let candidates = self.correlation.candidates(samples);
            self.path.feed(&candidates, &mut self.found);
            at += HOP;
        }
        self.kept.drain(..at);
    }
}
