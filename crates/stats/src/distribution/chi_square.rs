//! The chi-square distribution with a whole number of degrees of freedom.
//!
//! Its upper tail is a finite sum of positive terms (Abramowitz and Stegun 26.4.4 and 26.4.5), so
//! nothing cancels:
//! even k: e^(−x/2) Σ_{j < k/2} (x/2)^j / j!;
//! odd k: 2 P(Z > √x) + e^(−x/2) Σ_{j < (k−1)/2} (x/2)^(j+½) / Γ(j + 3/2).

use std::f64::consts::{LN_2, PI};

use super::normal;

/// P(X > x) with `degrees` degrees of freedom; with none, all mass is at 0.
pub fn upper_tail(x: f64, degrees: u32) -> f64 {
    log_upper_tail(x, degrees).exp()
}

/// ln P(X > x).
pub fn log_upper_tail(x: f64, degrees: u32) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if degrees == 0 || x.is_infinite() {
        return f64::NEG_INFINITY;
    }
    let half = x / 2.0;
    let log_half = half.ln();
    // Logarithms of the terms, without the common factor e^(−x/2).
    let (mut logs, first, steps) = if degrees.is_multiple_of(2) {
        (Vec::new(), 0.0, degrees / 2)
    } else {
        let tail = normal::log_upper_tail(x.sqrt()) + LN_2 + half;
        (
            vec![tail],
            0.5 * log_half - (PI.sqrt() / 2.0).ln(),
            (degrees - 1) / 2,
        )
    };
    let offset = if degrees.is_multiple_of(2) { 0.0 } else { 0.5 };
    let mut term = first;
    for step in 0..steps {
        logs.push(term);
        term += log_half - (f64::from(step) + 1.0 + offset).ln();
    }
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logs.iter().map(|log| (log - largest).exp()).sum();
    (largest + sum.ln() - half).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, tolerance: f64) {
        assert!(
            ((left - right) / right).abs() <= tolerance,
            "{left} is not {right}"
        );
    }

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        for x in [1e-8_f64, 0.4, 3.0, 30.0, 300.0] {
            close(upper_tail(x, 1), 2.0 * normal::upper_tail(x.sqrt()), 1e-12);
            close(upper_tail(x, 2), (-x / 2.0).exp(), 1e-12);
        }
        close(log_upper_tail(4_000.0, 2), -2_000.0, 1e-15);
    }

    #[test]
    fn tails_match_tables() {
        close(upper_tail(18.307_038_053_275_146, 10), 0.05, 1e-12);
        close(upper_tail(24.995_790_139_728_62, 15), 0.05, 1e-12);
        assert_eq!(upper_tail(0.0, 3), 1.0);
    }
}
