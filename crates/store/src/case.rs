//! Cases as they are kept, and what a graded one says elsewhere.

use coach::scorecard::{ANSWER_MARGIN, CriterionMark, Scorecard};
use interview::estimate::Estimate;
use interview::{CaseGrade, Worked};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lab::case::{Assessment, Sitting, Stage};
use pack::Pack;
use prep::Paper;
use prep::known::Mark;
use serde::{Deserialize, Serialize};

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

    /// What it says of the candidate: its grade and, unless an interview marks it as an answer of its
    /// own, the presentation. Nothing until it is graded.
    pub(crate) fn marks(&self, pack: &Pack, created: Timestamp, zone: &TimeZone) -> Vec<Mark> {
        let sitting = &self.0;
        let question = pack
            .case(&sitting.case)
            .and_then(|case| case.question.as_ref())
            .and_then(|id| pack.question(id));
        let (Some(assessment), Some(question)) = (self.graded(), question) else {
            return Vec::new();
        };
        let given = sitting.presentation.as_ref();
        let day = zone
            .to_datetime(given.map_or(created, |given| given.began))
            .date();
        let spoken = given
            .and_then(|given| given.marks.as_ref())
            .filter(|_| sitting.interview.is_none())
            .and_then(|marks| {
                Some(Estimate {
                    level: marks.level?,
                    margin: marks.margin.unwrap_or(ANSWER_MARGIN),
                })
            });
        let grade = graded(assessment, "", "").estimate();
        [Some(grade), spoken]
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
