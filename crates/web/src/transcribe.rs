//! Speech written down by whatever the candidate chose. The pages know what is asked and what comes
//! back; who does it is passed in.

use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Weak};

use serde::{Deserialize, Serialize};
use store::recording::TimedWord;
use world::Progress;

/// Fetches a model from an address, when the candidate asks for it, into a file of that name, all of it or
/// nothing; tells how far it is, and else why not, in words. Passed in, so that tests reach no network.
pub type FetchModel = Arc<dyn Fn(&str, &Path, &Progress) -> Result<(), String> + Send + Sync>;

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
    /// A whisper model, in this program.
    Model,
}

impl Transcriber {
    pub(crate) const ALL: [Self; 4] = [Self::Nobody, Self::Browser, Self::Service, Self::Model];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Browser => "browser",
            Self::Service => "service",
            Self::Model => "model",
        }
    }

    /// Whether recordings are written down when they are there, and not while they are spoken.
    pub(crate) const fn takes_recordings(self) -> bool {
        matches!(self, Self::Service | Self::Model)
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
    /// The file of the model in this program.
    pub file: String,
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
    /// This build runs no models.
    #[error(
        "this Greenroom was built without what runs a whisper model. To have it, see docs/speaking.md \
         and: {WITH_WHISPER}"
    )]
    NotBuiltIn,
    /// The file is no model that can be used.
    #[error("{file} cannot be used as a whisper model: {reason}")]
    NoModel {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The model failed.
    #[error("the model could not write it down: {0}. Your recording is safe")]
    Failed(String),
    /// Whoever asked waits no longer.
    #[error("it was stopped. Your recording is safe")]
    Stopped,
}

/// What builds the program so that it runs models.
pub(crate) const WITH_WHISPER: &str = "cargo run --release -p greenroom --features whisper";

/// How much of a recording is written down, in hundredths. Held by whoever waits for it.
#[derive(Debug, Default)]
pub struct Written(AtomicU8);

impl Written {
    /// How much it is.
    #[must_use]
    pub fn percent(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Somebody who asked for a recording to be written down. They are told how far it is; when they wait no
/// longer, it can be stopped.
#[derive(Clone, Debug)]
pub struct Asker(Weak<Written>);

impl Asker {
    /// Whoever holds this; they are gone when it is dropped.
    #[must_use]
    pub fn holding(held: &Arc<Written>) -> Self {
        Self(Arc::downgrade(held))
    }

    /// Whether nobody waits any longer.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.0.strong_count() == 0
    }

    /// Says how much is written down, in hundredths.
    pub fn tell(&self, percent: u8) {
        if let Some(written) = self.0.upgrade() {
            written.0.store(percent.min(100), Ordering::Relaxed);
        }
    }
}

/// Writes down a recording; waits until it is done. Passed in, so that tests reach no network.
pub type Transcribe =
    Arc<dyn Fn(&Transcription, &Path, &Asker) -> Result<Transcript, Untranscribed> + Send + Sync>;

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

    #[test]
    fn whoever_waits_is_told_how_far_it_is_and_whoever_lets_go_is_gone() {
        let held = Arc::new(Written::default());
        let asker = Asker::holding(&held);
        assert!(!asker.is_gone());
        asker.tell(40);
        assert_eq!(held.percent(), 40);
        drop(held);
        assert!(asker.is_gone());
        asker.tell(80);
    }
}
