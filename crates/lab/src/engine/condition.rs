//! Conditions of metrics, a small part of SQL: `found`, `event = 'start'`, `event IN ('a', 'b')`,
//! `amount_cents > 0`.

use arrow_array::RecordBatch;

use crate::engine::Trouble;
use crate::engine::columns::{self, Flags, Numbers, Texts};

/// A condition.
pub(super) struct Condition {
    pub(super) column: String,
    test: Test,
}

enum Test {
    Holds,
    OneOf(Vec<String>),
    MoreThan(f64),
}

/// A condition over the rows of a batch.
pub(super) enum Tested<'batch> {
    Flags(Flags<'batch>),
    OneOf(Texts<'batch>, &'batch [String]),
    MoreThan(Numbers<'batch>, f64),
}

impl Condition {
    pub(super) fn read(text: &str) -> Result<Self, Trouble> {
        let unknown = || Trouble::Condition(text.to_owned());
        let quoted = |text: &str| -> Vec<String> {
            text.split('\'')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        };
        let mut words = text.splitn(3, ' ');
        let column = words.next().unwrap_or_default().to_owned();
        let test = match (words.next(), words.next()) {
            (None, None) => Test::Holds,
            (Some("=" | "IN"), Some(values)) if !quoted(values).is_empty() => {
                Test::OneOf(quoted(values))
            }
            (Some(">"), Some(number)) => Test::MoreThan(number.parse().map_err(|_| unknown())?),
            _ => return Err(unknown()),
        };
        Ok(Self { column, test })
    }

    pub(super) fn over<'batch>(
        &'batch self,
        batch: &'batch RecordBatch,
    ) -> Result<Tested<'batch>, Trouble> {
        Ok(match &self.test {
            Test::Holds => Tested::Flags(columns::flags(batch, &self.column)?),
            Test::OneOf(values) => Tested::OneOf(columns::texts(batch, &self.column)?, values),
            Test::MoreThan(number) => {
                Tested::MoreThan(columns::numbers(batch, &self.column)?, *number)
            }
        })
    }
}

impl Tested<'_> {
    pub(super) fn holds(&self, row: usize) -> bool {
        match self {
            Self::Flags(flags) => flags.at(row),
            Self::OneOf(texts, values) => {
                let text = texts.at(row);
                values.iter().any(|value| value == text)
            }
            Self::MoreThan(numbers, least) => numbers.at(row) > *least,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_of_another_form_is_refused() {
        for text in ["a < 3", "a = b", "a > b", "a OR b"] {
            assert!(Condition::read(text).is_err(), "{text}");
        }
        assert!(Condition::read("event IN ('start', 'return')").is_ok());
    }
}
