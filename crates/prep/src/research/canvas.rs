//! Canvases: a sheet with fields on which thoughts and notes are laid, and a conclusion.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Counted, Paper};

/// Which sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Strengths, weaknesses, opportunities, threats.
    #[default]
    Swot,
    /// Product, price, place, promotion.
    FourPs,
    /// A measure, what moves it, what must not suffer.
    NorthStar,
}

/// A field of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As kept and sent.
    pub id: &'static str,
    /// As shown.
    pub name: &'static str,
    /// What belongs in it, as a question.
    pub asks: &'static str,
}

const fn cell(id: &'static str, name: &'static str, asks: &'static str) -> Cell {
    Cell { id, name, asks }
}

const SWOT: [Cell; 4] = [
    cell(
        "strengths",
        "Strengths",
        "What does the service do here that a rival cannot copy within a year?",
    ),
    cell(
        "weaknesses",
        "Weaknesses",
        "Where do members here get less than elsewhere?",
    ),
    cell(
        "opportunities",
        "Opportunities",
        "What changes outside, with a date, that could be used?",
    ),
    cell(
        "threats",
        "Threats",
        "Who or what could make members leave, and how would it show first?",
    ),
];
const FOUR_PS: [Cell; 4] = [
    cell(
        "product",
        "Product",
        "What would people here watch and use that they cannot now?",
    ),
    cell(
        "price",
        "Price",
        "What do they pay, for what else, and how is it paid?",
    ),
    cell(
        "place",
        "Place",
        "On which devices, networks and bundles do they find it?",
    ),
    cell(
        "promotion",
        "Promotion",
        "What makes them hear of it, and what makes them believe it?",
    ),
];
const NORTH_STAR: [Cell; 4] = [
    cell(
        "measure",
        "The measure",
        "Which one number rises only when members are better off? Numerator, denominator, window.",
    ),
    cell(
        "inputs",
        "What moves it",
        "Three to five measures that a team can move and that add up to it.",
    ),
    cell(
        "guardrails",
        "What must not suffer",
        "Which measures would show that it was bought too dearly?",
    ),
    cell(
        "fooled",
        "How it fools you",
        "How could it rise while members are worse off?",
    ),
];

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Swot, Self::FourPs, Self::NorthStar];

    /// As kept and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Swot => "swot",
            Self::FourPs => "four_ps",
            Self::NorthStar => "north_star",
        }
    }

    /// The form spelled `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// As shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Swot => "SWOT",
            Self::FourPs => "The four Ps",
            Self::NorthStar => "North-star measure",
        }
    }

    /// Its fields.
    #[must_use]
    pub const fn cells(self) -> &'static [Cell] {
        match self {
            Self::Swot => &SWOT,
            Self::FourPs => &FOUR_PS,
            Self::NorthStar => &NORTH_STAR,
        }
    }

    /// What the conclusion has to say.
    #[must_use]
    pub const fn concludes(self) -> &'static str {
        match self {
            Self::Swot => "So what? Name the one line that decides, and what you would do.",
            Self::FourPs => {
                "So what? Which of the four would you change first, and what would it cost?"
            }
            Self::NorthStar => "So what? Which decision would fall differently with this measure?",
        }
    }
}

/// The longest field, in characters.
pub const LONGEST_CELL: usize = 2_000;

/// A sheet, filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Canvas {
    /// Which sheet.
    pub form: Form,
    /// What it is about.
    pub title: String,
    /// The market that it is about, by id; empty where it is about none.
    pub market: String,
    /// What stands in each field, by the field's id.
    pub cells: BTreeMap<String, String>,
    /// Notes laid on each field, by the field's id: their ids.
    pub notes: BTreeMap<String, Vec<String>>,
    /// What follows.
    pub conclusion: String,
}

impl Paper for Canvas {
    const KIND: &'static str = "canvas";
}

impl Counted for Canvas {
    const MOST: usize = 200;
}

impl Canvas {
    /// What stands in a field.
    #[must_use]
    pub fn cell(&self, id: &str) -> &str {
        self.cells.get(id).map_or("", String::as_str)
    }

    /// Ids of the notes laid on a field.
    #[must_use]
    pub fn notes(&self, id: &str) -> &[String] {
        self.notes.get(id).map_or(&[], Vec::as_slice)
    }
}
