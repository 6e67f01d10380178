//! Sound in, piece by piece; what is told of delivery out.

use crate::block::Block;
use crate::decode::Sound;
use crate::delivery::{Delivery, Span};
use crate::error::DecodeError;
use crate::listen::{Bands, HOP, Meter, PitchTracker, Spectrum};
use crate::mono::{Mono, RATE};
use crate::read;

/// Listens to a sound of any length up to [`Listener::LONGEST`].
///
/// Of each hundredth of a second 18 bytes are kept, so that two hours take 13 MB. How the sound is cut
/// into pieces changes nothing.
pub struct Listener {
    mono: Mono,
    /// Samples from the one at which `kept` begins; a window's half of silence before the first.
    kept: Vec<f32>,
    fresh: Vec<f32>,
    offset: Offset,
    heard: usize,
    spectrum: Spectrum,
    bands: Vec<Bands>,
    pitch: PitchTracker,
    meter: Meter,
}

impl Default for Listener {
    fn default() -> Self {
        Self::new()
    }
}

impl Listener {
    /// What comes after so many seconds is not listened to: three hours.
    pub const LONGEST: f64 = 3.0 * 3600.0;

    /// Before the first sound.
    #[must_use]
    pub fn new() -> Self {
        Self {
            mono: Mono::new(),
            kept: vec![0.0; Spectrum::REACH - HOP / 2],
            fresh: Vec::new(),
            offset: Offset::default(),
            heard: 0,
            spectrum: Spectrum::new(),
            bands: Vec::new(),
            pitch: PitchTracker::new(),
            meter: Meter::new(),
        }
    }

    /// Takes the next piece.
    pub fn feed(&mut self, block: &Block) {
        self.fresh.clear();
        self.mono.feed(block, &mut self.fresh);
        self.listen();
    }

    /// What is told of all that was heard.
    #[must_use]
    pub fn finish(self) -> Delivery {
        self.told(None)
    }

    /// What is told of some spans alone, as where one of several people speaks. They are heard among all that
    /// was heard, noise and pauses are found there, and nothing outside counts: a pause lies inside one span,
    /// and the time between spans is nobody's. Spans may come in any order and overlap.
    #[must_use]
    pub fn finish_within(self, spans: &[Span]) -> Delivery {
        self.told(Some(spans))
    }

    fn told(mut self, spans: Option<&[Span]>) -> Delivery {
        self.fresh.clear();
        let clipped = std::mem::take(&mut self.mono).end(&mut self.fresh);
        self.listen();
        self.kept.resize(self.kept.len() + 2 * Spectrum::REACH, 0.0);
        self.look();

        let seconds = self.heard as f64 / f64::from(RATE);
        let frames = self.heard.div_ceil(HOP);
        self.bands.truncate(frames);
        let pitch = self.pitch.finish(self.bands.len());
        let within = read::Within::new(spans, self.bands.len());
        let clipped_share = clipped.clipped_share(|tenth| within.holds_tenth(tenth));
        let mut delivery = read::delivery(seconds, &self.bands, &pitch, &within);
        (delivery.loudness.whole, delivery.loudness.track) =
            self.meter.finish(|tenth| within.holds_tenth(tenth));
        delivery.loudness.clipped_share = clipped_share;
        delivery
    }

    fn listen(&mut self) {
        let most = (Self::LONGEST * f64::from(RATE)) as usize;
        self.fresh.truncate(most - self.heard);
        self.heard += self.fresh.len();
        self.offset.take_away(&mut self.fresh);
        self.meter.feed(&self.fresh);
        self.pitch.feed(&self.fresh);
        self.kept.extend_from_slice(&self.fresh);
        self.look();
    }

    fn look(&mut self) {
        let mut at = 0;
        while let Some(samples) = self.kept.get(at..at + 2 * Spectrum::REACH) {
            self.bands.push(self.spectrum.look(samples));
            at += HOP;
        }
        self.kept.drain(..at);
    }
}

/// What is told of a file of sound.
///
/// # Errors
/// What the file's decoder says; of a damaged file nothing is told.
pub fn measure(sound: Sound) -> Result<Delivery, DecodeError> {
    let mut listener = Listener::new();
    for block in sound {
        listener.feed(&block?);
    }
    Ok(listener.finish())
}

/// Takes a constant offset away, which some sound cards add: what lies below 13 Hz.
#[derive(Debug, Default)]
struct Offset {
    heard: Option<f32>,
    given: f32,
}

impl Offset {
    fn take_away(&mut self, samples: &mut [f32]) {
        /// Less is nothing: a processor takes far longer over numbers that are almost 0.
        const NOTHING: f32 = 1e-15;
        for sample in samples {
            let before = self.heard.replace(*sample).unwrap_or(*sample);
            self.given = *sample - before + 0.995 * self.given;
            if self.given.abs() < NOTHING {
                self.given = 0.0;
            }
            *sample = self.given;
        }
    }
}
