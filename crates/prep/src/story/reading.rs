//! A story as the coach reads it, and what it lacks.

use coach::scorecard::Scorecard;
use pack::Pack;
use pack::model::Question;
use pack::vocabulary::{EvidenceKind, QuestionKind};

/// A question to which any story is an answer; `None` in a pack without rounds or components.
#[must_use]
pub fn question(pack: &Pack) -> Option<Question> {
    Some(Question {
        id: "any-story".parse().ok()?,
        round: pack.rounds.first()?.id.clone(),
        component: pack.components.first()?.id.clone(),
        kind: QuestionKind::Behavioural,
        subject: None,
        asked_by: None,
        text: String::new(),
        tests: String::new(),
        strong: Vec::new(),
        weak: Vec::new(),
        topics: Vec::new(),
        minutes: 3,
        themes: Vec::new(),
        values: Vec::new(),
        frames: Vec::new(),
        expects: Vec::new(),
        brief: None,
        follows: None,
        follows_any: false,
    })
}

/// Something that a story should have and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// Nothing that the speaker did.
    OwnAction,
    /// Nothing that came of it.
    Result,
    /// A result without a number.
    Number,
    /// Nothing learned.
    Reflection,
    /// Nothing that surprised: no plan that changed, no assumption that fell.
    Surprise,
    /// Where and when it was, and what was at stake.
    Situation,
    /// Claims that nothing backs.
    Vague,
    /// Too much of it is scene.
    LongSituation,
}

impl Lack {
    /// What to do about it, as a question that the candidate can answer.
    #[must_use]
    pub const fn asks(self) -> &'static str {
        match self {
            Self::OwnAction => "What did you do yourself? Write it with I, an action a sentence.",
            Self::Result => "What came of it? Say what was different afterwards.",
            Self::Number => {
                "By how much, from what, over which time? A result without a number cannot be checked."
            }
            Self::Reflection => "What do you do differently since?",
            Self::Surprise => "What surprised you? Which assumption fell, and what changed next?",
            Self::Situation => "Where and when was it, and what was at stake?",
            Self::Vague => {
                "Which of these words could anybody say? Put what happened in their place."
            }
            Self::LongSituation => {
                "What can the listener do without? More than half of it is scene."
            }
        }
    }

    /// What is missing, in a few words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OwnAction => "Own action",
            Self::Result => "Result",
            Self::Number => "A number in the result",
            Self::Reflection => "What was learned",
            Self::Surprise => "A surprise",
            Self::Situation => "The situation",
            Self::Vague => "Vague claims",
            Self::LongSituation => "Too much scene",
        }
    }
}

/// More of a story than this should not be scene.
const MOST_SCENE: f64 = 0.5;

/// What a story lacks, the gravest first.
#[must_use]
pub fn lacking(marks: &Scorecard) -> Vec<Lack> {
    use EvidenceKind as Kind;
    let has = |kind: Kind| marks.evidence.iter().any(|each| each.kind == kind);
    let numbered = has(Kind::ResultQuantified);
    let checks = [
        (Lack::OwnAction, !has(Kind::ActionOwn)),
        (Lack::Result, !numbered && !has(Kind::ResultUnquantified)),
        (Lack::Number, !numbered && has(Kind::ResultUnquantified)),
        (Lack::Situation, !has(Kind::Situation) && !has(Kind::Task)),
        (Lack::Surprise, !has(Kind::Pivot)),
        (Lack::Reflection, !has(Kind::Reflection)),
        (Lack::Vague, has(Kind::VagueClaim)),
        (
            Lack::LongSituation,
            marks.shape.situation + marks.shape.task > MOST_SCENE,
        ),
    ];
    checks
        .into_iter()
        .filter(|(_, lacks)| *lacks)
        .map(|(lack, _)| lack)
        .collect()
}
