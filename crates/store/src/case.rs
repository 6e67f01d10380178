//! Cases as they are kept.

use coach::scorecard::Scorecard;
use lab::case::Sitting;
use prep::Paper;
use serde::{Deserialize, Serialize};

/// A case that somebody works on; a paper like a story or a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptCase(pub Sitting<Scorecard>);

impl Paper for KeptCase {
    const KIND: &'static str = "case";
}
