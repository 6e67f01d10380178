use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that the candidate writes and that is kept as it is: a goal, a story, a note. A new kind is
/// listed in the `KINDS` of the store, which holds what an import brings against them.
pub trait Paper: Serialize + DeserializeOwned + Send + Sync {
    /// What it is kept under; never changes.
    const KIND: &'static str;
}

/// A paper of which only so many are kept.
pub trait Counted: Paper {
    /// No more are kept.
    const MOST: usize;
}
