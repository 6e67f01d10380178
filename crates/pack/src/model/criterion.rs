use serde::{Deserialize, Serialize};

use crate::vocabulary::{CriterionId, QuestionKind};

/// Something that is judged, with an observable description of each level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Which criterion.
    pub id: CriterionId,
    /// For which kind of question.
    pub kind: QuestionKind,
    /// As shown.
    pub name: String,
    /// What is judged, in a sentence.
    pub judges: String,
    /// What a candidate can be asked, to get to the next anchor.
    pub ask: String,
    /// Levels 1 to 5, in order.
    pub anchors: Vec<Anchor>,
}

/// The observable description of one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// 1 to 5.
    pub level: u8,
    /// What can be heard at this level.
    pub says: String,
    /// A short worked example: what a candidate would say.
    pub example: String,
}
