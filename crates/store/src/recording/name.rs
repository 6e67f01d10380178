//! Which answer a recording is of.

use std::path::PathBuf;

use interview::TurnId;

use crate::case::CaseId;
use crate::interview::InterviewId;

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// In an interview.
    Interview(InterviewId),
    /// In a case: its presentation is turn 0, the questions afterwards are counted from 1.
    Case(CaseId),
}

impl From<InterviewId> for Occasion {
    fn from(id: InterviewId) -> Self {
        Self::Interview(id)
    }
}

/// Names a recording by the answer that it is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingName {
    /// Where it was said.
    pub of: Occasion,
    /// The turn that is answered; of a question tried again, the turn that opened it.
    pub turn: TurnId,
    /// 0 on the occasion itself; attempts at the question after it are counted from 1.
    pub attempt: u32,
}

/// Why a text names no recording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no recording: a name is an interview or a case, a turn and an attempt")]
pub struct NotARecording(String);

/// Stands before the name of a case where that of an interview could stand too.
const CASE: &str = "case-";

impl std::fmt::Display for Occasion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Interview(id) => write!(formatter, "{id}"),
            Self::Case(id) => write!(formatter, "{CASE}{id}"),
        }
    }
}

impl std::str::FromStr for Occasion {
    type Err = NotARecording;

    fn from_str(text: &str) -> Result<Self, NotARecording> {
        let not_one = || NotARecording(text.to_owned());
        match text.strip_prefix(CASE) {
            Some(id) => id.parse().map(Self::Case).map_err(|_| not_one()),
            None => text.parse().map(Self::Interview).map_err(|_| not_one()),
        }
    }
}

impl RecordingName {
    /// What is said in a case: the presentation at place 0, then the answers.
    #[must_use]
    pub const fn of_case(case: CaseId, place: u32) -> Self {
        Self {
            of: Occasion::Case(case),
            turn: TurnId(place),
            attempt: 0,
        }
    }

    /// The file, within the folder of all recordings.
    pub(super) fn file(&self) -> PathBuf {
        let Self { of, turn, attempt } = self;
        PathBuf::from(of.to_string()).join(format!("{turn}-{}.wav", spelled(*attempt)))
    }

    /// The name that a file within the folder of an occasion has.
    pub(super) fn of_file(of: &Occasion, file: &str) -> Option<Self> {
        let (turn, attempt) = file.strip_suffix(".wav")?.split_once('-')?;
        Some(Self {
            of: of.clone(),
            turn: TurnId(turn.parse().ok()?),
            attempt: attempt_of(attempt)?,
        })
    }
}

/// Stands before the number of an attempt. An older program counted attempts through the interview and
/// wrote the bare number: the two must not be taken for each other.
const AGAIN: &str = "again-";

fn spelled(attempt: u32) -> String {
    match attempt {
        0 => "0".to_owned(),
        attempt => format!("{AGAIN}{attempt}"),
    }
}

fn attempt_of(text: &str) -> Option<u32> {
    match text.strip_prefix(AGAIN) {
        Some(number) => number.parse().ok().filter(|attempt| *attempt > 0),
        None => (text == "0").then_some(0),
    }
}

impl std::fmt::Display for RecordingName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{}.{}.{}",
            self.of,
            self.turn,
            spelled(self.attempt)
        )
    }
}

impl std::str::FromStr for RecordingName {
    type Err = NotARecording;

    fn from_str(text: &str) -> Result<Self, NotARecording> {
        let parts: Vec<&str> = text.split('.').collect();
        let named = || {
            let [of, turn, attempt] = parts[..] else {
                return None;
            };
            Some(Self {
                of: of.parse().ok()?,
                turn: TurnId(turn.parse().ok()?),
                attempt: attempt_of(attempt)?,
            })
        };
        named().ok_or_else(|| NotARecording(text.to_owned()))
    }
}
