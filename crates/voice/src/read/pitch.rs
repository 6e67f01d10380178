//! How high the voice was, over all and along the way.

use super::Frames;
use crate::delivery::{Delivery, Pitch};
use crate::listen::{FRAMES, Pitched};

/// Voice of less than this tells nothing of its range: half a second.
const LEAST: usize = FRAMES / 2;
const STEP: usize = (Delivery::STEP * FRAMES as f64) as usize;

pub(crate) fn summary(pitch: &[Pitched], speech: &[Frames]) -> Pitch {
    let mut heard = vec![0.0_f32; pitch.len()];
    for stretch in speech {
        for frame in stretch.start..stretch.end {
            heard[frame] = pitch[frame].hertz;
        }
    }
    let track = heard
        .chunks(STEP)
        .map(|step| middle(step).map(tenth))
        .collect();
    heard.retain(|hertz| *hertz > 0.0);
    if heard.len() < LEAST {
        return Pitch {
            track,
            ..Pitch::default()
        };
    }
    heard.sort_by(f32::total_cmp);
    let quantile = |share: f64| {
        let place = (share * (heard.len() - 1) as f64).round() as usize;
        f64::from(tenth(heard[place]))
    };
    let (low, high) = (quantile(0.05), quantile(0.95));
    Pitch {
        median: Some(quantile(0.5)),
        low: Some(low),
        high: Some(high),
        range: Some((120.0 * (high / low).log2()).round() / 10.0),
        track,
    }
}

/// The middle of the voiced values, where they are at least half.
fn middle(step: &[f32]) -> Option<f32> {
    let mut voiced: Vec<f32> = step.iter().copied().filter(|hertz| *hertz > 0.0).collect();
    if voiced.is_empty() || 2 * voiced.len() < step.len() {
        return None;
    }
    voiced.sort_by(f32::total_cmp);
    Some(voiced[voiced.len() / 2])
}

fn tenth(hertz: f32) -> f32 {
    (hertz * 10.0).round() / 10.0
}
