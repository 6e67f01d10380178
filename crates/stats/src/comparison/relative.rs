//! Effects as a fraction of control. Peers disagree how; each way has its name.

use serde::{Deserialize, Serialize};

use super::{Effect, Settings, error_of_difference};
use crate::distribution::student;
use crate::error::Error;
use crate::interval::{Alternative, Interval};
use crate::metric::Arm;

/// How a relative effect and its interval are made. Let m be the arms' values, r control's value
/// without adjustment, v the variances of one unit's share and n the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relative {
    /// (m₂ − m₁) / r, normal on its own scale, with the error of a quotient of the plain values:
    /// v₂ / (r₁² n₂) + v₁ r₂² / (r₁⁴ n₁) (GrowthBook, gbstats 0.8).
    #[default]
    DeltaNormal,
    /// The same estimate with the error that the delta method gives when numerator and
    /// denominator are correlated through the adjustment: the share taken into control's error is
    /// the adjusted one, as the gradient of the estimate asks (GrowthBook's ratios after 0.8).
    /// Without a covariate it equals `DeltaNormal`.
    DeltaNormalCorrelated,
    /// As `DeltaNormalCorrelated`, but with the gradient taken at the plain values of both arms,
    /// though the estimate is adjusted (GrowthBook's means after 0.8).
    DeltaNormalPlainShare,
    /// m₂ / m₁ − 1, with an interval on the logarithm of the quotient, whose error comes from
    /// v / m² of each arm (tea-tasting). p-value and statistic are those of the difference.
    LogScale,
}

/// How many of its own standard errors control must lie above zero for a share of it to say
/// something: nearer, the quotient is nowhere near normal, and below zero its sign turns round.
const CLEARLY_ABOVE_ZERO: f64 = 3.0;

/// The effect of treatment as a fraction of control, which must lie clearly above zero.
pub fn relative(
    control: &Arm,
    treatment: &Arm,
    convention: Relative,
    settings: Settings,
) -> Result<Effect, Error> {
    let error = (control.plain_variance / control.units).sqrt();
    if control.plain <= CLEARLY_ABOVE_ZERO * error {
        return Err(Error::NotClearlyPositive {
            what: "control's value",
            value: control.plain,
            error,
        });
    }
    match convention {
        Relative::LogScale => log_scale(control, treatment, settings),
        _ => delta_normal(control, treatment, convention, settings),
    }
}

fn delta_normal(
    control: &Arm,
    treatment: &Arm,
    convention: Relative,
    settings: Settings,
) -> Result<Effect, Error> {
    let (_, degrees) = error_of_difference(control, treatment, settings)?;
    let base = control.plain;
    let difference = treatment.above(control);
    let squared_error = if convention == Relative::DeltaNormal {
        treatment.variance / (base * base * treatment.units)
            + control.variance * treatment.plain.powi(2) / (base.powi(4) * control.units)
    } else {
        let share = match convention {
            Relative::DeltaNormalPlainShare => treatment.plain / base - 1.0,
            _ => difference / base,
        };
        (treatment.squared_error()
            + (control.variance
                + 2.0 * share * control.plain_covariance
                + share * share * control.plain_variance)
                / control.units)
            / (base * base)
    };
    Effect::test(
        difference / base,
        squared_error.sqrt(),
        degrees,
        settings.alpha,
        settings.alternative,
    )
}

fn log_scale(control: &Arm, treatment: &Arm, settings: Settings) -> Result<Effect, Error> {
    let of_difference = super::difference(control, treatment, settings)?;
    for (what, arm) in [
        ("control's value", control),
        ("treatment's value", treatment),
    ] {
        if arm.value == 0.0 {
            return Err(Error::ZeroDenominator { what });
        }
    }
    // Not by the quotient: near 1 it has no digits for how far it is from 1.
    let share = of_difference.estimate / control.value;
    if share < -1.0 {
        return Err(Error::NotPositive {
            what: "the quotient of the arms",
            value: 1.0 + share,
        });
    }
    let scaled = |arm: &Arm| Arm::new(arm.units, 1.0, arm.variance / arm.value.powi(2));
    let (squared_error, degrees) =
        error_of_difference(&scaled(control), &scaled(treatment), settings)?;
    let critical = student::upper_quantile(settings.alternative.tail(settings.alpha), degrees);
    let reach = critical * squared_error.sqrt();
    let (lower, upper) = (
        (share.ln_1p() - reach).exp_m1(),
        (share.ln_1p() + reach).exp_m1(),
    );
    let interval = match settings.alternative {
        Alternative::TwoSided => Interval { lower, upper },
        Alternative::Greater => Interval {
            lower,
            upper: f64::INFINITY,
        },
        Alternative::Less => Interval { lower: -1.0, upper },
    };
    Ok(Effect {
        estimate: share,
        // On the log scale, where the interval is symmetric.
        standard_error: squared_error.sqrt(),
        degrees_of_freedom: degrees,
        interval,
        ..of_difference
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_what_is_not_clearly_above_zero_is_refused() {
        let treatment = Arm::new(100.0, 2.0, 1.0);
        for convention in [
            Relative::DeltaNormal,
            Relative::DeltaNormalCorrelated,
            Relative::DeltaNormalPlainShare,
            Relative::LogScale,
        ] {
            let of = |value: f64| {
                let control = Arm::new(100.0, value, 1.0);
                relative(&control, &treatment, convention, Settings::default())
            };
            // The standard error is 0.1.
            for value in [-5.0, -0.2, 0.0, 0.2, 0.3] {
                assert!(
                    matches!(of(value), Err(Error::NotClearlyPositive { .. })),
                    "{value}"
                );
            }
            assert!((of(0.4).unwrap().estimate - 4.0).abs() < 1e-12);
        }
    }
}
