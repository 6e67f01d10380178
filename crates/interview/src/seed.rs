//! Chance from a seed, so that the same seed asks the same questions.
//!
//! Own code: one mixing step of SplitMix64 (Steele, Lea, Flood 2014) is all that is drawn here, and
//! its values must never change with a library's version.

/// A number that depends on the seed and on what it is drawn for, and on nothing else.
pub(crate) fn draw(seed: u64, purpose: &[u64]) -> u64 {
    purpose
        .iter()
        .fold(mix(seed), |state, part| mix(state ^ mix(*part)))
}

/// One of `count` places; `count` must not be zero.
pub(crate) fn pick(seed: u64, purpose: &[u64], count: usize) -> usize {
    // The remainder favours small places by less than 2^-50 for any count that occurs here.
    (draw(seed, purpose) % count as u64) as usize
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

    #[test]
    fn places_are_drawn_about_equally_often() {
        let mut counts = [0_u32; 5];
        for round in 0..5_000 {
            counts[pick(7, &[round], 5)] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1150).contains(count)),
            "{counts:?}"
        );
    }
}
