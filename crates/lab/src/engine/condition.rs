//! Conditions of metrics, a small part of SQL: `found`, `NOT found`, `event = 'start'`,
//! `event IN ('a', 'b')`, `event <> 'cancel'`, `amount_cents > 0`.

use std::sync::Arc;

use crate::engine::Trouble;
use crate::engine::column::{Codes, Column, with_codes};
use crate::engine::kept::View;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
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

/// A condition over a table's rows.
pub(super) struct Tested {
    column: Arc<Column>,
    /// Whether it holds, by code; the condition itself where there are too many codes.
    by_code: Result<Vec<bool>, (Comparison, f64)>,
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
            column: (*column).to_owned(),
            test,
        })
    }

    pub(super) fn over(&self, view: View<'_>, table: &str) -> Result<Tested, Trouble> {
        let column = view.column(table, &self.column)?;
        let wrong = || Trouble::Column {
            column: self.column.clone(),
        };
        let by_code = match &self.test {
            Test::OneOf(values, one) => {
                let (_, texts) = column.as_texts().ok_or_else(wrong)?;
                Ok(texts
                    .iter()
                    .map(|text| values.contains(text) == *one)
                    .collect())
            }
            Test::Holds(yes) => {
                let (least, most, missing) = column.bounds().ok_or_else(wrong)?;
                // A flag that is missing does not hold.
                Ok((0..=i64::from(most))
                    .map(|code| (least + code != 0) == *yes)
                    .chain(missing.then_some(!yes))
                    .collect())
            }
            Test::Compared(comparison, number) => {
                if column.as_texts().is_some() {
                    return Err(wrong());
                }
                Err((*comparison, *number))
            }
        };
        Ok(Tested { column, by_code })
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

fn keep<T: Copy + Into<u32>>(codes: &[T], rows: &mut Vec<u32>, holds: impl Fn(u32) -> bool) {
    rows.retain(|row| holds(codes[*row as usize].into()));
}

/// Keeps the rows whose codes are marked.
pub(super) fn keep_marked(codes: &Codes, rows: &mut Vec<u32>, marked: &[bool]) {
    with_codes!(codes, |codes| keep(codes, rows, |code| marked
        .get(code as usize)
        .copied()
        .unwrap_or(false)));
}

impl Tested {
    /// Keeps the rows of which it holds.
    pub(super) fn keep(&self, rows: &mut Vec<u32>) {
        match (&self.by_code, &*self.column) {
            (Ok(marked), Column::Coded { codes, .. }) => keep_marked(codes, rows, marked),
            (Err((comparison, with)), column) => {
                rows.retain(|row| comparison.holds(column.number(*row as usize), *with));
            }
            (Ok(_), _) => rows.clear(),
        }
    }

    /// Whether it holds of a row.
    pub(super) fn holds(&self, row: usize) -> bool {
        match (&self.by_code, &*self.column) {
            (Ok(marked), Column::Coded { codes, .. }) => {
                marked.get(codes.at(row) as usize).copied().unwrap_or(false)
            }
            (Err((comparison, with)), column) => comparison.holds(column.number(row), *with),
            (Ok(_), _) => false,
        }
    }
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
