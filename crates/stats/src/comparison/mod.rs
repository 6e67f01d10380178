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
        if !estimate.is_finite() {
            return Err(Error::Setting {
                name: "the estimate",
                value: estimate,
                allowed: "a finite number",
            });
        }
        if degrees_of_freedom.is_nan() || degrees_of_freedom <= 0.0 {
            return Err(Error::Setting {
                name: "the degrees of freedom",
                value: degrees_of_freedom,
                allowed: "above 0",
            });
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

impl Effect {
    /// The two-sided interval at another error level, by the same reference distribution.
    pub fn interval_at(&self, alpha: f64) -> Result<Interval, Error> {
        error::fraction("alpha", alpha)?;
        let critical = student::upper_quantile(alpha / 2.0, self.degrees_of_freedom);
        Ok(Alternative::TwoSided.interval(self.estimate, critical * self.standard_error))
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
        treatment.above(control),
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
            let degrees = satterthwaite(left, right, control.units, treatment.units);
            (left + right, degrees)
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
    if !squared_error.is_finite() {
        return Err(Error::Setting {
            name: "the variance of the difference",
            value: squared_error,
            allowed: "a finite number: count the metric in a larger unit",
        });
    }
    Ok(match settings.reference {
        Reference::Student => (squared_error, degrees),
        Reference::Normal => (squared_error, f64::INFINITY),
    })
}

/// Satterthwaite's degrees of freedom of the sum of two squared errors, by their shares of it: the
/// errors' own squares would leave the range of numbers for metrics counted in tiny or huge units.
pub(crate) fn satterthwaite(left: f64, right: f64, left_units: f64, right_units: f64) -> f64 {
    let share = left / (left + right);
    let rest = right / (left + right);
    1.0 / (share * share / (left_units - 1.0) + rest * rest / (right_units - 1.0))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_in_tiny_or_huge_units_is_tested_alike() {
        let test = |unit: f64| {
            let control = Arm::new(40.0, unit, unit * unit);
            let treatment = Arm::new(70.0, 1.5 * unit, 2.0 * unit * unit);
            difference(&control, &treatment, Settings::default()).unwrap()
        };
        let usual = test(1.0);
        for unit in [1e-120, 1e-80, 1e80, 1e120] {
            let found = test(unit);
            for (one, other) in [
                (found.degrees_of_freedom, usual.degrees_of_freedom),
                (found.p_value, usual.p_value),
                (found.interval.lower / unit, usual.interval.lower),
            ] {
                assert!((one / other - 1.0).abs() < 1e-12, "{unit}: {found:?}");
            }
        }
    }

    #[test]
    fn no_number_is_refused_rather_than_called_no_effect() {
        for (estimate, error, degrees) in [
            (f64::NAN, 1.0, 10.0),
            (1.0, f64::NAN, 10.0),
            (1.0, f64::INFINITY, 10.0),
            (1.0, 1.0, f64::NAN),
            (1.0, 1.0, 0.0),
        ] {
            let found = Effect::test(estimate, error, degrees, 0.05, Alternative::TwoSided);
            assert!(found.is_err(), "{estimate} {error} {degrees}");
        }
        let huge = Arm::new(10.0, 1.0, f64::MAX);
        let one = Arm::new(1.0 + 1.0, 1.0, f64::MAX);
        assert!(difference(&huge, &one, Settings::default()).is_ok());
        let beyond = Arm::new(10.0, 1.0, f64::INFINITY);
        assert!(difference(&beyond, &one, Settings::default()).is_err());
    }
}
