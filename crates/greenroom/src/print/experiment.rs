//! A readout and its verdict for the terminal.

use std::fmt::Write;

use lab::experiment::{Design, Estimate, Fate, Line, Readout, Verdict, crossed, guardrails};
use pack::model::Scenario;

use super::{lines, quoted};

/// The readout, sample-ratio check first.
pub(crate) fn readout(readout: &Readout, design: &Design) -> String {
    let mut text = String::new();
    let arms: Vec<String> = readout
        .arms
        .iter()
        .map(|arm| format!("{} {} (meant {:.0})", arm.name, arm.assigned, arm.meant))
        .collect();
    add(
        &mut text,
        &format!(
            "Day {} of {}. Sample ratio: {}; p = {:.4}",
            readout.day,
            design.days,
            arms.join(", "),
            readout.sample_ratio
        ),
    );
    add(&mut text, "");
    add(
        &mut text,
        &format!(
            "{:<24} {:>8}  {:<19} {:<19} {:>8}",
            "", "effect", "interval", "at any look", "p"
        ),
    );
    for each in readout.lines() {
        line(&mut text, each);
    }
    for (measure, why) in &readout.unsaid {
        let says = format!("Nothing can be said on {} yet: {why}.", measure.name());
        add(&mut text, &lines("", &says));
    }
    add(&mut text, &lines("", &ruled(readout, design)));
    match guardrails(readout, design) {
        Ok(guardrails) => {
            for guardrail in guardrails {
                add(&mut text, &lines("", &guardrail.says()));
            }
        }
        Err(error) => {
            let says = format!("How the guardrails stand cannot be worked out: {error}.");
            add(&mut text, &lines("", &says));
        }
    }
    for warning in &readout.warnings {
        add(&mut text, "");
        add(&mut text, &lines("! ", &warning.says));
        add(&mut text, &lines("  ", &warning.look));
    }
    text
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
    let range = |low: f64, high: f64| format!("[{:+.2}%, {:+.2}%]", 100.0 * low, 100.0 * high);
    add(
        text,
        &format!(
            "{name:<24} {:>+7.2}%  {:<19} {:<19} {:>8.4}",
            100.0 * estimate.relative,
            range(estimate.low, estimate.high),
            range(estimate.anytime_low, estimate.anytime_high),
            estimate.p_value
        ),
    );
}

/// What was true, what it cost, what was met.
pub(crate) fn verdict(verdict: &Verdict, scenario: &Scenario) -> String {
    let mut text = String::new();
    let worth = &verdict.truth.worth;
    add(&mut text, "\nThe truth\n");
    for effect in &verdict.truth.effects {
        add(
            &mut text,
            &format!(
                "{:<24} {:>+7.2}% over twelve weeks",
                effect.measure.name(),
                100.0 * effect.relative
            ),
        );
    }
    add(
        &mut text,
        &format!(
            "\nShipped, it is worth {:.0} member-months and ${:.0} in a year, after ${:.0} of upkeep.",
            worth.member_months, worth.net, worth.upkeep
        ),
    );
    add(
        &mut text,
        &format!(
            "Regret of \u{201c}{}\u{201d} against \u{201c}{}\u{201d}: ${:.0}, {:.0} member-months.",
            verdict.regret.chosen.name(),
            verdict.regret.best.name(),
            verdict.regret.dollars,
            verdict.regret.member_months
        ),
    );
    if let Some(shrunk) = &verdict.shrunk {
        let says = format!(
            "The estimate was {:+.2}%; taking effects of about {:.2}% either way for usual, {:+.2}% ({:+.2}% to {:+.2}%) is to be believed of it.",
            100.0 * shrunk.read,
            100.0 * shrunk.usual,
            100.0 * shrunk.effect,
            100.0 * shrunk.low,
            100.0 * shrunk.high
        );
        add(&mut text, &lines("", &says));
    }
    for met in &verdict.traps {
        let fate = match &met.fate {
            Fate::Avoided => "kept out of by design".to_owned(),
            Fate::Seen { quote } => format!("seen: {}", quoted(quote)),
            Fate::Mended => "mended, and run again".to_owned(),
            Fate::Acted => "acted on, not named".to_owned(),
            Fate::Missed => "missed".to_owned(),
        };
        add(&mut text, &format!("{}: {fate}", met.trap.name()));
    }
    for (name, mark) in [
        ("Design", &verdict.design),
        ("Reading", &verdict.reading),
        ("Decision", &verdict.decision),
    ] {
        add(&mut text, &format!("\n{name} {:.1}", mark.level));
        for because in &mark.because {
            add(&mut text, &lines("  ", because));
        }
    }
    add(&mut text, "");
    add(&mut text, &lines("", &scenario.hidden.seen));
    add(&mut text, &lines("", &scenario.hidden.lesson));
    text
}

fn add(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}
