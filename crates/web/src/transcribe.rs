//! Speech written down by whatever the candidate chose. The pages know what is asked and what comes
//! back; who does it is passed in.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use store::recording::TimedWord;

/// Who writes down what was spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transcriber {
    /// The candidate.
    #[default]
    Nobody,
    /// The browser, on this machine.
    Browser,
    /// A service that understands the transcription requests of `OpenAI`.
    Service,
}

impl Transcriber {
    pub(crate) const ALL: [Self; 3] = [Self::Nobody, Self::Browser, Self::Service];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Browser => "browser",
            Self::Service => "service",
        }
    }
}

/// Who writes down what was spoken, and how they are reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Transcription {
    /// Who.
    pub by: Transcriber,
    /// Where the service is, such as `http://127.0.0.1:8000/v1`; typed by the candidate.
    pub address: String,
    /// Which model the service is to use.
    pub model: String,
}

impl Transcription {
    /// The host to which sound goes that leaves this machine; `None` where none does.
    #[must_use]
    pub fn leaves_for(&self) -> Option<String> {
        if self.by != Transcriber::Service {
            return None;
        }
        let host = url::Url::parse(&self.address)
            .ok()
            .and_then(|address| address.host_str().map(str::to_owned))
            .unwrap_or_else(|| self.address.clone());
        let here = host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.to_canonical().is_loopback());
        (!here).then_some(host)
    }
}

/// What was spoken, written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// The words as a text.
    pub text: String,
    /// The words with their times; empty where none were given.
    pub words: Vec<TimedWord>,
}

/// Why nothing was written down. The recording is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untranscribed {
    /// Nobody was chosen who could.
    #[error("nobody is chosen who writes down what you say; choose in the settings, or type it")]
    Nobody,
    /// Nobody answers.
    #[error("{address} cannot be reached: {reason}. Is it running? Your recording is safe")]
    Unreachable {
        /// Where it should be.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// It took too long.
    #[error(
        "{address} took longer than {seconds} seconds, so it was given up. Your recording is safe"
    )]
    Slow {
        /// Where it is.
        address: String,
        /// How long was waited.
        seconds: u64,
    },
    /// It refused.
    #[error(
        "{address} refused with status {status}: {said}. Check address, model and key in the settings"
    )]
    Refused {
        /// Where it is.
        address: String,
        /// Its status.
        status: u16,
        /// What it says, shortened.
        said: String,
    },
    /// What came back is no transcript.
    #[error("{address} answered with something that is no transcript: {reason}")]
    NoTranscript {
        /// Where it is.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The recording cannot be read.
    #[error("the recording cannot be read: {0}")]
    Sound(String),
}

/// Writes down a recording; waits until it is done. Passed in, so that tests reach no network.
pub type Transcribe =
    Arc<dyn Fn(&Transcription, &Path) -> Result<Transcript, Untranscribed> + Send + Sync>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_stays_here_only_where_the_address_is_this_machine() {
        let leaves = |address: &str| {
            Transcription {
                by: Transcriber::Service,
                address: address.to_owned(),
                ..Transcription::default()
            }
            .leaves_for()
        };
        for here in [
            "http://127.0.0.1:8000/v1",
            "http://localhost/v1",
            "http://[::1]:9000",
            "http://[::ffff:127.0.0.1]/",
        ] {
            assert_eq!(leaves(here), None, "{here}");
        }
        for away in [
            "https://api.example.org/v1",
            "http://192.168.1.4/v1",
            "http://127.0.0.1.example.org/",
        ] {
            assert!(leaves(away).is_some(), "{away}");
        }
        assert_eq!(Transcription::default().leaves_for(), None);
    }
}
