//! Whether a unit was met before. Numbers that ascend, as they do in most exports, cost nothing; others
//! are sorted once at the end; texts are remembered.

use std::collections::HashMap;

use crate::error::{Error, Place, Standing};

/// The units of a file so far.
#[derive(Default)]
pub(crate) struct Seen {
    texts: HashMap<String, Place>,
    numbers: Vec<i64>,
    descends: bool,
}

impl Seen {
    /// Meets a unit that is named by a text.
    pub(crate) fn text(&mut self, unit: &str, place: Place) -> Result<(), Error> {
        if unit.is_empty() {
            return Err(Error::cell(place, "there is no unit"));
        }
        match self.texts.insert(unit.to_owned(), place) {
            None => Ok(()),
            Some(first) => Err(twice(unit, first, place)),
        }
    }

    /// Meets units that are named by numbers, in rows that follow each other.
    pub(crate) fn numbers(&mut self, units: impl Iterator<Item = i64>) {
        let start = self.numbers.len().saturating_sub(1);
        self.numbers.extend(units);
        self.descends |= self.numbers[start..]
            .windows(2)
            .any(|pair| pair[0] >= pair[1]);
    }

    /// Says whether a number stood twice. Texts have been refused on the way.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if !self.descends {
            return Ok(());
        }
        let mut rows: Vec<(i64, u64)> = self.numbers.into_iter().zip(1..).collect();
        rows.sort_unstable();
        match rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            None => Ok(()),
            Some(pair) => Err(twice(
                &pair[0].0.to_string(),
                Place::Row(pair[0].1),
                Place::Row(pair[1].1),
            )),
        }
    }
}

fn twice(unit: &str, first: Place, again: Place) -> Error {
    Error::Twice {
        unit: unit.to_owned(),
        first: Standing(first),
        again: Standing(again),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_stands_twice_is_named_with_both_rows_in_whatever_order() {
        let mut ascending = Seen::default();
        ascending.numbers(1..=3);
        ascending.numbers(4..=6);
        assert!(ascending.finish().is_ok());
        let mut mixed = Seen::default();
        mixed.numbers([7, 3, 5].into_iter());
        mixed.numbers([4, 3].into_iter());
        let refused = mixed.finish().unwrap_err().to_string();
        assert!(
            refused.starts_with("unit 3 stands in row 2 and again in row 5"),
            "{refused}"
        );
        let mut unordered = Seen::default();
        unordered.numbers([9, 1, 5].into_iter());
        assert!(unordered.finish().is_ok());
    }
}
