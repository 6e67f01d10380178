//! Repeatable draws for resampling.

/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
pub(super) struct Dice(u64);

impl Dice {
    /// The same every time, so that the same corpus gives the same intervals.
    pub(super) const fn new() -> Self {
        Self(0x6772_6565_6e72_6f6f)
    }

    /// A place below `count`, each as likely but for a part in 2^64 of `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let wide = u128::from(mixed) * count as u128;
        usize::try_from(wide >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_drawn_about_as_often() {
        let mut dice = Dice::new();
        let mut drawn = [0_u32; 7];
        for _ in 0..70_000 {
            drawn[dice.below(7)] += 1;
        }
        assert!(
            drawn.iter().all(|times| (9_500..10_500).contains(times)),
            "{drawn:?}"
        );
    }
}
