//! What interviewers tell each other between rounds: numbers that do not agree, stories told
//! before, and what is still unproven.

pub(crate) mod concern;
pub(crate) mod contradiction;
pub(crate) mod story;

use coach::evidence::Quote;
use pack::id::{QuestionId, RoundId};
use pack::vocabulary::{CriterionId, MemoryKind};
use serde::{Deserialize, Serialize};

use crate::event::TurnId;
use crate::interview::{Interview, Reply, Round, Thread};

/// Names something remembered. Counted from 1 through the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemoryId(pub u32);

/// Words of the candidate, and where they were said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In which round.
    pub round: RoundId,
    /// To which question.
    pub question: QuestionId,
    /// In which turn.
    pub turn: TurnId,
    /// The words and where they stand in the text of that turn.
    #[serde(flatten)]
    pub quote: Quote,
}

impl Said {
    /// A quote of a question's joined text, placed in the turn in which it was said.
    pub(crate) fn place(round: &Round, thread: &Thread, quote: &Quote) -> Option<Self> {
        let (turn, quote) = thread.joined().within_a_turn(quote)?;
        Some(Self {
            round: round.id.clone(),
            question: thread.question.id.clone(),
            turn,
            quote,
        })
    }

    /// Whether the words still stand in their turn: it may have been put right since.
    #[must_use]
    pub fn stands(&self, interview: &Interview) -> bool {
        let turn = interview.turn(self.turn);
        match turn.and_then(|turn| turn.reply.as_ref()) {
            Some(Reply::Said { text, .. }) => holds(text, &self.quote.quote),
            _ => false,
        }
    }
}

/// Whether words stand in a text, and not as a part of longer ones.
fn holds(text: &str, words: &str) -> bool {
    let outside = |mark: Option<char>| !mark.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(start, found)| {
        outside(text[..start].chars().next_back())
            && outside(text[start + found.len()..].chars().next())
    })
}

/// Something worth telling a later interviewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Memory {
    /// Two numbers for the same thing.
    Contradiction {
        /// What was said first.
        earlier: Said,
        /// The number said first.
        earlier_value: f64,
        /// What was said later.
        now: Said,
        /// The number said later.
        now_value: f64,
        /// What both count.
        unit: String,
        /// Stems of the words that both are about.
        about: Vec<String>,
    },
    /// The same story for two questions.
    StoryReused {
        /// The question to which it was told first.
        earlier: QuestionId,
        /// The round in which that was.
        earlier_round: RoundId,
        /// The turn that opened that question.
        earlier_turn: TurnId,
        /// The question to which it was told again.
        now: QuestionId,
        /// The turn that opened that question.
        now_turn: TurnId,
        /// Share of the shorter telling's marks found in the other, 0 to 1.
        overlap: f64,
    },
    /// A criterion that a round left at level 2 or below, or did not see at all.
    OpenConcern {
        /// Which criterion.
        criterion: CriterionId,
        /// The round that left it open.
        round: RoundId,
        /// The round's mean level; `None` when it was not observed.
        level: Option<f64>,
        /// The words on which the lowest mark rests, when there are any.
        said: Option<Said>,
    },
}

impl Memory {
    /// Whether what it rests on was really said, as far as that was put right since.
    #[must_use]
    pub fn stands(&self, interview: &Interview) -> bool {
        match self {
            Self::Contradiction { earlier, now, .. } => {
                earlier.stands(interview) && now.stands(interview)
            }
            Self::StoryReused { .. } | Self::OpenConcern { .. } => true,
        }
    }

    /// The kind under which a pack's probes take it up.
    #[must_use]
    pub const fn kind(&self) -> MemoryKind {
        match self {
            Self::Contradiction { .. } => MemoryKind::Contradiction,
            Self::StoryReused { .. } => MemoryKind::StoryReused,
            Self::OpenConcern { .. } => MemoryKind::OpenConcern,
        }
    }
}

/// Something remembered, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What it is called.
    pub id: MemoryId,
    /// What it is.
    #[serde(flatten)]
    pub memory: Memory,
    /// Turns in which an interviewer took it up.
    pub taken_up: Vec<TurnId>,
    /// The turn that opened the question by which it was settled.
    pub settled: Option<TurnId>,
}

impl Kept {
    /// Whether nothing said since has settled it.
    #[must_use]
    pub const fn open(&self) -> bool {
        self.settled.is_none()
    }
}
