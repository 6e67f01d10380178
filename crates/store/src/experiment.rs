//! Experiments as they are kept.

use coach::scorecard::{ANSWER_MARGIN, Scorecard};
use interview::estimate::Estimate;
use lab::experiment::{Again, Conclusion, Design, Readout, Remark, Verdict};
use pack::id::EntryId;
use pack::vocabulary::Decision;
use prep::Paper;
use serde::{Deserialize, Serialize};

use crate::paper::Briefed;

/// From the design to the verdict. The logs are not kept: the seed gives the same ones again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptExperiment {
    /// The pack that holds the scenario.
    pub pack: String,
    /// The scenario.
    pub scenario: EntryId,
    /// The seed of the world.
    pub seed: u64,
    /// The design, settled before anything was seen.
    pub design: Design,
    /// What an experienced experimenter objects to in it.
    pub remarks: Vec<Remark>,
    /// What was seen last.
    #[serde(default)]
    pub readout: Option<Readout>,
    /// What was concluded.
    #[serde(default)]
    pub conclusion: Option<Conclusion>,
    /// The reason given, read as an answer to a technical question.
    #[serde(default)]
    pub marks: Option<Scorecard>,
    /// How the conclusion holds against the truth.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// The run before, where this is one of a mended test.
    #[serde(default)]
    pub again: Option<Rerun>,
    /// The run of the mended test that this one led to.
    #[serde(default)]
    pub rerun: Option<String>,
}

/// A run that came before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rerun {
    /// What the run before is kept under.
    pub of: String,
    /// What was concluded from it, and mended.
    #[serde(flatten)]
    pub again: Again,
}

impl Paper for KeptExperiment {
    const KIND: &'static str = "experiment";
}

/// How far an experiment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was looked at.
    Designed,
    /// Somebody looked on the day given.
    Seen(u16),
    /// It is to be mended and run again.
    Mending,
    /// It is decided, and the truth is known.
    Judged,
}

impl KeptExperiment {
    /// How far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let decision = self.conclusion.as_ref().map(|found| found.decision);
        match (&self.readout, &self.verdict) {
            (_, Some(_)) => Stage::Judged,
            (Some(_), None) if decision == Some(Decision::FixAndRerun) => Stage::Mending,
            (Some(readout), None) => Stage::Seen(readout.day),
            (None, None) => Stage::Designed,
        }
    }

    /// Days on which somebody looked.
    #[must_use]
    pub fn looks(&self) -> &[u16] {
        self.readout
            .as_ref()
            .map_or(&[], |readout| readout.looks.as_slice())
    }

    /// The level of what arithmetic can judge: the plain mean of the marks for design, reading and
    /// decision. They are three looks at one piece of work, so together they say no more of the next than
    /// one answer does, and less where they lie far apart. None before the verdict.
    #[must_use]
    pub fn level(&self) -> Option<Estimate> {
        let verdict = self.verdict.as_ref()?;
        of_marks([&verdict.design, &verdict.reading, &verdict.decision].map(|mark| mark.level))
    }

    /// The level of the reason as it was read; none where nothing could be observed.
    #[must_use]
    pub fn reason_level(&self) -> Option<Estimate> {
        let marks = self.marks.as_ref()?;
        Some(Estimate {
            level: marks.level?,
            margin: marks.margin.unwrap_or(ANSWER_MARGIN),
        })
    }
}

fn of_marks(levels: [f64; 3]) -> Option<Estimate> {
    let mean = Estimate::mean(&levels.map(|level| Estimate {
        level,
        margin: ANSWER_MARGIN,
    }))?;
    Some(Estimate {
        margin: mean.margin.max(ANSWER_MARGIN),
        ..mean
    })
}

/// What most need of an experiment: of which scenario it is, and what it says of the candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExperimentBrief {
    /// The pack that holds the scenario.
    pub pack: String,
    /// The scenario.
    pub scenario: EntryId,
    /// See [`KeptExperiment::level`].
    pub level: Option<Estimate>,
    /// See [`KeptExperiment::reason_level`].
    pub reason: Option<Estimate>,
}

impl Briefed for KeptExperiment {
    type Brief = ExperimentBrief;
    const EDITION: u32 = 1;

    fn brief(&self) -> ExperimentBrief {
        ExperimentBrief {
            pack: self.pack.clone(),
            scenario: self.scenario.clone(),
            level: self.level(),
            reason: self.reason_level(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_experiment_says_no_more_of_the_next_than_one_answer_does() {
        let even = of_marks([3.0; 3]).unwrap();
        assert!((even.level - 3.0).abs() < 1e-12 && (even.margin - ANSWER_MARGIN).abs() < 1e-12);
        let uneven = of_marks([1.0, 3.0, 5.0]).unwrap();
        assert!(uneven.margin > ANSWER_MARGIN, "{uneven:?}");
    }
}
