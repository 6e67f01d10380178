//! How far each moment stands above the noise behind it.

use crate::listen::{BANDS, Bands, FRAMES, Pitched, VALUES, byte, decibels};

/// Noise is told from so many frames before and after.
const REACH: usize = 5 * FRAMES;
/// The noise is told anew after so many frames.
const EVERY: usize = FRAMES / 2;
/// The share of moments that are taken for noise: nobody speaks without any gap.
const QUIET: f32 = 0.05;
/// Moments before and after that levels are averaged over to tell noise, which wavers.
const AROUND: usize = 4;
/// Noise is never quite even, in decibels.
const UNEVEN: f32 = 1.0;
/// A band says no more than if it held so many values: wide bands would drown the others.
const MOST_VALUES: f32 = 8.0;
/// What lies so far below the loudest speech is an echo or the trace of an encoder, in decibels.
const BELOW: f32 = 48.0;
/// What is quieter is silence, in decibels of full scale.
const SILENCE: f32 = -92.0;
/// A sound whose loudness hardly moves, in decibels.
const STEADY: f32 = 5.0;

/// What speaks for speech in each moment: 0 in noise, higher the further some bands stand above it.
pub(crate) fn above(bands: &[Bands], pitch: &[Pitched]) -> Vec<f32> {
    let least = least(bands);
    let values = VALUES.map(|values| values.min(MOST_VALUES));
    let lifts = VALUES.map(lift);
    let smooth = if steady(bands, pitch) {
        Vec::new()
    } else {
        smooth(bands)
    };
    let mut out = Vec::with_capacity(bands.len());
    for begin in (0..bands.len()).step_by(EVERY) {
        let end = (begin + EVERY).min(bands.len());
        let around = begin.saturating_sub(REACH)..(end + REACH).min(smooth.len());
        let floor: [f32; BANDS] = std::array::from_fn(|band| {
            let Some(around) = smooth.get(around.clone()) else {
                return least;
            };
            let levels = around.iter().map(|moment| moment[band]);
            (quantile(levels, QUIET) + lifts[band]).max(least)
        });
        let moments = bands[begin..end].iter().zip(&pitch[begin..end]);
        out.extend(moments.map(|(moment, pitched)| {
            evidence(moment, &floor, &values) + voice(moment, &floor, pitched)
        }));
    }
    out
}

/// Levels averaged over a few moments.
fn smooth(bands: &[Bands]) -> Vec<Bands> {
    let powers: Vec<[f32; BANDS]> = bands
        .iter()
        .map(|moment| moment.map(|byte| power(decibels(byte))))
        .collect();
    (0..powers.len())
        .map(|place| {
            let around =
                &powers[place.saturating_sub(AROUND)..(place + AROUND + 1).min(powers.len())];
            std::array::from_fn(|band| {
                let sum: f32 = around.iter().map(|powers| powers[band]).sum();
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

/// What speaks for speech: the logarithm of the ratio of likelihoods of Sohn, Kim and Sung (1999), with
/// the strength of speech that fits best.
fn evidence(moment: &Bands, floor: &[f32; BANDS], values: &[f32; BANDS]) -> f32 {
    /// More than this no band may say.
    const MOST: f32 = 12.0;
    moment
        .iter()
        .zip(floor)
        .zip(values)
        .map(|((byte, floor), values)| {
            let ratio = power(decibels(*byte) - floor);
            if ratio <= 1.0 {
                return 0.0;
            }
            (values * (ratio - 1.0 - ratio.ln())).min(MOST)
        })
        .sum()
}

/// What a pitch says for speech, where it is not that of a hum behind everything: so the end of a word
/// is heard that fades into the noise.
fn voice(moment: &Bands, floor: &[f32; BANDS], pitched: &Pitched) -> f32 {
    /// The bands in which a voice is strongest.
    const LOW: usize = 4;
    /// What a pitch says at most.
    const MOST: f32 = 6.0;
    let over = |band: usize| decibels(moment[band]) - floor[band];
    let stands_out = (0..LOW).map(over).fold(f32::NEG_INFINITY, f32::max) > UNEVEN;
    if stands_out {
        MOST * pitched.strength
    } else {
        0.0
    }
}

fn power(decibels: f32) -> f32 {
    10_f32.powf(decibels / 10.0)
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
    quantile(loudest(), 0.95) - quantile(loudest(), QUIET) < STEADY && 2 * voiced > bands.len()
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
