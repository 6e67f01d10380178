//! The test of Mann and Whitney (1947): is a unit of one arm more often above one of the other?

use serde::{Deserialize, Serialize};

use super::{not_empty, sorted};
use crate::distribution::normal;
use crate::error::{self, Error};
use crate::interval::Alternative;

/// The result, by the normal approximation with ties corrected for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MannWhitney {
    /// U of treatment: pairs in which treatment's unit is above control's, ties counting half.
    pub statistic: f64,
    /// U over the number of pairs: the probability that a random unit of treatment is above one of
    /// control, plus half that of a tie.
    pub superiority: f64,
    /// Distance of U from its mean without effect, in standard deviations.
    pub z: f64,
    /// p-value.
    pub p_value: f64,
    /// Its natural logarithm.
    pub log_p_value: f64,
}

/// How errors name it.
const WHAT: &str = "the Mann-Whitney test";

/// Tests treatment against control.
///
/// U has mean n₁n₂/2 and variance n₁n₂/12 · ((n + 1) − Σ(t³ − t) / (n (n − 1))), the sum over
/// groups of t tied values; `continuity` takes half a unit off the distance (scipy's and
/// tea-tasting's default).
pub fn mann_whitney(
    control: &[f64],
    treatment: &[f64],
    continuity: bool,
    alternative: Alternative,
) -> Result<MannWhitney, Error> {
    let [control, treatment] = sorted(WHAT, [control, treatment])?;
    mann_whitney_of_sorted(&control, &treatment, continuity, alternative)
}

/// The same of arms whose values ascend already: whoever compares an arm with several sorts it once.
pub fn mann_whitney_of_sorted(
    control: &[f64],
    treatment: &[f64],
    continuity: bool,
    alternative: Alternative,
) -> Result<MannWhitney, Error> {
    for arm in [control, treatment] {
        not_empty(WHAT, arm)?;
        error::finite_ends(arm)?;
    }
    let (n1, n2) = (control.len() as f64, treatment.len() as f64);
    let n = n1 + n2;
    let (mut row, mut at) = (0, 0);
    // Twice U, whole, so that no half is lost.
    let mut twice: u128 = 0;
    let mut ties = 0.0;
    while row < treatment.len() || at < control.len() {
        let next_treatment = treatment.get(row).copied().unwrap_or(f64::INFINITY);
        let next_control = control.get(at).copied().unwrap_or(f64::INFINITY);
        let value = next_treatment.min(next_control);
        let here = treatment[row..].iter().take_while(|v| **v == value).count();
        let there = control[at..].iter().take_while(|v| **v == value).count();
        twice += here as u128 * (2 * at + there) as u128;
        let tied = (here + there) as f64;
        ties += tied * tied * tied - tied;
        row += here;
        at += there;
    }
    let statistic = twice as f64 / 2.0;
    let variance = n1 * n2 / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)));
    if variance <= 0.0 {
        return Err(Error::NoVariance { what: "the metric" });
    }
    let distance = statistic - n1 * n2 / 2.0;
    let correction = if continuity { 0.5 } else { 0.0 };
    let deviation = variance.sqrt();
    let (z, p_value, log_p_value) = match alternative {
        Alternative::TwoSided => {
            // At the mean itself half a unit less would lie on the other side of it.
            let z = (distance.abs() - correction).max(0.0) / deviation;
            (
                z.copysign(distance),
                (2.0 * normal::upper_tail(z)).min(1.0),
                (std::f64::consts::LN_2 + normal::log_upper_tail(z)).min(0.0),
            )
        }
        Alternative::Greater | Alternative::Less => {
            let towards = if alternative == Alternative::Greater {
                distance
            } else {
                -distance
            };
            let z = (towards - correction) / deviation;
            (z, normal::upper_tail(z), normal::log_upper_tail(z))
        }
    };
    Ok(MannWhitney {
        statistic,
        superiority: statistic / (n1 * n2),
        z,
        p_value,
        log_p_value,
    })
}

/// Units in both arms together, to see a probability of superiority with the given power:
/// (z_α + z_power)² / (12 q (1 − q) (superiority − ½)²), with q treatment's share of units
/// (Noether 1987).
pub fn mann_whitney_sample_size(
    superiority: f64,
    treatment_share: f64,
    alpha: f64,
    power: f64,
    alternative: Alternative,
) -> Result<f64, Error> {
    error::fraction("superiority", superiority)?;
    error::fraction("treatment's share", treatment_share)?;
    error::fraction("alpha", alpha)?;
    error::fraction("power", power)?;
    if superiority == 0.5 {
        return Err(Error::NoSolution {
            what: "number of units",
            why: "a superiority of one half is no effect",
        });
    }
    let reach =
        normal::upper_quantile(alternative.tail(alpha)) + normal::upper_quantile(1.0 - power);
    Ok(reach.powi(2)
        / (12.0 * treatment_share * (1.0 - treatment_share) * (superiority - 0.5).powi(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_one_by_one_in_a_small_case() {
        let (control, treatment) = ([1.0, 2.0, 2.0, 5.0], [2.0, 3.0, 7.0]);
        let by_hand: f64 = treatment
            .iter()
            .flat_map(|t| control.iter().map(move |c| (t, c)))
            .map(|(t, c)| {
                if t > c {
                    1.0
                } else if t == c {
                    0.5
                } else {
                    0.0
                }
            })
            .sum();
        let test = mann_whitney(&control, &treatment, true, Alternative::TwoSided).unwrap();
        assert_eq!(test.statistic, by_hand);
        let [mut ascending, mut above] = [control.to_vec(), treatment.to_vec()];
        for arm in [&mut ascending, &mut above] {
            arm.sort_by(f64::total_cmp);
        }
        let sorted = mann_whitney_of_sorted(&ascending, &above, true, Alternative::TwoSided);
        assert_eq!(sorted.unwrap(), test);
        let swapped = mann_whitney(&treatment, &control, true, Alternative::TwoSided).unwrap();
        assert_eq!(swapped.statistic, 12.0 - by_hand);
        assert!((swapped.p_value - test.p_value).abs() < 1e-15);
    }

    #[test]
    fn arms_that_are_alike_lie_no_deviation_apart() {
        for values in [vec![1.0, 2.0, 4.0], (0..400).map(f64::from).collect()] {
            for continuity in [true, false] {
                let test =
                    mann_whitney(&values, &values, continuity, Alternative::TwoSided).unwrap();
                assert_eq!((test.z, test.p_value), (0.0, 1.0));
                assert!(test.log_p_value.abs() < 1e-15);
            }
        }
        // A half from the mean is as near as none once half a unit is taken off: U is 4 and its mean 4.5.
        let test = mann_whitney(
            &[1.0, 2.0, 3.0],
            &[2.0, 1.0, 2.5],
            true,
            Alternative::TwoSided,
        );
        let test = test.unwrap();
        assert_eq!((test.statistic, test.z), (4.0, 0.0));
    }

    #[test]
    fn nonsense_is_refused() {
        let test = |a: &[f64], b: &[f64]| mann_whitney(a, b, true, Alternative::TwoSided);
        assert!(matches!(test(&[], &[1.0]), Err(Error::TooFewUnits { .. })));
        assert!(matches!(
            test(&[1.0], &[f64::NAN]),
            Err(Error::NotFinite { .. })
        ));
        let of_sorted =
            |a: &[f64], b: &[f64]| mann_whitney_of_sorted(a, b, true, Alternative::TwoSided);
        assert!(of_sorted(&[], &[1.0]).is_err() && of_sorted(&[1.0], &[0.0, f64::NAN]).is_err());
        assert!(matches!(
            test(&[1.0, 1.0], &[1.0]),
            Err(Error::NoVariance { .. })
        ));
        assert!(mann_whitney_sample_size(0.5, 0.5, 0.05, 0.8, Alternative::TwoSided).is_err());
    }
}
