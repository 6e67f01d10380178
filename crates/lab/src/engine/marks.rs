//! Some rows of a table, a bit for each row.

use rayon::prelude::*;

/// Bits of a word.
pub(super) const WORD: usize = 64;
/// Into so many parts rows are cut where nothing says how.
const PARTS: usize = 8;

/// Rows that are marked.
#[derive(Debug)]
pub(super) struct Marks {
    rows: usize,
    words: Vec<u64>,
}

/// Marks of a part of the rows that are being made.
pub(super) struct Marking {
    /// The word in which the part begins.
    first: usize,
    words: Vec<u64>,
}

impl Marking {
    /// Marks a row of the part, or leaves it.
    pub(super) fn put(&mut self, row: usize, marked: bool) {
        self.words[row / WORD - self.first] |= u64::from(marked) << (row % WORD);
    }

    /// Marks or leaves one row after the other, from a row on.
    pub(super) fn along(&mut self, mut row: usize) -> impl FnMut(bool) {
        move |marked| {
            self.put(row, marked);
            row += 1;
        }
    }
}

impl Marks {
    /// Marks the rows of a table part by part, several at a time.
    pub(super) fn of(
        rows: usize,
        parts: &[(usize, usize)],
        part: impl Fn(usize, usize, &mut Marking) + Sync,
    ) -> Self {
        let made: Vec<Marking> = parts
            .par_iter()
            .map(|(from, to)| {
                let first = from / WORD;
                let mut marking = Marking {
                    first,
                    words: vec![0; to.div_ceil(WORD).saturating_sub(first)],
                };
                part(*from, *to, &mut marking);
                marking
            })
            .collect();
        let mut words = vec![0; rows.div_ceil(WORD)];
        for marking in made {
            for (word, more) in words[marking.first..].iter_mut().zip(marking.words) {
                *word |= more;
            }
        }
        Self { rows, words }
    }

    /// Parts of about the same size.
    pub(super) fn parts(rows: usize) -> Vec<(usize, usize)> {
        (0..PARTS)
            .map(|part| (rows * part / PARTS, rows * (part + 1) / PARTS))
            .collect()
    }

    /// How many rows the table has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// The words from that of a row on.
    pub(super) fn from(&self, row: usize) -> &[u64] {
        &self.words[row / WORD..]
    }

    /// Calls with each marked row.
    pub(super) fn each(&self, mut each: impl FnMut(usize)) {
        for (place, word) in self.words.iter().enumerate() {
            each_bit(*word, |bit| each(place * WORD + bit));
        }
    }
}

/// Calls with each bit that is set, the lowest first.
pub(super) fn each_bit(mut word: u64, mut each: impl FnMut(usize)) {
    while word != 0 {
        each(word.trailing_zeros() as usize);
        word &= word - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_rows_that_were_marked_are_told(marked in prop::collection::vec(any::<bool>(), 0..700), cuts in prop::collection::vec(0..700_usize, 0..4)) {
            let rows = marked.len();
            let mut bounds: Vec<usize> = cuts.into_iter().map(|cut| cut.min(rows)).chain([0, rows]).collect();
            bounds.sort_unstable();
            let parts: Vec<(usize, usize)> = bounds.windows(2).map(|pair| (pair[0], pair[1])).collect();
            let marks = Marks::of(rows, &parts, |from, to, marking| {
                for (row, mark) in marked.iter().enumerate().take(to).skip(from) {
                    marking.put(row, *mark);
                }
            });
            let mut told = Vec::new();
            marks.each(|row| told.push(row));
            let wanted: Vec<usize> = (0..rows).filter(|row| marked[*row]).collect();
            prop_assert_eq!(told, wanted);
        }
    }
}
