//! A case as somebody works on it: what was asked, kept and concluded, in the order of the doing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use pack::id::{EntryId, PackId};
use serde::{Deserialize, Serialize};

use crate::case::assess::Assessment;
use crate::case::check::Checked;
use crate::case::conclusion::Conclusion;
use crate::case::draw::Size;
use crate::case::opening::Opening;
use crate::finding::Finding;

/// Why something is not kept in the notebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// No such request was made.
    #[error("the case has no request {0}")]
    NoRequest(u32),
    /// The request stands there already, with other words.
    #[error("the request is in the notebook already, with other words; write to it there")]
    Twice,
    /// Neither a request nor a word.
    #[error("there is nothing to keep; write a note")]
    Empty,
    /// There is no room for more.
    #[error("a notebook has at most {MOST_KEPT} entries; take one out first")]
    Full,
}

/// The most requests of one case.
pub const MOST_ASKED: usize = 300;
/// The most entries of a notebook.
pub const MOST_KEPT: usize = 200;
/// The most characters of a note.
pub const LONGEST_NOTE: usize = 5_000;

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Came {
    /// Numbers.
    Found(Box<Finding>),
    /// A check of the data.
    Checked(Box<Checked>),
    /// It was asked back, or cannot be answered.
    Said {
        /// What was said.
        words: String,
        /// Whether it has to be made clearer.
        ask: bool,
    },
}

/// A request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// Counts from 1.
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// The words in which it was put, where there were any.
    pub text: Option<String>,
    /// What came of it.
    pub came: Came,
}

/// An entry of the notebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Names it.
    pub number: u32,
    /// The request that it keeps.
    pub asking: Option<u32>,
    /// What was written to it.
    pub note: String,
}

/// A presentation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Presentation<Marks> {
    /// When it began.
    pub began: Timestamp,
    /// What was said; none while it is being given.
    pub text: Option<String>,
    /// How long it took.
    pub seconds: Option<f64>,
    /// Its marks.
    pub marks: Option<Marks>,
}

/// An answer to a question afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered<Marks> {
    /// What was said; nothing where it was passed over.
    pub text: Option<String>,
    /// Its marks.
    pub marks: Option<Marks>,
}

/// Where a case plays: what its world follows from, beside the pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The case.
    pub case: EntryId,
    /// The seed.
    pub seed: u64,
    /// How large the world is.
    pub size: Size,
    /// The world with which it was begun, where that was written down.
    pub world: Option<String>,
}

/// A case as somebody works on it. `Marks` are what a reader of answers gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sitting<Marks> {
    /// The pack.
    pub pack: PackId,
    /// The case.
    pub case: EntryId,
    /// The seed.
    pub seed: u64,
    /// How large the world is.
    pub size: Size,
    /// The name of the world with which it was begun: of another edition of the pack, the same seed may
    /// be another world with another cause.
    #[serde(default)]
    pub world: Option<String>,
    /// The figures of the brief, once the world is there.
    pub opening: Option<Opening>,
    /// What was asked, in order.
    pub asked: Vec<Asking>,
    /// The notebook, in the candidate's order.
    pub notebook: Vec<Entry>,
    /// The conclusion.
    pub conclusion: Option<Conclusion>,
    /// What the conclusion is held against; computed when it is drawn, shown at the end.
    pub assessment: Option<Assessment>,
    /// The presentation.
    pub presentation: Option<Presentation<Marks>>,
    /// Answers to the questions afterwards.
    pub answers: Vec<Answered<Marks>>,
    /// What is typed and not sent yet, by what it answers.
    #[serde(default)]
    pub drafts: BTreeMap<String, String>,
    /// The interview that it belongs to.
    #[serde(default)]
    pub interview: Option<String>,
}

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The world is to be made.
    Waiting,
    /// Questions are asked.
    Room,
    /// The conclusion is being held against the world.
    Concluded,
    /// It can be presented.
    Presenting,
    /// It is asked about.
    Questions,
    /// It is graded.
    Graded,
}

impl<Marks> Sitting<Marks> {
    /// A case that begins.
    #[must_use]
    pub fn new(pack: PackId, case: EntryId, seed: u64, size: Size) -> Self {
        Self {
            pack,
            case,
            seed,
            size,
            world: None,
            opening: None,
            asked: Vec::new(),
            notebook: Vec::new(),
            conclusion: None,
            assessment: None,
            presentation: None,
            answers: Vec::new(),
            drafts: BTreeMap::new(),
            interview: None,
        }
    }

    /// Where it plays.
    #[must_use]
    pub fn setting(&self) -> Setting {
        Setting {
            case: self.case.clone(),
            seed: self.seed,
            size: self.size,
            world: self.world.clone(),
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (&self.opening, &self.conclusion, &self.assessment) {
            (None, ..) => Stage::Waiting,
            (Some(_), None, _) => Stage::Room,
            (Some(_), Some(_), None) => Stage::Concluded,
            (Some(_), Some(_), Some(assessment)) => {
                let presented = self
                    .presentation
                    .as_ref()
                    .is_some_and(|given| given.text.is_some());
                if !presented {
                    Stage::Presenting
                } else if self.answers.len() < assessment.questions.len() {
                    Stage::Questions
                } else {
                    Stage::Graded
                }
            }
        }
    }

    /// Writes a request down; nothing happens where there are as many as can be, or after the
    /// conclusion.
    pub fn ask(&mut self, at: Timestamp, text: Option<String>, came: Came) -> Option<u32> {
        if self.asked.len() >= MOST_ASKED || self.stage() != Stage::Room {
            return None;
        }
        let number = self.asked.last().map_or(1, |last| last.number + 1);
        self.asked.push(Asking {
            number,
            at,
            text,
            came,
        });
        Some(number)
    }

    /// Passes over what was not presented and answered, so that the case is graded; whether anything was.
    pub fn pass_over(&mut self, at: Timestamp) -> bool {
        let questions = match (&self.assessment, self.stage()) {
            (Some(assessment), Stage::Presenting | Stage::Questions) => assessment.questions.len(),
            _ => return false,
        };
        let given = self.presentation.get_or_insert(Presentation {
            began: at,
            text: None,
            seconds: None,
            marks: None,
        });
        given.text.get_or_insert_default();
        while self.answers.len() < questions {
            self.answers.push(Answered {
                text: None,
                marks: None,
            });
        }
        true
    }

    /// A request by its number.
    #[must_use]
    pub fn asking(&self, number: u32) -> Option<&Asking> {
        self.asked.iter().find(|asking| asking.number == number)
    }

    /// Keeps a request or a note in the notebook; a request is kept once, with the words of the first time.
    ///
    /// # Errors
    /// Why it is not kept; the notebook is as it was.
    pub fn keep(&mut self, asking: Option<u32>, note: &str) -> Result<(), NotKept> {
        let note: String = note.trim().chars().take(LONGEST_NOTE).collect();
        match asking {
            Some(number) if self.asking(number).is_none() => {
                return Err(NotKept::NoRequest(number));
            }
            None if note.is_empty() => return Err(NotKept::Empty),
            _ => {}
        }
        let mut stands = self.notebook.iter().filter(|_| asking.is_some());
        if let Some(stands) = stands.find(|entry| entry.asking == asking) {
            // Sent twice: nothing of it is lost.
            let same = note.is_empty() || stands.note == note;
            return if same { Ok(()) } else { Err(NotKept::Twice) };
        }
        if self.notebook.len() >= MOST_KEPT {
            return Err(NotKept::Full);
        }
        let numbers = self.notebook.iter().map(|entry| entry.number);
        let number = numbers.max().unwrap_or(0) + 1;
        self.notebook.push(Entry {
            number,
            asking,
            note,
        });
        Ok(())
    }

    /// Writes to an entry of the notebook.
    pub fn note(&mut self, number: u32, note: &str) -> bool {
        let found = self
            .notebook
            .iter_mut()
            .find(|entry| entry.number == number);
        found.is_some_and(|entry| {
            entry.note = note.trim().chars().take(LONGEST_NOTE).collect();
            true
        })
    }

    /// Moves an entry one place up or down.
    pub fn shift(&mut self, number: u32, up: bool) -> bool {
        let Some(place) = self
            .notebook
            .iter()
            .position(|entry| entry.number == number)
        else {
            return false;
        };
        let other = if up {
            place.checked_sub(1)
        } else {
            Some(place + 1)
        };
        match other.filter(|other| *other < self.notebook.len()) {
            Some(other) => {
                self.notebook.swap(place, other);
                true
            }
            None => false,
        }
    }

    /// Takes an entry out of the notebook.
    pub fn drop_entry(&mut self, number: u32) -> bool {
        let before = self.notebook.len();
        self.notebook.retain(|entry| entry.number != number);
        self.notebook.len() < before
    }
}
