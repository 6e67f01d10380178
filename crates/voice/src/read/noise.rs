//! How far each moment stands above the noise behind it.

mod between;
mod guess;
mod held;

use crate::listen::{BANDS, Bands, FRAMES, Pitched, decibels};

pub(crate) use held::held;

/// Noise is told from so many frames before and after.
const REACH: usize = 5 * FRAMES;
/// The noise is told anew after so many frames.
const EVERY: usize = FRAMES / 2;
/// Noise is never quite even, in decibels.
const UNEVEN: f32 = 1.0;

/// The noise behind half a second.
#[derive(Debug, Clone, Copy)]
struct Floor {
    /// How strong it is in each band, in decibels.
    levels: [f32; BANDS],
    /// How many independent values each band is made of: the more, the less it wavers.
    values: [f32; BANDS],
}

/// The noise behind a sound, by half seconds.
pub(crate) struct Noise {
    floors: Vec<Floor>,
    /// Nothing below this is heard, in decibels.
    least: f32,
}

impl Noise {
    /// What speaks for speech in each moment: little in noise, more the further some bands stand above it.
    pub(crate) fn above(&self, bands: &[Bands], pitch: &[Pitched]) -> Vec<f32> {
        let powers = powers();
        let mut out = Vec::with_capacity(bands.len());
        let parts = bands.chunks(EVERY).zip(pitch.chunks(EVERY));
        for (floor, (bands, pitch)) in self.floors.iter().zip(parts) {
            let below = floor.levels.map(|level| 1.0 / power(level));
            out.extend(bands.iter().zip(pitch).map(|(moment, pitched)| {
                let ratios =
                    std::array::from_fn(|band| powers[usize::from(moment[band])] * below[band]);
                floor.evidence(&ratios) + voice(&ratios, pitched)
            }));
        }
        out
    }
}

impl Floor {
    /// What speaks for speech: the logarithm of the ratio of likelihoods of Sohn, Kim and Sung (1999), with
    /// the strength of speech that fits best.
    fn evidence(&self, ratios: &[f32; BANDS]) -> f32 {
        /// More than this no band may say.
        const MOST: f32 = 12.0;
        let of_band = |(ratio, values): (&f32, &f32)| {
            if *ratio <= 1.0 {
                return 0.0;
            }
            (values * (ratio - 1.0 - ratio.ln())).min(MOST)
        };
        ratios.iter().zip(&self.values).map(of_band).sum()
    }
}

/// What a pitch says for speech, where it is not that of a hum behind everything: so the end of a word
/// is heard that fades into the noise.
fn voice(ratios: &[f32; BANDS], pitched: &Pitched) -> f32 {
    /// The bands in which a voice is strongest.
    const LOW: usize = 4;
    /// What a pitch says at most.
    const MOST: f32 = 6.0;
    let stands_out = ratios[..LOW].iter().any(|ratio| *ratio > power(UNEVEN));
    if stands_out {
        MOST * pitched.strength
    } else {
        0.0
    }
}

fn power(decibels: f32) -> f32 {
    10_f32.powf(decibels / 10.0)
}

/// The power that each level of a band stands for.
fn powers() -> [f32; 256] {
    std::array::from_fn(|level| power(decibels(level as u8)))
}
