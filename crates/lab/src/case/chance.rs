//! Chance from a seed.
//!
//! Own code: one mixing step of SplitMix64 (Steele, Lea, Flood 2014) is all that is drawn here, and
//! its values must never change with a library's version.

/// A number that depends on the seed, on whom it is drawn for, on the purpose, and on nothing else.
pub(super) fn draw(seed: u64, whom: &str, purpose: u64) -> u64 {
    let whom = whom
        .bytes()
        .fold(0_u64, |state, byte| mix(state ^ u64::from(byte)));
    mix(mix(mix(seed) ^ whom) ^ mix(purpose))
}

/// One of `count` places; 0 where there is none.
pub(super) fn pick(seed: u64, whom: &str, purpose: u64, count: usize) -> usize {
    // The remainder favours small places by less than 2^-50 for any count that occurs here.
    (draw(seed, whom, purpose) % (count as u64).max(1)) as usize
}

const fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_gives_the_published_first_values_of_splitmix64_for_seed_zero() {
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(0x9E37_79B9_7F4A_7C15), 0x6E78_9E6A_A1B9_65F4);
    }
}
