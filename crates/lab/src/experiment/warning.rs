//! Where a trap is visible in the data. A warning says what is so in the figures, never what is true.

use pack::vocabulary::{Adjustment, Analysed, Rule, Trap, UnitMeasure};
use serde::{Deserialize, Serialize};
use stats::distribution::normal;
use stats::sequential::anytime::TUNING;

use super::design::Design;
use super::guardrail::guardrails;
use super::numbers;
use super::readout::{Line, Readout, adjusts};
use super::remarks::percent;
use super::stopping;

/// Below this p-value a mismatch of the arms is taken for real (Fabijan et al. 2019 advise 0.0005).
pub(super) const MISMATCH: f64 = 0.0005;
/// The same of the p-value that is valid at every look, which spends it on all of them.
const MISMATCH_AT_SOME_LOOK: f64 = 0.001;
/// Below this a course or a difference between segments is taken for real.
const UNLIKELY: f64 = 0.005;
/// An effect on a measure of use this large deserves disbelief first.
const IMPLAUSIBLE: f64 = 0.15;

/// A warning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// The trap that it may be; none where it is no trap but a guardrail.
    pub trap: Option<Trap>,
    /// What is so in the figures.
    pub says: String,
    /// What to look at next.
    pub look: String,
}

/// All warnings of a readout.
///
/// # Errors
/// What the design's rule says cannot be worked out.
pub(super) fn warnings(readout: &Readout, design: &Design) -> Result<Vec<Warning>, stats::Error> {
    let mut warnings = Vec::new();
    split(readout, design, &mut warnings);
    size(readout, &mut warnings);
    time(readout, design.primary.lower_is_better(), &mut warnings);
    looks(readout, design, &mut warnings)?;
    analysis(readout, design, &mut warnings)?;
    segments(readout, &mut warnings);
    measures(readout, design, &mut warnings)?;
    Ok(warnings)
}

fn add(
    warnings: &mut Vec<Warning>,
    trap: Option<Trap>,
    says: impl Into<String>,
    look: impl Into<String>,
) {
    warnings.push(Warning {
        trap,
        says: says.into(),
        look: look.into(),
    });
}

fn split(readout: &Readout, design: &Design, warnings: &mut Vec<Warning>) {
    let by_day = readout.split_by_day.is_some_and(|p| p < MISMATCH);
    if by_day {
        add(
            warnings,
            Some(Trap::MixShift),
            format!(
                "The split between the arms is not the same on every day, so the arms hold different mixes of those who come early and late.{}",
                within_days(readout)
            ),
            "Go by the comparison within days, which a split that changes cannot tilt; or keep the split and run it again.",
        );
    }
    // Who looks often finds a small p-value on some day; one of the two was made for that.
    let at_some_look = (readout.looks.len() > 1)
        .then_some(readout.sample_ratio_anytime)
        .flatten();
    let mismatched = readout.sample_ratio < MISMATCH;
    if mismatched || at_some_look.is_some_and(|p| p < MISMATCH_AT_SOME_LOOK) {
        let looked = at_some_look.map_or_else(String::new, |p| {
            format!("; {} over all looks together", p_is(p))
        });
        let why = if by_day {
            " A split that changes by day does that by itself."
        } else {
            ""
        };
        add(
            warnings,
            Some(Trap::SampleRatio),
            format!(
                "The arms do not hold the shares that were meant ({}{looked}). They differ in more than the change, and no effect below can be believed.{why}",
                p_is(readout.sample_ratio)
            ),
            "Find where units are lost before reading on: assignment, redirect, crash, logging, filter.",
        );
    }
    if design.analysed == Analysed::Stayers
        && readout.sample_ratio >= MISMATCH
        && readout.sample_ratio_analysed < 0.01
    {
        add(
            warnings,
            Some(Trap::Survivorship),
            format!(
                "The arms were assigned as meant, but those who are analysed are not ({}): more left in one arm.",
                p_is(readout.sample_ratio_analysed)
            ),
            "Analyse everybody who was assigned, and look at cancellations.",
        );
    }
    let balance = readout
        .primary
        .as_ref()
        .and_then(|line| line.adjusted.as_ref())
        .and_then(|adjusted| adjusted.balance);
    if balance.is_some_and(|p| p < UNLIKELY) {
        let why = if by_day {
            " A split that changes by day does that by itself: look whether it is so within days, too."
        } else if mismatched {
            " Losing the more engaged of one arm does that by itself: find out where units are lost first."
        } else {
            ""
        };
        let (trap, says, look) = match design.adjustment {
            Adjustment::FirstWeek => (
                Trap::LateCovariate,
                "The covariate already differs between the arms. It was measured after the test began, so it may hold a part of the effect.",
                "Compare with the estimate without adjustment, or adjust by the days before.",
            ),
            _ => (
                Trap::CarryOver,
                "The arms already differed in the 28 days before the test, more than chance explains.",
                "Ask what these buckets were used for before, and shuffle them anew.",
            ),
        };
        add(warnings, Some(trap), format!("{says}{why}"), look);
    }
}

/// The effect within days beside the one over all of them, where both are there.
fn within_days(readout: &Readout) -> String {
    let (Some(within), Some(primary)) = (&readout.within_days, &readout.primary) else {
        return String::new();
    };
    let all = primary.best();
    format!(
        " Within days, the effect on {} is {} ({} to {}); over all days at once it is {} ({} to {}).",
        primary.measure.name(),
        signed(within.relative),
        signed(within.low),
        signed(within.high),
        signed(all.relative),
        signed(all.low),
        signed(all.high)
    )
}

fn size(readout: &Readout, warnings: &mut Vec<Warning>) {
    let use_of_it = [
        UnitMeasure::WatchHours,
        UnitMeasure::HoursPerActiveMember,
        UnitMeasure::ActiveMembers,
        UnitMeasure::SessionsPerActiveMember,
        UnitMeasure::Revenue,
        UnitMeasure::Arpu,
    ];
    for line in readout
        .lines()
        .filter(|line| use_of_it.contains(&line.measure))
    {
        let best = line.best();
        if best.low.abs().min(best.high.abs()) > IMPLAUSIBLE && best.is_significant() {
            add(
                warnings,
                Some(Trap::Twyman),
                format!(
                    "An effect of {} on {} is far outside of what changes to a service do.",
                    signed(best.relative),
                    line.measure.name()
                ),
                "Disbelieve it first: look whether visits and active days moved along, and how events are logged.",
            );
            return;
        }
    }
}

fn time(readout: &Readout, lower_is_better: bool, warnings: &mut Vec<Warning>) {
    let Some(fading) = &readout.fading else {
        return;
    };
    // The curve has three parameters, and a gap between first and last days has one: either tells.
    let clear = fading.p_value < UNLIKELY || fading.early_less_late.abs() > 3.0;
    if !clear {
        return;
    }
    let third = readout.daily.len() / 3;
    let mean = |days: &[super::readout::Daily]| {
        days.iter().map(|each| each.relative).sum::<f64>() / days.len().max(1) as f64
    };
    let early = mean(&readout.daily[..third]);
    let late = mean(&readout.daily[readout.daily.len() - third..]);
    let first = lower_is_better;
    let better_late = (late > early) != first;
    let good_early = (early > 0.0) != first;
    let last = &readout.daily[readout.daily.len() - third..];
    // Days of the same units go together, so that their mean is hardly surer than one of them.
    let error = last.iter().map(|each| each.error).sum::<f64>() / third.max(1) as f64;
    let bad_late = (late > 0.0) == first && late.abs() > 2.0 * error;
    let (trap, words) = if better_late {
        (Trap::Primacy, "got better")
    } else if good_early && bad_late {
        (Trap::ShortTerm, "turned into its opposite")
    } else if good_early {
        (Trap::Novelty, "faded")
    } else {
        (Trap::ShortTerm, "got worse")
    };
    add(
        warnings,
        Some(trap),
        format!(
            "The effect {words} while the test ran: {} in its first third, {} in its last.",
            signed(early),
            signed(late)
        ),
        "Judge by the last days, and ask whether it has come to rest.",
    );
}

fn looks(
    readout: &Readout,
    design: &Design,
    warnings: &mut Vec<Warning>,
) -> Result<(), stats::Error> {
    let Some(peeked) = stopping::peeked(readout, design)? else {
        return Ok(());
    };
    if peeked.false_positives <= 1.5 * design.alpha {
        return Ok(());
    }
    let times = match readout.looks.len() {
        1 => "once".to_owned(),
        looks => format!("{looks} times"),
    };
    let says = match design.rule {
        Rule::Weekly => format!(
            "You looked on {}, for which the plan has no bound. Whoever believes the usual interval there calls an effect where there is none in {} of tests.",
            stopping::days_in_words(&peeked.days),
            percent(peeked.false_positives)
        ),
        _ => format!(
            "You looked {times} at an interval made for one look. With no effect at all, {} leaves out zero in {} of tests.",
            if readout.day < design.days {
                "one of these looks or the planned end"
            } else {
                "one of these looks"
            },
            percent(peeked.false_positives)
        ),
    };
    add(
        warnings,
        Some(Trap::Peeking),
        says,
        match design.rule {
            Rule::Weekly => {
                "Stop at the looks of the plan, by its bounds; between them only the always-valid interval holds."
            }
            _ => "Read the always-valid interval, or wait for the planned end and use it once.",
        },
    );
    Ok(())
}

fn analysis(
    readout: &Readout,
    design: &Design,
    warnings: &mut Vec<Warning>,
) -> Result<(), stats::Error> {
    if let (Some(honest), Some(primary)) = (&readout.by_units, &readout.primary) {
        let naive = &primary.plain;
        add(
            warnings,
            Some(Trap::WrongUnit),
            format!(
                "Counted by {} and not by event or day, the interval is {:.1} times as wide: {} to {}.",
                design.unit.many(),
                honest.error / naive.error,
                signed(honest.low),
                signed(honest.high)
            ),
            "Go by the unit that was assigned.",
        );
    }
    for (measure, change, statistic) in &readout.control_moved {
        if statistic.abs() > 5.0 && change.abs() > 0.08 {
            add(
                warnings,
                Some(Trap::Interference),
                format!(
                    "Control's own {} changed by {} against the 28 days before, though nothing was changed for control.",
                    measure.name(),
                    signed(*change)
                ),
                "Ask what both arms share. If treatment takes from control, the difference of the arms says little about everybody treated.",
            );
            break;
        }
    }
    let (Some(best), Some(rule)) = (
        readout.primary.as_ref().map(Line::best),
        stopping::crossed(readout, design)?,
    ) else {
        return Ok(());
    };
    let standard = best.error;
    let plan = stats::power::Design {
        alpha: design.alpha,
        ..stats::power::Design::new(standard * standard * best.units / 4.0)
    };
    let power = match design.rule {
        Rule::Anytime => plan.anytime_power(design.smallest_effect, best.units, TUNING),
        _ => plan.power(design.smallest_effect, best.units),
    };
    let power = power.unwrap_or(1.0);
    if rule.crossed && power < 0.5 {
        let usual = normal::upper_quantile(design.alpha / 2.0);
        let bound = rule.bound.unwrap_or(usual);
        let times = numbers::exaggeration(design.smallest_effect / standard, bound)?;
        add(
            warnings,
            Some(Trap::Underpowered),
            format!(
                "The bound is crossed, at a power of {} for the smallest effect worth having. If that is the true size, whatever is found looks {times:.1} times too large on average.",
                percent(power)
            ),
            "Claim less than you found, or run it again with more units.",
        );
    }
    if !rule.crossed && power < 0.5 && readout.day >= design.days {
        add(
            warnings,
            Some(Trap::Underpowered),
            format!(
                "The interval reaches from {} to {}: the smallest effect worth having would be found with a power of {} only. That nothing was found says little.",
                signed(rule.low),
                signed(rule.high),
                percent(power)
            ),
            "Run it with more units, or say plainly that it cannot tell.",
        );
    }
    Ok(())
}

fn segments(readout: &Readout, warnings: &mut Vec<Warning>) {
    let unlike = readout
        .cuts
        .iter()
        .filter(|cut| cut.p_corrected.is_some_and(|p| p < UNLIKELY))
        .min_by(|left, right| {
            let p = |cut: &super::readout::Cut| cut.p_corrected.unwrap_or(1.0);
            p(left).total_cmp(&p(right))
        });
    if let Some(cut) = unlike {
        let strongest = cut.parts.iter().max_by(|left, right| {
            let z =
                |part: &super::readout::Part| (part.estimate.relative / part.estimate.error).abs();
            z(left).total_cmp(&z(right))
        });
        if let Some(part) = strongest {
            add(
                warnings,
                Some(Trap::Heterogeneity),
                format!(
                    "The effect is not the same in all segments by {}: in {} it is {}.",
                    cut.dimension,
                    part.value,
                    signed(part.estimate.relative)
                ),
                "Ask whom it works for. The mean over all is nobody's effect.",
            );
        }
    }
}

fn measures(
    readout: &Readout,
    design: &Design,
    warnings: &mut Vec<Warning>,
) -> Result<(), stats::Error> {
    let guardrails = guardrails(readout, design)?;
    for guardrail in guardrails.iter().filter(|each| each.is_harmed()) {
        add(
            warnings,
            None,
            format!("{} It is {}.", guardrail.says(), guardrail.figures()),
            "Weigh it against the gain before you decide.",
        );
    }
    // Whoever names many measures beforehand means to look at all of them: these are the family. What is
    // measured besides is corrected over everything, in the table.
    let declared = || readout.primary.iter().chain(&readout.guardrails);
    let tests = declared().count();
    if tests > 6 {
        let survives = |line: &Line| line.p_holm_declared.is_some_and(|p| p < design.alpha);
        let alone: Vec<&str> = declared()
            .filter(|line| line.best().p_value < design.alpha && !survives(line))
            .map(|line| line.measure.name())
            .collect();
        let moved = match alone.as_slice() {
            [] => "None of them moved by itself.".to_owned(),
            some => format!(
                "By itself {} moved, and does not survive a correction for these {tests} (Holm).",
                some.join(" and ")
            ),
        };
        let chance = 1.0 - (1.0 - design.alpha).powi(tests as i32);
        add(
            warnings,
            Some(Trap::ManyMetrics),
            format!(
                "{tests} measures are declared, the primary one and the guardrails: with no effect at all, the chance that one of them moves is up to {}. {moved}",
                percent(chance)
            ),
            "Decide by one. A measure picked after the fact is a hypothesis for the next test.",
        );
    }
    // Both estimates are there; far apart, one of them is wrong.
    if adjusts(design)
        && design.adjustment == Adjustment::FirstWeek
        && let Some(primary) = &readout.primary
        && let Some(adjusted) = &primary.adjusted
    {
        let plain = &primary.plain;
        let gap = (plain.relative - adjusted.estimate.relative).abs();
        let already = warnings
            .iter()
            .any(|warning| warning.trap == Some(Trap::LateCovariate));
        if gap > 2.0 * plain.error && !already {
            add(
                warnings,
                Some(Trap::LateCovariate),
                format!(
                    "Adjusted, the effect is {}; without adjustment {}. A covariate from before the test could not move it so far.",
                    signed(adjusted.estimate.relative),
                    signed(plain.relative)
                ),
                "Adjust by the days before, or not at all.",
            );
        }
    }
    Ok(())
}

/// A share with its sign.
pub(super) fn signed(share: f64) -> String {
    let sign = if share < 0.0 { "−" } else { "+" };
    if share.is_infinite() {
        return format!("{sign}∞");
    }
    format!("{sign}{}", percent(share.abs()))
}

fn p_is(p: f64) -> String {
    if p < 0.0001 {
        "p < 0.0001".to_owned()
    } else {
        format!("p = {p:.4}")
    }
}
