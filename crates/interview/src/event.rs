//! What happened in an interview, in the order in which it happened. Events are kept for good, so
//! this form only ever grows: new fields come with a default, and no meaning changes.
//!
//! Whatever was decided (which question, which wording, which marks) stands in an event and is never
//! decided again: a newer program replays an old interview as it was.

use coach::evidence::NumberStated;
use coach::scorecard::Scorecard;
use jiff::Timestamp;
use pack::id::{ComponentId, ProbeId, QuestionId, RoundId};
use pack::model::Cause;
use pack::vocabulary::QuestionKind;
use serde::{Deserialize, Serialize};

use crate::case::CaseGrade;
use crate::memory::{Memory, MemoryId};
use crate::setup::Setup;

/// Names a turn: one thing asked and what was said to it. Counted from 1 through the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TurnId(pub u32);

impl std::fmt::Display for TurnId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An event and when it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// First name.
    pub name: String,
    /// Job.
    pub role: String,
}

/// A question as it was put, with what the interview needs to know of it even when the pack has
/// changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAsked {
    /// Which question.
    pub id: QuestionId,
    /// As asked.
    pub text: String,
    /// The form of answer.
    pub kind: QuestionKind,
    /// The component that it practises.
    pub component: ComponentId,
    /// What was sent ahead, in Markdown (presented questions only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
}

/// Why a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundEnd {
    /// Every question was asked.
    Finished,
    /// The minutes were over; the answer then being given was heard to its end.
    TimeOver,
    /// The candidate closed it.
    ByCandidate,
}

impl RoundEnd {
    /// What the interviewer says before the closing words.
    #[must_use]
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::TimeOver => Some("That is our time, so I will stop asking here."),
            Self::Finished | Self::ByCandidate => None,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The interview was set up; always the first event.
    Started {
        /// What it is to be.
        setup: Setup,
    },
    /// A round began.
    RoundOpened {
        /// Which round.
        round: RoundId,
        /// What was said at the start.
        text: String,
    },
    /// The candidate was asked to present what was prepared.
    PresentationAsked {
        /// The turn that this opens.
        turn: TurnId,
        /// The presented question, with its brief.
        question: QuestionAsked,
        /// Who listens.
        interviewer: Person,
    },
    /// The presentation was given.
    PresentationGiven {
        /// The turn that it belongs to.
        turn: TurnId,
        /// The presentation.
        markdown: String,
    },
    /// A question was asked.
    Asked {
        /// The turn that this opens.
        turn: TurnId,
        /// The question.
        question: QuestionAsked,
        /// Who asks.
        interviewer: Person,
        /// The open concern because of which this question was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes_up: Option<MemoryId>,
    },
    /// The candidate answered.
    Answered {
        /// The turn that it belongs to.
        turn: TurnId,
        /// Exactly what was said.
        text: String,
        /// How long it took to say, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<f64>,
    },
    /// What the interviewers keep in mind of everything said so far to this question.
    Noted {
        /// The turn just answered.
        turn: TurnId,
        /// Numbers stated, placed in the joined text of the question's answers.
        numbers: Vec<NumberStated>,
        /// Stems by which the story would be known again.
        story: Vec<String>,
    },
    /// Something was found that a later interviewer should know.
    Remembered {
        /// What it is called from now on.
        id: MemoryId,
        /// What it is.
        memory: Memory,
    },
    /// A follow-up was asked.
    Probed {
        /// The turn that this opens.
        turn: TurnId,
        /// The turn that opened the question.
        parent: TurnId,
        /// Which probe of the pack.
        probe: ProbeId,
        /// Why it fits.
        because: Cause,
        /// Which of its wordings, counted from 0.
        wording: usize,
        /// As asked.
        text: String,
        /// Who asks.
        interviewer: Person,
        /// What it takes up from memory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes_up: Option<MemoryId>,
        /// The note of the candidate's that it asks for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        brings: Option<String>,
    },
    /// A friend of the candidate's leads from now on: what is asked after an answer is theirs to say.
    LeadTaken {
        /// Who leads.
        by: Person,
    },
    /// The pack's interviewers lead again.
    LeadLeft,
    /// An answer was given, and whoever leads is to say what is asked next.
    LeadAwaited {
        /// The turn just answered.
        turn: TurnId,
    },
    /// Whoever leads followed up in words of their own.
    Put {
        /// The turn that this opens.
        turn: TurnId,
        /// The turn that opened the question.
        parent: TurnId,
        /// As asked.
        text: String,
        /// Who asks.
        interviewer: Person,
    },
    /// The candidate passed.
    Skipped {
        /// The turn passed over.
        turn: TurnId,
    },
    /// All that was said to a question was marked.
    Marked {
        /// The turn that opened the question.
        turn: TurnId,
        /// The marks of the joined text of the question's answers.
        scorecard: Box<Scorecard>,
    },
    /// The case behind a question was worked on real numbers.
    CaseGraded {
        /// The turn that opened the question.
        turn: TurnId,
        /// Its grade.
        grade: Box<CaseGrade>,
    },
    /// Something remembered was settled.
    Settled {
        /// What.
        id: MemoryId,
        /// By what was said to the question that this turn opened.
        turn: TurnId,
    },
    /// The candidate took a break.
    Paused,
    /// The candidate came back.
    Resumed,
    /// A round ended.
    RoundClosed {
        /// Which round.
        round: RoundId,
        /// Why.
        because: RoundEnd,
        /// What was said at the end.
        text: String,
    },
    /// The interview ended.
    Ended {
        /// Whether rounds were left.
        early: bool,
    },
    /// The candidate rated an answer of their own.
    SelfRated {
        /// The turn that opened the question.
        turn: TurnId,
        /// 1 to 5; `None` when the candidate would rather not.
        level: Option<u8>,
    },
    /// What was written down of an answer was put right: a recogniser had misheard, or the candidate
    /// had mistyped. The first words and marks stand in the events before.
    Corrected {
        /// The turn whose answer it is.
        turn: TurnId,
        /// What was really said.
        text: String,
        /// The marks of all that was said to the question, with this in its place.
        scorecard: Box<Scorecard>,
    },
    /// A question was tried again.
    Retried {
        /// Which question.
        question: QuestionId,
        /// The new answer.
        text: String,
        /// How long it took to say, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<f64>,
        /// Its marks.
        scorecard: Box<Scorecard>,
    },
}
