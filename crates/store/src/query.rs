//! Queries that the candidate keeps.

use prep::{Counted, Paper};
use serde::{Deserialize, Serialize};

/// A query in SQL under a name; a paper like a story or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuery {
    /// What it is called.
    pub name: String,
    /// The text.
    pub query: String,
    /// The world that it is for; none where it is for every world.
    pub world: Option<String>,
}

impl Paper for SavedQuery {
    const KIND: &'static str = "query";
}

impl Counted for SavedQuery {
    const MOST: usize = 200;
}
