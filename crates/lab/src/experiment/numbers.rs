//! What a design can see: sample size, power, the smallest effect it shows, what its rule costs.

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Rows, Rule, UnitMeasure};
use serde::Serialize;
use stats::distribution::normal;
use stats::power;
use stats::sequential::anytime::{TUNING, asymptotic};
use stats::sequential::group::{self, Sides};
use stats::sequential::spending::Spending;
use stats::{Alternative, Effect};

use super::baseline::{Baseline, Figures, Week};
use super::design::Design;
use super::setting::LONGEST;

/// Days in a month of membership.
const MONTH: f64 = 30.44;
/// By how much churn falls, as a share, for each share that watching rises: the simulated service's
/// own coefficient (`disengagement_churn`).
const CHURN_PER_WATCHING: f64 = 1.1;
/// Member-months that one member a month more brings within a year: 0 + 1 + … + 11.
const MONTHS_OF_A_YEAR: f64 = 66.0;

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

/// What the smallest effect worth having would bring in a year, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Worth {
    /// Months of membership.
    pub member_months: f64,
    /// US dollars.
    pub dollars: f64,
    /// US dollars that it costs to keep.
    pub upkeep: f64,
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
    /// smallest worth having.
    pub exaggeration: f64,
    /// Bounds of the weekly rule.
    pub bounds: Vec<Bound>,
    /// How many times wider the honest interval is than one from single events.
    pub widening: Option<f64>,
    /// What it sees on the guardrails that can be planned for.
    pub guardrails: Vec<Guarded>,
    /// What the smallest effect would bring; none where that cannot be said.
    pub worth: Option<Worth>,
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
    pub fn of(
        design: &Design,
        scenario: &Scenario,
        baseline: &Baseline,
    ) -> Result<Self, stats::Error> {
        let empty = stats::Error::NoVariance {
            what: "what is usual for this measure in this population",
        };
        let week = baseline.over(design.days).ok_or_else(|| empty.clone())?;
        let figures = *week.of(design.primary).ok_or(empty)?;
        let removed = removed(design, &figures);
        let sizes = sizes(design, scenario, &week, &figures)?;
        let times = times(design);
        let bounds = bounds(design, &times)?;
        let power = power_at(design, &sizes, &times, &bounds, design.smallest_effect)?;
        let detectable = detectable(design, &sizes, &times, &bounds)?;
        let inflation = match design.rule {
            Rule::Weekly => {
                group::inflation(&times, &bounds, Sides::Two, design.alpha, design.power)?
            }
            Rule::Anytime => (detectable / sizes.fixed(design)?).powi(2),
            Rule::Fixed | Rule::FirstCrossing => 1.0,
        };
        let guardrails = design.guardrails.iter().filter_map(|measure| {
            let sizes = self::sizes(design, scenario, &week, week.of(*measure)?).ok()?;
            let detectable = self::detectable(design, &sizes, &times, &bounds).ok()?;
            Some(Guarded {
                measure: *measure,
                detectable,
            })
        });
        let guardrails = guardrails.collect();
        let needed = sizes
            .design
            .sample_size(design.smallest_effect, design.power)
            .ok()
            .map(|units| units * inflation);
        Ok(Self {
            usual: figures.value,
            deviation: figures.variance.sqrt(),
            units: sizes.units,
            treated: sizes.units * design.treated,
            needed,
            days_needed: days_needed(design, scenario, baseline),
            power,
            detectable,
            detectable_in_a_fifth: detectable * 5.0_f64.sqrt(),
            removed,
            false_positives: false_positives(
                design,
                &times,
                &bounds,
                sizes.units,
                figures.widening,
            )?,
            exaggeration: exaggeration(design.smallest_effect / sizes.error, design.alpha),
            bounds: planned(design, &bounds),
            widening: figures.widening,
            guardrails,
            worth: worth(design, scenario, &week),
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

/// Information fractions of the looks that the rule foresees.
fn times(design: &Design) -> Vec<f64> {
    design
        .planned_looks()
        .iter()
        .map(|day| f64::from(*day) / f64::from(design.days))
        .collect()
}

/// Bounds at the looks of the rule, in standard errors. Under the always-valid rule nothing is bound
/// to looks, and there are none.
fn bounds(design: &Design, times: &[f64]) -> Result<Vec<f64>, stats::Error> {
    match design.rule {
        Rule::Weekly => {
            group::spending_bounds(times, design.alpha, Spending::OBrienFleming, Sides::Two)
        }
        Rule::Fixed | Rule::FirstCrossing => Ok(vec![
            normal::upper_quantile(design.alpha / 2.0);
            times.len()
        ]),
        Rule::Anytime => Ok(Vec::new()),
    }
}

/// Bounds of the weekly rule with their days; none under another.
pub(super) fn weekly_bounds(design: &Design) -> Result<Vec<Bound>, stats::Error> {
    Ok(planned(design, &bounds(design, &times(design))?))
}

fn planned(design: &Design, bounds: &[f64]) -> Vec<Bound> {
    if design.rule != Rule::Weekly {
        return Vec::new();
    }
    let days = design.planned_looks().into_iter();
    days.zip(bounds)
        .map(|(day, bound)| Bound { day, bound: *bound })
        .collect()
}

fn power_at(
    design: &Design,
    sizes: &Sizes,
    times: &[f64],
    bounds: &[f64],
    effect: f64,
) -> Result<f64, stats::Error> {
    match design.rule {
        Rule::Fixed => sizes.design.power(effect, sizes.units),
        Rule::Weekly | Rule::FirstCrossing => {
            let drift = effect / sizes.error;
            Ok(group::crossing(times, bounds, Sides::Two, drift)?.total())
        }
        Rule::Anytime => sizes.design.anytime_power(effect, sizes.units, TUNING),
    }
}

/// The smallest effect found with the power wanted, by halving.
fn detectable(
    design: &Design,
    sizes: &Sizes,
    times: &[f64],
    bounds: &[f64],
) -> Result<f64, stats::Error> {
    if matches!(design.rule, Rule::Fixed | Rule::FirstCrossing) {
        return sizes.fixed(design);
    }
    let (mut low, mut high) = (0.0, 12.0 * sizes.error);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if power_at(design, sizes, times, bounds, middle)? < design.power {
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
            let times = times(&longer);
            let bounds = bounds(&longer, &times).ok()?;
            power_at(&longer, &sizes, &times, &bounds, design.smallest_effect).ok()
        };
        power().is_some_and(|power| power >= design.power)
    })
}

/// How often the rule calls an effect where there is none. Where events stand for units, the standard
/// errors by which it counts are too small, and bounds are met that much sooner.
fn false_positives(
    design: &Design,
    times: &[f64],
    bounds: &[f64],
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
            let two_sided = Alternative::TwoSided;
            let nothing = Effect::test(0.0, 1.0, f64::INFINITY, design.alpha, two_sided)?;
            let read = asymptotic(&nothing, units, design.alpha, TUNING, two_sided)?;
            let at_the_end = 2.0 * normal::upper_tail(read.interval.upper / too_small);
            Ok(at_the_end.max(design.alpha))
        }
        _ => {
            let met: Vec<f64> = bounds.iter().map(|bound| bound / too_small).collect();
            Ok(group::crossing(times, &met, Sides::Two, 0.0)?.total())
        }
    }
}

/// How often a test calls an effect where there is none when the usual interval is read on these
/// days of a test planned for so many, and the test stopped at the first that leaves out zero.
pub(super) fn cost_of_looks(days: &[u16], planned: u16, alpha: f64) -> Result<f64, stats::Error> {
    let times: Vec<f64> = days
        .iter()
        .map(|day| f64::from(*day) / f64::from(planned.max(*day)))
        .collect();
    let bounds = vec![normal::upper_quantile(alpha / 2.0); times.len()];
    Ok(group::crossing(&times, &bounds, Sides::Two, 0.0)?.total())
}

/// Mean of |estimate| / effect among the estimates that are found significant, for an effect of so
/// many standard errors (Gelman and Carlin 2014: "type M error"), under the normal distribution.
pub(super) fn exaggeration(effect: f64, alpha: f64) -> f64 {
    let bound = normal::upper_quantile(alpha / 2.0);
    let effect = effect.abs().max(1e-6);
    let (above, below) = (bound - effect, bound + effect);
    let found = normal::upper_tail(above) + normal::upper_tail(below);
    // ∫ |z| φ(z − effect) over |z| > bound.
    let sum = effect * normal::upper_tail(above) + normal::density(above)
        - effect * normal::upper_tail(below)
        + normal::density(below);
    sum / found / effect
}

/// What the smallest effect would bring in a year: churn moves with watching as it does in the
/// simulated service, and money as it is.
fn worth(design: &Design, scenario: &Scenario, week: &Week) -> Option<Worth> {
    let members = scenario.millions * 1e6;
    let churn = week.of(UnitMeasure::ChurnRate)?.value;
    let arpu = week.of(UnitMeasure::Arpu)?.value;
    let effect = design.smallest_effect;
    let (member_months, dollars) = match design.primary {
        UnitMeasure::WatchHours
        | UnitMeasure::HoursPerActiveMember
        | UnitMeasure::ActiveMembers
        | UnitMeasure::SessionsPerActiveMember => {
            let months = members * churn * effect * CHURN_PER_WATCHING * MONTHS_OF_A_YEAR;
            (months, months * arpu)
        }
        UnitMeasure::Cancellations | UnitMeasure::ChurnRate => {
            let months = members * churn * effect * MONTHS_OF_A_YEAR;
            (months, months * arpu)
        }
        UnitMeasure::Revenue | UnitMeasure::Arpu => (0.0, members * arpu * effect * 12.0),
        _ => return None,
    };
    Some(Worth {
        member_months,
        dollars,
        upkeep: scenario.upkeep * 12.0,
    })
}

/// Days in a month of membership.
pub(super) const fn month() -> f64 {
    MONTH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_by_luck_looks_too_large() {
        // Gelman and Carlin's example, an effect of 2 with a standard error of 8.1: they drew 9.7 by
        // chance; the same integrals in scipy give 9.5366.
        assert!((exaggeration(2.0 / 8.1, 0.05) - 9.5366).abs() < 1e-4);
        assert!((exaggeration(6.0, 0.05) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn daily_looks_cost_what_is_known() {
        let days: Vec<u16> = (1..=14).collect();
        assert!((cost_of_looks(&days, 14, 0.05).unwrap() - 0.2196).abs() < 1e-3);
        assert!((cost_of_looks(&[14], 14, 0.05).unwrap() - 0.05).abs() < 1e-9);
    }
}
