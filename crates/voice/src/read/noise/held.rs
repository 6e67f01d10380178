//! Levels that are held for a while: what is too weak to be told from noise in a moment may be told from it
//! in several.

use super::powers;
use crate::listen::{Bands, byte};

/// Moments before and after that are looked at.
const AROUND: usize = 2;
const ALL: usize = 2 * AROUND + 1;
/// So many of them count, the weakest: a loud moment beside is no part of what is held, so that an end is not
/// smeared.
const WEAKEST: usize = 3;

/// The mean of the weakest of the moments around each, by band.
pub(crate) fn held(bands: &[Bands]) -> Vec<Bands> {
    let powers = powers();
    let level = |place: usize, offset: usize, band: usize| {
        let at = (place + offset).checked_sub(AROUND);
        at.and_then(|at| bands.get(at))
            .map_or(0, |moment| moment[band])
    };
    (0..bands.len())
        .map(|place| {
            std::array::from_fn(|band| {
                let mut levels: [u8; ALL] =
                    std::array::from_fn(|offset| level(place, offset, band));
                levels.sort_unstable();
                let sum: f32 = levels[..WEAKEST]
                    .iter()
                    .map(|level| powers[usize::from(*level)])
                    .sum();
                byte(sum / WEAKEST as f32)
            })
        })
        .collect()
}
