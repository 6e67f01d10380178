//! How much of the error level may be spent by when (Lan and DeMets 1983).

use serde::{Deserialize, Serialize};

use crate::distribution::normal;

/// A spending function of the information fraction t: the share of the planned units seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spending {
    /// α tᵠ; exponent 2 is Spotify's.
    Power(f64),
    /// 2 P(Z > z_{α/2} / √t): spends like the bounds of O'Brien and Fleming.
    OBrienFleming,
    /// α ln(1 + (e − 1) t): spends like Pocock's bounds.
    Pocock,
    /// α (1 − e^(−γt)) / (1 − e^(−γ)) of Hwang, Shih and De Cani (1990); γ = 0 spends evenly.
    HwangShihDeCani(f64),
}

impl Spending {
    /// Error level spent by the fraction `time` of the information, of `alpha` in all.
    pub fn spent(self, alpha: f64, time: f64) -> f64 {
        if time >= 1.0 {
            return alpha;
        }
        match self {
            Self::Power(exponent) => alpha * time.powf(exponent),
            Self::OBrienFleming => {
                2.0 * normal::upper_tail(normal::upper_quantile(alpha / 2.0) / time.sqrt())
            }
            Self::Pocock => alpha * ((std::f64::consts::E - 1.0) * time).ln_1p(),
            Self::HwangShihDeCani(0.0) => alpha * time,
            Self::HwangShihDeCani(gamma) => alpha * (-gamma * time).exp_m1() / (-gamma).exp_m1(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_spent_at_the_end_and_ever_more_before() {
        for spending in [
            Spending::Power(2.0),
            Spending::OBrienFleming,
            Spending::Pocock,
            Spending::HwangShihDeCani(-4.0),
            Spending::HwangShihDeCani(0.0),
        ] {
            let spent = |step: i32| spending.spent(0.05, f64::from(step) / 20.0);
            assert!((spending.spent(0.05, 1.0 - 1e-12) - 0.05).abs() < 1e-10);
            assert!((1..20).all(|step| spent(step) > spent(step - 1)));
        }
    }
}
