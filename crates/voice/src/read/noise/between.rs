//! The noise as it is between sounds, once these are roughly known.

use std::ops::Range;

use super::{EVERY, Floor, Noise, REACH, powers};
use crate::listen::{BANDS, Bands, Pitched, VALUES};
use crate::read::Frames;

/// Frames beside a sound that may hold its ends, and are not taken for noise.
const MARGIN: usize = 10;
/// Noise that was heard for fewer frames stays as it was guessed.
const ENOUGH: usize = 30;
/// Of the values that noise seems to be made of so many are counted on, as it may waver more elsewhere.
const TRUST: f32 = 0.8;

/// Somebody who talks fluently leaves a gap in such a share of moments.
const GAPS: f32 = 0.2;
/// Where more moments than this share have a pitch it is a song, or a tone.
const SONG: f32 = 0.7;
/// How much louder the noise is taken to be where there are no gaps, in decibels.
const LOUDER: f32 = 2.0;

/// What is added up of half a second.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    frames: usize,
    powers: [f32; BANDS],
    squares: [f32; BANDS],
}

impl Noise {
    /// Takes noise to be louder where hardly a moment stands in none of the `sounds`: there the noise itself
    /// wavers, as of people who talk behind. Whether anything was changed.
    pub(crate) fn louder_without_gaps(&mut self, pitch: &[Pitched], sounds: &[Frames]) -> bool {
        let quiet = outside(sounds, 0, pitch.len());
        let counts: Vec<[usize; 3]> = quiet
            .chunks(EVERY)
            .zip(pitch.chunks(EVERY))
            .map(|(quiet, pitch)| {
                let gaps = quiet.iter().filter(|quiet| **quiet).count();
                let voiced = pitch.iter().filter(|moment| moment.hertz > 0.0).count();
                [quiet.len(), gaps, voiced]
            })
            .collect();
        let mut changed = false;
        for (block, floor) in self.floors.iter_mut().enumerate() {
            let sum = |which: usize| {
                let counts = &counts[around(block, counts.len())];
                counts.iter().map(|counts| counts[which]).sum::<usize>() as f32
            };
            let (all, gaps, voiced) = (sum(0), sum(1), sum(2));
            if gaps >= GAPS * all || voiced > SONG * all {
                continue;
            }
            for level in floor.levels.iter_mut().filter(|level| **level > self.least) {
                *level += LOUDER;
                changed = true;
            }
        }
        changed
    }

    /// Noise as it was heard between `sounds`: its mean, and how far it wavers. `values` says of how many
    /// values each band is made at most.
    pub(crate) fn between(
        &self,
        bands: &[Bands],
        sounds: &[Frames],
        values: &[f32; BANDS],
    ) -> Self {
        let quiet = outside(sounds, MARGIN, bands.len());
        let powers = powers();
        let sums: Vec<Sums> = bands
            .chunks(EVERY)
            .zip(quiet.chunks(EVERY))
            .map(|(bands, quiet)| Sums::of(bands, quiet, &powers))
            .collect();
        let heard = |(block, guess): (usize, &Floor)| {
            let sum = Sums::total(&sums[around(block, sums.len())]);
            if sum.frames < ENOUGH {
                return *guess;
            }
            let mut floor = *guess;
            for (band, most) in values.iter().enumerate() {
                let (level, made_of) = sum.noise(band);
                floor.levels[band] = level.max(self.least);
                if level > self.least {
                    floor.values[band] = (TRUST * made_of).min(*most);
                }
            }
            floor
        };
        Self {
            floors: self.floors.iter().enumerate().map(heard).collect(),
            least: self.least,
        }
    }

    /// The same of levels that each moment holds for a while, in which more values come together.
    pub(crate) fn between_held(&self, held: &[Bands], sounds: &[Frames]) -> Self {
        /// Moments that are compared to tell one, as far as they are independent.
        const MORE: f32 = 4.0;
        self.between(held, sounds, &VALUES.map(|values| MORE * values))
    }
}

impl Sums {
    fn of(bands: &[Bands], quiet: &[bool], powers: &[f32; 256]) -> Self {
        let mut sums = Self::default();
        for (moment, _) in bands.iter().zip(quiet).filter(|(_, quiet)| **quiet) {
            sums.frames += 1;
            for (band, byte) in moment.iter().enumerate() {
                let power = powers[usize::from(*byte)];
                sums.powers[band] += power;
                sums.squares[band] += power * power;
            }
        }
        sums
    }

    fn total(parts: &[Self]) -> Self {
        let mut total = Self::default();
        for part in parts {
            total.frames += part.frames;
            for band in 0..BANDS {
                total.powers[band] += part.powers[band];
                total.squares[band] += part.squares[band];
            }
        }
        total
    }

    /// How strong the noise is in a band, in decibels, and of how many independent values it is made, which
    /// follows from how far it wavers.
    fn noise(&self, band: usize) -> (f32, f32) {
        let frames = self.frames as f32;
        let mean = (self.powers[band] / frames).max(1e-12);
        let variance = (self.squares[band] / frames - mean * mean).max(f32::MIN_POSITIVE);
        (10.0 * mean.log10(), mean * mean / variance)
    }
}

/// Half seconds from which the noise of one is told.
fn around(block: usize, blocks: usize) -> Range<usize> {
    const BLOCKS: usize = REACH / EVERY;
    block.saturating_sub(BLOCKS)..(block + BLOCKS + 1).min(blocks)
}

/// For each frame whether it lies outside of all sounds, and not within `margin` of one.
fn outside(sounds: &[Frames], margin: usize, frames: usize) -> Vec<bool> {
    let mut outside = vec![true; frames];
    for sound in sounds {
        outside[sound.start.saturating_sub(margin)..(sound.end + margin).min(frames)].fill(false);
    }
    outside
}
