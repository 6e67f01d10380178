//! Stories of the candidate's own: what they are, how they are read, which question each serves.

mod coverage;
mod fit;
mod import;
mod reading;
mod short;

use coach::Heard;
use jiff::Timestamp;
use pack::id::EntryId;
use serde::{Deserialize, Serialize};

pub use coverage::{Coverage, Held, coverage};
pub use fit::{Fit, Vault};
pub use import::{NotStories, stories};
pub use reading::{Lack, lacking, question};
pub use short::{Length, shortened, words};

use crate::{Counted, Paper};

/// A story as it is told in full, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// What the candidate calls it.
    pub title: String,
    /// The whole of it: about three minutes.
    pub text: String,
    /// The same in about 90 seconds; empty where it is not written.
    pub middle: String,
    /// The same in about 30 seconds; empty where it is not written.
    pub brief: String,
    /// What it is about: launch, failure, pivot, …
    pub themes: Vec<EntryId>,
    /// Values of the culture that it shows.
    pub values: Vec<EntryId>,
    /// How strong it was, each time its words were changed.
    pub strengths: Vec<Strength>,
    /// By what it would be known again in an answer.
    pub marks: Vec<String>,
}

/// How strong a story was at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// When it was read.
    pub at: Timestamp,
    /// Its level, 1 to 5.
    pub level: f64,
    /// Half-width of its 95% interval.
    pub margin: f64,
}

impl Paper for Story {
    const KIND: &'static str = "story";
}

impl Counted for Story {
    const MOST: usize = 500;
}

/// The longest story that is kept, in characters; five times what can be told in three minutes.
pub const LONGEST: usize = 12_000;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// How often a story's strength is remembered.
const MOST_STRENGTHS: usize = 60;

impl Story {
    /// How strong it is as it stands; `None` where nothing could be read.
    #[must_use]
    pub fn strength(&self) -> Option<Strength> {
        self.strengths.last().copied()
    }

    /// Remembers how strong it is now.
    pub fn grew(&mut self, strength: Strength) {
        self.strengths.push(strength);
        let over = self.strengths.len().saturating_sub(MOST_STRENGTHS);
        self.strengths.drain(..over);
    }

    /// Takes in how the coach read its words, when they are new: how strong it is, and by what it would be
    /// known again.
    pub fn read_as(&mut self, heard: &Heard, at: Timestamp) {
        self.marks.clone_from(&heard.story);
        if let (Some(level), Some(margin)) = (heard.scorecard.level, heard.scorecard.margin) {
            self.grew(Strength { at, level, margin });
        }
    }

    /// Whether an answer with these marks tells this story. Both need marks enough to be known by.
    #[must_use]
    pub fn told_in(&self, marks: &[String]) -> bool {
        const LEAST: usize = 8;
        const OVERLAP: f64 = 0.6;
        let shorter = self.marks.len().min(marks.len());
        let shared = self
            .marks
            .iter()
            .filter(|mark| marks.contains(mark))
            .count();
        shorter >= LEAST && shared as f64 / shorter as f64 >= OVERLAP
    }
}

/// The themes that a set of stories should hold, with what each asks for.
pub const THEMES: [(&str, &str, &str); 12] = [
    ("launch", "Launch", "something that you brought to people"),
    (
        "failure",
        "Failure",
        "something that went wrong by your decision",
    ),
    (
        "team-conflict",
        "Team conflict",
        "people who could not agree, and you among them",
    ),
    ("pivot", "Pivot", "a plan that facts changed"),
    (
        "metric-win",
        "Metric win",
        "a number that moved, and how you know why",
    ),
    ("ethics", "Ethics", "the right thing at a price"),
    ("groupthink", "Groupthink", "a room that agreed too soon"),
    ("influence", "Influence", "people who did not report to you"),
    (
        "ownership",
        "Ownership",
        "yours from the first doubt to the year after",
    ),
    (
        "trade-off",
        "Trade-off",
        "something given up for something else",
    ),
    ("quality", "Quality", "good enough, and who decided"),
    (
        "research",
        "Research",
        "what people showed you that you did not expect",
    ),
];

/// A theme as people say it.
#[must_use]
pub fn theme(id: &str) -> String {
    THEMES
        .iter()
        .find(|(each, ..)| *each == id)
        .map_or_else(|| id.replace('-', " "), |(_, name, _)| (*name).to_owned())
}
