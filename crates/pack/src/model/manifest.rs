use serde::{Deserialize, Serialize};

use crate::id::{PackId, RoundId};

/// `pack.toml`: what the pack is for and how its loop goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the format; this program reads [`crate::FORMAT`].
    pub format: u32,
    /// Names the pack; also the name of its folder.
    pub id: PackId,
    /// As shown where packs are chosen.
    pub name: String,
    /// The company whose interview is prepared for, as interviewers say it.
    pub company: String,
    /// The role, such as "Product manager".
    pub role: String,
    /// One paragraph: who the pack is for and what it holds.
    pub about: String,
    /// Where the content comes from, and that there is no affiliation.
    pub notice: String,
    /// How long the whole process takes and what to expect of it, in Markdown.
    pub process: String,
    /// What the people of the company call its users ("member", "rider"); used by probes and the coach.
    pub user_words: Vec<String>,
    /// The rounds of a full loop, in order; optional rounds may be left out by the candidate.
    pub loop_rounds: Vec<RoundId>,
}
