use serde::{Deserialize, Serialize};

use crate::id::RoundId;

/// One conversation of the loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Names the round.
    pub id: RoundId,
    /// As shown, such as "Hiring manager".
    pub name: String,
    /// One sentence on what the conversation is like.
    pub form: String,
    /// Usual length in minutes.
    pub minutes: u32,
    /// How many questions are asked by default.
    pub questions: u32,
    /// Whether only some candidates meet this round.
    #[serde(default)]
    pub optional: bool,
    /// Whether the candidate brings a prepared presentation, which is then asked about.
    #[serde(default)]
    pub presentation: bool,
    /// Who sits across; questions go round among those who are no guests.
    pub interviewers: Vec<Interviewer>,
    /// What is said at the start, in the interviewer's words.
    pub opening: String,
    /// What is said at the end.
    pub closing: String,
    /// What is assessed.
    pub assesses: Vec<String>,
    /// What gets a candidate through.
    pub passes: Vec<String>,
    /// What ends a candidacy here.
    pub fails: Vec<String>,
    /// How to get ready for it.
    pub prepare: Vec<String>,
}

/// A person across the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interviewer {
    /// Invented first name.
    pub name: String,
    /// Their job, such as "Data-science lead".
    pub role: String,
    /// What they care about and how they ask, in one sentence.
    pub manner: String,
    /// Whether they come for questions of their own only.
    #[serde(default)]
    pub guest: bool,
}
