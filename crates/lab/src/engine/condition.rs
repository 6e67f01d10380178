//! Conditions of metrics, a small part of SQL: `found`, `NOT found`, `event = 'start'`,
//! `event IN ('a', 'b')`, `event <> 'cancel'`, `amount_cents > 0`.
//!
//! As in SQL, nothing holds of a value that is missing, its opposite neither.

use std::sync::Arc;

use crate::engine::Trouble;
use crate::engine::codes::Rows;
use crate::engine::column::Column;
use crate::engine::kept::View;
use crate::engine::marks::Marks;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    text: String,
    pub(crate) column: String,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Holds(bool),
    /// The text is one of these, or none of them.
    OneOf(Vec<String>, bool),
    Compared(Comparison, f64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    More,
    AtLeast,
    Less,
    AtMost,
    Equal,
}

impl Comparison {
    fn holds(self, number: f64, with: f64) -> bool {
        match self {
            Self::More => number > with,
            Self::AtLeast => number >= with,
            Self::Less => number < with,
            Self::AtMost => number <= with,
            Self::Equal => number == with,
        }
    }
}

impl Condition {
    /// Reads a condition.
    pub(crate) fn read(text: &str) -> Result<Self, Trouble> {
        let unknown = || Trouble::Condition(text.to_owned());
        let is_name = |word: &str| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let words: Vec<&str> = text.splitn(3, ' ').collect();
        let (column, test) = match words.as_slice() {
            [column] => (column, Test::Holds(true)),
            ["NOT", column] => (column, Test::Holds(false)),
            [column, "=", value] if value.starts_with('\'') => (
                column,
                Test::OneOf(quoted(value, false).ok_or_else(unknown)?, true),
            ),
            [column, "<>", value] => (
                column,
                Test::OneOf(quoted(value, false).ok_or_else(unknown)?, false),
            ),
            [column, "IN", values] => (
                column,
                Test::OneOf(quoted(values, true).ok_or_else(unknown)?, true),
            ),
            [column, sign, number] => {
                let comparison = match *sign {
                    ">" => Comparison::More,
                    ">=" => Comparison::AtLeast,
                    "<" => Comparison::Less,
                    "<=" => Comparison::AtMost,
                    "=" => Comparison::Equal,
                    _ => return Err(unknown()),
                };
                let number = number.parse().map_err(|_| unknown())?;
                (column, Test::Compared(comparison, number))
            }
            _ => return Err(unknown()),
        };
        if !is_name(column) {
            return Err(unknown());
        }
        Ok(Self {
            text: text.to_owned(),
            column: (*column).to_owned(),
            test,
        })
    }

    /// The rows of a table of which it holds.
    pub(super) fn over(&self, view: View<'_>, table: &str) -> Result<Arc<Marks>, Trouble> {
        view.marks(table, &self.text, || {
            self.mark(&*view.column(table, &self.column)?)
        })
    }

    fn mark(&self, column: &Column) -> Result<Marks, Trouble> {
        let wrong = || Trouble::Column {
            column: self.column.clone(),
        };
        let rows = column.len();
        let parts = Marks::parts(rows);
        let by_code: Vec<bool> = match &self.test {
            Test::OneOf(values, one) => {
                let (_, texts) = column.as_texts().ok_or_else(wrong)?;
                // The empty text is a missing one.
                texts
                    .iter()
                    .map(|text| !text.is_empty() && values.contains(text) == *one)
                    .collect()
            }
            Test::Holds(yes) => {
                let (least, most, _) = column.bounds().ok_or_else(wrong)?;
                // The code of a missing flag lies behind these.
                (0..=i64::from(most))
                    .map(|code| (least + code != 0) == *yes)
                    .collect()
            }
            Test::Compared(comparison, with) => {
                if column.as_texts().is_some() {
                    return Err(wrong());
                }
                return Ok(Marks::of(rows, &parts, |from, to, marking| {
                    let mut put = marking.along(from);
                    column.each_known(&Rows::All(from..to), |number| {
                        put(number.is_some_and(|number| comparison.holds(number, *with)));
                    });
                }));
            }
        };
        let codes = column.codes().ok_or_else(wrong)?;
        Ok(Marks::of(rows, &parts, |from, to, marking| {
            let mut put = marking.along(from);
            codes.each(&Rows::All(from..to), |code| {
                put(by_code.get(code as usize).copied().unwrap_or(false));
            });
        }))
    }
}

/// The texts between quotes; one, or a list in brackets.
fn quoted(text: &str, list: bool) -> Option<Vec<String>> {
    let inside = if list {
        text.strip_prefix('(')?.strip_suffix(')')?
    } else {
        text
    };
    let values: Vec<String> = inside
        .split(',')
        .map(|value| {
            let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            (!value.contains('\'')).then(|| value.to_owned())
        })
        .collect::<Option<_>>()?;
    (list || values.len() == 1).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_of_another_form_is_refused() {
        for text in [
            "",
            "a = b",
            "a > b",
            "a OR b",
            "a IN 'b'",
            "a <> 3",
            "a = 'b' OR 'c'",
            "a; b",
            "a IN ('b",
        ] {
            assert!(Condition::read(text).is_err(), "{text}");
        }
        for text in [
            "found",
            "NOT found",
            "event IN ('start', 'return')",
            "event <> 'cancel'",
            "amount_cents <= 3.5",
            "position = 1",
        ] {
            assert!(Condition::read(text).is_ok(), "{text}");
        }
    }
}
