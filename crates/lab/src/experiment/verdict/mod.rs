//! A conclusion held against the truth: what could be known, which traps were met, seen or missed, marks.

mod claim;
mod named;
mod shown;
mod shrunk;
mod stop;

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Analysed, Decision, Mend, Rows, Rule, Trap};
use serde::{Deserialize, Serialize};

use super::again::Again;
use super::conclusion::Conclusion;
use super::design::Design;
use super::error::Error;
use super::guardrail::{Standing, guardrails};
use super::readout::Readout;
use super::regret::Regret;
use super::remarks::{About, Remark, Weight};
use super::stopping::{Crossed, Peeked};
use super::truth::Truth;
use super::warning::signed;
use super::words::Listener;
use claim::claim;
use named::Named;
use shown::shown;
use stop::Stop;

pub use shrunk::Shrunk;

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
    /// What the design's rule said of the primary measure when it was decided.
    #[serde(default)]
    pub crossed: Option<Crossed>,
    /// The looks for which the rule has no bound.
    #[serde(default)]
    pub peeked: Option<Peeked>,
    /// Whether it was decided on such a look, though neither the always-valid interval left out zero nor a
    /// guardrail was harmed.
    #[serde(default)]
    pub stopped_outside: bool,
    /// The estimate as somebody would believe it who has seen other tests.
    #[serde(default)]
    pub shrunk: Option<Shrunk>,
    /// What was mended although it was whole and nothing had pointed at it.
    #[serde(default)]
    pub idle: Vec<Mend>,
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
    let stop = Stop::of(conduct)?;
    let traps: Vec<Met> = conduct
        .scenario
        .hidden
        .traps
        .iter()
        .map(|trap| met(conduct, &stop, &listener, *trap))
        .collect();
    let suspected = suspected(conduct, &listener);
    let idle = idle_mends(conduct);
    let (could_show, could_not_show) = shown(conduct, &stop, &truth);
    let mut reading = reading_mark(conduct, &truth, &traps, &suspected, &idle);
    stop.pay(conduct, &listener, &mut reading);
    Ok(Verdict {
        could_show,
        could_not_show,
        design: design_mark(conduct.remarks),
        reading,
        decision: decision_mark(conduct, &truth, &regret, &stop)?,
        traps,
        suspected,
        crossed: stop.crossed,
        stopped_outside: stop.outside,
        peeked: stop.peeked,
        shrunk: shrunk::shrunk(conduct)?,
        idle,
        regret,
        truth,
    })
}

/// What was mended although nothing was wrong with it and nothing had pointed at it.
fn idle_mends(conduct: &Conduct<'_>) -> Vec<Mend> {
    let Some(again) = conduct.again else {
        return Vec::new();
    };
    let hidden = &conduct.scenario.hidden;
    let whole = |mend: &Mend| hidden.mended(&[*mend]) == *hidden;
    let mended = again.mended.iter().copied();
    mended
        .filter(|mend| whole(mend) && !again.warned.contains(&mend.trap()))
        .collect()
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
        .filter(|trap| listener.mentions(&conduct.conclusion.reason, *trap))
        .collect()
}

/// Whether a design keeps out of a trap. Traps that lie in the world and not in the test cannot be
/// kept out of.
fn avoids(design: &Design, stop: &Stop, remarks: &[Remark], trap: Trap) -> bool {
    match trap {
        Trap::WrongUnit => design.rows == Rows::Units,
        Trap::Survivorship => design.analysed == Analysed::Assigned,
        Trap::LateCovariate => design.adjustment != Adjustment::FirstWeek,
        Trap::Peeking => design.rule != Rule::FirstCrossing && stop.peeked.is_none(),
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

fn met(conduct: &Conduct<'_>, stop: &Stop, listener: &Listener, trap: Trap) -> Met {
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
    } else if avoids(design, stop, remarks, trap) {
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

fn reading_mark(
    conduct: &Conduct<'_>,
    truth: &Truth,
    traps: &[Met],
    suspected: &[Trap],
    idle: &[Mend],
) -> Mark {
    let listed = suspected.len() > IDLE_SUSPICIONS;
    let (claimed, words) = claim(conduct, truth);
    let mut because = vec![words];
    if !idle.is_empty() {
        because.push(mended_for_nothing(idle));
    }
    if traps.is_empty() {
        because.push("There was no trap in this one.".to_owned());
        if listed {
            because.push(named_for_nothing(suspected));
        }
        let whole = if idle.is_empty() { 1.0 } else { SHOTGUN };
        return Mark {
            level: level(1.0 + 4.0 * claimed * whole),
            because,
        };
    }
    let mut sum = 0.0;
    for met in traps {
        let (worth, words) = match &met.fate {
            Fate::Seen { .. } if listed => (0.6, "you named it, along with everything else"),
            Fate::Seen { .. } => (1.0, "you named it"),
            Fate::Avoided => (1.0, "your design kept out of it"),
            Fate::Mended if !idle.is_empty() => {
                (SHOTGUN, "you mended it, along with what was not broken")
            }
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
        because.push(named_for_nothing(suspected));
    }
    let seen = sum / traps.len() as f64;
    Mark {
        level: level(1.0 + 4.0 * (0.6 * seen + 0.4 * claimed)),
        because,
    }
}

/// What a mend is worth that was made along with others for which nothing called.
const SHOTGUN: f64 = 0.6;

/// What is said of mends for which nothing called.
fn mended_for_nothing(idle: &[Mend]) -> String {
    let names: Vec<String> = idle
        .iter()
        .map(|mend| format!("\u{201c}{}\u{201d}", mend.name()))
        .collect();
    format!(
        "Nothing pointed at what you mended with {}: {} of work for nothing.",
        names.join(", "),
        match idle.len() {
            1 => "a week".to_owned(),
            weeks => format!("{weeks} weeks"),
        }
    )
}

/// What is said of a reason that names whatever can go wrong.
fn named_for_nothing(suspected: &[Trap]) -> String {
    let names: Vec<&str> = suspected.iter().map(|trap| trap.name()).collect();
    format!(
        "Nothing pointed at {}: a list of everything that can go wrong is no reading.",
        names.join(", ")
    )
}

/// What it takes off the mark for the decision to ship past a guardrail that is worse than its margin, without
/// a word of it.
const PAST_A_GUARDRAIL: f64 = 0.5;

/// The guardrails past which it was shipped, in sentences with the truth, and whether one is broken of which
/// the reason says nothing.
fn past_guardrails(conduct: &Conduct<'_>, truth: &Truth) -> Result<(Vec<String>, bool), Error> {
    if conduct.conclusion.decision != Decision::Ship {
        return Ok((Vec::new(), false));
    }
    let named = Named::new().map_err(Error::Conclusion)?;
    let mut says = Vec::new();
    let mut silently = false;
    for guardrail in guardrails(conduct.readout, conduct.design)? {
        let measure = guardrail.line.measure;
        let broken = guardrail.standing == Standing::Broken;
        silently |= broken && !named.speaks_of(&conduct.conclusion.reason, measure);
        if guardrail.standing != Standing::Holds
            && let Some(effect) = truth.effect(measure)
        {
            says.push(format!(
                "{} You shipped; over twelve weeks the truth is {}.",
                guardrail.says(),
                signed(effect.relative)
            ));
        }
    }
    Ok((says, silently))
}

fn decision_mark(
    conduct: &Conduct<'_>,
    truth: &Truth,
    regret: &Regret,
    stop: &Stop,
) -> Result<Mark, Error> {
    let by_regret = 5.0 - 4.0 * regret.share();
    // A mended test tells what is so: then the arithmetic alone counts.
    let rerun = conduct.again.is_some();
    let calls = &conduct.scenario.hidden.calls;
    let (reached, words) = if rerun {
        (
            by_regret,
            "You mended the test and decided on what the second run showed.",
        )
    } else if calls.contains(&conduct.conclusion.decision) && stop.outside {
        (
            by_regret,
            "It can be defended on what was to be seen, and was taken on a look for which the plan has no bound: its worth alone counts.",
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
    let (past, silently) = past_guardrails(conduct, truth)?;
    let reached = if silently {
        reached - PAST_A_GUARDRAIL
    } else {
        reached
    };
    let mut because = vec![
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
    ];
    because.extend(past);
    Ok(Mark {
        level: level(reached),
        because,
    })
}
