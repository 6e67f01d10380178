//! A whole column of a table in as few bytes as its values need.

use crate::engine::codes::{Codes, Rows};

/// What the codes stand for.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Texts; a missing one is the empty text.
    Texts(Vec<String>),
    /// Whole numbers: the least of them plus the code. The code after the largest is a missing one,
    /// where any is missing.
    Whole {
        least: i64,
        missing: Option<u32>,
        most: u32,
    },
    /// Other numbers, of which there are few.
    Values(Vec<f64>),
}

impl Meaning {
    /// The number that a code stands for; 0 for a missing one.
    pub(super) fn number(&self, code: u32) -> f64 {
        match self {
            Self::Whole { least, missing, .. } => {
                if Some(code) == *missing {
                    0.0
                } else {
                    (least + i64::from(code)) as f64
                }
            }
            Self::Values(values) => values.get(code as usize).copied().unwrap_or(0.0),
            Self::Texts(_) => 0.0,
        }
    }
}

/// A whole column.
#[derive(Debug)]
pub(super) enum Column {
    Coded {
        codes: Codes,
        meaning: Meaning,
    },
    /// Numbers of which there are too many for codes.
    Plain(Vec<f32>),
    PlainDouble(Vec<f64>),
    /// Whole numbers that lie too far apart for codes.
    Far(Vec<i64>),
}

/// Reads a column row by row, onwards.
pub(super) struct Along<'a> {
    column: &'a Column,
    place: usize,
}

impl Along<'_> {
    /// The code of a row that is no earlier than the last one; 0 where there are none.
    pub(super) fn code(&mut self, row: usize) -> u32 {
        self.column
            .codes()
            .map_or(0, |codes| codes.onwards(row, &mut self.place))
    }

    /// The number of a row that is no earlier than the last one; 0 where it is missing.
    pub(super) fn number(&mut self, row: usize) -> f64 {
        match self.column {
            Column::Coded { meaning, .. } => meaning.number(self.code(row)),
            column => column.number(row),
        }
    }

    /// The whole number of a row that is no earlier than the last one; 0 where it is missing.
    pub(super) fn whole(&mut self, row: usize) -> i64 {
        match self.column {
            Column::Coded {
                meaning: Meaning::Whole { least, missing, .. },
                ..
            } => {
                let code = self.code(row);
                if Some(code) == *missing {
                    0
                } else {
                    least + i64::from(code)
                }
            }
            column => column.whole(row).unwrap_or_default(),
        }
    }
}

impl Column {
    /// From the first row on.
    pub(super) fn along(&self) -> Along<'_> {
        Along {
            column: self,
            place: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Coded { codes, .. } => codes.len(),
            Self::Plain(values) => values.len(),
            Self::PlainDouble(values) => values.len(),
            Self::Far(values) => values.len(),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Coded { codes, .. } => codes.bytes(),
            Self::Plain(values) => values.len() * 4,
            Self::PlainDouble(values) => values.len() * 8,
            Self::Far(values) => values.len() * 8,
        }
    }

    /// The codes, where it has any.
    pub(super) fn codes(&self) -> Option<&Codes> {
        match self {
            Self::Coded { codes, .. } => Some(codes),
            _ => None,
        }
    }

    /// Where its value changes, if it stays the same over many rows.
    pub(super) fn ends(&self) -> Option<&[u32]> {
        self.codes()?.ends()
    }

    /// The number of a row; 0 where it is missing.
    pub(super) fn number(&self, row: usize) -> f64 {
        match self {
            Self::Coded { codes, meaning } => meaning.number(codes.at(row)),
            Self::Plain(values) => values.get(row).copied().map_or(0.0, f64::from),
            Self::PlainDouble(values) => values.get(row).copied().unwrap_or(0.0),
            Self::Far(values) => values.get(row).copied().unwrap_or(0) as f64,
        }
    }

    /// Calls with the number of each row.
    pub(super) fn each(&self, rows: &Rows<'_>, mut each: impl FnMut(f64)) {
        match self {
            Self::Coded {
                codes,
                meaning: Meaning::Values(values),
            } => codes.each(rows, |code| {
                each(values.get(code as usize).copied().unwrap_or(0.0));
            }),
            Self::Coded { codes, meaning } => codes.each(rows, |code| each(meaning.number(code))),
            _ => rows.each(|row| each(self.number(row))),
        }
    }

    /// Calls with the number of each row, or with none where a whole number is missing.
    pub(super) fn each_known(&self, rows: &Rows<'_>, mut each: impl FnMut(Option<f64>)) {
        match self {
            Self::Coded {
                codes,
                meaning:
                    meaning @ Meaning::Whole {
                        missing: Some(missing),
                        ..
                    },
            } => codes.each(rows, |code| {
                each((code != *missing).then(|| meaning.number(code)));
            }),
            _ => self.each(rows, |number| each(Some(number))),
        }
    }

    /// Puts the number of each row onto what stands at its place.
    pub(super) fn onto(
        &self,
        rows: &Rows<'_>,
        onto: &mut [f64],
        mut put: impl FnMut(&mut f64, f64),
    ) {
        match self {
            Self::Coded {
                codes,
                meaning:
                    Meaning::Whole {
                        least,
                        missing: None,
                        ..
                    },
            } => {
                let least = *least as f64;
                codes.onto(rows, onto, |each, code| put(each, least + f64::from(code)));
            }
            _ => {
                let mut onto = onto.iter_mut();
                self.each(rows, |number| {
                    if let Some(each) = onto.next() {
                        put(each, number);
                    }
                });
            }
        }
    }

    /// The sum of some rows.
    pub(super) fn sum(&self, rows: &Rows<'_>) -> f64 {
        match self {
            Self::Coded {
                codes,
                meaning:
                    Meaning::Whole {
                        least,
                        missing: None,
                        ..
                    },
            } => *least as f64 * rows.len() as f64 + codes.sum(rows) as f64,
            _ => {
                let mut sum = 0.0;
                self.each(rows, |number| sum += number);
                sum
            }
        }
    }

    /// The whole number of a row; none where it is missing or the column holds none.
    pub(super) fn whole(&self, row: usize) -> Option<i64> {
        match self {
            Self::Coded {
                codes,
                meaning: Meaning::Whole { least, missing, .. },
            } => {
                let code = codes.at(row);
                (Some(code) != *missing).then(|| least + i64::from(code))
            }
            Self::Far(values) => values.get(row).copied(),
            _ => None,
        }
    }

    /// The codes, and the least whole number, of which a missing one has the code that is given.
    pub(super) fn as_whole(&self) -> Option<(&Codes, i64, Option<u32>)> {
        match self {
            Self::Coded {
                codes,
                meaning: Meaning::Whole { least, missing, .. },
            } => Some((codes, *least, *missing)),
            _ => None,
        }
    }

    /// The least whole number, how far the largest is from it, and whether any is missing.
    pub(super) fn bounds(&self) -> Option<(i64, u32, bool)> {
        match self {
            Self::Coded {
                meaning:
                    Meaning::Whole {
                        least,
                        most,
                        missing,
                    },
                ..
            } => Some((*least, *most, missing.is_some())),
            _ => None,
        }
    }

    /// The codes and the texts that they stand for.
    pub(super) fn as_texts(&self) -> Option<(&Codes, &[String])> {
        match self {
            Self::Coded {
                codes,
                meaning: Meaning::Texts(texts),
            } => Some((codes, texts)),
            _ => None,
        }
    }
}
