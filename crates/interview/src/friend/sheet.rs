//! What a friend thinks of one answer.

use std::collections::BTreeMap;

use pack::vocabulary::{CriterionId, QuestionKind};
use serde::{Deserialize, Serialize};

use crate::event::TurnId;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 1_000;
/// The longest notes on an answer, and the longest words to pass on, in characters.
pub const LONGEST_NOTE: usize = 20_000;

/// What a friend thinks of each answer, by the turn that opened the question.
pub type Sheets = BTreeMap<TurnId, Sheet>;

/// A friend's marks of one answer, and what they wrote beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sheet {
    /// Each criterion that was marked: 1 to 5, or `None` for not observed.
    pub criteria: BTreeMap<CriterionId, Option<u8>>,
    /// Why, in the friend's words, where they said so.
    pub reasons: BTreeMap<CriterionId, String>,
    /// The answer as a whole, 1 to 5.
    pub overall: Option<u8>,
    /// Why, in the friend's words; empty where they did not say.
    pub because: String,
    /// Words for the candidate.
    pub pass_on: String,
    /// The friend's own notes.
    pub notes: String,
    /// Whether the candidate may read the notes.
    pub notes_released: bool,
}

/// Why a sheet cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Outside 1 to 5.
    #[error("{0} is no level: marks go from 1 to 5")]
    NoLevel(u8),
    /// Another kind of question asks for it.
    #[error("{} is not judged in an answer to this kind of question", .0.word().replace('_', " "))]
    NotJudged(CriterionId),
    /// Too much text.
    #[error("a text on the sheet has {characters} characters; it can have {most}")]
    TooLong {
        /// How many characters came.
        characters: usize,
        /// How many there can be.
        most: usize,
    },
}

impl Sheet {
    /// Whether nothing stands on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                notes_released: self.notes_released,
                ..Self::default()
            }
    }

    /// Holds the sheet against the kind of question that was answered.
    ///
    /// # Errors
    /// When a mark is none, or a text is too long.
    pub fn check(&self, kind: QuestionKind) -> Result<(), SheetFault> {
        let marks = self.criteria.values().chain([&self.overall]);
        if let Some(level) = marks.flatten().find(|level| !(1..=5).contains(*level)) {
            return Err(SheetFault::NoLevel(*level));
        }
        let judged = CriterionId::of(kind);
        let mut named = self.criteria.keys().chain(self.reasons.keys());
        if let Some(foreign) = named.find(|id| !judged.contains(id)) {
            return Err(SheetFault::NotJudged(*foreign));
        }
        let reasons = self.reasons.values().chain([&self.because]);
        let texts = reasons
            .map(|text| (text, LONGEST_REASON))
            .chain([(&self.pass_on, LONGEST_NOTE), (&self.notes, LONGEST_NOTE)]);
        for (text, most) in texts {
            let characters = text.chars().count();
            if characters > most {
                return Err(SheetFault::TooLong { characters, most });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_another_kind_of_question_or_beyond_the_anchors_is_refused() {
        let marked = |id, level| Sheet {
            criteria: [(id, Some(level))].into(),
            ..Sheet::default()
        };
        let kind = QuestionKind::Behavioural;
        assert_eq!(marked(CriterionId::Impact, 5).check(kind), Ok(()));
        assert_eq!(
            marked(CriterionId::Impact, 6).check(kind),
            Err(SheetFault::NoLevel(6))
        );
        assert_eq!(
            marked(CriterionId::Correctness, 3).check(kind),
            Err(SheetFault::NotJudged(CriterionId::Correctness))
        );
        let long = Sheet {
            because: "x".repeat(LONGEST_REASON + 1),
            ..Sheet::default()
        };
        assert!(matches!(long.check(kind), Err(SheetFault::TooLong { .. })));
    }

    #[test]
    fn a_sheet_kept_by_an_older_program_is_read_with_what_it_has() {
        let sheet: Sheet = serde_json::from_str(r#"{"overall": 4}"#).unwrap_or_default();
        assert_eq!(sheet.overall, Some(4));
        assert!(!sheet.is_empty());
        assert!(Sheet::default().is_empty());
    }
}
