use serde::{Deserialize, Serialize};

use crate::id::EntryId;

/// Something that a candidate should know, with where it was read and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Names the fact.
    pub id: EntryId,
    /// What it is about: business, product, interface, culture, markets, rivals, experiments, process.
    pub topic: String,
    /// The fact, in a sentence or two.
    pub says: String,
    /// Where it was read.
    pub source: String,
    /// When it was true: a year, a month (2023-06) or a day (2023-06-30).
    pub as_of: String,
    /// How an answer can use it.
    pub use_it: String,
    /// Whether it must be looked up again before an interview, because it ages.
    pub ages: bool,
}
