//! Sounds of which everything is known: tones, and a voice made of pulses and three resonances.

use std::f64::consts::TAU;

use voice::{Block, Delivery, Listener, RATE};

/// Samples at [`RATE`], to be put together.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Made {
    pub(crate) samples: Vec<f32>,
    /// Where there is voice, in samples, and the pitch of each of them.
    pub(crate) pitch: Vec<f32>,
}

/// Dice that always fall alike.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Between −1 and 1.
    pub(crate) fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

fn count(seconds: f64) -> usize {
    (seconds * f64::from(RATE)).round() as usize
}

impl Made {
    pub(crate) fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(RATE)
    }

    pub(crate) fn silence(mut self, seconds: f64) -> Self {
        self.samples
            .resize(self.samples.len() + count(seconds), 0.0);
        self.pitch.resize(self.samples.len(), 0.0);
        self
    }

    /// A sine that goes from one pitch to another, evenly in semitones.
    pub(crate) fn glide(mut self, seconds: f64, from: f64, to: f64, level: f64) -> Self {
        let (length, mut phase) = (count(seconds), 0.0);
        for place in 0..length {
            let hertz = from * (to / from).powf(place as f64 / length as f64);
            phase += hertz / f64::from(RATE);
            self.samples.push((level * (TAU * phase).sin()) as f32);
            self.pitch.push(hertz as f32);
        }
        self
    }

    /// A vowel: pulses at a pitch that glides, through the resonances of a mouth, with soft ends.
    pub(crate) fn vowel(mut self, seconds: f64, from: f64, to: f64, formants: [f64; 3]) -> Self {
        let length = count(seconds);
        let (mut phase, mut mouth) = (0.0, formants.map(Resonance::new));
        let soft = count(0.015).min(length / 2) as f64;
        for place in 0..length {
            let hertz = from * (to / from).powf(place as f64 / length as f64);
            phase += hertz / f64::from(RATE);
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase -= phase.floor();
            let sounded = mouth
                .iter_mut()
                .fold(pulse, |sound, resonance| resonance.next(sound));
            let edge = (place.min(length - place) as f64 / soft).min(1.0);
            self.samples.push((0.35 * edge * sounded) as f32);
            self.pitch.push(hertz as f32);
        }
        self
    }

    /// A hiss as of an s.
    pub(crate) fn hiss(mut self, seconds: f64, level: f64) -> Self {
        let (mut dice, mut before) = (Dice::new(7), 0.0);
        for _ in 0..count(seconds) {
            let now = dice.next();
            self.samples.push((level * (now - before)) as f32);
            self.pitch.push(0.0);
            before = now;
        }
        self
    }

    /// Syllables of a fifth of a second: a short closure or hiss, then a vowel.
    pub(crate) fn syllables(mut self, many: usize, pitch: f64) -> Self {
        const VOWELS: [[f64; 3]; 4] = [
            [700.0, 1200.0, 2500.0],
            [300.0, 2200.0, 2900.0],
            [500.0, 1700.0, 2500.0],
            [400.0, 900.0, 2300.0],
        ];
        for place in 0..many {
            let rise = 1.0 + 0.06 * ((place * 5 % 7) as f64 - 3.0) / 3.0;
            let vowel = VOWELS[place % VOWELS.len()];
            self = if place % 3 == 1 {
                self.hiss(0.06, 0.04)
            } else {
                self.silence(0.06)
            };
            self = self.vowel(0.14, pitch * rise, pitch * rise * 0.95, vowel);
        }
        self
    }

    pub(crate) fn then(mut self, other: &Made) -> Self {
        self.samples.extend_from_slice(&other.samples);
        self.pitch.extend_from_slice(&other.pitch);
        self
    }

    /// With even noise, so many decibels below the mean power of what is not silent.
    pub(crate) fn noise(mut self, below: f64) -> Self {
        let loud: Vec<f64> = self
            .samples
            .iter()
            .map(|sample| f64::from(*sample).powi(2))
            .filter(|power| *power > 1e-9)
            .collect();
        let power = loud.iter().sum::<f64>() / loud.len() as f64;
        // Even noise between −1 and 1 has a third of the power of its limit.
        let level = (3.0 * power / 10_f64.powf(below / 10.0)).sqrt();
        let mut dice = Dice::new(11);
        for sample in &mut self.samples {
            *sample += (level * dice.next()) as f32;
        }
        self
    }

    /// Louder by so many decibels than the highest sample that fits, and cut off there.
    pub(crate) fn cut_off(mut self, above: f32) -> Self {
        let loudest = self
            .samples
            .iter()
            .fold(0.0_f32, |most, sample| most.max(sample.abs()));
        let gain = 10_f32.powf(above / 20.0) / loudest;
        for sample in &mut self.samples {
            *sample = (*sample * gain).clamp(-1.0, 1.0);
        }
        self
    }

    /// At another rate, without what that rate cannot hold; the right channel is half as loud.
    pub(crate) fn stereo(&self, rate: u32) -> Vec<f32> {
        /// Samples on each side that have a say.
        const REACH: f64 = 12.0;
        let step = f64::from(RATE) / f64::from(rate);
        let cut = 0.95 * step.recip().min(1.0);
        let at = |position: f64| -> f64 {
            let first = (position - REACH).ceil().max(0.0) as usize;
            let last = ((position + REACH) as usize).min(self.samples.len() - 1);
            (first..=last)
                .map(|place| {
                    let away = place as f64 - position;
                    let angle = std::f64::consts::PI * cut * away;
                    let sinc = if angle == 0.0 {
                        1.0
                    } else {
                        angle.sin() / angle
                    };
                    let window = 0.5 + 0.5 * (std::f64::consts::PI * away / REACH).cos();
                    cut * sinc * window * f64::from(self.samples[place])
                })
                .sum()
        };
        (0..(self.seconds() * f64::from(rate)) as usize)
            .map(|place| at(place as f64 * step) as f32)
            .flat_map(|sample| [sample, 0.5 * sample])
            .collect()
    }

    pub(crate) fn heard(&self) -> Delivery {
        hear(&self.samples, RATE, 1)
    }
}

pub(crate) fn hear(samples: &[f32], rate: u32, channels: u16) -> Delivery {
    let mut listener = Listener::new();
    for piece in samples.chunks(4800 * usize::from(channels)) {
        listener.feed(&Block::new(piece.to_vec(), rate, channels).unwrap());
    }
    listener.finish()
}

/// A resonance of the mouth, as strong at its top as what comes in.
struct Resonance {
    gain: f64,
    back: [f64; 2],
    kept: [f64; 2],
}

impl Resonance {
    fn new(hertz: f64) -> Self {
        let narrow = (-std::f64::consts::PI * (60.0 + hertz / 20.0) / f64::from(RATE)).exp();
        let turn = (TAU * hertz / f64::from(RATE)).cos();
        let back = [2.0 * narrow * turn, -narrow * narrow];
        Self {
            gain: 1.0 - back[0] - back[1],
            back,
            kept: [0.0; 2],
        }
    }

    fn next(&mut self, sample: f64) -> f64 {
        let given = self.gain * sample + self.back[0] * self.kept[0] + self.back[1] * self.kept[1];
        self.kept = [given, self.kept[0]];
        given
    }
}
