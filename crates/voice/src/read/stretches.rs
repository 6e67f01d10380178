//! Where there is speech: a way through two states, and what is too short put right.

use super::Frames;
use crate::listen::{FRAMES, Pitched};

/// A silence shorter than this belongs to the speech around it: a quarter of a second, as de Jong and
/// Bosker (2013) recommend.
pub(crate) const SHORTEST_PAUSE: usize = FRAMES / 4;
/// Shorter sound is a click …
pub(crate) const SHORTEST_SOUND: usize = 5;
/// … but for the release of a stop, which is at least so long, and the closure beside it at most so long.
const SHORTEST_RELEASE: usize = 2;
const LONGEST_CLOSURE: usize = 12;
/// Without so many voiced frames, and such a share of them, sound is breath or noise.
const VOICED: usize = 3;
const VOICED_SHARE: f32 = 0.12;

/// Evidence at which a moment is as likely speech as not.
const EVEN: f32 = 5.0;
/// A moment may not say more than this for or against.
const FOR: f32 = 4.0;
const AGAINST: f32 = 2.5;
/// Evidence is on this scale against `TURN`.
const SCALE: f32 = 0.5;
/// What it takes to go from silence to speech or back.
const TURN: f32 = 5.0;

/// Sounds as they are heard, however short the silence between them.
pub(crate) fn sounds(above: &[f32]) -> Vec<Frames> {
    let found = runs(&states(above));
    let (mut sounds, mut before) = (Vec::with_capacity(found.len()), None);
    for (place, run) in found.iter().enumerate() {
        let after = found.get(place + 1);
        let released = |closure: usize, beside: &Frames| {
            run.len() >= SHORTEST_RELEASE
                && beside.len() >= SHORTEST_SOUND
                && closure <= LONGEST_CLOSURE
        };
        if run.len() >= SHORTEST_SOUND
            || before.is_some_and(|before: &Frames| released(run.start - before.end, before))
            || after.is_some_and(|after| released(after.start - run.end, after))
        {
            sounds.push(*run);
        }
        before = Some(run);
    }
    sounds
}

/// The stretches of speech that sounds make, in order, each two apart by a pause.
pub(crate) fn of(sounds: &[Frames], pitch: &[Pitched]) -> Vec<Frames> {
    let mut joined: Vec<Frames> = Vec::new();
    for sound in sounds {
        match joined.last_mut() {
            Some(last) if sound.start - last.end < SHORTEST_PAUSE => last.end = sound.end,
            _ => joined.push(*sound),
        }
    }
    joined.retain(|run| spoken(&pitch[run.start..run.end]));
    joined
}

/// Speech or not for each moment: the likeliest way.
fn states(above: &[f32]) -> Vec<bool> {
    let (mut silent, mut speaking) = (0.0_f32, -TURN);
    // Whether each state was reached from the other.
    let mut turned = Vec::with_capacity(above.len());
    for value in above {
        let gain = (SCALE * (value - EVEN)).clamp(-AGAINST, FOR);
        let (begun, ended) = (silent - TURN > speaking, speaking - TURN > silent);
        turned.push((ended, begun));
        let top = silent.max(speaking);
        let before = silent;
        silent = if ended { speaking - TURN } else { silent } - top;
        speaking = if begun { before - TURN } else { speaking } - top + gain;
    }
    let mut state = speaking > silent;
    let mut states = vec![false; above.len()];
    for (place, (ended, begun)) in turned.into_iter().enumerate().rev() {
        states[place] = state;
        if if state { begun } else { ended } {
            state = !state;
        }
    }
    states
}

fn runs(states: &[bool]) -> Vec<Frames> {
    let mut found = Vec::new();
    let mut begun = None;
    for (place, speech) in states.iter().copied().chain([false]).enumerate() {
        match (speech, begun) {
            (true, None) => begun = Some(place),
            (false, Some(start)) => {
                found.push(Frames { start, end: place });
                begun = None;
            }
            _ => {}
        }
    }
    found
}

fn spoken(pitch: &[Pitched]) -> bool {
    let voiced = pitch.iter().filter(|moment| moment.hertz > 0.0).count();
    voiced >= VOICED && voiced as f32 >= VOICED_SHARE * pitch.len() as f32
}
