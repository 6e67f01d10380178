//! What the data could show, and what they could not.

use pack::vocabulary::{Trap, UnitMeasure};
use stats::distribution::normal;

use super::Conduct;
use super::stop::Stop;
use crate::experiment::readout::Line;
use crate::experiment::remarks::percent;
use crate::experiment::truth::{TrueEffect, Truth};
use crate::experiment::warning::signed;

/// The true effect on the primary measure in those who were tested: what a readout can be held against.
fn of_the_tested(truth: &Truth, primary: UnitMeasure) -> Option<&TrueEffect> {
    match &truth.tested {
        Some(tested) => Some(&tested.effect),
        None => truth.effect(primary),
    }
}

pub(super) fn shown(
    conduct: &Conduct<'_>,
    stop: &Stop,
    truth: &Truth,
) -> (Vec<String>, Vec<String>) {
    let (mut could, mut could_not) = (Vec::new(), Vec::new());
    let (primary, power) = (conduct.design.primary, conduct.design.power);
    let day = conduct.readout.day;
    let best = conduct.readout.primary.as_ref().map(Line::best);
    if best.is_none() {
        could_not.push(format!(
            "The readout said nothing on {} yet.",
            primary.name()
        ));
    }
    let tested = conduct.design.population.name();
    if let (Some(effect), Some(best), Some(rule)) =
        (of_the_tested(truth, primary), best, &stop.crossed)
    {
        let during = effect.over(day);
        let says = format!(
            "The readout said {} ({} to {}) on {}; for {tested} the truth over these {day} days is {}.",
            signed(best.relative),
            signed(rule.low),
            signed(rule.high),
            primary.name(),
            signed(during)
        );
        if (rule.low..=rule.high).contains(&during) {
            could.push(says);
        } else {
            could_not.push(says);
        }
        if let (Some(_), Some(reached)) = (&truth.tested, truth.effect(primary)) {
            could_not.push(format!(
                "The claim is on {}, whom the change reaches: over twelve weeks the truth for them is {}, for {tested} {}. These are two effects, and the test measured the second.",
                conduct.scenario.reaches.name(),
                signed(reached.relative),
                signed(effect.relative)
            ));
        }
        let weeks = usize::from(day.div_ceil(7));
        let later = &effect.weeks[weeks.min(effect.weeks.len())..];
        let first = effect.weeks.first().copied().unwrap_or_default();
        if let Some(last) = later.last()
            && (last - first).abs() > best.error
        {
            could_not.push(format!(
                "What came after day {day}: in the first week the true effect was {}, in the twelfth {}.",
                signed(first),
                signed(*last)
            ));
        }
        let bound = rule
            .bound
            .unwrap_or_else(|| normal::upper_quantile(conduct.design.alpha / 2.0));
        // Found with the power wanted is what lies so many standard errors beyond the bound.
        let found = (bound + normal::upper_quantile(1.0 - power)) * best.error;
        if during.abs() < found && during != 0.0 {
            could_not.push(format!(
                "An effect of {} with a standard error of {} is found in fewer than the {} of tests that the design wanted: that takes {}.",
                signed(during),
                percent(best.error),
                percent(power),
                if found.is_finite() {
                    percent(found)
                } else {
                    "more than any effect, so early".to_owned()
                }
            ));
        }
        could.push(rule.says());
    }
    for warning in &conduct.readout.warnings {
        could.push(warning.says.clone());
    }
    let mended = |trap: Trap| {
        let again = conduct.again.into_iter();
        let mut mends = again.flat_map(|again| &again.mended);
        mends.any(|mend| mend.trap() == trap)
    };
    let traps = conduct.scenario.hidden.traps.iter();
    for trap in traps.filter(|trap| !mended(**trap)) {
        if conduct.readout.warns_of(*trap).next().is_none() {
            could_not.push(format!(
                "{}: nothing in these figures pointed at it.",
                trap.name()
            ));
        }
    }
    (could, could_not)
}
