//! Chance, drawn at the edge so that everything inside can be repeated: seeds for new interviews, and
//! secrets that nobody can guess.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number that nobody chose. The standard library keys its hash maps from the system's entropy;
/// a seed needs to be new, not secret, so that is enough. It is kept short enough to be typed, and to
/// pass through JSON readers that hold numbers as floating point.
pub(crate) fn draw() -> u64 {
    RandomState::new().build_hasher().finish() & u64::from(u32::MAX)
}

/// 128 bits from the system's randomness, which is made for secrets; `None` where it has none to give.
pub(crate) fn secret() -> Option<u128> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(u128::from_ne_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_in_all_their_bits() {
        let drawn: Vec<u128> = (0..64).filter_map(|_| secret()).collect();
        assert_eq!(drawn.len(), 64);
        let ever = drawn.iter().fold(0, |ever, secret| ever | secret);
        let always = drawn
            .iter()
            .fold(u128::MAX, |always, secret| always & secret);
        // A bit that never changes over 64 draws among all of them comes up once in 2^56.
        assert_eq!((ever, always), (u128::MAX, 0));
    }
}
