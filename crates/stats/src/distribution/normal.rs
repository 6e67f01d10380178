//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, LN_2, PI};

/// Density φ(z).
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// P(Z ≤ z).
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// P(Z > z), with full relative precision as long as it is a normal number (z up to about 37).
pub fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// ln P(Z > z), for any z.
pub fn log_upper_tail(z: f64) -> f64 {
    if z < 0.0 {
        (-cumulative(z)).ln_1p()
    } else {
        scaled_complement(z * FRAC_1_SQRT_2).ln() - LN_2 - 0.5 * z * z
    }
}

/// The z with P(Z ≤ z) = `probability`.
pub fn quantile(probability: f64) -> f64 {
    if probability <= 0.5 {
        -upper_quantile(probability)
    } else {
        upper_quantile(1.0 - probability)
    }
}

/// The z with P(Z > z) = `probability`; precise for the smallest probabilities.
pub fn upper_quantile(probability: f64) -> f64 {
    if probability.is_nan() || !(0.0..=1.0).contains(&probability) {
        f64::NAN
    } else if probability == 0.5 {
        0.0
    } else if probability > 0.5 {
        -upper_quantile(1.0 - probability)
    } else {
        log_upper_quantile(probability.ln())
    }
}

/// The z ≥ 0 with ln P(Z > z) = `log_probability`, for `log_probability` ≤ −ln 2.
///
/// Newton's method on the logarithm of the tail, which is concave: from the rational start of
/// Abramowitz and Stegun 26.2.23 (off by at most 4.5 × 10⁻⁴) it converges in two or three steps.
pub fn log_upper_quantile(log_probability: f64) -> f64 {
    if log_probability == f64::NEG_INFINITY {
        return f64::INFINITY;
    }
    let t = (-2.0 * log_probability).sqrt();
    let mut z = t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for _ in 0..8 {
        // φ(z) / P(Z > z), by the scaled complement, never underflows.
        let hazard = (2.0 / PI).sqrt() / scaled_complement(z * FRAC_1_SQRT_2);
        let step = (log_upper_tail(z) - log_probability) / hazard;
        z += step;
        if step.abs() <= 4.0 * f64::EPSILON * z.abs() {
            break;
        }
    }
    z
}

/// exp(x²) · erfc(x), which neither overflows nor underflows for x ≥ 0.
///
/// Below 5 by its definition; above, by Laplace's continued fraction.
pub(crate) fn scaled_complement(x: f64) -> f64 {
    if x < 5.0 {
        return (x * x).exp() * libm::erfc(x);
    }
    let mut tail = x;
    for term in (1..=40).rev() {
        tail = x + 0.5 * f64::from(term) / tail;
    }
    1.0 / (tail * PI.sqrt())
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
    fn tails_keep_their_digits_far_out() {
        // 30 digits by mpmath: erfc(z / √2) / 2.
        close(upper_tail(1.0), 0.158_655_253_931_457_05, 1e-15);
        close(upper_tail(10.0), 7.619_853_024_160_527e-24, 1e-14);
        close(log_upper_tail(10.0), -53.231_285_150_512_47, 1e-15);
        close(log_upper_tail(100.0), -5_005.524_208_694_205, 1e-15);
        close(log_upper_tail(-3.0), -0.001_350_809_964_748_202_3, 1e-14);
    }

    #[test]
    fn quantiles_invert_tails() {
        close(upper_quantile(0.025), 1.959_963_984_540_054, 1e-15);
        close(upper_quantile(1e-300), 37.047_096_299_361_2, 1e-14);
        for z in [1e-3, 0.3, 1.0, 4.9, 7.0, 7.2, 20.0, 36.0] {
            close(upper_quantile(upper_tail(z)), z, 4e-13);
            close(log_upper_quantile(log_upper_tail(z)), z, 4e-13);
        }
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!(upper_quantile(0.0), f64::INFINITY);
        assert!(upper_quantile(f64::NAN).is_nan());
    }
}
