//! The sample-ratio check: do the arms hold the shares of units that were meant?
//!
//! A mismatch means that the arms differ in more than the change, and no effect can be believed.
//! Fabijan et al. (KDD 2019) find one in 6–10% of tests and warn below p = 0.0005 or so.

mod permuted;

pub use permuted::alike;

use serde::{Deserialize, Serialize};

use crate::distribution::{binomial, chi_square, normal};
use crate::error::{self, Error};

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleRatio {
    /// Units seen in each arm.
    pub units: Vec<u64>,
    /// Units expected in each arm.
    pub expected: Vec<f64>,
    /// Test statistic: chi-square, or z for the normal approximation; none for exact tests.
    pub statistic: Option<f64>,
    /// p-value of "the shares are as meant".
    pub p_value: f64,
    /// Its natural logarithm.
    pub log_p_value: f64,
}

/// Pearson's chi-square test of the counts against the weights meant (in any scale).
pub fn chi_square(units: &[u64], weights: &[f64]) -> Result<SampleRatio, Error> {
    let expected = expected(units, weights)?;
    let statistic = units
        .iter()
        .zip(&expected)
        .map(|(&found, expected)| (found as f64 - expected).powi(2) / expected)
        .sum();
    let log_p_value = chi_square::log_upper_tail(statistic, units.len() as u32 - 1);
    Ok(SampleRatio {
        units: units.to_vec(),
        expected,
        statistic: Some(statistic),
        p_value: log_p_value.exp(),
        log_p_value,
    })
}

/// The exact binomial test of two arms: control, treatment.
pub fn exact(units: [u64; 2], weights: [f64; 2]) -> Result<SampleRatio, Error> {
    let expected = expected(&units, &weights)?;
    let share = weights[1] / (weights[0] + weights[1]);
    let total = units[0] + units[1];
    Ok(SampleRatio {
        units: units.to_vec(),
        expected,
        statistic: None,
        p_value: binomial::two_sided(units[1], total, share),
        log_p_value: binomial::log_two_sided(units[1], total, share),
    })
}

/// The normal approximation of two arms, with a continuity correction of half a unit if asked for
/// (tea-tasting's for a thousand units and more).
pub fn approximate(
    units: [u64; 2],
    weights: [f64; 2],
    continuity: bool,
) -> Result<SampleRatio, Error> {
    let expected = expected(&units, &weights)?;
    let total = (units[0] + units[1]) as f64;
    let share = weights[1] / (weights[0] + weights[1]);
    let gap = (units[1] as f64 - total * share).abs();
    let gap = if continuity {
        (gap - 0.5).max(0.0)
    } else {
        gap
    };
    let statistic = gap / (total * share * (1.0 - share)).sqrt();
    let log_p_value = std::f64::consts::LN_2 + normal::log_upper_tail(statistic);
    Ok(SampleRatio {
        units: units.to_vec(),
        expected,
        statistic: Some(statistic),
        p_value: log_p_value.exp(),
        log_p_value,
    })
}

/// Whether a split of units over days (or other cells) by arm is independent of the arm: Pearson's
/// chi-square test of a table, a row a cell, a column an arm. Empty rows are left out. [`alike`] holds its
/// level where cells are small too.
pub fn independence(table: &[Vec<u64>]) -> Result<SampleRatio, Error> {
    let arms = table.first().map_or(0, Vec::len);
    for row in table {
        error::same_length(arms, row.len())?;
    }
    let rows: Vec<&Vec<u64>> = table
        .iter()
        .filter(|row| row.iter().any(|&count| count > 0))
        .collect();
    let columns: Vec<f64> = (0..arms)
        .map(|arm| rows.iter().map(|row| row[arm] as f64).sum())
        .collect();
    if arms < 2 || rows.len() < 2 || columns.contains(&0.0) {
        return Err(Error::NoVariance {
            what: "the split over cells or arms",
        });
    }
    let total: f64 = columns.iter().sum();
    let mut statistic = 0.0;
    let mut expectations = Vec::with_capacity(rows.len() * arms);
    for row in &rows {
        let sum: f64 = row.iter().map(|&count| count as f64).sum();
        for (&found, column) in row.iter().zip(&columns) {
            let expected = sum * column / total;
            statistic += (found as f64 - expected).powi(2) / expected;
            expectations.push(expected);
        }
    }
    let log_p_value = chi_square::log_upper_tail(statistic, ((rows.len() - 1) * (arms - 1)) as u32);
    Ok(SampleRatio {
        units: rows.into_iter().flatten().copied().collect(),
        expected: expectations,
        statistic: Some(statistic),
        p_value: log_p_value.exp(),
        log_p_value,
    })
}

/// A check that may be read at any time: the Dirichlet mixture of Lindon and Malek (2022,
/// "Anytime-valid inference for multinomial count data").
///
/// The Bayes factor against the shares meant, with a Dirichlet prior of `concentration` units
/// around them, is a martingale under them, so 1 / (its largest value so far) is a valid p-value
/// at every look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sequential {
    shares: Vec<f64>,
    concentration: f64,
    units: Vec<u64>,
    highest: f64,
}

impl Sequential {
    /// Begins with no units. The larger the concentration, the better small mismatches are seen
    /// late and the worse large ones early; 10,000 suits experiments of many thousands.
    pub fn new(weights: &[f64], concentration: f64) -> Result<Self, Error> {
        error::positive("the concentration", concentration)?;
        expected(&vec![1; weights.len()], weights)?;
        let total: f64 = weights.iter().sum();
        Ok(Self {
            shares: weights.iter().map(|weight| weight / total).collect(),
            concentration,
            units: vec![0; weights.len()],
            highest: 0.0,
        })
    }

    /// Takes in the units that came since the last look and gives the logarithm of the p-value at
    /// this look: the lowest so far.
    pub fn look(&mut self, new_units: &[u64]) -> Result<f64, Error> {
        error::same_length(self.units.len(), new_units.len())?;
        for (units, new) in self.units.iter_mut().zip(new_units) {
            *units += new;
        }
        let total: u64 = self.units.iter().sum();
        let mut log_factor =
            libm::lgamma(self.concentration) - libm::lgamma(self.concentration + total as f64);
        for (&units, share) in self.units.iter().zip(&self.shares) {
            let prior = self.concentration * share;
            log_factor += libm::lgamma(prior + units as f64)
                - libm::lgamma(prior)
                - units as f64 * share.ln();
        }
        self.highest = self.highest.max(log_factor);
        Ok(-self.highest)
    }
}

/// Units expected by the weights, checking both.
fn expected(units: &[u64], weights: &[f64]) -> Result<Vec<f64>, Error> {
    error::same_length(units.len(), weights.len())?;
    if units.len() < 2 {
        return Err(Error::Setting {
            name: "the number of arms",
            value: units.len() as f64,
            allowed: "at least 2",
        });
    }
    for &weight in weights {
        error::positive("an arm's weight", weight)?;
    }
    let total = units.iter().sum::<u64>() as f64;
    if total == 0.0 {
        return Err(Error::TooFewUnits {
            what: "the sample-ratio check",
            needed: 1,
            found: 0,
        });
    }
    let sum: f64 = weights.iter().sum();
    Ok(weights.iter().map(|weight| total * weight / sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_empty_arm_is_a_mismatch_beyond_doubt_with_a_finite_logarithm() {
        let check = chi_square(&[10_000, 0], &[1.0, 1.0]).unwrap();
        assert_eq!(check.p_value, 0.0);
        assert!(check.log_p_value < -4_900.0 && check.log_p_value.is_finite());
    }

    #[test]
    fn the_exact_check_of_a_gross_mismatch_has_a_finite_logarithm() {
        let check = exact([4_000, 20], [1.0, 1.0]).unwrap();
        assert_eq!(check.p_value, 0.0);
        // ln(2 · C(4020, 20) / 2⁴⁰²⁰) from its largest term, which 1 / (1 − 20/4001) corrects.
        let choices = libm::lgamma(4_021.0) - libm::lgamma(21.0) - libm::lgamma(4_001.0);
        let near = choices - 4_019.0 * std::f64::consts::LN_2 - (-20.0_f64 / 4_001.0).ln_1p();
        assert!((check.log_p_value - near).abs() < 1e-3, "{check:?} {near}");
        for units in [[40, 60], [500, 500], [0, 3], [30_300, 29_700]] {
            let check = exact(units, [1.0, 1.0]).unwrap();
            assert!((check.log_p_value - check.p_value.ln()).abs() < 1e-12);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(chi_square(&[0, 0], &[1.0, 1.0]).is_err());
        assert!(chi_square(&[5, 5], &[1.0, 0.0]).is_err());
        assert!(chi_square(&[5, 5, 5], &[1.0, 1.0]).is_err());
        assert!(chi_square(&[5], &[1.0]).is_err());
        assert!(independence(&[vec![1, 0], vec![2, 0]]).is_err());
        assert!(Sequential::new(&[1.0, 1.0], 0.0).is_err());
    }

    #[test]
    fn exact_and_approximate_agree_for_many_units() {
        let exact = exact([50_300, 49_700], [1.0, 1.0]).unwrap().p_value;
        let near = approximate([50_300, 49_700], [1.0, 1.0], true)
            .unwrap()
            .p_value;
        assert!((exact / near - 1.0).abs() < 1e-3);
    }

    #[test]
    fn the_sequential_check_sees_a_lasting_mismatch_and_never_forgets_it() {
        let mut fair = Sequential::new(&[1.0, 1.0], 10_000.0).unwrap();
        let mut skewed = fair.clone();
        let mut last = 0.0;
        for _ in 0..30 {
            assert!(fair.look(&[1_000, 1_000]).unwrap() > 0.05_f64.ln());
            let now = skewed.look(&[1_050, 950]).unwrap();
            assert!(now <= last);
            last = now;
        }
        assert!(last < 1e-4_f64.ln());
        assert!(skewed.look(&[0, 3_000]).unwrap() <= last);
    }
}
