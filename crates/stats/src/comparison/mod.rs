//! Control against treatment.

mod relative;

pub use relative::{Relative, relative};

use serde::{Deserialize, Serialize};

use crate::distribution::{normal, student};
use crate::error::{self, Error};
use crate::interval::{Alternative, Interval};
use crate::metric::Arm;

/// What the statistic is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// Student's t.
    #[default]
    Student,
    /// The normal distribution: a z test.
    Normal,
}

/// Whether the arms' variances are taken to be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variance {
    /// Each arm has its own (Welch; degrees of freedom by Satterthwaite).
    #[default]
    Separate,
    /// One for both, pooled with n₁ + n₂ − 2 degrees of freedom.
    Pooled,
}

/// How a test is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Error level: an interval covers with probability 1 − alpha.
    pub alpha: f64,
    /// What the test looks for.
    pub alternative: Alternative,
    /// Reference distribution.
    pub reference: Reference,
    /// Variances equal or not.
    pub variance: Variance,
}

impl Default for Settings {
    /// Welch's test, two-sided, at 5%.
    fn default() -> Self {
        Self {
            alpha: 0.05,
            alternative: Alternative::TwoSided,
            reference: Reference::Student,
            variance: Variance::Separate,
        }
    }
}

/// An estimated effect of treatment against control.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The effect: a difference in the metric's unit, or a fraction of control if relative.
    pub estimate: f64,
    /// Its standard error, in the same unit.
    pub standard_error: f64,
    /// Estimate over standard error.
    pub statistic: f64,
    /// Degrees of freedom of the reference distribution; infinite for the normal. Serialized as
    /// null then.
    #[serde(with = "infinite_as_null")]
    pub degrees_of_freedom: f64,
    /// p-value of "no effect"; underflows to 0 below about 10⁻³⁰⁸.
    pub p_value: f64,
    /// Natural logarithm of the p-value; never underflows.
    pub log_p_value: f64,
    /// Interval that covers the true effect with probability 1 − alpha.
    pub interval: Interval,
}

impl Effect {
    /// Tests an estimate with a known standard error.
    ///
    /// A standard error of 0 is refused: without variance there is no error to test against.
    pub fn test(
        estimate: f64,
        standard_error: f64,
        degrees_of_freedom: f64,
        alpha: f64,
        alternative: Alternative,
    ) -> Result<Self, Error> {
        error::fraction("alpha", alpha)?;
        if !(standard_error > 0.0 && standard_error.is_finite()) {
            return Err(Error::NoVariance { what: "the metric" });
        }
        let statistic = estimate / standard_error;
        let (p_value, log_p_value) = alternative.p_value(
            statistic,
            |t| upper_tail(t, degrees_of_freedom),
            |t| student::log_upper_tail(t, degrees_of_freedom),
        );
        let critical = student::upper_quantile(alternative.tail(alpha), degrees_of_freedom);
        Ok(Self {
            estimate,
            standard_error,
            statistic,
            degrees_of_freedom,
            p_value,
            log_p_value,
            interval: alternative.interval(estimate, critical * standard_error),
        })
    }
}

fn upper_tail(t: f64, degrees: f64) -> f64 {
    if degrees.is_infinite() {
        normal::upper_tail(t)
    } else {
        student::upper_tail(t, degrees)
    }
}

/// The difference treatment − control.
///
/// Separate variances: s² = v₁/n₁ + v₂/n₂ with Satterthwaite's degrees of freedom
/// s⁴ / ((v₁/n₁)²/(n₁−1) + (v₂/n₂)²/(n₂−1)). Pooled: v = ((n₁−1)v₁ + (n₂−1)v₂)/(n₁+n₂−2).
pub fn difference(control: &Arm, treatment: &Arm, settings: Settings) -> Result<Effect, Error> {
    let (squared_error, degrees) = error_of_difference(control, treatment, settings)?;
    Effect::test(
        treatment.value - control.value,
        squared_error.sqrt(),
        degrees,
        settings.alpha,
        settings.alternative,
    )
}

/// Squared standard error of the difference, and degrees of freedom.
pub(crate) fn error_of_difference(
    control: &Arm,
    treatment: &Arm,
    settings: Settings,
) -> Result<(f64, f64), Error> {
    let found = control.units.min(treatment.units);
    if found < 2.0 {
        return Err(Error::TooFewUnits {
            what: "a comparison",
            needed: 2,
            found: found as u64,
        });
    }
    let (squared_error, degrees) = match settings.variance {
        Variance::Separate => {
            let (left, right) = (control.squared_error(), treatment.squared_error());
            let sum = left + right;
            let degrees = sum * sum
                / (left * left / (control.units - 1.0) + right * right / (treatment.units - 1.0));
            (sum, degrees)
        }
        Variance::Pooled => {
            let degrees = control.units + treatment.units - 2.0;
            let pooled = ((control.units - 1.0) * control.variance
                + (treatment.units - 1.0) * treatment.variance)
                / degrees;
            (pooled / control.units + pooled / treatment.units, degrees)
        }
    };
    if squared_error <= 0.0 {
        return Err(Error::NoVariance { what: "the metric" });
    }
    Ok(match settings.reference {
        Reference::Student => (squared_error, degrees),
        Reference::Normal => (squared_error, f64::INFINITY),
    })
}

/// JSON has no infinity.
mod infinite_as_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        value.is_finite().then_some(*value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(deserializer)?.unwrap_or(f64::INFINITY))
    }
}
