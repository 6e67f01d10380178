//! A question with its probes, what was said to them, and what came of it.

use coach::evidence::NumberStated;
use coach::scorecard::{CriterionMark, Scorecard};
use jiff::Timestamp;
use pack::id::{ProbeId, QuestionId};
use pack::model::Cause;
use serde::{Deserialize, Serialize};

use crate::case::CaseGrade;
use crate::event::{Person, QuestionAsked, TurnId};
use crate::joined::Joined;
use crate::memory::MemoryId;

/// A question with its probes, everything said to them, and the marks of all of it together.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The question as it was asked.
    pub question: QuestionAsked,
    /// The question's turn, then those of its probes; never empty.
    pub turns: Vec<Turn>,
    /// Whether the interviewer has moved on.
    pub closed: bool,
    /// Marks of the joined text; see [`Thread::joined`] for where their quotes stand.
    pub marks: Option<Scorecard>,
    /// The case on real numbers that was worked for it, graded by arithmetic.
    pub case: Option<CaseGrade>,
    /// The candidate's own rating.
    pub rating: Option<Rating>,
    /// The open concern because of which it was asked.
    pub takes_up: Option<MemoryId>,
    /// What was put right of it since, in order.
    pub corrections: Vec<Correction>,
    pub(crate) numbers: Vec<NumberStated>,
    pub(crate) story: Vec<String>,
}

/// A candidate's rating of an own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// 1 to 5; `None` when the candidate would rather not.
    pub level: Option<u8>,
}

/// Something that was put right in what was written down of an answer: how it stood before.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The turn whose answer it is.
    pub turn: TurnId,
    /// What had been written down.
    pub before: String,
    /// The marks that the question had with it.
    pub marks: Scorecard,
    /// When it was put right.
    pub at: Timestamp,
}

/// One thing asked, and what was said to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Names the turn.
    pub id: TurnId,
    /// As asked.
    pub text: String,
    /// Who asks.
    pub interviewer: Person,
    /// When it was asked.
    pub asked: Timestamp,
    /// Whether a prepared presentation is what was asked for.
    pub presentation: bool,
    /// Which probe of the pack made the interviewer follow up; `None` for the question itself, and
    /// for a follow-up in words of somebody's own.
    pub probe: Option<Probed>,
    /// Whether whoever led followed up in words of their own.
    pub put: bool,
    /// What was said; `None` while it is waited for.
    pub reply: Option<Reply>,
}

/// Why a probe was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// Which probe of the pack.
    pub probe: ProbeId,
    /// Why it fits.
    pub because: Cause,
    /// Which of its wordings.
    pub wording: usize,
    /// What it takes up from memory.
    pub takes_up: Option<MemoryId>,
    /// The note of the candidate's that it asks for.
    pub brings: Option<String>,
}

/// What was said to a turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// An answer or a presentation.
    Said {
        /// Exactly what was said.
        text: String,
        /// How long it took to say, when known.
        seconds: Option<f64>,
        /// When it was given.
        at: Timestamp,
    },
    /// Passed over.
    Skipped {
        /// When.
        at: Timestamp,
    },
}

/// A question tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    /// Which question.
    pub question: QuestionId,
    /// The new answer.
    pub text: String,
    /// How long it took to say, when known.
    pub seconds: Option<f64>,
    /// Its marks.
    pub scorecard: Scorecard,
    /// When it was given.
    pub at: Timestamp,
}

impl Turn {
    pub(super) const fn asked(
        id: TurnId,
        text: String,
        interviewer: Person,
        asked: Timestamp,
    ) -> Self {
        Self {
            id,
            text,
            interviewer,
            asked,
            presentation: false,
            probe: None,
            put: false,
            reply: None,
        }
    }

    /// Whether it follows up on what was said to a question.
    #[must_use]
    pub const fn follows_up(&self) -> bool {
        self.probe.is_some() || self.put
    }
}

impl Thread {
    pub(super) fn opened(first: Turn, question: QuestionAsked, takes_up: Option<MemoryId>) -> Self {
        Self {
            question,
            turns: vec![first],
            closed: false,
            marks: None,
            case: None,
            rating: None,
            takes_up,
            corrections: Vec::new(),
            numbers: Vec::new(),
            story: Vec::new(),
        }
    }

    /// The turn that opened the question.
    #[must_use]
    pub fn opened_by(&self) -> TurnId {
        self.turns.first().map_or(TurnId(0), |turn| turn.id)
    }

    /// All that was said, as one text, with the way back to each turn.
    #[must_use]
    pub fn joined(&self) -> Joined {
        let mut joined = Joined::default();
        for turn in &self.turns {
            if let Some(Reply::Said { text, .. }) = &turn.reply {
                joined.push(turn.id, text);
            }
        }
        joined
    }

    /// How long all of it took to say, when that is known of every answer.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        let mut said = self
            .turns
            .iter()
            .filter_map(|turn| match turn.reply {
                Some(Reply::Said { seconds, .. }) => Some(seconds),
                _ => None,
            })
            .peekable();
        said.peek()?;
        said.sum()
    }

    /// Whether anything was said.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.turns
            .iter()
            .any(|turn| matches!(turn.reply, Some(Reply::Said { .. })))
    }

    /// Every mark of its criteria: those of what was said, then those by arithmetic, for which the second
    /// is true.
    pub fn judged(&self) -> impl Iterator<Item = (&CriterionMark, bool)> {
        let said = self.marks.iter().flat_map(|marks| &marks.criteria);
        let graded = self.case.iter().flat_map(|case| &case.criteria);
        said.map(|mark| (mark, false))
            .chain(graded.map(|mark| (mark, true)))
    }

    /// How often somebody followed up, with a probe of the pack or in words of their own.
    #[must_use]
    pub fn follow_ups(&self) -> usize {
        self.turns.iter().filter(|turn| turn.follows_up()).count()
    }

    /// Probes of the pack asked so far.
    pub fn probes(&self) -> impl Iterator<Item = &Probed> {
        self.turns.iter().filter_map(|turn| turn.probe.as_ref())
    }

    /// By what the story told in it would be known again; empty where none is told.
    #[must_use]
    pub fn story(&self) -> &[String] {
        &self.story
    }

    /// Whether the marks may be shown: the interviewer has moved on, and the candidate has rated
    /// the answer or chosen not to.
    #[must_use]
    pub const fn marks_visible(&self) -> bool {
        self.closed && self.marks.is_some() && self.rating.is_some()
    }

    /// Puts other words in the place of what was said to a turn, and the marks that follow from them.
    pub(super) fn correct(
        &mut self,
        turn: TurnId,
        words: String,
        marks: Scorecard,
        now: Timestamp,
    ) {
        let said = self.turns.iter_mut().find(|each| each.id == turn);
        if let Some(Reply::Said { text, .. }) = said.and_then(|said| said.reply.as_mut())
            && let Some(before) = self.marks.replace(marks)
        {
            self.corrections.push(Correction {
                turn,
                before: std::mem::replace(text, words),
                marks: before,
                at: now,
            });
        }
    }

    /// Whether the candidate is to rate the answer now.
    #[must_use]
    pub fn wants_rating(&self) -> bool {
        self.closed && self.rating.is_none() && self.answered()
    }
}
