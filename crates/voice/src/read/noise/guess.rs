//! The noise as it is guessed before it is known where there is speech: from the quietest moments.

use super::{EVERY, Floor, Noise, REACH, UNEVEN, powers};
use crate::listen::{Bands, Pitched, VALUES, byte, decibels};

/// The share of moments that are taken for noise: nobody speaks without any gap.
const QUIET: f32 = 0.05;
/// Moments before and after that levels are averaged over to tell noise, which wavers.
const AROUND: usize = 4;
/// A band says no more than if it held so many values: wide bands would drown the others.
const MOST_VALUES: f32 = 8.0;
/// What lies so far below the loudest speech is an echo or the trace of an encoder, in decibels.
const BELOW: f32 = 48.0;
/// What is quieter is silence, in decibels of full scale.
const SILENCE: f32 = -92.0;
/// A sound whose loudness hardly moves, in decibels.
const STEADY: f32 = 5.0;

impl Noise {
    /// A first guess.
    pub(crate) fn guess(bands: &[Bands], pitch: &[Pitched]) -> Self {
        let least = least(bands);
        let values = VALUES.map(|values| values.min(MOST_VALUES));
        let lifts = VALUES.map(lift);
        let smooth = if steady(bands, pitch) {
            Vec::new()
        } else {
            smooth(bands)
        };
        let floors = (0..bands.len()).step_by(EVERY).map(|begin| {
            let around = begin.saturating_sub(REACH)..(begin + EVERY + REACH).min(smooth.len());
            let around = smooth.get(around).unwrap_or_default();
            let levels = std::array::from_fn(|band| {
                if around.is_empty() {
                    return least;
                }
                let levels = around.iter().map(|moment| moment[band]);
                (quantile(levels, QUIET) + lifts[band]).max(least)
            });
            Floor { levels, values }
        });
        Self {
            floors: floors.collect(),
            least,
        }
    }
}

/// Levels averaged over a few moments.
fn smooth(bands: &[Bands]) -> Vec<Bands> {
    let powers = powers();
    (0..bands.len())
        .map(|place| {
            let around =
                &bands[place.saturating_sub(AROUND)..(place + AROUND + 1).min(bands.len())];
            std::array::from_fn(|band| {
                let powers = around
                    .iter()
                    .map(|moment| powers[usize::from(moment[band])]);
                let sum: f32 = powers.sum();
                byte(sum / around.len() as f32)
            })
        })
        .collect()
}

/// How far the mean of even noise lies above its quiet twentieth after averaging, in decibels: by the
/// approximation of Wilson and Hilferty (1931) to the distribution of its power.
fn lift(values: f32) -> f32 {
    /// So many of the averaged moments are independent, as they overlap.
    const INDEPENDENT: f32 = 5.0;
    /// The quantile of the normal distribution at a twentieth.
    const TWENTIETH: f32 = -1.6449;
    let shape = INDEPENDENT * values;
    let root = 1.0 - 1.0 / (9.0 * shape) + TWENTIETH / (3.0 * shape.sqrt());
    UNEVEN - 30.0 * root.log10()
}

/// Nothing below this is heard: from the loudest hundredth of the sound.
fn least(bands: &[Bands]) -> f32 {
    (quantile(loudest(bands), 0.98) - BELOW).max(SILENCE)
}

/// A tone that is held, or a song without a gap: there is no silence to compare it with.
fn steady(bands: &[Bands], pitch: &[Pitched]) -> bool {
    let voiced = pitch.iter().filter(|moment| moment.hertz > 0.0).count();
    let range = quantile(loudest(bands), 0.95) - quantile(loudest(bands), QUIET);
    range < STEADY && 2 * voiced > bands.len()
}

/// The level of the strongest band in each moment.
fn loudest(bands: &[Bands]) -> impl Iterator<Item = u8> {
    bands
        .iter()
        .map(|moment| moment.iter().copied().max().unwrap_or(0))
}

/// The level below which a share of the levels lies, in decibels.
fn quantile(levels: impl Iterator<Item = u8>, share: f32) -> f32 {
    let mut counts = [0_usize; 256];
    let mut all = 0;
    for level in levels {
        counts[usize::from(level)] += 1;
        all += 1;
    }
    let wanted = (share * all as f32) as usize;
    let mut seen = 0;
    for (level, count) in counts.iter().enumerate() {
        seen += count;
        if seen > wanted {
            return decibels(level as u8);
        }
    }
    decibels(u8::MAX)
}
