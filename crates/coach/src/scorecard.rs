//! Marks: what an answer reached, on which anchors, and what to change.

use pack::id::QuestionId;
use pack::vocabulary::{CriterionId, MistakeId};
use serde::{Deserialize, Serialize};

use crate::evidence::{ClaimMade, Evidence, Quote};
use crate::shape::{Delivery, Form, Shape};

/// Half-width of a 95% interval around one answer's level: of 356 held-out answers, 95 in a hundred were
/// given a level within it of the intended one.
pub const ANSWER_MARGIN: f64 = 1.5;
/// The same around one criterion, which rests on less: of 367 marks on held-out answers, 98 in a hundred
/// lie within it of the intended anchor, and 86 in a hundred within one anchor.
pub const CRITERION_MARGIN: f64 = 2.0;

/// The marks of one answer. Serialised, it is the `score --json` contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The question that was answered.
    pub question: QuestionId,
    /// Fixed weighted combination of the criteria, 1 to 5; `None` when nothing could be observed.
    pub level: Option<f64>,
    /// Half-width of a 95% interval around the level: [`ANSWER_MARGIN`]; `None` beside no level.
    pub margin: Option<f64>,
    /// Each criterion of the question's kind, by itself.
    pub criteria: Vec<CriterionMark>,
    /// All evidence found, every kind, in the order of the text.
    pub evidence: Vec<Evidence>,
    /// Claims of the pack that the answer makes, right and wrong.
    pub claims: Vec<ClaimMade>,
    /// Common mistakes that the answer makes.
    pub flags: Vec<Flag>,
    /// At most two things to change.
    pub advice: Vec<Advice>,
    /// Share of words in situation, task, action, result, reflection.
    pub shape: Shape,
    /// What sort of answer it is.
    pub form: Form,
    /// Pace and fillers: shown, never scored.
    pub delivery: Delivery,
    /// What the reader should know about these marks, such as that the language could not be read.
    pub notices: Vec<String>,
    /// Version of the coach that gave the marks, so that stored marks never move.
    pub coach: String,
}

/// One criterion's mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionMark {
    /// Which criterion.
    pub id: CriterionId,
    /// 1 to 5 on the criterion's anchors; `None` is "not observed".
    pub level: Option<u8>,
    /// Half-width of a 95% interval: [`CRITERION_MARGIN`]; `None` beside no level, and of what arithmetic
    /// judged.
    pub margin: Option<f64>,
    /// Why this level and not the next, in a sentence that names what was found and what was not.
    pub because: String,
    /// The evidence that it rests on.
    pub evidence: Vec<Evidence>,
}

/// A common mistake, seen in an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Which mistake.
    pub id: MistakeId,
    /// What was seen, or what was absent.
    pub because: String,
    /// The words that show it; empty when it is shown by an absence.
    pub quotes: Vec<Quote>,
}

/// One thing to change about an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// The criterion that it would raise.
    pub criterion: CriterionId,
    /// The level that it would reach.
    pub reaches: u8,
    /// The anchor of that level, as the pack puts it.
    pub anchor: String,
    /// What to change, about the answer and never about the person.
    pub change: String,
    /// The words that it is about; `None` when it is about something absent.
    pub quote: Option<Quote>,
    /// What is absent, when it is about something absent.
    pub absent: Option<String>,
    /// A question that the candidate can answer to get there.
    pub prompt: String,
}
