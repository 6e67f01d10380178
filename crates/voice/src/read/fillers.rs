//! Sounds that are probably "uh" or "um": voice that stays as it is, beside a pause.

use super::Frames;
use crate::delivery::Filler;
use crate::listen::{Bands, Pitched};

/// The sounds that are probably fillers.
pub(crate) fn find(_bands: &[Bands], _pitch: &[Pitched], _speech: &[Frames]) -> Vec<Filler> {
    Vec::new()
}
