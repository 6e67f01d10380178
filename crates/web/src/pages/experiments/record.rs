//! An experiment of the candidate's own, as it is kept.

use lab::experiment::{Conclusion, Design, Readout, Remark, Verdict};
use pack::id::EntryId;
use prep::Paper;
use serde::{Deserialize, Serialize};

/// From the design to the verdict. The logs are not kept: the seed gives the same ones again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The pack that holds the scenario.
    pub(crate) pack: String,
    /// The scenario.
    pub(crate) scenario: EntryId,
    /// The seed of the world.
    pub(crate) seed: u64,
    /// The design, settled before anything was seen.
    pub(crate) design: Design,
    /// What an experienced experimenter objects to in it.
    pub(crate) remarks: Vec<Remark>,
    /// What was seen last.
    #[serde(default)]
    pub(crate) readout: Option<Readout>,
    /// What was concluded.
    #[serde(default)]
    pub(crate) conclusion: Option<Conclusion>,
    /// How that holds against the truth.
    #[serde(default)]
    pub(crate) verdict: Option<Verdict>,
}

impl Paper for Record {
    const KIND: &'static str = "experiment";
}

/// How far an experiment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing was looked at.
    Designed,
    /// Somebody looked on the day given.
    Seen(u16),
    /// It is decided, and the truth is known.
    Judged,
}

impl Record {
    pub(crate) fn stage(&self) -> Stage {
        match (&self.readout, &self.verdict) {
            (_, Some(_)) => Stage::Judged,
            (Some(readout), None) => Stage::Seen(readout.day),
            (None, None) => Stage::Designed,
        }
    }

    /// Days on which somebody looked.
    pub(crate) fn looks(&self) -> &[u16] {
        self.readout
            .as_ref()
            .map_or(&[], |readout| readout.looks.as_slice())
    }
}
