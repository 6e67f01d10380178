//! The two-sample test of Kolmogorov and Smirnov: do the distributions differ anywhere?

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::sorted;
use crate::distribution::binomial;
use crate::error::Error;

/// The result, two-sided.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct KolmogorovSmirnov {
    /// Greatest distance between the two empirical distributions, from 0 to 1.
    pub statistic: f64,
    /// p-value.
    pub p_value: f64,
}

/// Largest product of the arms' sizes for which all orderings are counted.
const COUNTED: u64 = 1_000_000;

/// Tests treatment against control.
///
/// Exact by counting orderings when the product of the sizes is at most a million (values taken as
/// distinct, so conservative under ties); beyond, the distribution of the one-sample statistic at
/// the rounded effective size n₁n₂/(n₁+n₂), as scipy does: the expansion of Pelz and Good (1976)
/// in the middle, twice the one-sided Smirnov probability in the tail.
pub fn kolmogorov_smirnov(control: &[f64], treatment: &[f64]) -> Result<KolmogorovSmirnov, Error> {
    let arms = sorted("the Kolmogorov-Smirnov test", [control, treatment])?;
    let [m, n] = arms.each_ref().map(|values| values.len() as u64);
    let gap = greatest_gap(&arms);
    let statistic = gap as f64 / (m as f64 * n as f64);
    let p_value = if m * n <= COUNTED {
        counted(gap, m, n)
    } else {
        let effective = (m as f64 * n as f64 / (m + n) as f64).round_ties_even();
        upper_tail(statistic, effective)
    };
    Ok(KolmogorovSmirnov {
        statistic,
        p_value: p_value.clamp(0.0, 1.0),
    })
}

/// The greatest |i n − j m| over the steps of both empirical distributions: whole numbers, so that
/// ties of distances are exact.
fn greatest_gap([left, right]: &[Vec<f64>; 2]) -> u64 {
    let (m, n) = (left.len() as u64, right.len() as u64);
    let (mut i, mut j, mut greatest) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        let value = left[i].min(right[j]);
        i += left[i..].iter().take_while(|v| **v == value).count();
        j += right[j..].iter().take_while(|v| **v == value).count();
        greatest = greatest.max((i as u64 * n).abs_diff(j as u64 * m));
    }
    greatest
}

/// Probability that a random ordering reaches the gap: over lattice paths to (i, j), the last step
/// came from (i − 1, j) with probability i / (i + j). Only positive terms.
fn counted(gap: u64, m: u64, n: u64) -> f64 {
    let reached = |i: u64, j: u64| (i * n).abs_diff(j * m) >= gap;
    let mut row = vec![0.0; n as usize + 1];
    for i in 0..=m {
        for j in 0..=n {
            row[j as usize] = if reached(i, j) {
                1.0
            } else if i + j == 0 {
                0.0
            } else {
                let above = if i > 0 {
                    i as f64 * row[j as usize]
                } else {
                    0.0
                };
                let beside = if j > 0 {
                    j as f64 * row[j as usize - 1]
                } else {
                    0.0
                };
                (above + beside) / (i + j) as f64
            };
        }
    }
    row[n as usize]
}

/// P(D > x) for the one-sample statistic of n values.
fn upper_tail(x: f64, n: f64) -> f64 {
    if n * x * x >= 2.2 {
        2.0 * smirnov(x, n)
    } else {
        1.0 - pelz_good(x, n)
    }
}

/// P(D⁺ > x) = x Σ C(n, j) (x + j/n)^(j−1) (1 − x − j/n)^(n−j): Smirnov's exact one-sided
/// probability, each term through a binomial probability.
fn smirnov(x: f64, n: f64) -> f64 {
    let trials = n as u64;
    (0..=trials)
        .map(|j| (j, x + j as f64 / n))
        .take_while(|(_, share)| *share < 1.0)
        .map(|(j, share)| x / share * binomial::log_mass(j, trials, share).exp())
        .sum()
}

/// P(D ≤ x) by the expansion of Pelz and Good in powers of n^(−½), the sums in their form for
/// small arguments.
fn pelz_good(x: f64, n: f64) -> f64 {
    let root = n.sqrt();
    let z = x * root;
    let (z2, z4) = (z * z, z.powi(4));
    let (z6, z8) = (z2 * z4, z4 * z4);
    let (pi2, pi4, pi6) = (PI.powi(2), PI.powi(4), PI.powi(6));
    let mut sums = [0.0; 4];
    let mut extra = [0.0; 2];
    for k in 1..=(16.0 * z / PI).ceil() as u32 + 1 {
        let half = f64::from(2 * k - 1) / 2.0;
        let h2 = half * half;
        let weight = (-pi2 * h2 / (2.0 * z2)).exp();
        // In units of h = k − ½, π² h² stands for π² (2k − 1)² / 4.
        let p2 = pi2 * h2;
        let (p4, p6) = (pi4 * h2 * h2, pi6 * h2 * h2 * h2);
        sums[0] += weight;
        sums[1] += weight * (p2 - z2);
        sums[2] +=
            weight * (6.0 * z6 + 2.0 * z4 + (2.0 * z4 - 5.0 * z2) * p2 + (1.0 - 2.0 * z2) * p4);
        sums[3] += weight
            * (-30.0 * z6 - 90.0 * z8
                + (135.0 * z4 - 96.0 * z6) * p2
                + (212.0 * z4 - 60.0 * z2) * p4
                + (5.0 - 30.0 * z2) * p6);
        let whole = f64::from(k);
        let w2 = pi2 * whole * whole;
        let weight = (-w2 / (2.0 * z2)).exp();
        extra[0] += weight * w2;
        extra[1] += weight * (3.0 * z2 * w2 - w2 * w2);
    }
    let scale = (2.0 * PI).sqrt();
    let half_scale = (PI / 2.0).sqrt();
    scale * sums[0] / z
        + half_scale * sums[1] / (3.0 * z4) / root
        + (half_scale * sums[2] / (36.0 * z4 * z2 * z) - half_scale * extra[0] / (18.0 * z2 * z))
            / n
        + (half_scale * sums[3] / (3_240.0 * z8 * z2) + half_scale * extra[1] / (108.0 * z6))
            / (n * root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cases_are_counted_by_hand() {
        // Two against two: complete separation happens in 2 of 6 orderings.
        let test = kolmogorov_smirnov(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
        assert_eq!((test.statistic, test.p_value), (1.0, 2.0 / 6.0));
        let test = kolmogorov_smirnov(&[1.0, 3.0], &[2.0, 4.0]).unwrap();
        assert_eq!((test.statistic, test.p_value), (0.5, 1.0));
    }

    #[test]
    fn counting_and_the_expansion_meet() {
        let (m, n) = (1_000_u64, 999_u64);
        for gap in [30_000, 40_000, 55_000, 70_000] {
            let exact = counted(gap, m, n);
            let x = gap as f64 / (m * n) as f64;
            let near = upper_tail(x, (m as f64 * n as f64 / (m + n) as f64).round());
            assert!((near / exact - 1.0).abs() < 0.06, "{gap}: {exact} {near}");
        }
    }

    #[test]
    fn the_two_pieces_of_the_tail_join() {
        let n: f64 = 5_000.0;
        let edge = (2.2 / n).sqrt();
        let below = 1.0 - pelz_good(edge, n);
        let above = 2.0 * smirnov(edge, n);
        assert!((below / above - 1.0).abs() < 1e-5, "{below} {above}");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(kolmogorov_smirnov(&[], &[1.0]).is_err());
        assert!(kolmogorov_smirnov(&[1.0], &[f64::INFINITY]).is_err());
    }
}
