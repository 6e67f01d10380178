//! Where the syllables are: peaks of loudness with a dip between them that carry voice, after de Jong
//! and Wempe (2009).

use super::Frames;
use crate::listen::{Bands, Pitched, decibels, seconds};

/// The bands in which vowels are strong.
const VOWEL: std::ops::Range<usize> = 1..8;
/// Two peaks are two syllables when the loudness dips so far between them, in decibels.
const DIP: f32 = 2.0;
/// Peaks so far below the loud ones are no syllables, in decibels.
const BELOW: f32 = 25.0;

/// The middle of each syllable, in seconds.
pub(crate) fn find(bands: &[Bands], pitch: &[Pitched], speech: &[Frames]) -> Vec<f32> {
    let mut found = Vec::new();
    for stretch in speech {
        let levels = levels(&bands[stretch.start..stretch.end]);
        let pitch = &pitch[stretch.start..stretch.end];
        let peaks = peaks(&levels);
        let loud = peaks
            .iter()
            .map(|peak| levels[*peak])
            .fold(f32::NEG_INFINITY, f32::max);
        found.extend(
            peaks
                .into_iter()
                .filter(|peak| levels[*peak] > loud - BELOW && voiced(pitch, *peak))
                .map(|peak| seconds(stretch.start + peak) as f32),
        );
    }
    found
}

fn voiced(pitch: &[Pitched], peak: usize) -> bool {
    pitch[peak.saturating_sub(1)..(peak + 2).min(pitch.len())]
        .iter()
        .any(|moment| moment.hertz > 0.0)
}

/// The loudness of the vowel bands, smoothed, in decibels.
fn levels(bands: &[Bands]) -> Vec<f32> {
    /// How much each moment counts, from two before to two after.
    const WEIGHTS: [f32; 5] = [1.0, 2.0, 3.0, 2.0, 1.0];
    let powers: Vec<f32> = bands
        .iter()
        .map(|moment| {
            moment[VOWEL]
                .iter()
                .map(|byte| 10_f32.powf(decibels(*byte) / 10.0))
                .sum()
        })
        .collect();
    (0..powers.len())
        .map(|place| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for (offset, weight) in WEIGHTS.iter().enumerate() {
                if let Some(power) = (place + offset)
                    .checked_sub(2)
                    .and_then(|at| powers.get(at))
                {
                    sum += weight * power;
                    weights += weight;
                }
            }
            10.0 * (sum / weights).max(1e-12).log10()
        })
        .collect()
}

/// Peaks with a dip on each side.
fn peaks(levels: &[f32]) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut top, mut bottom) = (0, f32::INFINITY);
    let mut climbing = true;
    for (place, level) in levels.iter().copied().enumerate() {
        if climbing {
            if level > levels[top] {
                top = place;
            } else if level < levels[top] - DIP {
                found.push(top);
                climbing = false;
                bottom = level;
            }
        } else if level < bottom {
            bottom = level;
        } else if level > bottom + DIP {
            climbing = true;
            top = place;
        }
    }
    if climbing && !levels.is_empty() {
        found.push(top);
    }
    found
}
