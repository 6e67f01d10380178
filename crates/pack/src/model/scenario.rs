use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{ComponentId, EntryId};
use crate::vocabulary::{
    Adjustment, Analysed, Decision, Lever, Mend, Population, Rows, Rule, TestedUnit, Trap,
    UnitMeasure,
};

/// A change that somebody wants to test, and what it would really do (`experiments/*.toml`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Names the scenario.
    pub id: EntryId,
    /// As shown in a list.
    pub title: String,
    /// Who proposes it: a role, no name.
    pub from: String,
    /// The change in one sentence, as the treated arm will meet it.
    pub change: String,
    /// The one-pager, in Markdown: what is proposed, why, what is known.
    pub brief: String,
    /// The component of the preparation that it practises.
    #[serde(default)]
    pub component: Option<ComponentId>,
    /// The region in which it is tested, as data spell it.
    pub region: String,
    /// Whom the change would reach in the end.
    pub reaches: Population,
    /// How many members these are, in millions.
    pub millions: f64,
    /// What it costs to keep once it is shipped, in US dollars a month.
    pub upkeep: f64,
    /// Members that are simulated for it.
    pub sample: u32,
    /// The measures that this change can move at all.
    pub moves: Vec<UnitMeasure>,
    /// Another test that runs on the same members and days, in a sentence.
    #[serde(default)]
    pub beside: Option<String>,
    /// The test as it was proposed; the candidate may do it otherwise.
    pub proposal: Proposal,
    /// What nobody in the room knows.
    pub hidden: Hidden,
}

/// A test as somebody proposed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What is expected, and why.
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
    #[serde(default)]
    pub guardrails: Vec<UnitMeasure>,
    /// The smallest effect worth having, as a share of control.
    pub smallest_effect: f64,
    /// Share of those who could be in the test who are.
    pub allocation: f64,
    /// Share of them who are treated.
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

/// What the change really does, what is wrong with the test, and what there is to learn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
    /// The mechanism at full effect: factors on how the service works; nothing where it does nothing.
    #[serde(default)]
    pub levers: BTreeMap<Lever, f64>,
    /// How the effect goes with time; the same on every day where it is absent.
    #[serde(default)]
    pub shape: Option<Course>,
    /// Whom it works on; everybody whom it reaches where it is absent.
    #[serde(default)]
    pub works_on: Option<Population>,
    /// What it does to everybody, at a treated share of 1: a limit that the arms share.
    #[serde(default)]
    pub shared: BTreeMap<Lever, f64>,
    /// Share of the treated units that are lost, the more active ones first.
    #[serde(default)]
    pub lost_units: f64,
    /// Share of treated plays that are logged twice.
    #[serde(default)]
    pub logged_twice: f64,
    /// The treated share on the first and the last day of the test, where it changes.
    #[serde(default)]
    pub ramp: Option<Ramp>,
    /// An earlier test that used the same buckets: its mechanism, until the day before.
    #[serde(default)]
    pub earlier: BTreeMap<Lever, f64>,
    /// What the team would build next if it were sent back; absent where it would find nothing.
    #[serde(default)]
    pub next: Option<Next>,
    /// The traps that it holds.
    #[serde(default)]
    pub traps: Vec<Trap>,
    /// Decisions that a strong candidate can defend on this evidence.
    pub calls: Vec<Decision>,
    /// What a strong candidate sees, and where.
    pub seen: String,
    /// What one takes away.
    pub lesson: String,
}

impl Hidden {
    /// The same with some faults of the test mended. What the change does stays what it is.
    #[must_use]
    pub fn mended(&self, mends: &[Mend]) -> Self {
        let mut mended = self.clone();
        for mend in mends {
            match mend {
                Mend::Losses => mended.lost_units = 0.0,
                Mend::Counting => mended.logged_twice = 0.0,
                Mend::Split => mended.ramp = None,
                Mend::Buckets => mended.earlier.clear(),
                // Whoever is treated has the whole limit to themselves, and control none of it.
                Mend::Apart => {
                    for (lever, factor) in std::mem::take(&mut mended.shared) {
                        *mended.levers.entry(lever).or_insert(1.0) *= factor;
                    }
                }
            }
        }
        mended
    }
}

/// Another version of the change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// The version in one sentence.
    pub change: String,
    /// Its mechanism: factors on how the service works, the same on every day.
    pub levers: BTreeMap<Lever, f64>,
    /// What it costs to keep once it is shipped, in US dollars a month.
    pub upkeep: f64,
}

/// effect(t) = late + (first − late)·exp(−t/days), in parts of the whole effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// On the first day.
    pub first: f64,
    /// In the long run.
    pub late: f64,
    /// Days in which the difference between both falls to a third.
    pub days: f64,
}

/// A treated share that grows while the test runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    /// The share at first.
    pub from: f64,
    /// The share in the end.
    pub to: f64,
}
