//! What was found in an answer, and where.

use pack::id::{ClaimId, EntryId};
use pack::vocabulary::EvidenceKind;
use serde::{Deserialize, Serialize};

/// A stretch of an answer: characters (Unicode scalar values) from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A stretch of an answer with its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// Exactly the text between `start` and `end` of the answer.
    pub quote: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// A span of an answer that is evidence of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is evidence of.
    pub kind: EvidenceKind,
    /// The words and where they stand.
    #[serde(flatten)]
    pub quote: Quote,
    /// The value of the culture that it shows (`culture_value` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<EntryId>,
}

/// Whether a piece of evidence makes a point: it is neither of weakness nor of background.
#[must_use]
pub const fn makes_point(kind: EvidenceKind) -> bool {
    !matches!(
        kind,
        EvidenceKind::VagueClaim
            | EvidenceKind::FillerHeavy
            | EvidenceKind::Rigid
            | EvidenceKind::Bluff
            | EvidenceKind::Situation
    )
}

/// A claim of the pack that the answer makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimMade {
    /// Which claim.
    pub claim: ClaimId,
    /// Whether the claim is right.
    pub right: bool,
    /// Where it is made.
    #[serde(flatten)]
    pub quote: Quote,
    /// What is true instead (wrong claims only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// A number that the answer states of something, so that it can be held against the same number
/// stated elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberStated {
    /// The value, with percent as written (12 for "12%"), thousands and millions multiplied out.
    pub value: f64,
    /// What it counts: "percent", "money", "people", "weeks", … or empty when nothing is said; with
    /// " of change" behind it where it is by how much something rose or fell; "share" for so many
    /// percent of a group.
    pub unit: String,
    /// Stems of the words that say what the number is about, sorted; names and years as written, with
    /// their capital.
    pub about: Vec<String>,
    /// The sentence part in which it is stated.
    #[serde(flatten)]
    pub quote: Quote,
}
