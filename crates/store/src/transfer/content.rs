//! The form of the file.

use interview::friend::Sheet;
use interview::{Recorded, TurnId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::preparation::WholePaper;
use crate::interview::InterviewId;
use crate::review::Review;

/// The file: content, and the digest of its exact text.
#[derive(Serialize, Deserialize)]
pub(super) struct Envelope {
    pub(super) format: u32,
    pub(super) sha256: String,
    pub(super) content: Box<RawValue>,
}

/// Everything that is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub(super) interviews: Vec<Whole>,
    #[serde(default)]
    pub(super) settings: Option<Box<RawValue>>,
    #[serde(default)]
    pub(super) papers: Vec<WholePaper>,
    #[serde(default)]
    pub(super) reviews: Vec<Review>,
}

/// One interview with all that belongs to it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole {
    pub(super) id: InterviewId,
    pub(super) events: Vec<Recorded>,
    #[serde(default)]
    pub(super) drafts: Vec<Draft>,
    #[serde(default)]
    pub(super) notes: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) friend: Option<WholeFriend>,
}

/// A friend who interviewed, without what let them in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WholeFriend {
    pub(super) name: String,
    pub(super) sheets: Vec<WholeSheet>,
}

/// What the friend thinks of an answer.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WholeSheet {
    pub(super) turn: TurnId,
    pub(super) sheet: Sheet,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    pub(super) turn: TurnId,
    pub(super) text: String,
}

pub(super) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
