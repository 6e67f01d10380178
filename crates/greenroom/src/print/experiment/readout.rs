//! A readout: everything that the page of a running test shows, in its order but for the warnings, which
//! stand last, where a terminal ends.

use lab::experiment::{Cut, Design, Estimate, Line, Readout, crossed, guardrails};

use super::add;
use crate::print::{lines, p_is, p_value, short};

/// The readout, sample-ratio check first.
pub(crate) fn readout(readout: &Readout, design: &Design) -> String {
    let mut text = String::new();
    split(&mut text, readout, design);
    effects(&mut text, readout, design);
    corrected(&mut text, readout);
    over_time(&mut text, readout);
    for cut in &readout.cuts {
        segments(&mut text, cut, design);
    }
    distribution(&mut text, readout, design);
    for warning in &readout.warnings {
        add(&mut text, "");
        add(&mut text, &lines("! ", &warning.says));
        add(&mut text, &lines("  ", &warning.look));
    }
    text
}

fn split(text: &mut String, readout: &Readout, design: &Design) {
    let arms: Vec<String> = readout
        .arms
        .iter()
        .map(|arm| format!("{} {} (meant {:.0})", arm.name, arm.assigned, arm.meant))
        .collect();
    add(
        text,
        &format!(
            "Day {} of {}. Sample ratio: {}; {}",
            readout.day,
            design.days,
            arms.join(", "),
            p_is(readout.sample_ratio, readout.sample_ratio_log)
        ),
    );
    if let Some(p) = readout.sample_ratio_anytime {
        add(
            text,
            &format!("  Read at the end of every day: {}", p_is(p, None)),
        );
    }
    if readout.sample_ratio_analysed != readout.sample_ratio {
        let arms = readout.arms.iter();
        let arms: Vec<String> = arms
            .map(|arm| format!("{} {}", arm.name, arm.analysed))
            .collect();
        add(
            text,
            &format!(
                "  Analysed: {}; {}",
                arms.join(", "),
                p_is(readout.sample_ratio_analysed, None)
            ),
        );
    }
    if let Some(p) = readout.split_by_day {
        add(
            text,
            &format!("  The split alike on every day: {}", p_is(p, None)),
        );
    }
}

fn effects(text: &mut String, readout: &Readout, design: &Design) {
    add(text, "");
    add(
        text,
        &format!(
            "{:<24} {:>8}  {:<19} {:<19} {:>8}",
            "", "effect", "interval", "at any look", "p"
        ),
    );
    for (place, each) in readout.lines().enumerate() {
        line(text, each);
        let is_primary = place == 0 && readout.primary.is_some();
        if let Some(by_units) = readout.by_units.as_ref().filter(|_| is_primary) {
            row(text, &format!("  by {}", design.unit.many()), by_units);
        }
        if let Some(within) = readout.within_days.as_ref().filter(|_| is_primary) {
            row(text, "  within days", within);
        }
    }
    let primary = readout.primary.as_ref();
    if let Some(adjusted) = primary.and_then(|line| line.adjusted.as_ref()) {
        let balance = adjusted.balance.map_or_else(String::new, |p| {
            format!(" The covariate alike in both arms: {}.", p_is(p, None))
        });
        let says = format!(
            "The adjustment takes {:.0}% of the primary measure's variance out.{balance}",
            100.0 * adjusted.removed
        );
        add(text, &lines("", &says));
    }
    for line in readout.lines() {
        if let Some(why) = &line.unadjusted {
            let name = line.measure.name();
            let says = format!("Not adjusted, and read as it is, is {name}: {why}.");
            add(text, &lines("", &says));
        }
    }
    for (measure, why) in &readout.unsaid {
        let says = format!("Nothing can be said on {} yet: {why}.", measure.name());
        add(text, &lines("", &says));
    }
    add(text, &lines("", &ruled(readout, design)));
    match guardrails(readout, design) {
        Ok(guardrails) => {
            for guardrail in guardrails {
                add(text, &lines("", &guardrail.says()));
            }
        }
        Err(error) => {
            let says = format!("How the guardrails stand cannot be worked out: {error}.");
            add(text, &lines("", &says));
        }
    }
}

/// Whether the bound of the design's rule is crossed, and by how much.
fn ruled(readout: &Readout, design: &Design) -> String {
    match crossed(readout, design) {
        Ok(Some(found)) => found.says(),
        Ok(None) => format!(
            "The rule of the design has nothing to say while {} cannot be estimated.",
            design.primary.name()
        ),
        Err(error) => format!("What the rule of the design says cannot be worked out: {error}."),
    }
}

fn line(text: &mut String, line: &Line) {
    row(text, line.measure.name(), &line.plain);
    if let Some(adjusted) = &line.adjusted {
        row(text, "  adjusted", &adjusted.estimate);
    }
}

fn row(text: &mut String, name: &str, estimate: &Estimate) {
    add(
        text,
        &format!(
            "{name:<24} {:>+7.2}%  {:<19} {:<19} {:>8}",
            100.0 * estimate.relative,
            range(estimate.low, estimate.high),
            range(estimate.anytime_low, estimate.anytime_high),
            p_value(estimate.p_value, Some(estimate.log_p_value))
        ),
    );
}

fn range(low: f64, high: f64) -> String {
    if low.is_infinite() && high.is_infinite() {
        return "nothing ruled out".to_owned();
    }
    format!("[{:+.2}%, {:+.2}%]", 100.0 * low, 100.0 * high)
}

/// The values, and p-values corrected over all measures and over those that were declared.
fn corrected(text: &mut String, readout: &Readout) {
    let (all, declared) = (
        readout.lines().count(),
        readout.primary.iter().len() + readout.guardrails.len(),
    );
    if all == 0 {
        return;
    }
    add(text, "");
    add(
        text,
        &format!(
            "{:<24} {:>9} {:>9} {:>8} {:>8} {:>9} {:>9}",
            "", "control", "treatment", "p", "all", "declared", "discovery"
        ),
    );
    for line in readout.lines() {
        let best = line.best();
        let declared = line.p_holm_declared.map(|p| p_value(p, None));
        add(
            text,
            &format!(
                "{:<24} {:>9} {:>9} {:>8} {:>8} {:>9} {:>9}",
                line.measure.name(),
                short(line.plain.control),
                short(line.plain.treatment),
                p_value(best.p_value, Some(best.log_p_value)),
                p_value(line.p_holm, None),
                declared.unwrap_or_default(),
                p_value(line.p_discovery, None)
            ),
        );
    }
    let says = format!(
        "p-values are of the better estimate; \"all\" is corrected over the {all} measures shown and \"declared\" over the {declared} of primary and guardrails (Holm), \"discovery\" for the share of false discoveries among all (Benjamini-Hochberg)."
    );
    add(text, &lines("", &says));
}

/// Every day: how it stood, what the rule asked for, and the day by itself.
fn over_time(text: &mut String, readout: &Readout) {
    if readout.course.is_empty() {
        return;
    }
    let bounded = readout.course.iter().any(|point| point.bound.is_some());
    add(text, "");
    let asked = if bounded { "rule" } else { "" };
    add(
        text,
        &format!(
            "{:<7} {:>8}  {:<19} {:<19} {asked:>9}  {}",
            "Day", "so far", "interval", "at any look", "that day alone"
        ),
    );
    for point in &readout.course {
        let looked = readout.looks.contains(&point.day);
        let name = format!("{}{}", point.day, if looked { " *" } else { "" });
        let bound = point
            .bound
            .map_or_else(String::new, |bound| format!("\u{b1}{:.2}%", 100.0 * bound));
        let alone = readout.daily.iter().find(|each| each.day == point.day);
        let alone = alone.map_or_else(String::new, |each| {
            format!(
                "{:+.2}% \u{b1} {:.2}%",
                100.0 * each.relative,
                196.0 * each.error
            )
        });
        add(
            text,
            &format!(
                "{name:<7} {:>+7.2}%  {:<19} {:<19} {bound:>9}  {alone}",
                100.0 * point.relative,
                range(point.low, point.high),
                range(point.anytime_low, point.anytime_high)
            ),
        );
    }
    let mut says = "* a look.".to_owned();
    if bounded {
        says += " Under \"rule\", how far from zero the effect has to be for the test to stop.";
    }
    if let Some(fading) = &readout.fading {
        says += &format!(
            " The effect alike on every day: {}.",
            p_is(fading.p_value, None)
        );
    }
    add(text, &lines("", &says));
}

fn segments(text: &mut String, cut: &Cut, design: &Design) {
    let p = |p: Option<f64>| p.map_or_else(|| "p -".to_owned(), |p| p_is(p, None));
    add(text, "");
    let says = format!(
        "{} by {}: alike in all {}, corrected for the number of cuts {}",
        design.primary.name(),
        cut.dimension,
        p(cut.p_value),
        p(cut.p_corrected)
    );
    add(text, &lines("", &says));
    for part in &cut.parts {
        let name = format!(
            "  {} ({:.0})",
            part.value.replace('_', " "),
            part.estimate.units
        );
        row(text, &name, &part.estimate);
    }
    if !cut.left_out.is_empty() {
        let left_out = cut.left_out.iter();
        let left_out: Vec<String> = left_out
            .map(|(segment, why)| format!("{} ({why})", segment.replace('_', " ")))
            .collect();
        add(
            text,
            &lines("  ", &format!("Left out: {}.", left_out.join("; "))),
        );
    }
}

/// The difference at every quantile, and why there is none.
fn distribution(text: &mut String, readout: &Readout, design: &Design) {
    if readout.quantiles.is_empty() && readout.unsaid_quantiles.is_empty() {
        return;
    }
    add(text, "");
    let says = format!(
        "{} over {}, treatment less control at quantiles: alone, and for all of them together",
        design.primary.name(),
        design.unit.many()
    );
    add(text, &lines("", &says));
    let half = |margin: Option<f64>| {
        margin.map_or_else(String::new, |margin| format!("\u{b1} {}", short(margin)))
    };
    for quantile in &readout.quantiles {
        add(
            text,
            &format!(
                "  p{:<6} {:>10} {:>10}  {:>10} {:<12} {}",
                100.0 * quantile.probability,
                short(quantile.control),
                short(quantile.treatment),
                short(quantile.treatment - quantile.control),
                half(quantile.margin),
                half(quantile.margin_together)
            ),
        );
    }
    for (probability, why) in &readout.unsaid_quantiles {
        let says = format!("p{} has no interval: {why}.", 100.0 * probability);
        add(text, &lines("  ", &says));
    }
}
