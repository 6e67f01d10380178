//! A conclusion held against the truth: what could be known, which traps were met, seen or missed, marks.

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Analysed, Rows, Rule, Trap};
use serde::{Deserialize, Serialize};

use super::again::Again;
use super::conclusion::Conclusion;
use super::design::Design;
use super::error::Error;
use super::readout::{Line, Readout};
use super::regret::Regret;
use super::remarks::{About, Remark, Weight, percent};
use super::truth::Truth;
use super::warning::signed;
use super::words::Listener;

/// What became of a trap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// The design kept out of it.
    Avoided,
    /// The reason speaks of it.
    Seen {
        /// The sentence that does, as it was written.
        quote: String,
    },
    /// The test was mended of it and run again.
    Mended,
    /// The decision is one that fits it, and the reason does not say so.
    Acted,
    /// Neither.
    Missed,
}

/// A trap of the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// The trap.
    pub trap: Trap,
    /// Whether the readout warned of it when the decision was taken.
    pub was_shown: bool,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
}

/// A mark from 1 to 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The level.
    pub level: f64,
    /// What it stands on, in sentences.
    pub because: Vec<String>,
}

/// The whole verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What is true.
    pub truth: Truth,
    /// What the data could show, in sentences.
    pub could_show: Vec<String>,
    /// What they could not.
    pub could_not_show: Vec<String>,
    /// What the decision cost.
    pub regret: Regret,
    /// The traps of the scenario.
    pub traps: Vec<Met>,
    /// Traps that the reason names although they neither lie in the scenario nor were pointed at.
    #[serde(default)]
    pub suspected: Vec<Trap>,
    /// Of the design.
    pub design: Mark,
    /// Of the reading of the data: traps and the claim.
    pub reading: Mark,
    /// Of the decision.
    pub decision: Mark,
}

/// Everything that a verdict is made of.
#[derive(Clone, Copy, Debug)]
pub struct Conduct<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The design that was run.
    pub design: &'a Design,
    /// Remarks on it.
    pub remarks: &'a [Remark],
    /// What was seen last.
    pub readout: &'a Readout,
    /// What was concluded.
    pub conclusion: &'a Conclusion,
    /// The run before, where this is one of a mended test.
    pub again: Option<&'a Again>,
}

/// Holds a conclusion against the truth.
///
/// # Errors
/// The conclusion cannot be graded.
pub fn verdict(conduct: &Conduct<'_>, truth: Truth) -> Result<Verdict, Error> {
    conduct.conclusion.check()?;
    let listener = Listener::new().map_err(Error::Conclusion)?;
    let days = conduct.design.days;
    let waited = conduct.again.map_or(0.0, |again| again.weeks(days));
    let regret = Regret::of(&truth, conduct.conclusion.decision, days, waited);
    let traps: Vec<Met> = conduct
        .scenario
        .hidden
        .traps
        .iter()
        .map(|trap| met(conduct, &listener, *trap))
        .collect();
    let suspected = suspected(conduct, &listener);
    let (could_show, could_not_show) = shown(conduct, &truth);
    Ok(Verdict {
        could_show,
        could_not_show,
        design: design_mark(conduct.remarks),
        reading: reading_mark(conduct, &truth, &traps, &suspected),
        decision: decision_mark(conduct, &regret),
        traps,
        suspected,
        regret,
        truth,
    })
}

/// So many traps may be named without cause before naming them all counts for less: distrust is right,
/// and a list of everything that can go wrong is no reading.
const IDLE_SUSPICIONS: usize = 3;

/// What the reason distrusts without cause.
fn suspected(conduct: &Conduct<'_>, listener: &Listener) -> Vec<Trap> {
    let traps = Trap::ALL.iter().copied();
    traps
        .filter(|trap| !conduct.scenario.hidden.traps.contains(trap))
        .filter(|trap| conduct.readout.warns_of(*trap).next().is_none())
        .filter(|trap| listener.hears(&conduct.conclusion.reason, *trap).is_some())
        .collect()
}

/// Whether a design keeps out of a trap. Traps that lie in the world and not in the test cannot be
/// kept out of.
fn avoids(design: &Design, readout: &Readout, remarks: &[Remark], trap: Trap) -> bool {
    match trap {
        Trap::WrongUnit => design.rows == Rows::Units,
        Trap::Survivorship => design.analysed == Analysed::Assigned,
        Trap::LateCovariate => design.adjustment != Adjustment::FirstWeek,
        Trap::Peeking => match design.rule {
            Rule::Weekly | Rule::Anytime => true,
            Rule::Fixed => readout.looks.iter().all(|day| *day >= design.days),
            Rule::FirstCrossing => false,
        },
        // A test is no stronger for asking less of itself.
        Trap::Underpowered => !remarks.iter().any(|remark| {
            matches!(
                remark.about,
                About::Underpowered | About::TooLarge | About::Lenient
            )
        }),
        Trap::ManyMetrics => design.guardrails.len() <= 5,
        _ => false,
    }
}

fn met(conduct: &Conduct<'_>, listener: &Listener, trap: Trap) -> Met {
    let Conduct {
        scenario,
        design,
        remarks,
        readout,
        conclusion,
        again,
    } = conduct;
    let before = again.map(|again| &again.concluded);
    let quote = before
        .into_iter()
        .chain([*conclusion])
        .find_map(|concluded| listener.hears(&concluded.reason, trap));
    let mended = again.is_some_and(|again| again.mended.iter().any(|mend| mend.trap() == trap));
    let fate = if let Some(quote) = quote {
        Fate::Seen {
            quote: quote.to_owned(),
        }
    } else if mended {
        Fate::Mended
    } else if avoids(design, readout, remarks, trap) {
        Fate::Avoided
    } else if scenario.hidden.calls.contains(&conclusion.decision) {
        Fate::Acted
    } else {
        Fate::Missed
    };
    Met {
        trap,
        was_shown: readout.warns_of(trap).next().is_some()
            || again.is_some_and(|again| again.warned.contains(&trap)),
        fate,
    }
}

fn shown(conduct: &Conduct<'_>, truth: &Truth) -> (Vec<String>, Vec<String>) {
    let (mut could, mut could_not) = (Vec::new(), Vec::new());
    let primary = conduct.design.primary;
    let best = conduct.readout.primary.as_ref().map(Line::best);
    if best.is_none() {
        could_not.push(format!(
            "The readout said nothing on {} yet.",
            primary.name()
        ));
    }
    if let (Some(effect), Some(best)) = (truth.effect(primary), best) {
        let says = format!(
            "The readout said {} ({} to {}) on {}; over twelve weeks the truth is {}.",
            signed(best.relative),
            signed(best.low),
            signed(best.high),
            primary.name(),
            signed(effect.relative)
        );
        if (best.low..=best.high).contains(&effect.relative) {
            could.push(says);
        } else {
            could_not.push(says);
        }
        let weeks = usize::from(conduct.readout.day.div_ceil(7));
        let later = &effect.weeks[weeks.min(effect.weeks.len())..];
        let during = effect.weeks.first().copied().unwrap_or_default();
        if let Some(last) = later.last()
            && (last - during).abs() > best.error
        {
            could_not.push(format!(
                "What came after day {}: in the first week the true effect was {}, in the twelfth {}.",
                conduct.readout.day,
                signed(during),
                signed(*last)
            ));
        }
        if effect.relative.abs() < 2.8 * best.error && effect.relative != 0.0 {
            could_not.push(format!(
                "An effect of {} with a standard error of {} is found less than four times in five.",
                signed(effect.relative),
                percent(best.error)
            ));
        }
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

fn level(level: f64) -> f64 {
    (level.clamp(1.0, 5.0) * 10.0).round() / 10.0
}

fn design_mark(remarks: &[Remark]) -> Mark {
    let mut reached = 5.0;
    let mut because = Vec::new();
    for remark in remarks {
        reached -= match remark.weight {
            Weight::Breaks => 1.5,
            Weight::Weakens => 0.6,
            Weight::Note => 0.1,
        };
        if remark.weight > Weight::Note {
            because.push(remark.says.clone());
        }
    }
    if because.is_empty() {
        because.push("Nothing that an experienced experimenter would object to.".to_owned());
    }
    Mark {
        level: level(reached),
        because,
    }
}

/// How well the claim fits what is true, from 0 to 1, and why.
fn claim(conduct: &Conduct<'_>, truth: &Truth) -> (f64, String) {
    let Some(effect) = truth.effect(conduct.design.primary) else {
        return (
            0.5,
            "The claim cannot be held against the truth.".to_owned(),
        );
    };
    let conclusion = conduct.conclusion;
    let best = conduct.readout.primary.as_ref().map(Line::best);
    let claimed = format!(
        "You claimed {} ({} to {}); the truth is {}.",
        signed(conclusion.effect),
        signed(conclusion.low),
        signed(conclusion.high),
        signed(effect.relative)
    );
    let width = conclusion.high - conclusion.low;
    let inside = (conclusion.low..=conclusion.high).contains(&effect.relative);
    let usual = best.map(|best| best.anytime_high - best.anytime_low);
    if inside && usual.is_none_or(|usual| width <= 2.0 * usual) {
        (1.0, format!("{claimed} The range holds it."))
    } else if inside {
        (
            0.6,
            format!("{claimed} The range holds it, and is so wide that it says little."),
        )
    } else {
        let beyond = (conclusion.low - effect.relative).max(effect.relative - conclusion.high);
        let near = beyond <= 0.5 * width;
        (
            if near { 0.4 } else { 0.0 },
            format!("{claimed} The range misses it."),
        )
    }
}

fn reading_mark(conduct: &Conduct<'_>, truth: &Truth, traps: &[Met], suspected: &[Trap]) -> Mark {
    let listed = suspected.len() > IDLE_SUSPICIONS;
    let (claimed, words) = claim(conduct, truth);
    let mut because = vec![words];
    if traps.is_empty() {
        because.push("There was no trap in this one.".to_owned());
        if listed {
            because.push(idle(suspected));
        }
        return Mark {
            level: level(1.0 + 4.0 * claimed),
            because,
        };
    }
    let mut sum = 0.0;
    for met in traps {
        let (worth, words) = match &met.fate {
            Fate::Seen { .. } if listed => (0.6, "you named it, along with everything else"),
            Fate::Seen { .. } => (1.0, "you named it"),
            Fate::Avoided => (1.0, "your design kept out of it"),
            Fate::Mended => (1.0, "you mended it and ran the test again"),
            Fate::Acted => (
                0.6,
                "your decision fits it, and your reason does not name it",
            ),
            Fate::Missed => (0.0, "you did not name it"),
        };
        sum += worth;
        because.push(format!("{}: {words}.", met.trap.name()));
    }
    if listed {
        because.push(idle(suspected));
    }
    let seen = sum / traps.len() as f64;
    Mark {
        level: level(1.0 + 4.0 * (0.6 * seen + 0.4 * claimed)),
        because,
    }
}

/// What is said of a reason that names whatever can go wrong.
fn idle(suspected: &[Trap]) -> String {
    let names: Vec<&str> = suspected.iter().map(|trap| trap.name()).collect();
    format!(
        "Nothing pointed at {}: a list of everything that can go wrong is no reading.",
        names.join(", ")
    )
}

fn decision_mark(conduct: &Conduct<'_>, regret: &Regret) -> Mark {
    let by_regret = 5.0 - 4.0 * regret.share();
    // A mended test tells what is so: then the arithmetic alone counts.
    let rerun = conduct.again.is_some();
    let calls = &conduct.scenario.hidden.calls;
    let (reached, words) = if rerun {
        (
            by_regret,
            "You mended the test and decided on what the second run showed.",
        )
    } else if calls.contains(&conduct.conclusion.decision) {
        (
            by_regret.max(4.0),
            "It can be defended on what was to be seen, whatever luck made of it.",
        )
    } else {
        (
            by_regret.min(3.0),
            "It cannot be defended on what was to be seen, even where it turned out well.",
        )
    };
    Mark {
        level: level(reached),
        because: vec![
            words.to_owned(),
            if regret.dollars > 0.0 && regret.best == regret.chosen {
                format!(
                    "The decision is the best one; the {} weeks before it cost {}.",
                    regret.waited,
                    super::remarks::dollars(regret.dollars)
                )
            } else if regret.dollars > 0.0 {
                format!(
                    "\u{201c}{}\u{201d} would have been worth {} more in a year.",
                    regret.best.name(),
                    super::remarks::dollars(regret.dollars)
                )
            } else {
                "No other decision would have been worth more.".to_owned()
            },
        ],
    }
}
