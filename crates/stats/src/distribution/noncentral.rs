//! The noncentral t distribution, for power.

use super::normal;

/// P(T > t), where T = (Z + δ) / √(V/ν), Z standard normal and V chi-square with ν degrees of
/// freedom: the power of a t test whose critical value is t.
///
/// P(T > t) is the mean of P(Z > t s − δ) over s = √(V/ν). With s = eᵘ the density of u is
/// analytic and falls off on both sides, so the trapezoid rule converges exponentially; dividing
/// by the rule's own sum of the density removes its constant. Fine for ν from a few to 10¹² and
/// any δ, where series in δ overflow.
pub fn upper_tail(t: f64, degrees: f64, noncentrality: f64) -> f64 {
    if degrees.is_infinite() {
        return normal::upper_tail(t - noncentrality);
    }
    if degrees.is_nan() || t.is_nan() || noncentrality.is_nan() {
        return f64::NAN;
    }
    // ln of the density of u, 0 at its peak u = 0: ν (u − (e²ᵘ − 1) / 2).
    let log_density = |u: f64| degrees * (u - 0.5 * (2.0 * u).exp_m1());
    let width = 1.0 / (2.0 * degrees).sqrt();
    let step = width / 8.0;
    let (mut sum, mut whole) = (0.0, 0.0);
    for direction in [1.0, -1.0] {
        let mut count = if direction > 0.0 { 0 } else { 1 };
        loop {
            let u = direction * f64::from(count) * step;
            let weight = log_density(u).exp();
            if weight < 1e-20 {
                break;
            }
            // The argument in pieces, for t (eᵘ − 1) + (t − δ) keeps its digits when both are big.
            let z = t * u.exp_m1() + (t - noncentrality);
            sum += weight * normal::upper_tail(z);
            whole += weight;
            count += 1;
        }
    }
    sum / whole
}

/// P(T ≤ t); see [`upper_tail`].
pub fn cumulative(t: f64, degrees: f64, noncentrality: f64) -> f64 {
    upper_tail(-t, degrees, -noncentrality)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::student;

    #[test]
    fn without_noncentrality_it_is_students() {
        for degrees in [1.0, 2.0, 5.5, 40.0, 1e5] {
            for t in [-3.0, -0.2, 0.0, 0.7, 4.0] {
                let difference = upper_tail(t, degrees, 0.0) - student::upper_tail(t, degrees);
                assert!(difference.abs() < 1e-13, "{degrees} {t}: {difference}");
            }
        }
    }

    #[test]
    fn no_number_in_is_no_number_out_and_an_end() {
        for (t, degrees, shift) in [
            (f64::NAN, 5.0, 0.0),
            (1.0, f64::NAN, 0.0),
            (1.0, 5.0, f64::NAN),
        ] {
            assert!(upper_tail(t, degrees, shift).is_nan());
        }
    }

    #[test]
    fn a_huge_noncentrality_is_certain_power_rather_than_no_number() {
        assert!((upper_tail(1.96, 1e5, 300.0) - 1.0).abs() < 1e-15);
        assert!(upper_tail(1.96, 1e5, -300.0) < 1e-300);
    }
}
