//! People who know the work: whom one wants to speak with, what was written to them, what to ask,
//! what was learned, and when to write again.

mod outreach;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use outreach::{Letter, QUESTIONS, Trouble, troubles, written};

use crate::research::is_address;
use crate::{Counted, Paper};

/// How far it has come with somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody to write to.
    #[default]
    Idea,
    /// Written to.
    Written,
    /// They answered.
    Answered,
    /// They were spoken with.
    Spoken,
    /// They were thanked with what became of it.
    Thanked,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [
        Self::Idea,
        Self::Written,
        Self::Answered,
        Self::Spoken,
        Self::Thanked,
    ];

    /// As kept and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Written => "written",
            Self::Answered => "answered",
            Self::Spoken => "spoken",
            Self::Thanked => "thanked",
        }
    }

    /// As shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idea => "To be written to",
            Self::Written => "Written to",
            Self::Answered => "Answered",
            Self::Spoken => "Spoken with",
            Self::Thanked => "Thanked",
        }
    }

    /// The stage spelled `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// The letter that comes next.
    #[must_use]
    pub const fn letter(self) -> Letter {
        match self {
            Self::Idea => Letter::First,
            Self::Written => Letter::Again,
            Self::Answered => Letter::Call,
            Self::Spoken | Self::Thanked => Letter::Thanks,
        }
    }

    /// In how many days to look at it again; `None` where nothing is waited for.
    #[must_use]
    pub const fn wait(self) -> Option<i64> {
        match self {
            Self::Idea => None,
            Self::Written => Some(7),
            Self::Answered => Some(3),
            Self::Spoken => Some(1),
            Self::Thanked => None,
        }
    }
}

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: String,
    /// How the candidate knows them.
    pub met: String,
    /// Where they can be found; an address or nothing.
    pub address: String,
    /// How far it has come.
    pub stage: Stage,
    /// When to write next.
    pub follow_up: Option<Date>,
    /// Who the candidate is, in a line.
    pub me: String,
    /// What of theirs the candidate read, heard or used.
    pub theirs: String,
    /// What the candidate would ask.
    pub ask: String,
    /// What became of their advice.
    pub advice: String,
    /// Questions for the conversation, one a line.
    pub questions: String,
}

impl Paper for Contact {
    const KIND: &'static str = "contact";
}

impl Counted for Contact {
    const MOST: usize = 500;
}

/// The longest line about somebody, in characters.
pub const LONGEST_LINE: usize = 400;
/// The longest list of questions, in characters.
pub const LONGEST_QUESTIONS: usize = 4_000;

/// Why a contact cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactFault {
    /// No name.
    #[error("a contact needs a name")]
    NoName,
    /// Something is too long.
    #[error("{what} is longer than {most} characters")]
    TooLong {
        /// What.
        what: &'static str,
        /// How long it may be.
        most: usize,
    },
    /// The address is none.
    #[error("\"{0}\" is no address; it begins with https:// or http://, or is left empty")]
    NoAddress(String),
}

impl Contact {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), ContactFault> {
        if self.name.trim().is_empty() {
            return Err(ContactFault::NoName);
        }
        for (what, text, most) in [
            ("the name", &self.name, LONGEST_LINE),
            ("what they do", &self.role, LONGEST_LINE),
            ("how you know them", &self.met, LONGEST_LINE),
            ("the line about you", &self.me, LONGEST_LINE),
            ("what of theirs you read", &self.theirs, LONGEST_LINE),
            ("the question", &self.ask, LONGEST_LINE),
            ("what became of their advice", &self.advice, LONGEST_LINE),
            ("the list of questions", &self.questions, LONGEST_QUESTIONS),
        ] {
            if text.chars().count() > most {
                return Err(ContactFault::TooLong { what, most });
            }
        }
        if !self.address.is_empty() && !is_address(&self.address) {
            return Err(ContactFault::NoAddress(self.address.clone()));
        }
        Ok(())
    }
}
