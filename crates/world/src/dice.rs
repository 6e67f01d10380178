//! Chance that depends on what it is drawn for and on nothing else.
//!
//! Every draw is keyed by (seed, member, day, purpose, number), so that a member's luck is the same
//! whatever happens to others, however the work is spread over threads, and whether or not an
//! incident changes what the luck leads to. Own code, a few lines, because a library's generators
//! are streams: they cannot be entered in the middle as cheaply, and their values may change with
//! a version. The mixing step is SplitMix64's (Steele, Lea, Flood 2014), used as a counter-based
//! generator: the key is the state, purpose and number are the counter.

/// What a draw is for. The order is part of the bytes of a world: append, never reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is named for the draw that it feeds")]
pub(crate) enum Purpose {
    Tenure,
    BillingDay,
    Usage,
    Network,
    PlanChoice,
    Payment,
    Channel,
    HouseholdSize,
    Household,
    Kids,
    Outside,
    ProfileUsage,
    MainDevice,
    Taste,
    SecondTaste,
    Upgrade,
    Kind,
    Genre,
    Language,
    RunningTime,
    Episodes,
    Appeal,
    Quality,
    Released,
    Offered,
    Dubbed,
    Expires,
    Arrival,
    Thinning,
    Funnel,
    FunnelStage,
    LeaveReturn,
    LeaveDelay,
    Voluntary,
    PaymentFailure,
    PaymentRecovery,
    Open,
    OpenAgain,
    Device,
    Hour,
    Continue,
    Search,
    Wanted,
    Find,
    Rows,
    Mood,
    Pick,
    Startup,
    StartFailure,
    Abandon,
    Stall,
    StallAmount,
    Finish,
    LeaveAt,
    Onward,
    Retry,
    StayAway,
    Log,
    Incident,
    Decoy,
    Assignment,
    Cellular,
    Studio,
}

/// A place from which draws are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dice(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

const fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(GOLDEN);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl Dice {
    /// The dice of a whole world.
    pub(crate) const fn of_seed(seed: u64) -> Self {
        Self(mix(mix(seed)))
    }

    /// The dice of one thing among many: a member of a world, a day of a member.
    pub(crate) const fn of(self, index: u64) -> Self {
        Self(mix(self.0 ^ mix(index)))
    }

    /// Sixty-four bits; `number` tells apart the draws of one purpose.
    pub(crate) const fn bits(self, purpose: Purpose, number: u32) -> u64 {
        let counter = (purpose as u64) | ((number as u64) << 8);
        mix(self.0.wrapping_add(counter.wrapping_mul(GOLDEN)))
    }

    /// A number in [0, 1).
    pub(crate) const fn uniform(self, purpose: Purpose, number: u32) -> f64 {
        (self.bits(purpose, number) >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// True with the given probability.
    pub(crate) const fn chance(self, purpose: Purpose, number: u32, probability: f64) -> bool {
        self.uniform(purpose, number) < probability
    }

    /// One of `count` places, all equally likely; `count` is not zero.
    pub(crate) const fn place(self, purpose: Purpose, number: u32, count: usize) -> usize {
        (((self.bits(purpose, number) >> 32) * count as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_gives_the_published_first_values_of_splitmix64_for_seed_zero() {
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(GOLDEN), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn draws_of_neighbours_are_uniform_and_uncorrelated() {
        let world = Dice::of_seed(1);
        let pairs: Vec<(f64, f64)> = (0..100_000)
            .map(|member| {
                let here = world.of(member).of(3);
                let next = world.of(member + 1).of(3);
                (
                    here.uniform(Purpose::Open, 0) - 0.5,
                    next.uniform(Purpose::Open, 0) - 0.5,
                )
            })
            .collect();
        let mean = pairs.iter().map(|pair| pair.0).sum::<f64>() / 1e5;
        let variance = pairs.iter().map(|pair| pair.0 * pair.0).sum::<f64>() / 1e5;
        let covariance = pairs.iter().map(|pair| pair.0 * pair.1).sum::<f64>() / 1e5;
        // Four standard errors of each under independence.
        assert!(mean.abs() < 0.0037, "{mean}");
        assert!((variance - 1.0 / 12.0).abs() < 0.001, "{variance}");
        assert!(covariance.abs() < 0.0011, "{covariance}");
    }

    #[test]
    fn places_are_all_in_range_and_reached() {
        let dice = Dice::of_seed(9);
        let mut counts = [0; 7];
        for number in 0..7_000 {
            counts[dice.place(Purpose::Pick, number, 7)] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1150).contains(count)),
            "{counts:?}"
        );
    }
}
