//! What a design can see: sample size, power, the smallest effect it shows, what its rule costs.

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Rows, Rule, UnitMeasure};
use serde::Serialize;
use stats::distribution::normal;
use stats::power;
use stats::sequential::anytime::{TUNING, asymptotic};
use stats::sequential::group::{self, Sides};
use stats::{Alternative, Effect};

use super::baseline::{Baseline, Figures, Week};
use super::design::Design;
use super::error::Error;
use super::setting::LONGEST;
use super::stopping;
use super::worth::{Gain, forecast, unknown};

/// A planned look under the weekly rule.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// Day of the test, from 1.
    pub day: u16,
    /// How many standard errors from zero the effect has to be.
    pub bound: f64,
}

/// What a design can see on a guardrail.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Guarded {
    /// The guardrail.
    pub measure: UnitMeasure,
    /// The smallest harm found with the power wanted, as a share of control.
    pub detectable: f64,
}

/// A design in numbers, worked out from what is usual.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Numbers {
    /// What the primary measure usually is over the days of the test.
    pub usual: f64,
    /// Its standard deviation between units, in the same unit.
    pub deviation: f64,
    /// Units that both arms together will hold at the end.
    pub units: f64,
    /// Units in the treated arm.
    pub treated: f64,
    /// Units that would give the power wanted at the smallest effect; none where no number does.
    pub needed: Option<f64>,
    /// Days after which so many have come, a whole number of weeks; none if not within eight weeks.
    pub days_needed: Option<u16>,
    /// Power at the smallest effect worth having.
    pub power: f64,
    /// The smallest effect, as a share, that is found with the power wanted.
    pub detectable: f64,
    /// The same in a segment of a fifth of the units.
    pub detectable_in_a_fifth: f64,
    /// Share of the variance that the adjustment takes out.
    pub removed: f64,
    /// How often the rule calls an effect where there is none.
    pub false_positives: f64,
    /// How many times too large an effect looks on average when it is found, if the true one is the
    /// smallest worth having and the test stops when its rule allows it. Under always-valid intervals it is
    /// told for the last day alone; who stops earlier finds larger ones.
    pub exaggeration: f64,
    /// Bounds of the weekly rule.
    pub bounds: Vec<Bound>,
    /// How many times wider the honest interval is than one from single events.
    pub widening: Option<f64>,
    /// What it sees on the guardrails that can be planned for.
    pub guardrails: Vec<Guarded>,
    /// What the smallest effect would bring; none where that cannot be said.
    pub worth: Option<Gain>,
    /// Why it cannot be said; none where it can, and where the measure reaches money too indirectly.
    pub worth_missing: Option<&'static str>,
}

/// The sides of a test's equation for one length.
struct Sizes {
    units: f64,
    /// Standard error of the effect as a share.
    error: f64,
    design: power::Design,
}

impl Numbers {
    /// Works a design out.
    ///
    /// # Errors
    /// The measure has no variance, or nobody is in the test.
    pub fn of(design: &Design, scenario: &Scenario, baseline: &Baseline) -> Result<Self, Error> {
        let empty = stats::Error::NoVariance {
            what: "what is usual for this measure in this population",
        };
        let week = baseline.over(design.days).ok_or_else(|| empty.clone())?;
        let figures = *week.of(design.primary).ok_or(empty)?;
        let removed = removed(design, &figures);
        let sizes = sizes(design, scenario, &week, &figures)?;
        let looks = Looks::planned(design, scenario, baseline)?;
        let power = power_at(design, &sizes, &looks, design.smallest_effect)?;
        let detectable = detectable(design, &sizes, &looks)?;
        let guardrails = design.guardrails.iter().filter_map(|measure| {
            let sizes = self::sizes(design, scenario, &week, week.of(*measure)?).ok()?;
            let detectable = self::detectable(design, &sizes, &looks).ok()?;
            Some(Guarded {
                measure: *measure,
                detectable,
            })
        });
        let guardrails = guardrails.collect();
        Ok(Self {
            usual: figures.value,
            deviation: figures.variance.sqrt(),
            units: sizes.units,
            treated: sizes.units * design.treated,
            needed: needed(design, &sizes, &looks)?,
            days_needed: days_needed(design, scenario, baseline),
            power,
            detectable,
            detectable_in_a_fifth: detectable * 5.0_f64.sqrt(),
            removed,
            false_positives: false_positives(design, &looks, sizes.units, figures.widening)?,
            exaggeration: looks.exaggeration(design, &sizes)?,
            bounds: looks.weekly(design),
            widening: figures.widening,
            guardrails,
            worth: forecast(scenario, design.primary, baseline, |_| {
                design.smallest_effect
            })?,
            worth_missing: unknown(design.primary, baseline),
        })
    }
}

impl Sizes {
    /// The smallest effect that one look at the end shows.
    fn fixed(&self, design: &Design) -> Result<f64, stats::Error> {
        self.design.smallest_effect(self.units, design.power)
    }
}

fn removed(design: &Design, figures: &Figures) -> f64 {
    match design.adjustment {
        Adjustment::Before => figures.removed.clamp(0.0, 0.99),
        Adjustment::None | Adjustment::FirstWeek => 0.0,
    }
}

fn sizes(
    design: &Design,
    scenario: &Scenario,
    week: &Week,
    figures: &Figures,
) -> Result<Sizes, stats::Error> {
    let units = week.units * f64::from(scenario.sample) * design.allocation;
    let squared = figures.value * figures.value;
    let variance = figures.variance * (1.0 - removed(design, figures)) / squared;
    let design = power::Design {
        treatment_share: design.treated,
        alpha: design.alpha,
        ..power::Design::new(variance)
    };
    let share = design.treatment_share;
    // With fewer than two units an arm there is nothing to plan.
    let smallest = units * share.min(1.0 - share);
    if smallest.is_nan() || smallest <= 2.0 {
        return Err(stats::Error::TooFewUnits {
            what: "a plan",
            needed: 2,
            found: units as u64,
        });
    }
    Ok(Sizes {
        units,
        error: (variance / (units * share) + variance / (units * (1.0 - share))).sqrt(),
        design,
    })
}

/// The looks that a rule foresees, as far as there is something to be seen at them.
struct Looks {
    days: Vec<u16>,
    /// Information at each, as a share of the last one's: most units come in the first days, and what they
    /// do on later ones repeats in part what they did before.
    times: Vec<f64>,
    /// Bounds in standard errors. Under the always-valid rule nothing is bound to looks, and there are none.
    bounds: Vec<f64>,
}

impl Looks {
    fn planned(
        design: &Design,
        scenario: &Scenario,
        baseline: &Baseline,
    ) -> Result<Self, stats::Error> {
        let (days, information): (Vec<u16>, Vec<f64>) = match design.rule {
            Rule::Fixed | Rule::Anytime => (vec![design.days], vec![1.0]),
            Rule::Weekly | Rule::FirstCrossing => {
                let planned = design.planned_looks().into_iter();
                let seen = planned.filter_map(|day| {
                    let week = baseline.over(day)?;
                    let sizes = sizes(design, scenario, &week, week.of(design.primary)?).ok()?;
                    let information = sizes.error.powi(-2);
                    (information.is_finite() && information > 0.0).then_some((day, information))
                });
                seen.unzip()
            }
        };
        let times = stopping::shares(&information);
        let bounds = match design.rule {
            Rule::Weekly => stopping::weekly(design, &days, &times)?,
            Rule::Fixed | Rule::FirstCrossing => {
                vec![normal::upper_quantile(design.alpha / 2.0); times.len()]
            }
            Rule::Anytime => Vec::new(),
        };
        Ok(Self {
            days,
            times,
            bounds,
        })
    }

    /// How many times too large the smallest effect looks where it is found.
    fn exaggeration(&self, design: &Design, sizes: &Sizes) -> Result<f64, stats::Error> {
        let drift = (design.smallest_effect / sizes.error).abs();
        let drift = drift.max(LEAST_DRIFT);
        if design.rule == Rule::Anytime {
            let bound = anytime_bound(design, sizes.units)?;
            return group::exaggeration(&[1.0], &[bound], Sides::Two, drift);
        }
        group::exaggeration(&self.times, &self.bounds, Sides::Two, drift)
    }

    /// The bounds of the weekly rule with their days; none under another.
    fn weekly(&self, design: &Design) -> Vec<Bound> {
        if design.rule != Rule::Weekly {
            return Vec::new();
        }
        let days = self.days.iter().zip(&self.bounds);
        days.map(|(day, bound)| Bound {
            day: *day,
            bound: *bound,
        })
        .collect()
    }
}

fn power_at(
    design: &Design,
    sizes: &Sizes,
    looks: &Looks,
    effect: f64,
) -> Result<f64, stats::Error> {
    match design.rule {
        Rule::Fixed => sizes.design.power(effect, sizes.units),
        Rule::Weekly | Rule::FirstCrossing => {
            let drift = effect / sizes.error;
            Ok(group::crossing(&looks.times, &looks.bounds, Sides::Two, drift)?.total())
        }
        Rule::Anytime => sizes.design.anytime_power(effect, sizes.units, TUNING),
    }
}

/// Units at which the rule finds the smallest effect with the power wanted; none where no number does.
fn needed(design: &Design, sizes: &Sizes, looks: &Looks) -> Result<Option<f64>, stats::Error> {
    let (effect, power) = (design.smallest_effect, design.power);
    let Looks { times, bounds, .. } = looks;
    let times_fixed = match design.rule {
        Rule::Fixed => 1.0,
        // Its bound moves with the units, so that it is no multiple of a fixed test's.
        Rule::Anytime => {
            return Ok(sizes.design.anytime_sample_size(effect, power, TUNING).ok());
        }
        Rule::Weekly | Rule::FirstCrossing => {
            let by_luck = group::crossing(times, bounds, Sides::Two, 0.0)?.total();
            if by_luck >= power {
                // So often it stops whatever the effect.
                0.0
            } else {
                group::inflation(times, bounds, Sides::Two, design.alpha, power)?
            }
        }
    };
    let share = design.treated.min(1.0 - design.treated);
    let fixed = sizes.design.sample_size(effect, power).ok();
    Ok(fixed.map(|units| (units * times_fixed).max(2.0 / share)))
}

/// How many standard errors from zero an effect has to be for the always-valid interval of so many units to
/// leave out zero.
fn anytime_bound(design: &Design, units: f64) -> Result<f64, stats::Error> {
    let two_sided = Alternative::TwoSided;
    let nothing = Effect::test(0.0, 1.0, f64::INFINITY, design.alpha, two_sided)?;
    let read = asymptotic(&nothing, units, design.alpha, TUNING, two_sided)?;
    Ok(read.interval.upper)
}

/// The smallest effect found with the power wanted, by halving.
fn detectable(design: &Design, sizes: &Sizes, looks: &Looks) -> Result<f64, stats::Error> {
    if design.rule == Rule::Fixed {
        return sizes.fixed(design);
    }
    let (mut low, mut high) = (0.0, 12.0 * sizes.error);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if power_at(design, sizes, looks, middle)? < design.power {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

fn days_needed(design: &Design, scenario: &Scenario, baseline: &Baseline) -> Option<u16> {
    (7..=LONGEST).step_by(7).find(|days| {
        let longer = Design {
            days: *days,
            ..design.clone()
        };
        let power = || {
            let week = baseline.over(*days)?;
            let figures = week.of(design.primary)?;
            let sizes = sizes(&longer, scenario, &week, figures).ok()?;
            let looks = Looks::planned(&longer, scenario, baseline).ok()?;
            power_at(&longer, &sizes, &looks, design.smallest_effect).ok()
        };
        power().is_some_and(|power| power >= design.power)
    })
}

/// How often the rule calls an effect where there is none. Where events stand for units, the standard
/// errors by which it counts are too small, and bounds are met that much sooner.
fn false_positives(
    design: &Design,
    looks: &Looks,
    units: f64,
    widening: Option<f64>,
) -> Result<f64, stats::Error> {
    let too_small = match design.rows {
        Rows::Events => widening.unwrap_or(1.0).max(1.0),
        Rows::Units => 1.0,
    };
    match design.rule {
        // Under a wrong variance an always-valid interval errs at the end alone as often as this.
        Rule::Anytime => {
            let bound = anytime_bound(design, units)?;
            let at_the_end = 2.0 * normal::upper_tail(bound / too_small);
            Ok(at_the_end.max(design.alpha))
        }
        _ => {
            let bounds = looks.bounds.iter();
            let met: Vec<f64> = bounds.map(|bound| bound / too_small).collect();
            Ok(group::crossing(&looks.times, &met, Sides::Two, 0.0)?.total())
        }
    }
}

/// Effects of fewer standard errors than this are taken for this one: nothing times too large is no number.
const LEAST_DRIFT: f64 = 1e-6;

/// How many times too large on average an effect of so many standard errors looks among those that lie
/// beyond a bound.
pub(super) fn exaggeration(effect: f64, bound: f64) -> Result<f64, stats::Error> {
    let drift = effect.abs().max(LEAST_DRIFT);
    group::exaggeration(&[1.0], &[bound], Sides::Two, drift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_by_luck_looks_too_large() {
        let usual = normal::upper_quantile(0.025);
        // Gelman and Carlin's example, an effect of 2 with a standard error of 8.1: they drew 9.7 by
        // chance; the same integrals in scipy give 9.5366.
        assert!((exaggeration(2.0 / 8.1, usual).unwrap() - 9.5366).abs() < 1e-4);
        assert!((exaggeration(6.0, usual).unwrap() - 1.0).abs() < 1e-3);
        // Whoever asks for more finds larger ones.
        assert!((exaggeration(2.0 / 8.1, 3.1).unwrap() - 13.723_457).abs() < 1e-4);
    }
}
