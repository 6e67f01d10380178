//! The outline of an answer, and what can be said of its delivery from text and time alone.

use serde::{Deserialize, Serialize};

use crate::evidence::Span;

/// A part of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Where, when, at what stake.
    Situation,
    /// What had to be achieved.
    Task,
    /// What was done.
    Action,
    /// What came of it.
    Result,
    /// What was learned.
    Reflection,
    /// None of these.
    Other,
}

/// Share of words in each part, and which sentence belongs to which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Share of words, 0 to 1.
    pub situation: f64,
    /// Share of words, 0 to 1.
    pub task: f64,
    /// Share of words, 0 to 1.
    pub action: f64,
    /// Share of words, 0 to 1.
    pub result: f64,
    /// Share of words, 0 to 1.
    pub reflection: f64,
    /// Every sentence with its part, in the order of the text.
    pub parts: Vec<(Span, Part)>,
}

/// What sort of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One event, with what was done and what came of it.
    Story,
    /// Told like a story, but as what "usually" happens, or without an event.
    PseudoStory,
    /// An instance named, not told.
    Example,
    /// What the speaker thinks.
    Opinion,
    /// What the speaker is like.
    SelfDescription,
    /// A problem worked through.
    Analysis,
    /// Too little to say.
    Nothing,
}

/// What text and time alone can say of delivery. Shown with what research says of it; never scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Words, filler sounds included.
    pub words: usize,
    /// Length in seconds, when known.
    pub seconds: Option<f64>,
    /// Words a minute, when the length is known.
    pub words_per_minute: Option<f64>,
    /// Filler sounds: um, uh, er, hmm.
    pub filler_sounds: usize,
    /// Filler words: "like", "you know", "sort of" where they carry no meaning.
    pub filler_words: usize,
    /// Filler sounds a minute, when the length is known.
    pub filler_sounds_per_minute: Option<f64>,
    /// Words taken back or begun twice.
    pub restarts: usize,
    /// Words before the first piece of evidence.
    pub words_to_first_point: Option<usize>,
    /// Words of the longest stretch without a piece of evidence.
    pub longest_stretch_without_point: usize,
}
