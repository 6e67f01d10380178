//! What the candidate chose about speaking; kept with the data, so that it holds in every browser.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::failure::Failure;
use crate::transcribe::Transcription;

/// Everything that was chosen. What an older program did not know has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// About speaking in the room.
    pub speaking: Speaking,
    /// Who writes down what is spoken.
    pub transcription: Transcription,
}

/// How the candidate speaks in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speaking {
    /// How the microphone is used.
    pub way: Way,
    /// Seconds of silence after which an open microphone offers to finish.
    pub silence: u32,
    /// Whether every question is read aloud by the browser.
    pub read_aloud: bool,
    /// The most that all recordings together may take, in megabytes.
    pub most_megabytes: u64,
}

/// How the microphone is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It hears while a button or key is held.
    #[default]
    Hold,
    /// It hears from one press to the next.
    Open,
}

impl Way {
    pub(crate) const ALL: [Self; 2] = [Self::Hold, Self::Open];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Open => "open",
        }
    }
}

impl Default for Speaking {
    fn default() -> Self {
        Self {
            way: Way::default(),
            silence: 5,
            read_aloud: false,
            most_megabytes: 2_000,
        }
    }
}

impl Speaking {
    /// How long a silence may be set to be, in seconds.
    pub(crate) const SILENCE: std::ops::RangeInclusive<u32> = 2..=60;
    /// What room recordings may be given, in megabytes.
    pub(crate) const MEGABYTES: std::ops::RangeInclusive<u64> = 50..=1_000_000;

    /// The most that all recordings together may take, in bytes.
    #[must_use]
    pub const fn most_bytes(&self) -> u64 {
        self.most_megabytes.saturating_mul(1_000_000)
    }
}

impl App {
    /// What the candidate chose.
    pub(crate) async fn preferences(&self) -> Result<Preferences, Failure> {
        Ok(self.store.settings().await?)
    }
}
