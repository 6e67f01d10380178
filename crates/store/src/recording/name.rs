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
    /// 0 in the interview itself; attempts at its questions are counted through it from 1.
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
        PathBuf::from(interview.as_str()).join(format!("{turn}-{attempt}.wav"))
    }

    /// The name that a file within the folder of an interview has.
    pub(super) fn of_file(interview: &InterviewId, file: &str) -> Option<Self> {
        let (turn, attempt) = file.strip_suffix(".wav")?.split_once('-')?;
        Some(Self {
            interview: interview.clone(),
            turn: TurnId(turn.parse().ok()?),
            attempt: attempt.parse().ok()?,
        })
    }
}

impl std::fmt::Display for RecordingName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{}.{}.{}",
            self.interview, self.turn, self.attempt
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
                attempt: attempt.parse().ok()?,
            })
        };
        named().ok_or_else(|| NotARecording(text.to_owned()))
    }
}
