//! The head of a sound file, for one channel of 16-bit samples.

use super::RATE;

/// How long the head is, in bytes; sound follows.
pub(super) const HEAD: u64 = 44;
/// Bytes a sample.
pub(super) const SAMPLE: u64 = 2;

/// The head of a file with so many bytes of sound.
pub(super) fn head(sound: u64) -> [u8; HEAD as usize] {
    // The form holds sizes in 32 bits; three hours take a tenth of that.
    let sound = u32::try_from(sound).unwrap_or(u32::MAX - 36);
    let mut head = [0; HEAD as usize];
    let mut place = 0;
    let mut put = |bytes: &[u8]| {
        head[place..place + bytes.len()].copy_from_slice(bytes);
        place += bytes.len();
    };
    put(b"RIFF");
    put(&(sound + 36).to_le_bytes());
    put(b"WAVEfmt ");
    put(&16_u32.to_le_bytes());
    put(&1_u16.to_le_bytes()); // samples as they are
    put(&1_u16.to_le_bytes()); // one channel
    put(&RATE.to_le_bytes());
    put(&(RATE * SAMPLE as u32).to_le_bytes());
    put(&(SAMPLE as u16).to_le_bytes());
    put(&16_u16.to_le_bytes());
    put(b"data");
    put(&sound.to_le_bytes());
    head
}
