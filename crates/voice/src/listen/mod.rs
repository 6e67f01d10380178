//! Sound as it comes in, boiled down to a few figures for each hundredth of a second.

mod correlation;
mod loudness;
mod path;
mod pitch;
mod spectrum;

pub(crate) use loudness::Meter;
pub(crate) use pitch::{PitchTracker, Pitched};
pub(crate) use spectrum::{BANDS, Bands, Spectrum, VALUES, byte, decibels};

/// Figures a second.
pub(crate) const FRAMES: usize = 100;
/// Samples a figure.
pub(crate) const HOP: usize = crate::mono::RATE as usize / FRAMES;

/// When a frame begins, in seconds.
pub(crate) fn seconds(frame: usize) -> f64 {
    frame as f64 / FRAMES as f64
}
