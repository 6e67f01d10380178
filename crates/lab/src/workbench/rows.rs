use std::time::Duration;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// Whole numbers, fractions, or exact decimals.
    Number,
    /// Text.
    Text,
    /// Days.
    Day,
    /// Moments, and times of the day.
    Moment,
    /// Anything else: intervals, lists, groups of named values.
    Other,
}

/// A column of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Its type as the engine calls it.
    pub type_name: String,
}

/// A value of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: NULL.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A number that has to be told digit by digit: a decimal, or a whole number of more than 64 bits.
    Exact(String),
    /// A text, or a day, a moment, an interval as text.
    Text(String),
    /// Several values in order.
    List(Vec<Cell>),
    /// Several values by name.
    Group(Vec<(String, Cell)>),
}

/// What a query gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The columns.
    pub columns: Vec<Column>,
    /// The first rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows there are in all, or were counted before that was given up.
    pub counted: u64,
    /// Whether all rows were counted.
    pub complete: bool,
    /// How long it took, by the clock.
    pub took: Duration,
}

impl Cell {
    /// As a number, where it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(whole) => Some(*whole as f64),
            Self::Number(number) => Some(*number),
            Self::Exact(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// Bytes that it takes in memory, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let beside = match self {
            Self::Exact(text) | Self::Text(text) => text.len(),
            Self::List(cells) => cells.iter().map(Self::bytes).sum(),
            Self::Group(parts) => parts
                .iter()
                .map(|(name, cell)| name.len() + size_of::<String>() + cell.bytes())
                .sum(),
            _ => 0,
        };
        size_of::<Self>() + beside
    }
}

impl Rows {
    /// Whether rows were left out, because more came than are given back.
    #[must_use]
    pub fn are_cut(&self) -> bool {
        !self.complete || self.counted > self.rows.len() as u64
    }
}
