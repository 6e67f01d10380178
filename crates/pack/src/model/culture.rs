use serde::{Deserialize, Serialize};

use crate::cue::{self, Cue};
use crate::id::{EntryId, QuestionId};

/// A principle that the company says it is run by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Names the principle.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// What it means, in Markdown.
    pub about: String,
    /// What it looks like in conduct.
    pub conduct: Vec<String>,
    /// How it is misread, and what that sounds like.
    pub misread: String,
    /// Questions that practise it.
    pub practise: Vec<QuestionId>,
}

/// A value that is looked for in people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Names the value.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// What it means, in a sentence or two.
    pub about: String,
    /// What it looks like in conduct: things that one could see somebody do.
    pub conduct: Vec<String>,
    /// What only sounds like it.
    pub hollow: String,
    /// Ways of speaking of such conduct; the coach finds the value by these.
    #[serde(deserialize_with = "cue::list")]
    pub cues: Vec<Cue>,
    /// Questions that practise it.
    pub practise: Vec<QuestionId>,
}

/// A word or phrase that people of the company use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Names the term.
    pub id: EntryId,
    /// As shown.
    pub name: String,
    /// What is meant by it.
    pub means: String,
    /// How to show it without saying it.
    pub show: String,
}
