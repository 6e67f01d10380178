//! What the interviewers have before them: the pack, and somebody who reads answers.

use coach::Coach;
pub use coach::{Heard, Unread};
use pack::Pack;
use pack::id::QuestionId;
use pack::model::Question;

/// What the machine decides with.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The content.
    pub pack: &'a Pack,
    /// Who reads and marks answers.
    pub coach: &'a dyn Reader,
}

/// Reads and marks an answer: the coach, or another rater in its place. The machine asks for
/// nothing else, so it can be examined with answers whose reading is known.
pub trait Reader {
    /// Everything said to a question so far, read and marked.
    fn hear(&self, question: &Question, answer: &str, seconds: Option<f64>) -> Heard;
}

impl Reader for Coach {
    fn hear(&self, question: &Question, answer: &str, seconds: Option<f64>) -> Heard {
        self.hear(question, answer, seconds)
    }
}

impl Desk<'_> {
    pub(crate) fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.pack.questions.iter().find(|each| each.id == *id)
    }
}
