//! Figures and p-values of experiments.

use std::f64::consts::LN_10;

/// Below this a p-value has no digits that matter, or is written with its exponent.
const SMALL: f64 = 1e-4;

/// Four significant digits, plain where that is readable.
pub(crate) fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if !(1e-4..1e7).contains(&size) {
        format!("{value:.3e}")
    } else {
        let decimals = (3.0 - size.log10().floor()).clamp(0.0, 8.0) as usize;
        format!("{value:.decimals$}")
    }
}

/// A p-value, never as 0: a small one from its natural logarithm, which does not underflow, or as below
/// a ten-thousandth where there is none.
pub(crate) fn p_value(p: f64, log_p: Option<f64>) -> String {
    if p >= SMALL {
        return short(p);
    }
    match log_p.filter(|log| log.is_finite()) {
        None => "< 0.0001".to_owned(),
        Some(log) => {
            let tens = log / LN_10;
            // Rounded first, so that 9.96 does not become 10.0 times a power of ten.
            let exponent = (tens + 0.000_1).floor();
            let digits = 10_f64.powf(tens - exponent).max(1.0);
            let (digits, exponent) = if digits >= 9.95 {
                (1.0, exponent + 1.0)
            } else {
                (digits, exponent)
            };
            format!("{digits:.1}e{exponent:.0}")
        }
    }
}

/// The same in a sentence: "p = 0.5199", "p < 0.0001".
pub(crate) fn p_is(p: f64, log_p: Option<f64>) -> String {
    let value = p_value(p, log_p);
    if value.starts_with('<') {
        format!("p {value}")
    } else {
        format!("p = {value}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_is_never_nothing() {
        for (p, log_p, said) in [
            (0.519_9, None, "0.5199"),
            (1.0, Some(0.0), "1.000"),
            (0.000_4, None, "0.0004000"),
            (0.000_05, None, "< 0.0001"),
            (3.2e-57, Some(3.2e-57_f64.ln()), "3.2e-57"),
            (9.97e-6, Some(9.97e-6_f64.ln()), "1.0e-5"),
            (1e-5, Some(1e-5_f64.ln()), "1.0e-5"),
            (0.0, Some(-4_950.0), "1.7e-2150"),
            (0.0, None, "< 0.0001"),
            (0.0, Some(f64::NEG_INFINITY), "< 0.0001"),
        ] {
            assert_eq!(p_value(p, log_p), said);
        }
        assert_eq!(p_is(0.25, None), "p = 0.2500");
        assert_eq!(p_is(0.0, None), "p < 0.0001");
    }
}
