//! From figures of each hundredth of a second to what is told of delivery.

mod fillers;
mod noise;
mod pitch;
mod sounds;
mod stretches;
mod syllables;
mod within;

use crate::delivery::{Delivery, Pace, Span};
use crate::listen::{Bands, Pitched, seconds};

pub(crate) use within::Within;

/// Frames from `start` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frames {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Frames {
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    fn span(self) -> Span {
        Span {
            start: seconds(self.start),
            end: seconds(self.end),
        }
    }
}

/// All but loudness, which is measured as the sound comes in. What lies outside `within` is heard, and not
/// told.
pub(crate) fn delivery(
    length: f64,
    bands: &[Bands],
    pitch: &[Pitched],
    within: &Within,
) -> Delivery {
    let sounds = sounds::find(bands, pitch);
    let turns = within.cut(&stretches::of(&sounds, pitch));
    let speech = turns.concat();
    let syllables = syllables::find(bands, pitch, &speech);
    let mut fillers = fillers::find(bands, pitch, &sounds, stretches::SHORTEST_PAUSE);
    fillers.retain(|filler| within.holds((filler.start + filler.end) / 2.0));
    let stretches: Vec<Span> = speech.iter().map(|stretch| stretch.span()).collect();
    let pauses = turns
        .iter()
        .flat_map(|turn| turn.windows(2))
        .map(|pair| Span {
            start: seconds(pair[0].end),
            end: seconds(pair[1].start),
        })
        .collect();
    Delivery {
        seconds: (length * 1000.0).round() / 1000.0,
        first_sound: stretches.first().map(|stretch| stretch.start),
        pauses,
        fillers,
        pace: pace(&turns, syllables.len()),
        syllables,
        pitch: pitch::summary(pitch, &speech),
        stretches,
        ..Delivery::default()
    }
}

fn pace(turns: &[Vec<Frames>], syllables: usize) -> Pace {
    let whole = |turn: &Vec<Frames>| match turn.as_slice() {
        [] => 0.0,
        [first, .., last] => seconds(last.end) - seconds(first.start),
        [only] => only.span().seconds(),
    };
    let speaking_seconds: f64 = turns.iter().map(whole).sum();
    let speech_seconds: f64 = turns
        .iter()
        .flatten()
        .map(|stretch| stretch.span().seconds())
        .sum();
    let hundredth = |seconds: f64| (seconds * 100.0).round() / 100.0;
    let rate = |seconds: f64| {
        (seconds > 0.0).then(|| (syllables as f64 / seconds * 1000.0).round() / 1000.0)
    };
    Pace {
        speaking_seconds: hundredth(speaking_seconds),
        speech_seconds: hundredth(speech_seconds),
        syllables_per_second: rate(speaking_seconds),
        syllables_per_second_without_pauses: rate(speech_seconds),
        ..Pace::default()
    }
}
