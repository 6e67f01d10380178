//! Some thousand rows next to each other, of which some were chosen.

use crate::engine::codes::{Codes, Rows};
use crate::engine::marks::{Marks, WORD, each_bit};

/// Rows of a table that are looked at together.
#[derive(Default)]
pub(super) struct Block {
    pub(super) from: usize,
    to: usize,
    /// Which were chosen, a bit each, in words that begin where those of the whole table do; empty
    /// while all were.
    chosen: Vec<u64>,
    count: usize,
    listed: Vec<u32>,
}

impl Block {
    /// Begins anew with all rows from one to before another.
    pub(super) fn begin(&mut self, from: usize, to: usize) {
        (self.from, self.to, self.count) = (from, to, to - from);
        self.chosen.clear();
        self.listed.clear();
    }

    /// How many were chosen.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Those that were chosen.
    pub(super) fn rows(&mut self) -> Rows<'_> {
        if self.count == self.to - self.from {
            return Rows::All(self.from..self.to);
        }
        Rows::These(self.list())
    }

    /// Those that were chosen, one by one.
    pub(super) fn list(&mut self) -> &[u32] {
        if self.listed.is_empty() {
            if self.chosen.is_empty() {
                self.listed.extend(self.from as u32..self.to as u32);
            }
            self.listed.reserve(self.count);
            let first = self.from / WORD;
            for (place, word) in self.chosen.iter().enumerate() {
                let begin = ((first + place) * WORD) as u32;
                each_bit(*word, |bit| self.listed.push(begin + bit as u32));
            }
        }
        &self.listed
    }

    /// Leaves the rows that are marked.
    pub(super) fn keep_marked(&mut self, marks: &Marks) {
        let words = marks.from(self.from);
        self.keep(|_, place| words[place]);
    }

    /// Leaves the rows whose codes are wanted.
    pub(super) fn keep_wanted(&mut self, codes: &Codes, wanted: &[bool]) {
        let (from, to) = (self.from, self.to);
        let first = from / WORD;
        self.keep(|chosen, place| {
            if chosen == 0 {
                return 0;
            }
            let begin = (first + place) * WORD;
            let rows = begin.max(from)..(begin + WORD).min(to);
            let (mut bits, mut bit) = (0, rows.start - begin);
            codes.each(&Rows::All(rows), |code| {
                let keeps = wanted.get(code as usize).copied().unwrap_or(false);
                bits |= u64::from(keeps) << bit;
                bit += 1;
            });
            bits
        });
    }

    /// Leaves the rows of the bits that are told of each word.
    fn keep(&mut self, bits: impl Fn(u64, usize) -> u64) {
        if self.chosen.is_empty() {
            let words = self.to.div_ceil(WORD) - self.from / WORD;
            self.chosen.resize(words, u64::MAX);
            self.chosen[0] &= u64::MAX << (self.from % WORD);
            if !self.to.is_multiple_of(WORD) {
                self.chosen[words - 1] &= (1 << (self.to % WORD)) - 1;
            }
        }
        self.count = 0;
        for (place, chosen) in self.chosen.iter_mut().enumerate() {
            *chosen &= bits(*chosen, place);
            self.count += chosen.count_ones() as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_marked_and_wanted_is_left(
            table in prop::collection::vec((any::<bool>(), 0..4_u32), 1..600),
            wanted in prop::collection::vec(any::<bool>(), 4),
            bounds in (0..600_usize, 0..600_usize),
        ) {
            let rows = table.len();
            let (from, to) = (bounds.0.min(bounds.1).min(rows - 1), bounds.0.max(bounds.1).min(rows - 1) + 1);
            let marks = Marks::of(rows, &Marks::parts(rows), |from, to, marking| {
                (from..to).for_each(|row| marking.put(row, table[row].0));
            });
            let codes = Codes::narrow(table.iter().map(|(_, code)| *code).collect());
            let mut block = Block::default();
            block.begin(from, to);
            prop_assert_eq!(block.rows().len(), to - from);
            block.begin(from, to);
            block.keep_marked(&marks);
            block.keep_wanted(&codes, &wanted);
            let left: Vec<u32> = (from..to)
                .filter(|row| table[*row].0 && wanted[table[*row].1 as usize])
                .map(|row| row as u32)
                .collect();
            prop_assert_eq!(block.count(), left.len());
            let mut told = Vec::new();
            block.rows().each(|row| told.push(row as u32));
            prop_assert_eq!(told, left);
        }
    }
}
