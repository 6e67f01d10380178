//! How far each moment stands above the noise behind it.

use crate::listen::{BANDS, Bands, FRAMES, Pitched, decibels};

/// Noise is told from so many frames before and after.
const REACH: usize = 5 * FRAMES;
/// The noise is told anew after so many frames.
const EVERY: usize = FRAMES / 2;
/// The share of moments that are taken for noise: nobody speaks without any gap.
const QUIET: f32 = 0.1;
/// A tenth of noise lies so far below its middle, in decibels; and noise changes a little.
const LIFT: f32 = 5.0;
/// What lies so far below the loudest speech is an echo or the trace of an encoder, in decibels.
const BELOW: f32 = 48.0;
/// What is quieter is silence, in decibels of full scale.
const SILENCE: f32 = -92.0;
/// A sound whose loudness hardly moves, in decibels.
const STEADY: f32 = 5.0;

/// What speaks for speech in each moment: 0 in noise, higher the further some bands stand above it.
pub(crate) fn above(bands: &[Bands], pitch: &[Pitched]) -> Vec<f32> {
    let least = least(bands);
    let steady = steady(bands, pitch);
    let mut out = Vec::with_capacity(bands.len());
    for begin in (0..bands.len()).step_by(EVERY) {
        let end = (begin + EVERY).min(bands.len());
        let around = begin.saturating_sub(REACH)..(end + REACH).min(bands.len());
        let floor = floor(&bands[around], least, steady);
        out.extend(
            bands[begin..end]
                .iter()
                .map(|moment| evidence(moment, &floor)),
        );
    }
    out
}

/// The noise in each band, in decibels.
fn floor(around: &[Bands], least: f32, steady: bool) -> [f32; BANDS] {
    std::array::from_fn(|band| {
        if steady {
            return least;
        }
        let levels = around.iter().map(|moment| moment[band]);
        (quantile(levels, QUIET) + LIFT).max(least)
    })
}

/// What speaks for speech: the logarithm of the ratio of likelihoods of Sohn, Kim and Sung (1999).
fn evidence(moment: &Bands, floor: &[f32; BANDS]) -> f32 {
    /// So many independent values make a band.
    const VALUES: f32 = 2.0;
    /// More than this no band may say.
    const MOST: f32 = 12.0;
    let sum: f32 = moment
        .iter()
        .zip(floor)
        .map(|(byte, floor)| {
            let over = decibels(*byte) - floor;
            if over <= 0.0 {
                return 0.0;
            }
            let ratio = 10_f32.powf(over / 10.0);
            (VALUES * (ratio - 1.0 - ratio.ln())).min(MOST)
        })
        .sum();
    sum
}

/// Nothing below this is heard: from the loudest hundredth of the sound.
fn least(bands: &[Bands]) -> f32 {
    let loud = quantile(
        bands
            .iter()
            .map(|moment| moment.iter().copied().max().unwrap_or(0)),
        0.98,
    );
    (loud - BELOW).max(SILENCE)
}

/// A tone that is held, or a song without a gap: there is no silence to compare it with.
fn steady(bands: &[Bands], pitch: &[Pitched]) -> bool {
    let loudest = || {
        bands
            .iter()
            .map(|moment| moment.iter().copied().max().unwrap_or(0))
    };
    let voiced = pitch.iter().filter(|moment| moment.hertz > 0.0).count();
    quantile(loudest(), 0.95) - quantile(loudest(), 0.1) < STEADY && 2 * voiced > bands.len()
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
