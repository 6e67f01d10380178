//! What a candidate says before the test begins.

use std::collections::BTreeMap;

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Analysed, Population, Rows, Rule, TestedUnit, UnitMeasure};
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::setting::{self, LONGEST};

/// The most guardrails of a design.
pub const MOST_GUARDRAILS: usize = 13;
/// As much worse a guardrail may be where a proposal says nothing.
const USUAL_MARGIN: f64 = 0.02;
/// The longest hypothesis, in characters.
pub const LONGEST_HYPOTHESIS: usize = 2_000;

/// A test that is designed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// What is expected, for whom, by which mechanism.
    pub hypothesis: String,
    /// What is assigned to an arm.
    pub unit: TestedUnit,
    /// What is one row of the analysis.
    pub rows: Rows,
    /// Who is in the test.
    pub population: Population,
    /// The measure by which it is decided.
    pub primary: UnitMeasure,
    /// Measures that must not get worse.
    pub guardrails: Vec<UnitMeasure>,
    /// As much worse a guardrail may be and still hold, as a share of control; 0 where nothing was said.
    #[serde(default)]
    pub margin: f64,
    /// The same of guardrails that have a margin of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub margins: BTreeMap<UnitMeasure, f64>,
    /// The smallest effect worth having, as a share of control.
    pub smallest_effect: f64,
    /// Error level of intervals and tests.
    pub alpha: f64,
    /// Power that the test should have at the smallest effect.
    pub power: f64,
    /// Share of the population that is in the test.
    pub allocation: f64,
    /// Share of those in the test who are treated.
    pub treated: f64,
    /// Days.
    pub days: u16,
    /// When it may be stopped.
    pub rule: Rule,
    /// What the estimate is adjusted by.
    pub adjustment: Adjustment,
    /// Whose figures are analysed.
    pub analysed: Analysed,
}

impl Design {
    /// The test as the scenario's author proposes it, at 5% and for 80% power.
    #[must_use]
    pub fn proposed(scenario: &Scenario) -> Self {
        let proposal = &scenario.proposal;
        Self {
            hypothesis: proposal.hypothesis.clone(),
            unit: proposal.unit,
            rows: proposal.rows,
            population: proposal.population,
            primary: proposal.primary,
            guardrails: proposal.guardrails.clone(),
            margin: USUAL_MARGIN,
            margins: BTreeMap::new(),
            smallest_effect: proposal.smallest_effect,
            alpha: 0.05,
            power: 0.8,
            allocation: proposal.allocation,
            treated: proposal.treated,
            days: proposal.days,
            rule: proposal.rule,
            adjustment: proposal.adjustment,
            analysed: proposal.analysed,
        }
    }

    /// Says whether the test can be run.
    ///
    /// # Errors
    /// The first field that is out of its range, with what is allowed.
    pub fn check(&self) -> Result<(), Error> {
        within(
            "the smallest effect worth having",
            self.smallest_effect,
            0.0001,
            1.0,
        )?;
        within("the margin of the guardrails", self.margin, 0.0, 1.0)?;
        for margin in self.margins.values() {
            within("the margin of a guardrail", *margin, 0.0, 1.0)?;
        }
        within("the error level (alpha)", self.alpha, 0.001, 0.2)?;
        within("the power", self.power, 0.5, 0.99)?;
        within(
            "the share of the population in the test",
            self.allocation,
            0.01,
            1.0,
        )?;
        within("the treated share", self.treated, 0.01, 0.99)?;
        within(
            "the duration in days",
            f64::from(self.days),
            3.0,
            f64::from(LONGEST),
        )?;
        let refuse = |field, value: String, allowed: &str| {
            Err(Error::Design {
                field,
                value,
                allowed: allowed.to_owned(),
            })
        };
        if self.hypothesis.chars().count() > LONGEST_HYPOTHESIS {
            return refuse(
                "the hypothesis",
                "too long".to_owned(),
                &format!("at most {LONGEST_HYPOTHESIS} characters"),
            );
        }
        if self.guardrails.len() > MOST_GUARDRAILS {
            return refuse(
                "the number of guardrails",
                self.guardrails.len().to_string(),
                &format!("at most {MOST_GUARDRAILS}"),
            );
        }
        if let Some(other) = self
            .margins
            .keys()
            .find(|each| !self.guardrails.contains(each))
        {
            return refuse(
                "a margin of its own",
                format!("for {}", other.name()),
                "for a guardrail: name the measure as one, or leave its margin out",
            );
        }
        let mut named = self.guardrails.iter().enumerate();
        if let Some((_, twice)) =
            named.find(|(place, each)| self.guardrails[..*place].contains(each))
        {
            return refuse(
                "a guardrail",
                format!("{}, which is named twice", twice.name()),
                "named once: leave the second out",
            );
        }
        if self.guardrails.contains(&self.primary) {
            return refuse(
                "a guardrail",
                self.primary.name().to_owned(),
                "another measure than the primary one",
            );
        }
        if self.rows == Rows::Events
            && !(self.primary.is_share() || setting::measure(self.primary).is_total())
        {
            return refuse(
                "the row of the analysis",
                "one event".to_owned(),
                "one unit, unless the primary measure is a share of events or a sum over days",
            );
        }
        if self.unit == TestedUnit::Visit && self.adjustment != Adjustment::None {
            return refuse(
                "the adjustment",
                self.adjustment.name().to_owned(),
                "nothing where visits are assigned: a visit has no days before",
            );
        }
        Ok(())
    }

    /// As much worse a guardrail may be and still hold, as a share of control; 0 where nothing was said.
    #[must_use]
    pub fn margin_of(&self, guardrail: UnitMeasure) -> f64 {
        self.margins.get(&guardrail).copied().unwrap_or(self.margin)
    }

    /// Days, counted from the test's first as 1, on which the rule foresees a look.
    #[must_use]
    pub fn planned_looks(&self) -> Vec<u16> {
        match self.rule {
            Rule::Fixed => vec![self.days],
            Rule::Weekly => {
                let weekly = (1..)
                    .map(|week| week * 7)
                    .take_while(|day| *day < self.days);
                weekly.chain([self.days]).collect()
            }
            Rule::Anytime | Rule::FirstCrossing => (1..=self.days).collect(),
        }
    }
}

fn within(field: &'static str, value: f64, least: f64, most: f64) -> Result<(), Error> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::Design {
        field,
        value: value.to_string(),
        allowed: format!("between {least} and {most}"),
    })
}
