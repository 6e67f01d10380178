//! Cases as they are kept, and what a graded one says elsewhere.

use coach::scorecard::{ANSWER_MARGIN, CriterionMark, Scorecard};
use interview::estimate::Estimate;
use interview::{CaseGrade, Worked};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lab::case::{Assessment, Setting, Sitting, Size, Stage};
use pack::Pack;
use pack::id::{EntryId, PackId};
use prep::Paper;
use prep::known::Mark;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::name::drawn;
use crate::open::Store;
use crate::paper::Briefed;
use crate::recording::Occasion;

/// Names a case: sixteen hexadecimal digits, drawn when it is begun.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(String);

/// Why a text names no case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no case: a name is sixteen hexadecimal digits")]
pub struct NotACaseId(String);

impl std::str::FromStr for CaseId {
    type Err = NotACaseId;
    fn from_str(text: &str) -> Result<Self, NotACaseId> {
        if drawn(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotACaseId(text.to_owned()))
        }
    }
}

impl std::fmt::Display for CaseId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Store {
    /// Forgets a case with its recordings; says whether there was one. Of one that is gone, recordings
    /// that were left behind are forgotten.
    ///
    /// # Errors
    /// When the disk or the store refuses.
    pub async fn delete_case(&self, id: &CaseId) -> Result<bool, StoreError> {
        let there = self.forget_paper::<KeptCase>(&id.0).await?;
        self.forget_recordings_of(Occasion::Case(id.clone()))
            .await?;
        Ok(there)
    }
}

/// A case that somebody works on; a paper like a story or a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptCase(pub Sitting<Scorecard>);

impl Paper for KeptCase {
    const KIND: &'static str = "case";
}

impl KeptCase {
    /// The case as an interview takes it, once it is graded. `id` names it, `name` is what it is called.
    #[must_use]
    pub fn worked(&self, id: &str, name: &str) -> Option<Worked> {
        let given = self
            .0
            .presentation
            .as_ref()
            .and_then(|given| given.text.clone());
        Some(Worked {
            grade: graded(self.graded()?, id, name),
            presentation: given.filter(|text| !text.trim().is_empty()),
        })
    }

    /// What it is held against, once it is graded.
    #[must_use]
    pub fn graded(&self) -> Option<&Assessment> {
        let done = self.0.stage() == Stage::Graded;
        self.0.assessment.as_ref().filter(|_| done)
    }
}

/// What most need of a case: where it plays, how far it is, and its grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseBrief {
    /// The pack.
    pub pack: PackId,
    /// The case.
    pub case: EntryId,
    /// The seed.
    pub seed: u64,
    /// How large the world is.
    pub size: Size,
    /// The world with which it was begun, where that was written down.
    pub world: Option<String>,
    /// Whether its data can be asked.
    pub asks: bool,
    /// What it says of the candidate; none until it is graded.
    pub grade: Option<GradeBrief>,
}

/// What a graded case says of the candidate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GradeBrief {
    /// What was concluded, held against the truth.
    pub level: Estimate,
    /// The presentation; none where an interview marks it as an answer of its own.
    pub spoken: Option<Estimate>,
    /// When the presentation began; none where nothing was presented.
    pub presented: Option<Timestamp>,
}

impl Briefed for KeptCase {
    type Brief = CaseBrief;
    const EDITION: u32 = 1;

    fn brief(&self) -> CaseBrief {
        let sitting = &self.0;
        let given = sitting.presentation.as_ref();
        let spoken = given
            .and_then(|given| given.marks.as_ref())
            .filter(|_| sitting.interview.is_none())
            .and_then(|marks| {
                Some(Estimate {
                    level: marks.level?,
                    margin: marks.margin.unwrap_or(ANSWER_MARGIN),
                })
            });
        CaseBrief {
            pack: sitting.pack.clone(),
            case: sitting.case.clone(),
            seed: sitting.seed,
            size: sitting.size,
            world: sitting.world.clone(),
            asks: sitting.stage() == Stage::Room,
            grade: self.graded().map(|assessment| GradeBrief {
                level: graded(assessment, "", "").estimate(),
                spoken,
                presented: given.map(|given| given.began),
            }),
        }
    }
}

impl CaseBrief {
    /// Where it plays.
    #[must_use]
    pub fn setting(&self) -> Setting {
        Setting {
            case: self.case.clone(),
            seed: self.seed,
            size: self.size,
            world: self.world.clone(),
        }
    }

    /// What it says of the candidate: its grade and its presentation. Nothing until it is graded.
    pub(crate) fn marks(&self, pack: &Pack, created: Timestamp, zone: &TimeZone) -> Vec<Mark> {
        let question = pack
            .case(&self.case)
            .and_then(|case| case.question.as_ref())
            .and_then(|id| pack.question(id));
        let (Some(grade), Some(question)) = (self.grade, question) else {
            return Vec::new();
        };
        let day = zone.to_datetime(grade.presented.unwrap_or(created)).date();
        [Some(grade.level), grade.spoken]
            .into_iter()
            .flatten()
            .map(|estimate| Mark {
                component: question.component.clone(),
                round: Some(question.round.clone()),
                day,
                level: estimate.level,
                margin: estimate.margin,
            })
            .collect()
    }
}

fn graded(assessment: &Assessment, id: &str, name: &str) -> CaseGrade {
    CaseGrade {
        case: id.to_owned(),
        name: name.to_owned(),
        points: assessment.grade.points,
        criteria: assessment
            .grade
            .levels()
            .into_iter()
            .map(|level| CriterionMark {
                id: level.criterion,
                level: Some(level.level),
                margin: None,
                because: level.because,
                evidence: Vec::new(),
            })
            .collect(),
    }
}
