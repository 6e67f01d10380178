//! Which sounds stand above the noise. The noise is guessed first; where it was loud between the sounds is
//! known better once there are some, and then these are told anew.

use super::noise::{Noise, held};
use super::{Frames, stretches};
use crate::listen::{Bands, Pitched, VALUES};

/// How often noise that wavers may be taken to be louder.
const LOUDER: usize = 3;
/// How often sounds are told anew from the noise between them: the second time it is hardly changed.
const ANEW: usize = 2;
/// What is held for a while says so much less: moments beside each other say nearly the same.
const LESS: f32 = 1.0;

/// Sounds as they are heard, however short the silence between them.
pub(crate) fn find(bands: &[Bands], pitch: &[Pitched]) -> Vec<Frames> {
    let mut noise = Noise::guess(bands, pitch);
    let mut sounds = stretches::sounds(&noise.above(bands, pitch));
    for _ in 0..LOUDER {
        if !noise.louder_without_gaps(pitch, &sounds) {
            break;
        }
        sounds = stretches::sounds(&noise.above(bands, pitch));
    }
    let held = held(bands);
    for _ in 0..ANEW {
        noise = noise.between(bands, &sounds, &VALUES);
        let longer = noise.between_held(&held, &sounds).above(&held, pitch);
        let mut above = noise.above(bands, pitch);
        for (moment, longer) in above.iter_mut().zip(longer) {
            *moment = moment.max(longer - LESS);
        }
        sounds = stretches::sounds(&above);
    }
    sounds
}
