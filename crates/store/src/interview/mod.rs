//! Interviews: what happened in each, and the one row that lists need.

mod append;
mod list;
mod load;

use interview::debrief::{Recommendation, Verdict, overall};
use interview::estimate::Estimate;
use interview::{Interview, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::name::drawn;

pub use append::AppendError;
pub(crate) use append::{advance, insert};
pub use list::{Listed, Page, Wanted};
pub(crate) use list::{time, undecodable};
pub(crate) use load::events;

/// Names an interview: sixteen hexadecimal digits, drawn when it is created.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InterviewId(String);

/// Why a text names no interview.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no interview: a name is sixteen hexadecimal digits")]
pub struct NotAnInterviewId(String);

impl InterviewId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for InterviewId {
    type Error = NotAnInterviewId;
    fn try_from(text: String) -> Result<Self, NotAnInterviewId> {
        if drawn(&text) {
            Ok(Self(text))
        } else {
            Err(NotAnInterviewId(text))
        }
    }
}

impl std::str::FromStr for InterviewId {
    type Err = NotAnInterviewId;
    fn from_str(text: &str) -> Result<Self, NotAnInterviewId> {
        text.to_owned().try_into()
    }
}

impl From<InterviewId> for String {
    fn from(id: InterviewId) -> Self {
        id.0
    }
}

impl std::fmt::Display for InterviewId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// How far an interview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Before its first round, or between two.
    Waiting,
    /// In a round.
    Running,
    /// In a break.
    Paused,
    /// Over, every round held.
    Ended,
    /// Over before every round was held.
    EndedEarly,
}

impl Status {
    const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Running,
        Self::Paused,
        Self::Ended,
        Self::EndedEarly,
    ];

    /// As stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::EndedEarly => "ended_early",
        }
    }

    /// Whether it can be resumed.
    #[must_use]
    pub const fn open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running | Self::Paused)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    const fn of(state: State) -> Self {
        match state {
            State::Waiting => Self::Waiting,
            State::Presenting { .. } | State::Answering { .. } | State::Choosing { .. } => {
                Self::Running
            }
            State::Paused { .. } => Self::Paused,
            State::Ended { early: false } => Self::Ended,
            State::Ended { early: true } => Self::EndedEarly,
        }
    }
}

/// What the row of an interview says of it besides its events.
struct Row {
    status: Status,
    updated_at: i64,
    length: i64,
    rounds_held: i64,
    questions: i64,
    answered: i64,
    unrated: i64,
    estimate: Option<Estimate>,
    recommendation: Option<&'static str>,
}

impl Row {
    fn of(interview: &Interview) -> Self {
        let recommendation = interview
            .ended()
            .then(|| Recommendation::of(interview).verdict.map(Verdict::word))
            .flatten();
        Self {
            status: Status::of(interview.state()),
            updated_at: microseconds(interview.updated_at()),
            length: count(usize::try_from(interview.length()).unwrap_or(usize::MAX)),
            rounds_held: count(
                interview
                    .rounds()
                    .iter()
                    .filter(|round| round.closed.is_some())
                    .count(),
            ),
            questions: count(interview.threads().count()),
            answered: count(interview.threads().filter(|each| each.answered()).count()),
            unrated: count(
                interview
                    .threads()
                    .filter(|each| each.wants_rating())
                    .count(),
            ),
            estimate: overall(interview),
            recommendation,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn microseconds(at: Timestamp) -> i64 {
    at.as_microsecond()
}
