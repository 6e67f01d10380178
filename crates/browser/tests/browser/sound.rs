//! Sound that a microphone is to hear.

use std::f64::consts::TAU;
use std::path::Path;

use anyhow::Result;

const RATE: u32 = 48_000;

/// Writes a sound file of tones, each a frequency (0 for silence) and how many seconds it lasts.
pub(crate) fn tones(file: &Path, tones: &[(f64, f64)]) -> Result<()> {
    let mut samples: Vec<i16> = Vec::new();
    for (frequency, seconds) in tones {
        let count = (seconds * f64::from(RATE)) as u32;
        samples.extend((0..count).map(|place| {
            let turn = TAU * frequency * f64::from(place) / f64::from(RATE);
            (turn.sin() * 12_000.0) as i16
        }));
    }
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
