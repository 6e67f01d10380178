//! A note or clipping: what was read, who says so and when, and how it can be used in an answer.

use coach::reference::{Reference, Told};
use coach::wording::has_figure;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{is_address, market};
use crate::goal::days;
use crate::{Counted, Paper};

/// Something found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// What it says, in a line.
    pub title: String,
    /// What was read, word for word; empty of a note that quotes nobody.
    pub quote: String,
    /// What the candidate makes of it.
    pub text: String,
    /// Who says so.
    pub source: String,
    /// Where it was read; an address or nothing.
    pub address: String,
    /// When it was true: a year, a month or a day, such as 2026-03.
    pub as_of: String,
    /// The market that it is about, by id; empty where it is about none.
    pub market: String,
    /// The competitor that it is about; empty where it is about none.
    pub competitor: String,
    /// The sentence with which it would be used in an answer.
    pub use_it: String,
    /// The contact whom it was learned from, by id.
    pub contact: Option<String>,
}

impl Paper for Note {
    const KIND: &'static str = "note";
}

impl Counted for Note {
    const MOST: usize = 5_000;
}

/// The longest title, source or name, in characters.
const LONGEST_LINE: usize = 200;
/// The longest text, in characters.
pub const LONGEST_NOTE: usize = 8_000;
/// The longest quote, in characters.
pub const LONGEST_QUOTE: usize = 4_000;
/// The longest sentence for an answer, in characters.
pub const LONGEST_USE: usize = 600;

/// Why a note cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// No title.
    #[error("a note needs a line that says what it is")]
    NoTitle,
    /// Something is too long.
    #[error("{what} has {letters} characters, and at most {most} are kept")]
    TooLong {
        /// What.
        what: &'static str,
        /// How long it is.
        letters: usize,
        /// How long it may be.
        most: usize,
    },
    /// The address is none.
    #[error("\"{0}\" is no address; it begins with https:// or http://, or is left empty")]
    NoAddress(String),
    /// The date is none.
    #[error(
        "\"{0}\" is no date; write a year, a month or a day, such as 2026, 2026-03 or 2026-03-31"
    )]
    NoDate(String),
    /// The market is none.
    #[error("there is no market \"{0}\"")]
    NoMarket(String),
}

/// What makes a note weak in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Nobody says so.
    NoSource,
    /// At no time.
    NoDate,
    /// More than a year ago.
    Old,
    /// No figure in it.
    NoFigure,
    /// No sentence for an answer.
    NoUse,
}

impl Weakness {
    /// What to do about it.
    #[must_use]
    pub const fn asks(self) -> &'static str {
        match self {
            Self::NoSource => "Who says so? An answer that cannot name its source is asked for it.",
            Self::NoDate => "When was it true? Add a year or a month.",
            Self::Old => "It is more than a year old. Look it up again, or say its age aloud.",
            Self::NoFigure => {
                "No figure is in it. One that can be checked is worth three opinions."
            }
            Self::NoUse => "In which sentence would you use it? Write that sentence.",
        }
    }
}

/// Days after which a note is old.
const OLD: u32 = 366;

impl Note {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), NoteFault> {
        if self.title.trim().is_empty() {
            return Err(NoteFault::NoTitle);
        }
        for (what, text, most) in [
            ("the title", &self.title, LONGEST_LINE),
            ("the source", &self.source, LONGEST_LINE),
            ("the competitor", &self.competitor, LONGEST_LINE),
            ("the quote", &self.quote, LONGEST_QUOTE),
            ("the note", &self.text, LONGEST_NOTE),
            ("the sentence for an answer", &self.use_it, LONGEST_USE),
        ] {
            let letters = text.chars().count();
            if letters > most {
                return Err(NoteFault::TooLong {
                    what,
                    letters,
                    most,
                });
            }
        }
        if !self.address.is_empty() && !is_address(&self.address) {
            return Err(NoteFault::NoAddress(self.address.clone()));
        }
        if !self.as_of.is_empty() && self.day().is_none() {
            return Err(NoteFault::NoDate(self.as_of.clone()));
        }
        if !self.market.is_empty() && market(&self.market).is_none() {
            return Err(NoteFault::NoMarket(self.market.clone()));
        }
        Ok(())
    }

    /// The first day on which it was true; `None` where no date is said, or none can be read.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        let whole = match self.as_of.len() {
            4 => format!("{}-01-01", self.as_of),
            7 => format!("{}-01", self.as_of),
            _ => self.as_of.clone(),
        };
        whole.parse().ok()
    }

    /// What makes it weak in an answer, the gravest first.
    #[must_use]
    pub fn weaknesses(&self, today: Date) -> Vec<Weakness> {
        let age = self.day().and_then(|day| days(day, today));
        let words = [&self.title, &self.quote, &self.use_it];
        let figure = words.iter().any(|text| has_figure(text));
        [
            (Weakness::NoSource, self.source.trim().is_empty()),
            (Weakness::NoDate, self.as_of.is_empty()),
            (Weakness::Old, age.is_some_and(|age| age > OLD)),
            (Weakness::NoFigure, !figure),
            (Weakness::NoUse, self.use_it.trim().is_empty()),
        ]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(weakness, _)| weakness)
        .collect()
    }

    /// Whether an answer uses it.
    #[must_use]
    pub fn used_in(&self, told: &Told) -> bool {
        Reference::new(&[&self.title, &self.use_it], &self.quote).used_in(told)
    }

    /// The words that a search looks through.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        [
            &self.title,
            &self.quote,
            &self.text,
            &self.source,
            &self.competitor,
            &self.use_it,
        ]
        .into_iter()
        .any(|text| text.to_lowercase().contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn note() -> Note {
        Note {
            title: "Prepaid plans carry most mobile viewing in India".to_owned(),
            quote: "Some 92% of mobile subscriptions were prepaid at the end of the year."
                .to_owned(),
            source: "The regulator's yearly report".to_owned(),
            as_of: "2025-12".to_owned(),
            market: "apac".to_owned(),
            use_it: "With 92% prepaid, data is bought by the day, so autoplay costs trust."
                .to_owned(),
            ..Note::default()
        }
    }

    #[test]
    fn a_note_is_kept_only_within_its_bounds() {
        assert_eq!(note().check(), Ok(()));
        assert_eq!(Note::default().check(), Err(NoteFault::NoTitle));
        for (field, fault) in [
            ("address", "javascript:alert(1)"),
            ("address", "https://a b"),
            ("as_of", "soon"),
            ("as_of", "2026-13"),
            ("market", "moon"),
        ] {
            let mut wrong = note();
            match field {
                "address" => wrong.address = fault.to_owned(),
                "as_of" => wrong.as_of = fault.to_owned(),
                _ => wrong.market = fault.to_owned(),
            }
            assert!(
                wrong.check().unwrap_err().to_string().contains(fault),
                "{fault}"
            );
        }
        let long = Note {
            text: "a".repeat(LONGEST_NOTE + 1),
            ..note()
        };
        assert!(matches!(long.check(), Err(NoteFault::TooLong { .. })));
    }

    #[test]
    fn what_makes_a_note_weak_is_named() {
        assert_eq!(note().weaknesses(date(2026, 3, 2)), []);
        assert_eq!(note().weaknesses(date(2027, 3, 2)), [Weakness::Old]);
        let bare = Note {
            title: "Something".to_owned(),
            ..Note::default()
        };
        assert_eq!(bare.weaknesses(date(2026, 3, 2)).len(), 4);
    }

    #[test]
    fn a_note_is_known_again_where_its_figure_or_most_of_it_is_said() {
        let note = note();
        assert!(note.used_in(&Told::new("In India 92% of mobile subscriptions are prepaid, so I would turn autoplay off by default.")));
        assert!(note.used_in(&Told::new("Mobile viewing there runs on prepaid plans: autoplay costs trust with people who carry most of the load in India.")));
        assert!(!note.used_in(&Told::new("We raised completion by 92% on television.")));
        assert!(!note.used_in(&Told::new("In India I would look at mobile members first.")));
        assert!(!Note::default().used_in(&Told::new("Anything at all, with 15% of everything.")));
    }
}
