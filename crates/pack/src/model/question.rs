use serde::{Deserialize, Serialize};

use crate::cue::{self, Cue};
use crate::id::{ClaimId, ComponentId, EntryId, QuestionId, RoundId};
use crate::vocabulary::{CriterionId, QuestionKind};

/// Something that an interviewer asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Names the question.
    pub id: QuestionId,
    /// The round in which it is asked.
    pub round: RoundId,
    /// The component that it practises.
    pub component: ComponentId,
    /// The form of answer; decides the criteria.
    pub kind: QuestionKind,
    /// What it is about, where that decides what can be asked back: a word of the pack's own, which its
    /// probes name in `subjects`.
    #[serde(default)]
    pub subject: Option<EntryId>,
    /// The interviewer of the round who asks it, by name; whoever's turn it is where it is absent.
    #[serde(default)]
    pub asked_by: Option<String>,
    /// As asked.
    pub text: String,
    /// What the interviewer really wants to find out, in one sentence.
    pub tests: String,
    /// What strong answers contain, three to six points.
    pub strong: Vec<String>,
    /// What weak answers do, one to four points.
    pub weak: Vec<String>,
    /// Words and phrases that only an answer to this question, or one close to it, would use.
    /// Relevance is judged by these together with the words of the question.
    #[serde(deserialize_with = "cue::list")]
    pub topics: Vec<Cue>,
    /// Minutes that a good answer takes.
    pub minutes: u32,
    /// Themes of stories that fit (behavioural): launch, failure, team-conflict, pivot, metric-win,
    /// ethics, groupthink, influence, research, trade-off, quality, ownership.
    #[serde(default)]
    pub themes: Vec<EntryId>,
    /// Values of the culture that a good answer can show.
    #[serde(default)]
    pub values: Vec<EntryId>,
    /// Frames that help.
    #[serde(default)]
    pub frames: Vec<EntryId>,
    /// Claims that a strong technical answer makes.
    #[serde(default)]
    pub expects: Vec<ClaimId>,
    /// What is sent the day before, in Markdown (questions of a round with a presentation).
    #[serde(default)]
    pub brief: Option<String>,
    /// The question with a brief whose presentation this one is about: asked after that, and never
    /// by itself.
    #[serde(default)]
    pub follows: Option<QuestionId>,
    /// Asked after a presentation, whichever it was, and never by itself. It holds no fact that what was
    /// presented could contradict, so that it also fits a case that was worked on numbers of its own.
    #[serde(default)]
    pub follows_any: bool,
}

impl Question {
    /// Whether it can be asked out of the blue: nothing is sent ahead of it, and nothing has to be
    /// presented before it.
    #[must_use]
    pub const fn stands_alone(&self) -> bool {
        self.brief.is_none() && !self.is_about_a_presentation()
    }

    /// Whether it asks about something that was presented.
    #[must_use]
    pub const fn is_about_a_presentation(&self) -> bool {
        self.follows.is_some() || self.follows_any
    }
}

/// Whether a claim is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// Expected of strong answers where a question lists it.
    Right,
    /// Wrong wherever it is said.
    Wrong,
}

/// A statement that a technical or case answer may make, right or wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Names the claim.
    pub id: ClaimId,
    /// Right or wrong.
    pub truth: Truth,
    /// The claim in a sentence.
    pub says: String,
    /// Why it is right, or what is true instead.
    pub because: String,
    /// The criterion that it counts under besides correctness.
    #[serde(default)]
    pub criterion: Option<CriterionId>,
    /// Any of these, found within a sentence, is the claim.
    #[serde(deserialize_with = "cue::list")]
    pub cues: Vec<Cue>,
}
