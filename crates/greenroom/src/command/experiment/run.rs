//! `greenroom experiment run`: simulated, read out and, if asked for, judged.

use anyhow::{Result, bail};
use clap::Args;
use lab::experiment::{
    Conclusion, Conduct, Design, Logs, Numbers, Readout, Truth, Verdict, readout, remarks, verdict,
};
use pack::model::Scenario;
use pack::vocabulary::Decision;
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
    /// Decide, and be told the truth: ship, iterate, stop, run_longer, fix_and_rerun
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

/// Runs and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let conclusion = arguments.conclusion()?;
    let pack = arguments.wanted.pack()?;
    let scenario = arguments.wanted.scenario(&pack)?;
    let design = arguments.wanted.design(scenario)?;
    let seed = arguments.seed.unwrap_or_else(seed::draw);
    let logs = carry_out("the test", |progress| {
        Logs::run(scenario, &design, seed, Schedule::default(), progress)
    })?;
    let day = arguments.day.unwrap_or(design.days);
    let read = readout(&logs, &design, day, &arguments.look)?;
    let judged = match &conclusion {
        None => None,
        Some(conclusion) => Some(judge(scenario, &design, &read, conclusion, seed)?),
    };
    if arguments.json {
        let object = json!({
            "scenario": scenario.id,
            "seed": seed,
            "design": design,
            "readout": read,
            "conclusion": conclusion,
            "verdict": judged,
        });
        println!("{object}");
    } else {
        println!("{} (seed {seed})\n", scenario.title);
        print!("{}", print::readout(&read, &design));
        if let Some(judged) = &judged {
            print!("{}", print::verdict(judged, scenario));
        }
    }
    Ok(())
}

fn judge(
    scenario: &Scenario,
    design: &Design,
    read: &Readout,
    conclusion: &Conclusion,
    seed: u64,
) -> Result<Verdict> {
    let usual = baseline(scenario, design)?;
    let numbers = Numbers::of(design, scenario, &usual)?;
    let remarks = remarks(design, scenario, &numbers);
    let truth = carry_out("the truth", |progress| {
        Truth::find(
            scenario,
            design.primary,
            seed,
            Schedule::default(),
            progress,
        )
    })?;
    let conduct = Conduct {
        scenario,
        design,
        remarks: &remarks,
        readout: read,
        conclusion,
    };
    Ok(verdict(&conduct, truth)?)
}
