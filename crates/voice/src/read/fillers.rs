//! Sounds that are probably "uh" or "um": voice that stays as it is, beside a pause.

use std::ops::Range;

use super::Frames;
use crate::delivery::Filler;
use crate::listen::{BANDS, Bands, FRAMES, Pitched, decibels, seconds};

/// A vowel in a word hardly stays as it is for so long.
const SHORTEST: usize = FRAMES / 5;
/// With speech right before or after, it has to stay for longer.
const SHORTEST_ATTACHED: usize = 2 * SHORTEST;
/// Longer is singing, or a tone.
const LONGEST: usize = 3 * FRAMES / 2;
/// Between it and a pause there may be so much other voice: the m of "um".
const TAIL: usize = FRAMES / 3;
/// A silence of this length sets sounds apart, where a pause would be longer.
const GAP: usize = FRAMES / 12;

/// How far pitch may move, in semitones.
const PITCH: f32 = 1.0;
/// How far the shape of the spectrum may move from its mean, in decibels.
const SHAPE: f32 = 3.5;
/// The bands in which vowels differ, and how far below the strongest they still count, in decibels.
const VOWEL: Range<usize> = 0..8;
const DEPTH: f32 = 30.0;

/// The sounds that are probably fillers, among `sounds` with a silence of some length between them.
pub(crate) fn find(
    bands: &[Bands],
    pitch: &[Pitched],
    sounds: &[Frames],
    pause: usize,
) -> Vec<Filler> {
    let sounds = apart(sounds);
    let mut found = Vec::new();
    for (place, sound) in sounds.iter().enumerate() {
        let before = place
            .checked_sub(1)
            .map_or(usize::MAX, |at| sound.start - sounds[at].end);
        let after = sounds
            .get(place + 1)
            .map_or(usize::MAX, |next| next.start - sound.end);
        if before.max(after) < pause {
            continue;
        }
        let mut at = sound.start;
        while at < sound.end {
            let (end, moved) = steady(bands, pitch, at, sound.end);
            let run = Frames { start: at, end };
            if run.len() >= SHORTEST {
                found.extend(judge(*sound, run, moved, (before, after), pause));
            }
            at = end.max(at + 1);
        }
    }
    found
}

/// Sounds, put together where no gap sets them apart.
fn apart(sounds: &[Frames]) -> Vec<Frames> {
    let mut joined: Vec<Frames> = Vec::new();
    for sound in sounds {
        match joined.last_mut() {
            Some(last) if sound.start - last.end < GAP => last.end = sound.end,
            _ => joined.push(*sound),
        }
    }
    joined
}

/// How far voice stays as it is from `start` on, and by how much it moves meanwhile: 0 not at all, 1 as
/// far as it may.
fn steady(bands: &[Bands], pitch: &[Pitched], start: usize, end: usize) -> (usize, f32) {
    let mut mean = [0.0; BANDS];
    let (mut low, mut high) = (f32::INFINITY, 0.0_f32);
    let mut moved = 0.0;
    for at in start..end {
        let hertz = pitch[at].hertz;
        if hertz <= 0.0 {
            return (at, moved);
        }
        (low, high) = (low.min(hertz), high.max(hertz));
        let shape = shape(&bands[at]);
        let heard = (at - start) as f32;
        let apart = if heard > 0.0 {
            distance(&shape, &mean)
        } else {
            0.0
        };
        let range = 12.0 * (high / low).log2();
        if range > PITCH || apart > SHAPE {
            return (at, moved);
        }
        moved = moved.max(apart / SHAPE).max(range / PITCH);
        for (mean, level) in mean.iter_mut().zip(shape) {
            *mean += (level - *mean) / (heard + 1.0);
        }
    }
    (end, moved)
}

/// The levels of the bands against the strongest.
fn shape(moment: &Bands) -> [f32; BANDS] {
    let strongest = moment[VOWEL].iter().copied().max().unwrap_or(0);
    moment.map(|level| (decibels(level) - decibels(strongest)).max(-DEPTH))
}

fn distance(one: &[f32; BANDS], other: &[f32; BANDS]) -> f32 {
    let apart = |band: usize| (one[band] - other[band]).abs();
    VOWEL.map(apart).sum::<f32>() / VOWEL.len() as f32
}

/// Whether a steady voice is a filler, by what stands around it.
fn judge(
    sound: Frames,
    run: Frames,
    moved: f32,
    gaps: (usize, usize),
    pause: usize,
) -> Option<Filler> {
    let (left, right) = (run.start - sound.start, sound.end - run.end);
    let free_before = left <= TAIL && gaps.0 >= GAP;
    let free_after = right <= TAIL && gaps.1 >= GAP;
    let beside_pause = (left <= TAIL && gaps.0 >= pause) || (right <= TAIL && gaps.1 >= pause);
    let alone = free_before && free_after;
    if !beside_pause || run.len() > LONGEST || (!alone && run.len() < SHORTEST_ATTACHED) {
        return None;
    }
    let start = if free_before { sound.start } else { run.start };
    let end = if free_after { sound.end } else { run.end };
    let set_off = if alone { 1.0 } else { 0.6 };
    Some(Filler {
        start: seconds(start),
        end: seconds(end),
        clearness: (set_off * (1.0 - 0.5 * moved) * 100.0).round() / 100.0,
    })
}
