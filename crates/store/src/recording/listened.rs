//! What is kept of a recording besides its sound.

use prep::Paper;
use serde::{Deserialize, Serialize};

use super::{Occasion, RecordingName};
use crate::error::StoreError;
use crate::open::Store;

/// What is kept of a recording besides its sound. It travels with an export; the sound does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listened {
    /// The file that it came from; `None` where it was spoken here.
    pub brought: Option<String>,
    /// Whether that file broke off before its end.
    pub broken_off: bool,
    /// The words as a recogniser or a transcript file timed them; empty where nobody did.
    pub words: Vec<TimedWord>,
    /// Moments that the candidate marked, in the order of the sound.
    pub moments: Vec<Moment>,
    /// The transcript that came with it, where several speak in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Conversation>,
}

/// A transcript in which several speak, and whose words of it are the answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// What is said, in order.
    pub passages: Vec<Said>,
    /// What the candidate took of it; `None` until they did.
    pub chosen: Option<Chosen>,
}

/// What one of several says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who; `None` where the transcript does not tell.
    pub speaker: Option<String>,
    /// What.
    pub text: String,
    /// From when until when, in seconds; `None` where the transcript does not tell.
    pub span: Option<(f64, f64)>,
    /// Moments inside it: the character of the text that is said next, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(usize, f64)>,
}

/// Whose words are the answer, and which of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The candidate's names.
    pub speakers: Vec<Option<String>>,
    /// The first passage of the questions and answers that were taken.
    pub from: usize,
    /// The passage after the last.
    pub until: usize,
}

/// A word with its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimedWord {
    /// As it was written down.
    pub word: String,
    /// When it begins, in seconds.
    pub from: f64,
    /// When it ends, in seconds.
    pub until: f64,
}

/// A moment of a recording that the candidate marked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When, in seconds.
    pub at: f64,
    /// What the candidate wrote; may be empty.
    pub note: String,
}

impl Paper for Listened {
    const KIND: &'static str = "listened";
}

impl Store {
    /// What is kept of a recording besides its sound.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails.
    pub async fn listened(&self, name: &RecordingName) -> Result<Listened, StoreError> {
        let kept = self.paper::<Listened>(&name.to_string()).await?;
        Ok(kept.map(|kept| kept.paper).unwrap_or_default())
    }

    /// Forgets what is kept of the recordings of one occasion, or of all, besides their sound.
    pub(super) async fn forget_listened(
        &self,
        occasion: Option<&Occasion>,
    ) -> Result<(), StoreError> {
        sqlx::query(include_str!("forget_listened.sql"))
            .bind(Listened::KIND)
            .bind(occasion.map(Occasion::to_string))
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
