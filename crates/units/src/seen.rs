//! Whether a unit was met before. Numbers that ascend, as they do in most exports, cost nothing but their
//! eight bytes; others are sorted once at the end. Of texts 128 bits are remembered, of two hashes with
//! keys of their own: that two of ten million different texts share all of them has a chance of 10⁻²⁵.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};

use crate::error::{Error, Place, Standing};

/// What is remembered of a text.
#[derive(PartialEq, Eq)]
struct Print(u64, u64);

impl Hash for Print {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

/// What has been hashed needs no hash.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// The units of a file so far.
#[derive(Default)]
pub(crate) struct Seen {
    /// The number of the line or row of every text.
    texts: HashMap<Print, u64, BuildHasherDefault<AsItIs>>,
    keys: [RandomState; 2],
    numbers: Vec<i64>,
    /// Where the place of a number is not the one after that of the number before.
    jumps: Vec<(usize, Place)>,
    /// The place of the last number.
    last: Option<Place>,
    descends: bool,
}

impl Seen {
    /// Meets a unit that is named by a text; one that is a whole number is held as that.
    pub(crate) fn text(&mut self, unit: &str, place: Place) -> Result<(), Error> {
        if unit.is_empty() {
            return Err(Error::cell(place, "there is no unit"));
        }
        if let Some(number) = whole(unit) {
            self.number(number, place);
            return Ok(());
        }
        let [one, other] = self.keys.each_ref().map(|key| key.hash_one(unit));
        match self.texts.insert(Print(one, other), place.number()) {
            None => Ok(()),
            Some(first) => Err(twice(unit, place.at(first), place)),
        }
    }

    fn number(&mut self, unit: i64, place: Place) {
        if self.last.map(Place::next) != Some(place) {
            self.jumps.push((self.numbers.len(), place));
        }
        self.last = Some(place);
        self.descends |= self.numbers.last().is_some_and(|last| *last >= unit);
        self.numbers.push(unit);
    }

    /// Meets units that are named by numbers, in rows that follow each other from a place on.
    pub(crate) fn numbers(&mut self, units: impl Iterator<Item = i64>, from: Place) {
        if self.last.map(Place::next) != Some(from) {
            self.jumps.push((self.numbers.len(), from));
        }
        let before = self.numbers.len();
        let start = before.saturating_sub(1);
        self.numbers.extend(units);
        self.descends |= self.numbers[start..]
            .windows(2)
            .any(|pair| pair[0] >= pair[1]);
        let met = self.numbers.len() - before;
        self.last = met
            .checked_sub(1)
            .map(|more| from.after(more))
            .or(self.last);
    }

    /// Bytes of memory that remembering takes at the most, up to the end of the file if it ended here.
    pub(crate) fn bytes(&self) -> u64 {
        const NUMBER: u64 = size_of::<i64>() as u64;
        const SORTED: u64 = size_of::<(i64, usize)>() as u64;
        const ENTRY: u64 = size_of::<(Print, u64)>() as u64 + 1;
        let numbers = self.numbers.len() as u64;
        let sorted = if self.descends { SORTED } else { 0 };
        // A table is full at seven eighths and doubles then; the old one is there until the new one is.
        let places = (self.texts.capacity() as u64 * 8 / 7).next_power_of_two();
        let table = if self.texts.is_empty() {
            0
        } else {
            places * ENTRY * 3 / 2
        };
        numbers * (NUMBER + sorted) + table
    }

    /// Says whether a number stood twice. Texts have been refused on the way.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if !self.descends {
            return Ok(());
        }
        let Self { numbers, jumps, .. } = self;
        let mut rows: Vec<(i64, usize)> = numbers.into_iter().zip(0..).collect();
        rows.sort_unstable();
        let place = |at: usize| {
            let jump = jumps.partition_point(|(from, _)| *from <= at);
            let (from, place) = jumps[jump.saturating_sub(1)];
            place.after(at - from)
        };
        match rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            None => Ok(()),
            Some(pair) => Err(twice(
                &pair[0].0.to_string(),
                place(pair[0].1),
                place(pair[1].1),
            )),
        }
    }
}

/// A whole number as it is written, so that 7 and 07 stay two units.
fn whole(unit: &str) -> Option<i64> {
    let digits = unit.strip_prefix('-').unwrap_or(unit);
    let leads = digits.bytes().next()?;
    if unit == "0" || (b'1'..=b'9').contains(&leads) {
        unit.parse().ok()
    } else {
        None
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
        ascending.numbers(1..=3, Place::Row(1));
        ascending.numbers(4..=6, Place::Row(4));
        assert!(ascending.finish().is_ok());
        let mut mixed = Seen::default();
        mixed.numbers([7, 3, 5].into_iter(), Place::Row(1));
        mixed.numbers([4, 3].into_iter(), Place::Row(4));
        let refused = mixed.finish().unwrap_err().to_string();
        assert!(
            refused.starts_with("unit 3 stands in row 2 and again in row 5"),
            "{refused}"
        );
        let mut unordered = Seen::default();
        unordered.numbers([9, 1, 5].into_iter(), Place::Row(1));
        assert!(unordered.finish().is_ok());
    }

    #[test]
    fn whole_numbers_written_as_text_are_told_apart_as_they_are_written() {
        let mut seen = Seen::default();
        for (unit, line) in [
            ("7", 2),
            ("07", 3),
            ("-7", 4),
            ("+7", 6),
            ("a7", 7),
            ("0", 9),
        ] {
            seen.text(unit, Place::Line(line)).unwrap();
        }
        let longer = "99999999999999999999";
        seen.text(longer, Place::Line(10)).unwrap();
        let again = seen.text(longer, Place::Line(11)).unwrap_err().to_string();
        assert!(again.contains("on line 10 and again on line 11"), "{again}");
        seen.text("-7", Place::Line(15)).unwrap();
        let refused = seen.finish().unwrap_err().to_string();
        assert!(
            refused.starts_with("unit -7 stands on line 4 and again on line 15"),
            "{refused}"
        );
    }

    #[test]
    fn what_names_take_is_counted_and_numbers_take_little() {
        let mut numbers = Seen::default();
        let mut texts = Seen::default();
        for unit in 0..10_000_u64 {
            numbers
                .text(&unit.to_string(), Place::Line(unit + 2))
                .unwrap();
            texts
                .text(&format!("u{unit}"), Place::Line(unit + 2))
                .unwrap();
        }
        assert_eq!(numbers.bytes(), 80_000);
        // 25 bytes in each of 16,384 places, and in half as many while the table grew.
        assert_eq!(texts.bytes(), 614_400);
    }
}
