//! A verdict for the terminal.

use lab::experiment::{Fate, Verdict};
use pack::model::Scenario;

use super::add;
use crate::print::{lines, quoted};

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
    for (title, shown) in [
        ("What the data could show", &verdict.could_show),
        ("And what they could not", &verdict.could_not_show),
    ] {
        if !shown.is_empty() {
            add(&mut text, &format!("\n{title}\n"));
        }
        for each in shown {
            add(&mut text, &lines("  ", each));
        }
    }
    add(&mut text, "\nTraps\n");
    if verdict.traps.is_empty() {
        add(&mut text, "None: this one was what it seemed to be.");
    }
    for met in &verdict.traps {
        let pointed = if met.was_shown {
            "the readout pointed at it"
        } else {
            "nothing in the readout pointed at it"
        };
        let fate = match &met.fate {
            Fate::Avoided => "kept out of by design".to_owned(),
            Fate::Seen { quote } => format!("seen: {}", quoted(quote)),
            Fate::Mended => "mended, and run again".to_owned(),
            Fate::Acted => "acted on, not named".to_owned(),
            Fate::Missed => "missed".to_owned(),
        };
        add(
            &mut text,
            &lines("", &format!("{}: {fate}; {pointed}", met.trap.name())),
        );
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
