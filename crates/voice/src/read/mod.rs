//! From figures of each hundredth of a second to what is told of delivery.

mod fillers;
mod noise;
mod pitch;
mod stretches;
mod syllables;

use crate::delivery::{Delivery, Pace, Span};
use crate::listen::{Bands, Pitched, seconds};

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

/// All but loudness, which is measured as the sound comes in.
pub(crate) fn delivery(length: f64, bands: &[Bands], pitch: &[Pitched]) -> Delivery {
    let above = noise::above(bands, pitch);
    let sounds = stretches::sounds(&above);
    let speech = stretches::of(&sounds, pitch);
    let syllables = syllables::find(bands, pitch, &speech);
    let fillers = fillers::find(bands, pitch, &sounds, stretches::SHORTEST_PAUSE);
    let stretches: Vec<Span> = speech.iter().map(|stretch| stretch.span()).collect();
    let pauses = stretches
        .windows(2)
        .map(|pair| Span {
            start: pair[0].end,
            end: pair[1].start,
        })
        .collect();
    Delivery {
        seconds: (length * 1000.0).round() / 1000.0,
        first_sound: stretches.first().map(|stretch| stretch.start),
        pauses,
        fillers,
        pace: pace(&stretches, syllables.len()),
        syllables,
        pitch: pitch::summary(pitch, &speech),
        stretches,
        ..Delivery::default()
    }
}

fn pace(stretches: &[Span], syllables: usize) -> Pace {
    let speaking_seconds = match stretches {
        [] => 0.0,
        [first, .., last] => last.end - first.start,
        [only] => only.seconds(),
    };
    let speech_seconds: f64 = stretches.iter().map(Span::seconds).sum();
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
