//! Which answer a recording is of.

use std::path::PathBuf;

use interview::TurnId;

use crate::interview::InterviewId;

/// Names a recording by the answer that it is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingName {
    /// In which interview.
    pub interview: InterviewId,
    /// The turn that is answered; of a question tried again, the turn that opened it.
    pub turn: TurnId,
    /// 0 in the interview itself; attempts at the question after it are counted from 1.
    pub attempt: u32,
}

/// Why a text names no recording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no recording: a name is an interview, a turn and an attempt")]
pub struct NotARecording(String);

impl RecordingName {
    /// The file, within the folder of all recordings.
    pub(super) fn file(&self) -> PathBuf {
        let Self {
            interview,
            turn,
            attempt,
        } = self;
        PathBuf::from(interview.as_str()).join(format!("{turn}-{}.wav", spelled(*attempt)))
    }

    /// The name that a file within the folder of an interview has.
    pub(super) fn of_file(interview: &InterviewId, file: &str) -> Option<Self> {
        let (turn, attempt) = file.strip_suffix(".wav")?.split_once('-')?;
        Some(Self {
            interview: interview.clone(),
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
            self.interview,
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
            let [interview, turn, attempt] = parts[..] else {
                return None;
            };
            Some(Self {
                interview: interview.parse().ok()?,
                turn: TurnId(turn.parse().ok()?),
                attempt: attempt_of(attempt)?,
            })
        };
        named().ok_or_else(|| NotARecording(text.to_owned()))
    }
}
