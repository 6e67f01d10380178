//! Does the effect differ between segments, and by how much?

use serde::{Deserialize, Serialize};

use crate::comparison::Effect;
use crate::distribution::chi_square;
use crate::error::Error;

/// How effects of segments scatter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heterogeneity {
    /// Mean effect, weighted by precision.
    pub common: f64,
    /// Its standard error if the effects are all alike.
    pub standard_error: f64,
    /// Cochran's Q: Σ ((effect − common) / error)².
    pub q: f64,
    /// Its degrees of freedom: segments less one.
    pub degrees_of_freedom: u32,
    /// p-value of "all effects are alike".
    pub p_value: f64,
    /// Its natural logarithm.
    pub log_p_value: f64,
    /// Share of the scatter that is not noise, from 0 to 1 (Higgins and Thompson 2002).
    pub i_squared: f64,
    /// Standard deviation of the true effects, in the unit of the effects (DerSimonian and Laird
    /// 1986); 0 if noise explains all.
    pub deviation: f64,
    /// Each segment's effect drawn towards the mean by as much as its noise asks: the best guess
    /// for a segment that was picked because it stood out.
    pub shrunken: Vec<f64>,
}

/// Compares the effects of segments that share no units.
pub fn heterogeneity(effects: &[Effect]) -> Result<Heterogeneity, Error> {
    if effects.len() < 2 {
        return Err(Error::TooFewUnits {
            what: "a comparison of segments (segments taken as units)",
            needed: 2,
            found: effects.len() as u64,
        });
    }
    let weights: Vec<f64> = effects
        .iter()
        .map(|effect| effect.standard_error.powi(-2))
        .collect();
    let average = |weights: &[f64]| {
        let sum: f64 = weights.iter().sum();
        let parts = effects.iter().zip(weights);
        parts
            .map(|(effect, weight)| effect.estimate * weight)
            .sum::<f64>()
            / sum
    };
    let total: f64 = weights.iter().sum();
    let common = average(&weights);
    let q: f64 = effects
        .iter()
        .zip(&weights)
        .map(|(effect, weight)| weight * (effect.estimate - common).powi(2))
        .sum();
    let degrees_of_freedom = effects.len() as u32 - 1;
    let excess = (q - f64::from(degrees_of_freedom)).max(0.0);
    // total − Σ weight² / total, without the difference: where one weight swamps the others that is nothing.
    let mut before = 0.0;
    let pairs = weights.iter().map(|weight| {
        let with_others = weight / total * before;
        before += weight;
        with_others
    });
    let apart = 2.0 * pairs.sum::<f64>();
    let variance = if apart > 0.0 { excess / apart } else { 0.0 };
    let wider: Vec<f64> = effects
        .iter()
        .map(|effect| 1.0 / (effect.standard_error.powi(2) + variance))
        .collect();
    let middle = average(&wider);
    let log_p_value = chi_square::log_upper_tail(q, degrees_of_freedom);
    Ok(Heterogeneity {
        common,
        standard_error: total.sqrt().recip(),
        q,
        degrees_of_freedom,
        p_value: log_p_value.exp(),
        log_p_value,
        i_squared: if q > 0.0 { excess / q } else { 0.0 },
        deviation: variance.sqrt(),
        shrunken: effects
            .iter()
            .map(|effect| {
                let own = variance / (variance + effect.standard_error.powi(2));
                middle + own * (effect.estimate - middle)
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::Alternative;

    fn effect(estimate: f64, error: f64) -> Effect {
        Effect::test(estimate, error, f64::INFINITY, 0.05, Alternative::TwoSided).unwrap()
    }

    #[test]
    fn like_effects_show_no_scatter_and_shrink_to_their_mean() {
        let found = heterogeneity(&[effect(1.0, 0.5), effect(1.2, 0.5), effect(0.8, 0.5)]).unwrap();
        assert_eq!((found.i_squared, found.deviation), (0.0, 0.0));
        assert!(found.p_value > 0.5);
        assert!(
            found
                .shrunken
                .iter()
                .all(|shrunken| (shrunken - 1.0).abs() < 1e-12)
        );
    }

    #[test]
    fn unlike_effects_are_told_apart_and_hardly_shrink() {
        let found = heterogeneity(&[effect(0.0, 0.1), effect(5.0, 0.1)]).unwrap();
        assert!(found.log_p_value < -600.0);
        assert!(found.i_squared > 0.99 && (found.deviation - 3.5).abs() < 0.1);
        assert!(found.shrunken[1] > 4.99);
        assert!(heterogeneity(&[effect(0.0, 1.0)]).is_err());
    }

    #[test]
    fn a_segment_that_swamps_the_others_leaves_numbers() {
        // The weight of the first is 10²⁰ times as large. In exact arithmetic: Q = 25 − 25 · 10⁻²⁰, 24 of it
        // in excess over one degree, and total − Σ weight² / total = 2 − 2 · 10⁻²⁰.
        let found = heterogeneity(&[effect(0.0, 1e-10), effect(5.0, 1.0)]).unwrap();
        assert!((found.q - 25.0).abs() < 1e-9);
        assert!(
            (found.deviation - 12.0_f64.sqrt()).abs() < 1e-9,
            "{found:?}"
        );
        assert!((found.shrunken[1] - 4.8).abs() < 1e-9, "{found:?}");
        // So that not even that is left.
        let found = heterogeneity(&[effect(0.0, 1e-150), effect(0.0, 1e150)]).unwrap();
        assert_eq!((found.deviation, found.i_squared), (0.0, 0.0));
        assert!(
            found.shrunken.iter().all(|shrunken| *shrunken == 0.0),
            "{found:?}"
        );
    }

    #[test]
    fn scatter_is_that_of_der_simonian_and_laird() {
        // By fractions in Python: errors 0.1, 0.2, 0.4 and 0.3.
        let effects = [(0.3, 0.1), (-0.2, 0.2), (0.9, 0.4), (0.1, 0.3)];
        let effects = effects.map(|(estimate, error)| effect(estimate, error));
        let found = heterogeneity(&effects).unwrap();
        assert!(
            (found.q - 8.098_780_487_804_879).abs() < 1e-12,
            "{}",
            found.q
        );
        assert!(
            (found.deviation.powi(2) - 0.076_575_091_575_091_57).abs() < 1e-12,
            "{}",
            found.deviation.powi(2)
        );
    }
}
