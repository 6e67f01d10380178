//! How many units, how much power, how small an effect: three sides of one equation.
//!
//! Everything works from the variance of one unit's share in the metric, as [`crate::Arm`] holds
//! it, so means, CUPED, ratios and quantiles are planned alike.

use serde::{Deserialize, Serialize};

use crate::comparison::{Reference, satterthwaite};
use crate::distribution::{noncentral, normal, student};
use crate::error::{self, Error};
use crate::interval::Alternative;
use crate::root::root;
use crate::sequential::anytime;

/// A test of two arms that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// Variance of one unit's share in control.
    pub control_variance: f64,
    /// The same in treatment.
    pub treatment_variance: f64,
    /// Treatment's share of all units, between 0 and 1.
    pub treatment_share: f64,
    /// Error level.
    pub alpha: f64,
    /// What the test looks for.
    pub alternative: Alternative,
    /// Reference distribution: Student's uses the noncentral t with Satterthwaite's degrees of
    /// freedom (tea-tasting), the normal plain z (Spotify).
    pub reference: Reference,
}

impl Design {
    /// Welch's test at 5%, two-sided, arms of equal size and variance.
    pub fn new(variance: f64) -> Self {
        Self {
            control_variance: variance,
            treatment_variance: variance,
            treatment_share: 0.5,
            alpha: 0.05,
            alternative: Alternative::TwoSided,
            reference: Reference::Student,
        }
    }

    /// A z test of two proportions, with the variance p (1 − p) of each.
    pub fn proportions(control: f64, treatment: f64) -> Result<Self, Error> {
        for (name, share) in [
            ("control's share", control),
            ("treatment's share", treatment),
        ] {
            error::fraction(name, share)?;
        }
        Ok(Self {
            control_variance: control * (1.0 - control),
            treatment_variance: treatment * (1.0 - treatment),
            reference: Reference::Normal,
            ..Self::new(0.0)
        })
    }

    /// Probability that the test rejects when the true effect is `effect`, with `units` in both
    /// arms together.
    pub fn power(&self, effect: f64, units: f64) -> Result<f64, Error> {
        self.check()?;
        let (error, degrees) = self.error(units)?;
        let noncentrality = effect / error;
        let critical = student::upper_quantile(self.alternative.tail(self.alpha), degrees);
        let above = |shift: f64| noncentral::upper_tail(critical, degrees, shift);
        Ok(match self.alternative {
            Alternative::TwoSided => above(noncentrality) + above(-noncentrality),
            Alternative::Greater => above(noncentrality),
            Alternative::Less => above(-noncentrality),
        })
    }

    /// Units in both arms together that give the power asked for; not rounded.
    pub fn sample_size(&self, effect: f64, power: f64) -> Result<f64, Error> {
        self.fewest(effect, power, |units| self.power(effect, units))
    }

    /// The fewest units of which `reached` tells the power asked for.
    fn fewest(
        &self,
        effect: f64,
        power: f64,
        reached: impl Fn(f64) -> Result<f64, Error>,
    ) -> Result<f64, Error> {
        self.check()?;
        error::fraction("power", power)?;
        self.possible(effect, power)?;
        // The fewest units whose smaller arm still has a degree of freedom.
        let least = 2.0 / self.treatment_share.min(1.0 - self.treatment_share);
        if reached(least)? >= power {
            return Ok(least);
        }
        let mut most = 2.0 * least;
        while reached(most)? < power {
            most *= 4.0;
            if most > 1e18 {
                return Err(Error::NoSolution {
                    what: "number of units",
                    why: "the effect is too small against the variance",
                });
            }
        }
        // On the logarithm, for the bracket may span decades.
        let log = root(
            |log| Ok(reached(log.exp())? - power),
            least.ln(),
            most.ln(),
            "number of units",
        )?;
        Ok(log.exp())
    }

    /// The smallest effect, in the metric's unit, that `units` in both arms together show with the
    /// power asked for; negative if the test looks below.
    pub fn smallest_effect(&self, units: f64, power: f64) -> Result<f64, Error> {
        self.check()?;
        error::fraction("power", power)?;
        if power <= self.alpha {
            return Err(Error::NoSolution {
                what: "effect",
                why: "without any effect the test already rejects that often",
            });
        }
        let (error, _) = self.error(units)?;
        let sign = if self.alternative == Alternative::Less {
            -1.0
        } else {
            1.0
        };
        let mut most = 4.0 * error;
        while self.power(sign * most, units)? < power {
            most *= 2.0;
        }
        let size = root(
            |size| Ok(self.power(sign * size, units)? - power),
            0.0,
            most,
            "effect",
        )?;
        Ok(sign * size)
    }

    /// A lower bound of the power of an anytime-valid interval read until `units` are in: that of
    /// its last reading alone.
    pub fn anytime_power(&self, effect: f64, units: f64, tuning: f64) -> Result<f64, Error> {
        self.check()?;
        let (error, _) = self.error(units)?;
        let unit = crate::comparison::Effect::test(
            0.0,
            error,
            f64::INFINITY,
            self.alpha,
            self.alternative,
        )?;
        let read = anytime::asymptotic(&unit, units, self.alpha, tuning, self.alternative)?;
        let bound = match self.alternative {
            Alternative::Less => read.interval.upper,
            _ => -read.interval.lower,
        } / error;
        let shift = effect / error;
        Ok(match self.alternative {
            Alternative::TwoSided => {
                normal::upper_tail(bound - shift) + normal::upper_tail(bound + shift)
            }
            Alternative::Greater => normal::upper_tail(bound - shift),
            Alternative::Less => normal::upper_tail(bound + shift),
        })
    }

    /// Units in both arms together at which [`Self::anytime_power`] is the power asked for; not rounded.
    ///
    /// No multiple of the fixed test's number says this: the interval that holds at every look lies the
    /// further from zero, in standard errors, the longer it is read.
    pub fn anytime_sample_size(&self, effect: f64, power: f64, tuning: f64) -> Result<f64, Error> {
        self.fewest(effect, power, |units| {
            self.anytime_power(effect, units, tuning)
        })
    }

    /// Standard error of the difference and its degrees of freedom.
    fn error(&self, units: f64) -> Result<(f64, f64), Error> {
        error::positive("units", units)?;
        let treated = units * self.treatment_share;
        let untreated = units - treated;
        let smallest = treated.min(untreated);
        if smallest <= 1.0 {
            return Err(Error::TooFewUnits {
                what: "a plan",
                needed: 2,
                found: smallest as u64,
            });
        }
        let (left, right) = (
            self.control_variance / untreated,
            self.treatment_variance / treated,
        );
        let degrees = match self.reference {
            Reference::Normal => f64::INFINITY,
            Reference::Student => satterthwaite(left, right, untreated, treated),
        };
        Ok(((left + right).sqrt(), degrees))
    }

    fn check(&self) -> Result<(), Error> {
        error::fraction("alpha", self.alpha)?;
        error::fraction("treatment's share of units", self.treatment_share)?;
        for variance in [self.control_variance, self.treatment_variance] {
            error::positive("the variance of a unit", variance)?;
        }
        Ok(())
    }

    fn possible(&self, effect: f64, power: f64) -> Result<(), Error> {
        let seen = match self.alternative {
            Alternative::TwoSided => effect != 0.0,
            Alternative::Greater => effect > 0.0,
            Alternative::Less => effect < 0.0,
        };
        if seen && effect.is_finite() && power > self.alpha {
            return Ok(());
        }
        Err(Error::NoSolution {
            what: "number of units",
            why: "the effect must be a number on the side the test looks at, and the power above alpha",
        })
    }
}

/// The smallest treatment proportion above `control` that a two-sided z test of `units` in two
/// equal arms shows with the power asked for.
pub fn smallest_proportion(control: f64, units: f64, alpha: f64, power: f64) -> Result<f64, Error> {
    error::fraction("control's share", control)?;
    error::fraction("power", power)?;
    let power_at = |treatment: f64| {
        Design {
            alpha,
            ..Design::proportions(control, treatment)?
        }
        .power(treatment - control, units)
    };
    root(
        |treatment| Ok(power_at(treatment)? - power),
        control,
        1.0 - 1e-12,
        "proportion",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_sides_agree() {
        for alternative in [
            Alternative::TwoSided,
            Alternative::Greater,
            Alternative::Less,
        ] {
            for reference in [Reference::Student, Reference::Normal] {
                let design = Design {
                    alternative,
                    reference,
                    treatment_share: 0.3,
                    treatment_variance: 5.0,
                    ..Design::new(2.0)
                };
                for units in [14.0, 900.0, 3e6] {
                    let effect = design.smallest_effect(units, 0.9).unwrap();
                    assert!((design.power(effect, units).unwrap() - 0.9).abs() < 1e-9);
                    let back = design.sample_size(effect, 0.9).unwrap();
                    assert!((back / units - 1.0).abs() < 1e-6, "{units} {back}");
                }
            }
        }
    }

    #[test]
    fn a_z_test_of_proportions_needs_the_textbook_number() {
        // (1.96 + 0.8416)² (0.1 · 0.9 + 0.12 · 0.88) / 0.02², twice.
        let design = Design::proportions(0.1, 0.12).unwrap();
        let units = design.sample_size(0.02, 0.8).unwrap();
        let expected = 2.0 * 7.848_879_7 * (0.09 + 0.1056) / 0.0004;
        assert!((units / expected - 1.0).abs() < 1e-4, "{units} {expected}");
        let least = smallest_proportion(0.1, units, 0.05, 0.8).unwrap();
        assert!((least - 0.12).abs() < 1e-9);
    }

    #[test]
    fn reading_at_any_time_costs_power() {
        let design = Design::new(1.0);
        let fixed = design.power(0.04, 20_000.0).unwrap();
        let anytime = design
            .anytime_power(0.04, 20_000.0, anytime::TUNING)
            .unwrap();
        assert!(anytime < fixed && anytime > 0.0);
    }

    #[test]
    fn reading_at_any_time_takes_the_units_at_which_its_own_interval_has_the_power() {
        let design = Design::new(1.0);
        // The same equation solved by scipy.optimize.brentq.
        for (effect, power, expected) in [
            (0.01, 0.8, 798_350.232_111_14),
            (0.005, 0.8, 3_480_592.026_508_1),
            (0.05, 0.9, 31_891.901_954_315_5),
        ] {
            let tuning = anytime::TUNING;
            let units = design.anytime_sample_size(effect, power, tuning).unwrap();
            assert!((units / expected - 1.0).abs() < 1e-6, "{effect}: {units}");
            let back = design.anytime_power(effect, units, tuning).unwrap();
            assert!((back - power).abs() < 1e-9);
        }
        assert!(
            design
                .anytime_sample_size(0.0, 0.8, anytime::TUNING)
                .is_err()
        );
    }

    #[test]
    fn a_plan_is_the_same_whatever_unit_the_metric_is_counted_in() {
        let usual = Design::new(1.0).sample_size(0.1, 0.8).unwrap();
        for unit in [1e-120_f64, 1e-90, 1e90, 1e120] {
            let found = Design::new(unit * unit)
                .sample_size(0.1 * unit, 0.8)
                .unwrap();
            assert!((found / usual - 1.0).abs() < 1e-9, "{unit}: {found}");
        }
    }

    #[test]
    fn what_cannot_be_reached_is_refused_in_words() {
        let design = Design::new(1.0);
        assert!(matches!(
            design.sample_size(0.0, 0.8),
            Err(Error::NoSolution { .. })
        ));
        assert!(matches!(
            design.sample_size(1e-12, 0.8),
            Err(Error::NoSolution { .. })
        ));
        assert!(matches!(
            design.smallest_effect(100.0, 0.01),
            Err(Error::NoSolution { .. })
        ));
        assert!(Design::new(0.0).power(1.0, 100.0).is_err());
        assert!(design.power(1.0, 2.0).is_err());
        assert!(Design::proportions(0.0, 0.1).is_err());
    }
}
