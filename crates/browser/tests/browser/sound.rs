//! Sound that a microphone is to hear.

use std::f64::consts::TAU;
use std::path::Path;

use anyhow::Result;

const RATE: u32 = 48_000;

/// Writes a sound file of tones, each a frequency (0 for silence) and how many seconds it lasts.
pub(crate) fn tones(file: &Path, tones: &[(f64, f64)]) -> Result<()> {
    let mut samples: Vec<i16> = Vec::new();
    for (frequency, seconds) in tones {
        samples.extend(times(*seconds).map(|time| {
            let turn = TAU * frequency * time;
            (turn.sin() * 12_000.0) as i16
        }));
    }
    write(file, &samples)
}

/// Writes a sound file of a tone at so many levels, each a share of the loudest there can be and how many
/// seconds it lasts. What would be louder than the loudest is cut off.
pub(crate) fn levels(file: &Path, levels: &[(f64, f64)]) -> Result<()> {
    let mut samples: Vec<i16> = Vec::new();
    for (level, seconds) in levels {
        samples.extend(times(*seconds).map(|time| {
            let turn = TAU * 220.0 * time;
            (turn.sin() * level * f64::from(i16::MAX)) as i16
        }));
    }
    write(file, &samples)
}

/// Writes a sound file of something like speech: a voice whose pitch rises and falls, four syllables a
/// second, in stretches of so many seconds of speech and of pause.
pub(crate) fn speech(file: &Path, stretches: &[(f64, f64)]) -> Result<()> {
    let mut samples: Vec<i16> = Vec::new();
    let mut turn = 0.0;
    for (spoken, pause) in stretches {
        for time in times(*spoken) {
            let pitch = 120.0 + 25.0 * (TAU * 0.4 * time).sin();
            turn += TAU * pitch / f64::from(RATE);
            let syllable = (0.5 - 0.5 * (TAU * 4.0 * time).cos()).powf(0.7);
            // A voice has overtones, strongest about where a vowel has them.
            let voice: f64 = (1..=20)
                .map(|harmonic| {
                    let hertz = f64::from(harmonic) * pitch;
                    let vowel = 1.0 / (1.0 + ((hertz - 600.0) / 250.0).powi(2));
                    (0.15 + vowel) * (f64::from(harmonic) * turn).sin() / 3.0
                })
                .sum();
            samples.push((8_000.0 * syllable * voice) as i16);
        }
        // No room is quite silent.
        samples.extend(
            times(*pause)
                .enumerate()
                .map(|(place, _)| (place % 7) as i16 - 3),
        );
    }
    write(file, &samples)
}

/// The times of samples for so many seconds.
fn times(seconds: f64) -> impl Iterator<Item = f64> {
    let count = (seconds * f64::from(RATE)) as u32;
    (0..count).map(|place| f64::from(place) / f64::from(RATE))
}

fn write(file: &Path, samples: &[i16]) -> Result<()> {
    let bytes = u32::try_from(2 * samples.len())?;
    let mut out = Vec::new();
    out.extend(b"RIFF");
    out.extend((bytes + 36).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(16_u32.to_le_bytes());
    out.extend(1_u16.to_le_bytes());
    out.extend(1_u16.to_le_bytes());
    out.extend(RATE.to_le_bytes());
    out.extend((2 * RATE).to_le_bytes());
    out.extend(2_u16.to_le_bytes());
    out.extend(16_u16.to_le_bytes());
    out.extend(b"data");
    out.extend(bytes.to_le_bytes());
    out.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    Ok(std::fs::write(file, out)?)
}
