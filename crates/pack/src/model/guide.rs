use serde::{Deserialize, Serialize};

use crate::id::{EntryId, QuestionId};
use crate::vocabulary::MistakeId;

/// One area of the role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleArea {
    /// Names the area.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// What it means in practice, in Markdown.
    pub about: String,
    /// Worked situations from the job.
    pub examples: Vec<String>,
    /// Questions that practise it.
    pub practise: Vec<QuestionId>,
}

/// A way of ordering a thought under pressure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Names the frame.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// When it helps, and when it gets in the way.
    pub when: String,
    /// Its steps, in order.
    pub steps: Vec<FrameStep>,
    /// A short answer that uses it, in Markdown.
    pub example: String,
    /// Questions that practise it.
    pub practise: Vec<QuestionId>,
}

/// A step of a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameStep {
    /// As shown.
    pub name: String,
    /// What to say at this step.
    pub say: String,
}

/// A way of getting ready.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Names the strategy.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// Why it works, in Markdown.
    pub about: String,
    /// What to do, each a sitting of its own.
    pub steps: Vec<String>,
    /// How to tell that it is done.
    pub done_when: String,
    /// Questions that practise it.
    pub practise: Vec<QuestionId>,
}

/// A mistake that costs candidates the offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Which mistake; the coach flags it under this id.
    pub id: MistakeId,
    /// As shown.
    pub name: String,
    /// Why it costs so much, in Markdown.
    pub about: String,
    /// What candidates say who make it.
    pub bad: String,
    /// Why that fails.
    pub why: String,
    /// The same candidate, saying it better.
    pub better: String,
    /// How to mend it in an answer that one already has.
    pub mend: String,
    /// Questions in which it is most often made.
    pub practise: Vec<QuestionId>,
}
