//! A piece of sound as it arrives.

use crate::error::Unusable;

/// Rates that are accepted, in samples a second.
pub const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
/// Most channels that are accepted.
pub const MOST_CHANNELS: u16 = 32;

/// A piece of sound: samples between −1 and 1, the channels of a moment beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    samples: Vec<f32>,
    rate: u32,
    channels: u16,
}

impl Block {
    /// A piece with `rate` samples a second in each of `channels`.
    ///
    /// Samples that are no number count as silence, larger ones as full scale.
    ///
    /// # Errors
    /// A rate outside [`RATES`], or no channel or more than [`MOST_CHANNELS`].
    pub fn new(samples: Vec<f32>, rate: u32, channels: u16) -> Result<Self, Unusable> {
        if !RATES.contains(&rate) {
            return Err(Unusable::Rate(rate));
        }
        if !(1..=MOST_CHANNELS).contains(&channels) {
            return Err(Unusable::Channels(channels));
        }
        Ok(Self {
            samples,
            rate,
            channels,
        })
    }

    /// A piece from 16-bit samples, low byte first, as a page sends them. An odd byte at the end is
    /// left out.
    ///
    /// # Errors
    /// As [`Block::new`].
    pub fn from_pcm(bytes: &[u8], rate: u32, channels: u16) -> Result<Self, Unusable> {
        let samples = bytes
            .chunks_exact(2)
            .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
            .collect();
        Self::new(samples, rate, channels)
    }

    /// Samples as 16 bits each, low byte first: what lies beyond full scale is cut off, what is no number
    /// is silence.
    #[must_use]
    pub fn pcm(samples: &[f32]) -> Vec<u8> {
        samples
            .iter()
            .flat_map(|sample| ((sample * 32_768.0).round() as i16).to_le_bytes())
            .collect()
    }

    /// The samples, the channels of a moment beside each other.
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// Samples a second.
    #[must_use]
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// How many channels stand beside each other.
    #[must_use]
    pub fn channels(&self) -> u16 {
        self.channels
    }

    /// How long it lasts.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        (self.samples.len() / usize::from(self.channels)) as f64 / f64::from(self.rate)
    }
}
