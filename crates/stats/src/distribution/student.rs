//! Student's t distribution, for any positive degrees of freedom, whole or not.
//!
//! The two-sided tail is the incomplete beta function I(x; ν/2, ½) at x = ν / (ν + t²). For many
//! degrees of freedom it is summed by the series of DiDonato and Morris (1992, "Algorithm 708",
//! equation 9 and after), whose first term is the normal tail; otherwise by the continued fraction
//! of the same paper in logarithms. Both keep relative precision far out in the tail.

use std::f64::consts::{LN_2, PI};

use super::normal;

/// P(T > t).
pub fn upper_tail(t: f64, degrees: f64) -> f64 {
    if t < 0.0 {
        1.0 - upper_tail(-t, degrees)
    } else {
        log_upper_tail(t, degrees).exp()
    }
}

/// P(T ≤ t).
pub fn cumulative(t: f64, degrees: f64) -> f64 {
    upper_tail(-t, degrees)
}

/// ln P(T > t).
pub fn log_upper_tail(t: f64, degrees: f64) -> f64 {
    if t.is_nan() || degrees.is_nan() || degrees <= 0.0 {
        f64::NAN
    } else if t < 0.0 {
        (-log_upper_tail(-t, degrees).exp()).ln_1p()
    } else if degrees.is_infinite() {
        normal::log_upper_tail(t)
    } else {
        log_two_sided(t, degrees) - LN_2
    }
}

/// Natural logarithm of the density at t.
pub fn log_density(t: f64, degrees: f64) -> f64 {
    log_gamma_half_step(degrees / 2.0)
        - 0.5 * (degrees * PI).ln()
        - (degrees + 1.0) / 2.0 * log_spread(t, degrees)
}

/// The t with P(T > t) = `probability`.
///
/// Newton's method on the logarithm of the tail against ln t (against t below 1), from Fisher's
/// expansion about the normal quantile.
pub fn upper_quantile(probability: f64, degrees: f64) -> f64 {
    if probability.is_nan() || !(0.0..=1.0).contains(&probability) || degrees.is_nan() {
        return f64::NAN;
    }
    if probability > 0.5 {
        return -upper_quantile(1.0 - probability, degrees);
    }
    let z = normal::upper_quantile(probability);
    if degrees.is_infinite() || probability == 0.5 || z.is_infinite() {
        return z;
    }
    let target = probability.ln();
    let mut t = z + (z.powi(3) + z) / (4.0 * degrees);
    for _ in 0..100 {
        let miss = log_upper_tail(t, degrees) - target;
        let hazard = (log_density(t, degrees) - log_upper_tail(t, degrees)).exp();
        let next = if t > 1.0 {
            t * (miss / (hazard * t)).clamp(-20.0, 20.0).exp()
        } else {
            (t + miss / hazard).max(t / 4.0)
        };
        let moved = (next - t).abs();
        t = next;
        if moved <= 4.0 * f64::EPSILON * t {
            break;
        }
    }
    t
}

/// ln P(|T| > t) for t ≥ 0.
fn log_two_sided(t: f64, degrees: f64) -> f64 {
    if t == 0.0 {
        return 0.0;
    }
    let a = degrees / 2.0;
    let log_x = -log_spread(t, degrees);
    if a >= 15.0 && log_x > -0.35 {
        return log_series(a, log_x);
    }
    let x = log_x.exp();
    // 1 − x, kept whole when t is small.
    let complement = -log_x.exp_m1();
    let log_beta = 0.5 * PI.ln() - log_gamma_half_step(a);
    let log_front = a * log_x + 0.5 * complement.ln() - log_beta;
    if x < (a + 1.0) / (a + 2.5) {
        log_front - a.ln() + continued_fraction(a, 0.5, x).ln()
    } else {
        let central = log_front.exp() * 2.0 * continued_fraction(0.5, a, complement);
        (-central).ln_1p()
    }
}

/// ln(1 + t²/ν), for t of any size.
fn log_spread(t: f64, degrees: f64) -> f64 {
    let scaled = t.abs() / degrees.sqrt();
    if scaled < 1e8 {
        (scaled * scaled).ln_1p()
    } else {
        2.0 * scaled.ln()
    }
}

/// DiDonato and Morris's series for ln I(x; a, ½) with a large and x near 1.
fn log_series(a: f64, log_x: f64) -> f64 {
    const TERMS: usize = 40;
    let b = 0.5;
    let middle = a + (b - 1.0) / 2.0;
    let u = -middle * log_x;
    let root = u.sqrt();
    // h / exp(−u), with h = u^b exp(−u) / Γ(b).
    let h = root / PI.sqrt();
    let mut sum = normal::scaled_complement(root);
    let mut integral = sum / h;
    let mut coefficients = [0.0; TERMS];
    coefficients[0] = 1.0;
    let mut factorials = [1.0; TERMS];
    for n in 1..TERMS {
        factorials[n] = factorials[n - 1] * (2 * n) as f64 * (2 * n + 1) as f64;
    }
    let square = (log_x / 2.0).powi(2);
    let mut power = 1.0;
    let mut twice = b;
    for n in 1..TERMS {
        let order = n as f64;
        let mut coefficient = 0.0;
        for m in 1..n {
            coefficient += (m as f64 * b - order) * coefficients[n - m] / factorials[m];
        }
        coefficient = coefficient / order + (b - 1.0) / factorials[n];
        coefficients[n] = coefficient;
        integral = (twice * (twice + 1.0) * integral + (u + twice + 1.0) * power)
            / (4.0 * middle * middle);
        power *= square;
        twice += 2.0;
        let term = h * coefficient * integral;
        sum += term;
        if term.abs() <= f64::EPSILON * 0.1 * sum {
            break;
        }
    }
    log_gamma_half_step(a) - b * middle.ln() - u + sum.ln()
}

/// The continued fraction of the incomplete beta function without its front factor, by Lentz's
/// method.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..5_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        product *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let factor = d * c;
        product *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    product
}

/// ln Γ(a + ½) − ln Γ(a), without the cancellation of two large logarithms: Stirling's series for
/// the quotient above 20, the recurrence below.
pub(crate) fn log_gamma_half_step(a: f64) -> f64 {
    let mut a = a;
    let mut shift = 0.0;
    while a < 20.0 {
        shift -= (0.5 / a).ln_1p();
        a += 1.0;
    }
    let inverse = 1.0 / a;
    let square = inverse * inverse;
    let series = inverse
        * (-1.0 / 8.0
            + square
                * (1.0 / 192.0
                    + square
                        * (-1.0 / 640.0 + square * (17.0 / 14_336.0 - square * 31.0 / 18_432.0))));
    shift + 0.5 * a.ln() + series
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
    fn half_steps_of_the_gamma_function_are_known_at_one_half() {
        close(log_gamma_half_step(0.5), -0.5 * PI.ln(), 1e-14);
        close(log_gamma_half_step(1.0), (PI.sqrt() / 2.0).ln(), 1e-14);
    }

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        for t in [1e-6_f64, 0.1, 1.0, 3.0, 40.0, 1e6, 1e12] {
            close(upper_tail(t, 1.0), (1.0 / t).atan() / PI, 1e-13);
            let root = (2.0 + t * t).sqrt();
            close(upper_tail(t, 2.0), 1.0 / (root * (root + t)), 1e-13);
        }
    }

    #[test]
    fn quantiles_invert_tails_for_few_and_many_degrees() {
        for degrees in [0.7, 1.0, 2.5, 7.0, 29.0, 31.0, 450.0, 19_995.98, 1e7] {
            for probability in [1e-250, 1e-30, 1e-9, 1e-3, 0.025, 0.2, 0.499] {
                let t = upper_quantile(probability, degrees);
                if t < 1e150 {
                    close(upper_tail(t, degrees), probability, 1e-12);
                }
            }
        }
    }

    #[test]
    fn the_two_ways_to_sum_the_tail_meet() {
        for degrees in [30.0, 60.0, 1_000.0] {
            let edge = (degrees * 0.35_f64.exp_m1()).sqrt();
            let below = log_upper_tail(edge * (1.0 - 1e-13), degrees);
            let above = log_upper_tail(edge * (1.0 + 1e-13), degrees);
            close(below, above, 1e-11);
        }
    }
}
