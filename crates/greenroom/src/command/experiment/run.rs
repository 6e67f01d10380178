//! `greenroom experiment run`: simulated, read out and, if asked for, judged.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use lab::experiment::{
    Again, Conclusion, Conduct, Design, Logs, Numbers, Readout, Truth, Verdict, readout, remarks,
    verdict,
};
use pack::id::EntryId;
use pack::model::Scenario;
use pack::vocabulary::{Decision, Mend};
use serde::Deserialize;
use serde_json::json;
use world::Schedule;

use super::scenario::{Wanted, baseline};
use super::work::carry_out;
use crate::nearest::unknown;
use crate::{print, seed};

/// What is run, how far, and what is decided.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    wanted: Wanted,
    /// Seed of the world; the same one gives the same members [default: drawn]
    #[arg(long)]
    seed: Option<u64>,
    /// Day of the test up to which is read [default: its last]
    #[arg(long)]
    day: Option<u16>,
    /// A day on which somebody looked before; once for each
    #[arg(long)]
    look: Vec<u16>,
    /// Decide, and be told the truth: ship, iterate, stop, run_longer; fix_and_rerun leads to a rerun
    #[arg(long, requires_all = ["effect", "low", "high", "reason"])]
    decide: Option<String>,
    /// The effect claimed, as a share
    #[arg(long, allow_hyphen_values = true)]
    effect: Option<f64>,
    /// Lower end of its range
    #[arg(long, allow_hyphen_values = true)]
    low: Option<f64>,
    /// Upper end of its range
    #[arg(long, allow_hyphen_values = true)]
    high: Option<f64>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// What `run --json` printed for the run before, which was decided to be mended; its design is
    /// taken over where nothing else is said
    #[arg(long)]
    after: Option<PathBuf>,
    /// What was mended since: losses, counting, split, buckets, apart; once for each
    #[arg(long, requires = "after")]
    mend: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Arguments {
    fn conclusion(&self) -> Result<Option<Conclusion>> {
        let Some(word) = &self.decide else {
            return Ok(None);
        };
        let Some(decision) = Decision::from_word(word) else {
            let known = Decision::ALL.iter().map(|each| each.word());
            return Err(unknown(
                "decision",
                word,
                known.clone(),
                &format!("It can be {}", known.collect::<Vec<_>>().join(", ")),
            ));
        };
        let (Some(effect), Some(low), Some(high), Some(reason)) =
            (self.effect, self.low, self.high, self.reason.clone())
        else {
            bail!("--decide goes with --effect, --low, --high and --reason");
        };
        let conclusion = Conclusion {
            decision,
            effect,
            low,
            high,
            reason,
        };
        conclusion.check()?;
        Ok(Some(conclusion))
    }
}

/// A run as `--json` prints it, as far as a rerun needs it.
#[derive(Deserialize)]
struct Printed {
    scenario: EntryId,
    design: Design,
    readout: Readout,
    conclusion: Option<Conclusion>,
    #[serde(default)]
    again: Option<Again>,
}

/// What came before, where this is the run of a mended test.
fn again(arguments: &Arguments, scenario: &Scenario) -> Result<Option<(Again, Design)>> {
    let Some(path) = &arguments.after else {
        return Ok(None);
    };
    let mends = arguments
        .mend
        .iter()
        .map(|word| {
            Mend::from_word(word).ok_or_else(|| {
                let known = Mend::ALL.iter().map(|each| each.word());
                let all = known.clone().collect::<Vec<_>>().join(", ");
                unknown("value of --mend", word, known, &format!("It can be {all}"))
            })
        })
        .collect::<Result<Vec<Mend>>>()?;
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let before: Printed = serde_json::from_str(&text)
        .with_context(|| format!("{} is not what run --json prints", path.display()))?;
    if before.scenario != scenario.id {
        bail!("{} holds a run of {}", path.display(), before.scenario);
    }
    let concluded = before
        .conclusion
        .filter(|conclusion| conclusion.decision == Decision::FixAndRerun)
        .with_context(|| {
            format!(
                "{} holds a run that was not decided to be mended: run it with --decide fix_and_rerun",
                path.display()
            )
        })?;
    let earlier = before
        .again
        .as_ref()
        .map(|again| (again, before.design.days));
    let again = Again::after(concluded, &before.readout, &mends, earlier);
    Ok(Some((again, before.design)))
}

/// Runs and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let conclusion = arguments.conclusion()?;
    let pack = arguments.wanted.pack()?;
    let scenario = arguments.wanted.scenario(&pack)?;
    let (again, before) = again(arguments, scenario)?.unzip();
    let design = arguments.wanted.design(scenario, before)?;
    let seed = arguments.seed.unwrap_or_else(seed::draw);
    let mended = again.as_ref().map(|again| again.mended(scenario));
    let logs = carry_out("the test", |progress| {
        let scenario = mended.as_ref().unwrap_or(scenario);
        Logs::run(scenario, &design, seed, Schedule::default(), progress)
    })?;
    let day = arguments.day.unwrap_or(design.days);
    let read = readout(&logs, &design, day, &arguments.look)?;
    let judged = match &conclusion {
        // What is to be mended is judged when it has been run again.
        None
        | Some(Conclusion {
            decision: Decision::FixAndRerun,
            ..
        }) => None,
        Some(conclusion) => Some(judge(
            scenario,
            again.as_ref(),
            &design,
            &read,
            conclusion,
            seed,
        )?),
    };
    if arguments.json {
        let object = json!({
            "scenario": scenario.id,
            "seed": seed,
            "design": design,
            "readout": read,
            "conclusion": conclusion,
            "again": again,
            "verdict": judged,
        });
        println!("{object}");
    } else {
        println!("{} (seed {seed})\n", scenario.title);
        print!("{}", print::readout(&read, &design));
        if let Some(judged) = &judged {
            print!("{}", print::verdict(judged, scenario));
        } else if conclusion.is_some() {
            println!(
                "\nTo be mended and run again. Keep what --json prints in a file, then: greenroom experiment run --scenario {} --after FILE --mend WHAT",
                scenario.id
            );
        }
    }
    Ok(())
}

fn judge(
    scenario: &Scenario,
    again: Option<&Again>,
    design: &Design,
    read: &Readout,
    conclusion: &Conclusion,
    seed: u64,
) -> Result<Verdict> {
    let usual = baseline(scenario, design)?;
    let numbers = Numbers::of(design, scenario, &usual)?;
    let remarks = remarks(design, scenario, &numbers);
    let truth = carry_out("the truth", |progress| {
        Truth::find(scenario, design, seed, Schedule::default(), progress)
    })?;
    let conduct = Conduct {
        scenario,
        design,
        remarks: &remarks,
        readout: read,
        conclusion,
        again,
    };
    Ok(verdict(&conduct, truth)?)
}
