//! Many tests at once: p-values adjusted so that each can be held against alpha.

use serde::{Deserialize, Serialize};

use crate::error::{self, Error};

/// How the p-values of a family of tests are adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// m p. Any dependence; family-wise error.
    Bonferroni,
    /// 1 − (1 − p)ᵐ. Independent tests; family-wise error.
    Sidak,
    /// Step-down Bonferroni (Holm 1979). Any dependence; family-wise error.
    #[default]
    Holm,
    /// Step-down Šidák.
    HolmSidak,
    /// Step-up Bonferroni (Hochberg 1988). Non-negative dependence; family-wise error.
    Hochberg,
    /// Closed Simes tests (Hommel 1988). Non-negative dependence; family-wise error.
    Hommel,
    /// Benjamini and Hochberg (1995): false discovery rate, non-negative dependence.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli (2001): false discovery rate, any dependence.
    BenjaminiYekutieli,
    /// Two-stage Benjamini–Hochberg; the true nulls are counted by a first stage at alpha.
    TwoStageBenjaminiHochberg,
    /// Two-stage of Benjamini, Krieger and Yekutieli (2006), first stage at alpha / (1 + alpha).
    TwoStageBenjaminiKriegerYekutieli,
}

/// The level of each of so many intervals that all hold together with probability 1 − alpha: 1 − (1 − α)^(1/m).
///
/// Exact where the estimates are independent; for normal ones however they depend on each other it is
/// on the safe side (Šidák 1967, "Rectangular confidence regions for the means of multivariate normal
/// distributions").
pub fn sidak_level(alpha: f64, intervals: usize) -> f64 {
    let intervals = intervals.max(1) as f64;
    -((-alpha).ln_1p() / intervals).exp_m1()
}

/// All of them.
pub const CORRECTIONS: [Correction; 10] = [
    Correction::Bonferroni,
    Correction::Sidak,
    Correction::Holm,
    Correction::HolmSidak,
    Correction::Hochberg,
    Correction::Hommel,
    Correction::BenjaminiHochberg,
    Correction::BenjaminiYekutieli,
    Correction::TwoStageBenjaminiHochberg,
    Correction::TwoStageBenjaminiKriegerYekutieli,
];

/// Adjusted p-values, in the order given; a test is rejected if its own is at most `alpha`.
///
/// Only the two-stage corrections depend on `alpha`.
pub fn adjust(p_values: &[f64], correction: Correction, alpha: f64) -> Result<Vec<f64>, Error> {
    error::fraction("alpha", alpha)?;
    for &value in p_values {
        if !(0.0..=1.0).contains(&value) {
            return Err(Error::Setting {
                name: "a p-value",
                value,
                allowed: "between 0 and 1",
            });
        }
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let sorted: Vec<f64> = order.iter().map(|&index| p_values[index]).collect();
    let adjusted = adjust_sorted(&sorted, correction, alpha);
    let mut result = vec![0.0; p_values.len()];
    for (&index, value) in order.iter().zip(adjusted) {
        result[index] = value.min(1.0);
    }
    Ok(result)
}

fn adjust_sorted(p: &[f64], correction: Correction, alpha: f64) -> Vec<f64> {
    let m = p.len() as f64;
    // How many hypotheses are left from place `rank` (from 0) on.
    let left = |rank: usize| m - rank as f64;
    let each = |adjusted: &dyn Fn(usize, f64) -> f64| -> Vec<f64> {
        p.iter()
            .enumerate()
            .map(|(rank, &p)| adjusted(rank, p))
            .collect()
    };
    match correction {
        Correction::Bonferroni => each(&|_, p| m * p),
        Correction::Sidak => each(&|_, p| sidak(p, m)),
        Correction::Holm => rising(each(&|rank, p| left(rank) * p)),
        Correction::HolmSidak => rising(each(&|rank, p| sidak(p, left(rank)))),
        Correction::Hochberg => falling(each(&|rank, p| left(rank) * p)),
        Correction::Hommel => hommel(p),
        Correction::BenjaminiHochberg => step_up(p),
        Correction::BenjaminiYekutieli => {
            let harmonic: f64 = (1..=p.len()).map(|rank| 1.0 / rank as f64).sum();
            step_up(p).into_iter().map(|p| p * harmonic).collect()
        }
        Correction::TwoStageBenjaminiHochberg => two_stage(p, alpha, 1.0),
        Correction::TwoStageBenjaminiKriegerYekutieli => two_stage(p, alpha, 1.0 + alpha),
    }
}

/// 1 − (1 − p)ᵐ without cancellation.
fn sidak(p: f64, tests: f64) -> f64 {
    -(tests * (-p).ln_1p()).exp_m1()
}

/// The running maximum from the smallest p-value on.
fn rising(mut values: Vec<f64>) -> Vec<f64> {
    for rank in 1..values.len() {
        values[rank] = values[rank].max(values[rank - 1]);
    }
    values
}

/// The running minimum from the largest p-value on.
fn falling(mut values: Vec<f64>) -> Vec<f64> {
    for rank in (1..values.len()).rev() {
        values[rank - 1] = values[rank - 1].min(values[rank]);
    }
    values
}

/// Benjamini and Hochberg's m p₍ᵢ₎ / i.
fn step_up(p: &[f64]) -> Vec<f64> {
    let m = p.len() as f64;
    let raw = p.iter().enumerate();
    falling(raw.map(|(rank, p)| p * m / (rank as f64 + 1.0)).collect())
}

/// The closure of Simes's tests, by the algorithm of Wright (1992).
fn hommel(p: &[f64]) -> Vec<f64> {
    let m = p.len();
    let mut adjusted = p.to_vec();
    for size in (2..=m).rev() {
        let k = size as f64;
        // Simes's p-value of the `size` hypotheses with the largest p-values, but for the first.
        let least = (1..size)
            .map(|step| k * p[m - size + step] / (step as f64 + 1.0))
            .fold(f64::INFINITY, f64::min);
        for rank in 0..m {
            let bound = if rank > m - size {
                least
            } else {
                least.min(k * p[rank])
            };
            adjusted[rank] = adjusted[rank].max(bound);
        }
    }
    adjusted
}

/// The step-up adjustment shrunk by the share of nulls that a first stage leaves.
fn two_stage(p: &[f64], alpha: f64, factor: f64) -> Vec<f64> {
    let first = step_up(p);
    let level = alpha / factor;
    let rejected = first.iter().filter(|p| **p <= level).count();
    let share = if rejected == 0 || rejected == p.len() {
        1.0
    } else {
        (p.len() - rejected) as f64 / p.len() as f64
    };
    first.into_iter().map(|p| p * share * factor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_test_needs_no_correction() {
        for correction in CORRECTIONS {
            let adjusted = adjust(&[0.03], correction, 0.05).unwrap()[0];
            let expected = match correction {
                Correction::TwoStageBenjaminiKriegerYekutieli => 0.03 * 1.05,
                _ => 0.03,
            };
            assert!(
                (adjusted - expected).abs() < 1e-15,
                "{correction:?}: {adjusted}"
            );
        }
        assert_eq!(adjust(&[], Correction::Hommel, 0.05), Ok(vec![]));
        assert!(adjust(&[0.5, f64::NAN], Correction::Holm, 0.05).is_err());
        assert!(adjust(&[1.5], Correction::Holm, 0.05).is_err());
    }

    proptest! {
        #[test]
        fn stricter_corrections_never_give_smaller_p_values(
            p in proptest::collection::vec(0.0..=1.0_f64, 1..12),
        ) {
            let by = |correction| adjust(&p, correction, 0.05).unwrap();
            let chain = [
                by(Correction::Bonferroni),
                by(Correction::Holm),
                by(Correction::Hochberg),
                by(Correction::Hommel),
                by(Correction::BenjaminiHochberg),
            ];
            for (stricter, milder) in chain.iter().zip(&chain[1..]) {
                for (stricter, milder) in stricter.iter().zip(milder) {
                    prop_assert!(stricter + 1e-15 >= *milder);
                }
            }
            for (adjusted, p) in chain[4].iter().zip(&p) {
                prop_assert!(adjusted + 1e-15 >= *p);
            }
        }

        #[test]
        fn hommel_equals_the_closure_of_simes_tests(
            p in proptest::collection::vec(0.0..=1.0_f64, 1..7),
        ) {
            let adjusted = adjust(&p, Correction::Hommel, 0.05).unwrap();
            for (index, adjusted) in adjusted.iter().enumerate() {
                let mut worst = 0.0_f64;
                for subset in 0..1_usize << p.len() {
                    if subset >> index & 1 == 0 {
                        continue;
                    }
                    let mut inside: Vec<f64> = (0..p.len())
                        .filter(|other| subset >> other & 1 == 1)
                        .map(|other| p[other])
                        .collect();
                    inside.sort_by(f64::total_cmp);
                    let size = inside.len() as f64;
                    let simes = inside
                        .iter()
                        .enumerate()
                        .map(|(rank, p)| size * p / (rank as f64 + 1.0))
                        .fold(f64::INFINITY, f64::min);
                    worst = worst.max(simes);
                }
                prop_assert!((adjusted - worst.min(1.0)).abs() < 1e-12);
            }
        }
    }
}
