//! A scenario and a design, as the command line names them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use lab::experiment::{Baseline, Design};
use pack::Pack;
use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Analysed, Population, Rows, Rule, TestedUnit, UnitMeasure};

use super::work::carry_out;
use crate::content;
use crate::nearest::unknown;

/// Which scenario, and what is done otherwise than proposed.
#[derive(Args)]
pub(crate) struct Wanted {
    /// The scenario; `greenroom experiment scenarios` lists them
    #[arg(long, value_name = "ID")]
    scenario: String,
    /// The pack that holds it: a name, or a folder
    #[arg(long, default_value = "netflix")]
    pack: String,
    /// A design as JSON, as `design --json` prints it, in place of the proposed one
    #[arg(long, value_name = "FILE")]
    design: Option<PathBuf>,
    /// What is expected, for whom, by which mechanism
    #[arg(long)]
    hypothesis: Option<String>,
    /// What is assigned: member, household, profile, visit
    #[arg(long)]
    unit: Option<String>,
    /// What is one row of the analysis: units, events
    #[arg(long)]
    rows: Option<String>,
    /// Who is in it: everybody, early_members, slow_lines, ads_plan, kids
    #[arg(long)]
    population: Option<String>,
    /// The measure by which it is decided
    #[arg(long)]
    primary: Option<String>,
    /// A measure that must not get worse; once for each, in place of the proposed ones
    #[arg(long)]
    guardrail: Vec<String>,
    /// As much worse a guardrail may be and still hold, as a share: 0.02 for all, churn_rate=0.01 for one
    #[arg(long, value_name = "[MEASURE=]SHARE", value_parser = Margin::read)]
    margin: Vec<Margin>,
    /// The smallest effect worth having, as a share: 0.02 is two per cent
    #[arg(long)]
    smallest_effect: Option<f64>,
    /// Error level
    #[arg(long)]
    alpha: Option<f64>,
    /// Power wanted at the smallest effect
    #[arg(long)]
    power: Option<f64>,
    /// Share of the population that is in the test
    #[arg(long)]
    allocation: Option<f64>,
    /// Share of those who are treated
    #[arg(long)]
    treated: Option<f64>,
    /// Days
    #[arg(long)]
    days: Option<u16>,
    /// When it may be stopped: fixed, weekly, anytime, first_crossing
    #[arg(long)]
    rule: Option<String>,
    /// What the estimate is adjusted by: none, before, first_week
    #[arg(long)]
    adjustment: Option<String>,
    /// Whose figures are analysed: assigned, stayers
    #[arg(long)]
    analysed: Option<String>,
}

/// A margin as the command line names it: of one guardrail, or of all that have none of their own.
#[derive(Clone)]
struct Margin {
    of: Option<UnitMeasure>,
    share: f64,
}

impl Margin {
    fn read(said: &str) -> Result<Self, String> {
        let (of, share) = match said.split_once('=') {
            None => (None, said),
            Some((word, share)) => {
                let measure = UnitMeasure::from_word(word.trim()).ok_or_else(|| {
                    let known = UnitMeasure::ALL.iter().map(|each| each.word());
                    let known: Vec<_> = known.collect();
                    format!(
                        "there is no measure \"{word}\"; it can be {}",
                        known.join(", ")
                    )
                })?;
                (Some(measure), share)
            }
        };
        let share = share.trim().parse();
        let share = share.map_err(|_| format!("\"{said}\" is no share such as 0.02, nor one of a guardrail such as churn_rate=0.02"))?;
        Ok(Self { of, share })
    }
}

/// The one of these words, or a fault that lists them.
macro_rules! word {
    ($kind:ty, $flag:literal, $given:expr) => {
        match $given {
            None => None,
            Some(given) => Some(<$kind>::from_word(given).ok_or_else(|| {
                let known = <$kind>::ALL.iter().map(|each| each.word());
                unknown(
                    concat!("value of --", $flag),
                    given,
                    known.clone(),
                    &format!("It can be {}", known.collect::<Vec<_>>().join(", ")),
                )
            })?),
        }
    };
}

impl Wanted {
    /// The pack that is named.
    pub(super) fn pack(&self) -> Result<Pack> {
        content::load(&self.pack)
    }

    /// The scenario that is named.
    pub(super) fn scenario<'pack>(&self, pack: &'pack Pack) -> Result<&'pack Scenario> {
        let scenarios = &pack.scenarios;
        if scenarios.is_empty() {
            bail!(
                "the pack \"{}\" has no scenarios; its author can add them under experiments/",
                pack.manifest.id
            );
        }
        scenarios
            .iter()
            .find(|each| each.id.as_str() == self.scenario)
            .ok_or_else(|| {
                unknown(
                    "scenario",
                    &self.scenario,
                    scenarios.iter().map(|each| each.id.as_str()),
                    "`greenroom experiment scenarios` lists them",
                )
            })
    }

    /// The design: the file's, the one of the run before or the proposed one, with what the flags say.
    pub(super) fn design(&self, scenario: &Scenario, before: Option<Design>) -> Result<Design> {
        let mut design = match &self.design {
            None => before.unwrap_or_else(|| Design::proposed(scenario)),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                read(&text).with_context(|| format!("{} holds no design", path.display()))?
            }
        };
        macro_rules! take {
            ($($field:ident = $given:expr),+ $(,)?) => {$(
                if let Some(given) = $given { design.$field = given; }
            )+};
        }
        take! {
            hypothesis = self.hypothesis.clone(),
            unit = word!(TestedUnit, "unit", &self.unit),
            rows = word!(Rows, "rows", &self.rows),
            population = word!(Population, "population", &self.population),
            primary = word!(UnitMeasure, "primary", &self.primary),
            smallest_effect = self.smallest_effect,
            alpha = self.alpha,
            power = self.power,
            allocation = self.allocation,
            treated = self.treated,
            days = self.days,
            rule = word!(Rule, "rule", &self.rule),
            adjustment = word!(Adjustment, "adjustment", &self.adjustment),
            analysed = word!(Analysed, "analysed", &self.analysed),
        }
        if !self.guardrail.is_empty() {
            design.guardrails = self
                .guardrail
                .iter()
                .map(|each| Ok(word!(UnitMeasure, "guardrail", Some(each))))
                .collect::<Result<Option<Vec<_>>>>()?
                .unwrap_or_default();
            let Design {
                guardrails,
                margins,
                ..
            } = &mut design;
            margins.retain(|measure, _| guardrails.contains(measure));
        }
        for margin in &self.margin {
            match margin.of {
                None => design.margin = margin.share,
                Some(measure) => {
                    design.margins.insert(measure, margin.share);
                }
            }
        }
        design.check()?;
        Ok(design)
    }
}

/// A design by itself, or under `design` as the command prints it.
fn read(text: &str) -> Result<Design> {
    let mut value: serde_json::Value = serde_json::from_str(text)?;
    let inner = value.get_mut("design").map(serde_json::Value::take);
    Ok(serde_json::from_value(inner.unwrap_or(value))?)
}

/// What is usual for those in a design.
pub(super) fn baseline(scenario: &Scenario, design: &Design) -> Result<Baseline> {
    let region = scenario
        .region
        .parse()
        .with_context(|| format!("the scenario \"{}\"", scenario.id))?;
    carry_out("what is usual", |progress| {
        Baseline::measure(region, design.population, design.unit, progress)
    })
}
