//! Codes of rows, in as few bytes as they need.

use std::ops::Range;

/// Rows that are looked at together, in their order.
#[derive(Clone, Debug)]
pub(super) enum Rows<'a> {
    /// All from one to before another.
    All(Range<usize>),
    /// Some of them.
    These(&'a [u32]),
}

impl Rows<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::All(range) => range.len(),
            Self::These(rows) => rows.len(),
        }
    }

    fn first(&self) -> usize {
        match self {
            Self::All(range) => range.start,
            Self::These(rows) => rows.first().map_or(0, |row| *row as usize),
        }
    }

    pub(super) fn each(&self, mut each: impl FnMut(usize)) {
        match self {
            Self::All(range) => range.clone().for_each(each),
            Self::These(rows) => rows.iter().for_each(|row| each(*row as usize)),
        }
    }
}

/// Numbers from 0 on, as narrow as the largest of them allows; where they stay the same over many
/// rows, only where they change is kept.
#[derive(Debug)]
pub(super) enum Codes {
    Bytes(Vec<u8>),
    Short(Vec<u16>),
    Wide(Vec<u32>),
    Long(Stretches),
}

/// Where codes that stay the same over many rows end.
#[derive(Debug)]
pub(super) struct Stretches {
    /// The row after the last of each stretch.
    pub(super) ends: Vec<u32>,
    pub(super) codes: Vec<u32>,
}

/// Rows that a stretch has on average, at least, to be worth keeping only its end.
const LONG: usize = 256;

/// Runs the same code over codes of any width.
macro_rules! with_flat {
    ($self:expr, |$each:ident| $flat:expr, |$stretches:ident| $long:expr) => {
        match $self {
            Codes::Bytes($each) => $flat,
            Codes::Short($each) => $flat,
            Codes::Wide($each) => $flat,
            Codes::Long($stretches) => $long,
        }
    };
}

impl Codes {
    pub(super) fn narrow(codes: Vec<u32>) -> Self {
        let changes = codes.windows(2).filter(|pair| pair[0] != pair[1]).count();
        if changes * LONG < codes.len() {
            return Self::Long(Stretches::of(&codes));
        }
        match codes.iter().copied().max().unwrap_or(0) {
            0..=0xff => Self::Bytes(codes.into_iter().map(|code| code as u8).collect()),
            0x100..=0xffff => Self::Short(codes.into_iter().map(|code| code as u16).collect()),
            _ => Self::Wide(codes),
        }
    }

    /// What a table says of each code.
    pub(super) fn mapped(&self, table: &[u32]) -> Self {
        let most = table.iter().copied().max().unwrap_or(0);
        with_flat!(
            self,
            |codes| match most {
                0..=0xff => Self::Bytes(through(codes, table, |code| code as u8)),
                0x100..=0xffff => Self::Short(through(codes, table, |code| code as u16)),
                _ => Self::Wide(through(codes, table, |code| code)),
            },
            |stretches| Self::Long(Stretches {
                ends: stretches.ends.clone(),
                codes: through(&stretches.codes, table, |code| code),
            })
        )
    }

    pub(super) fn len(&self) -> usize {
        with_flat!(self, |codes| codes.len(), |stretches| stretches
            .ends
            .last()
            .map_or(0, |end| *end as usize))
    }

    /// The code of a row; of a row that is not there 0.
    pub(super) fn at(&self, row: usize) -> u32 {
        with_flat!(
            self,
            |codes| codes.get(row).copied().map_or(0, u32::from),
            |stretches| stretches
                .codes
                .get(stretches.place(row))
                .copied()
                .unwrap_or(0)
        )
    }

    /// The code of a row; `place` is where the one before it was found, or 0.
    pub(super) fn onwards(&self, row: usize, place: &mut usize) -> u32 {
        let Self::Long(stretches) = self else {
            return self.at(row);
        };
        while stretches
            .ends
            .get(*place)
            .is_some_and(|end| *end as usize <= row)
        {
            *place += 1;
        }
        stretches.codes.get(*place).copied().unwrap_or(0)
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Short(codes) => codes.len() * 2,
            Self::Wide(codes) => codes.len() * 4,
            Self::Long(stretches) => stretches.ends.len() * 8,
        }
    }

    /// Where stretches end, if they are long.
    pub(super) fn ends(&self) -> Option<&[u32]> {
        match self {
            Self::Long(stretches) => Some(&stretches.ends),
            _ => None,
        }
    }

    /// Calls with the code of each row.
    pub(super) fn each(&self, rows: &Rows<'_>, mut each: impl FnMut(u32)) {
        with_flat!(self, |codes| each_of(codes, rows, each), |stretches| {
            let mut place = stretches.place(rows.first());
            rows.each(|row| {
                while stretches.ends[place] as usize <= row {
                    place += 1;
                }
                each(stretches.codes[place]);
            });
        })
    }

    /// Puts the code of each row onto what stands at its place.
    pub(super) fn onto<T>(
        &self,
        rows: &Rows<'_>,
        onto: &mut [T],
        mut put: impl FnMut(&mut T, u32),
    ) {
        with_flat!(self, |codes| onto_of(codes, rows, onto, put), |_long| {
            let mut onto = onto.iter_mut();
            self.each(rows, |code| {
                if let Some(each) = onto.next() {
                    put(each, code);
                }
            });
        })
    }

    /// The sum of the codes of some rows.
    pub(super) fn sum(&self, rows: &Rows<'_>) -> u64 {
        let mut sum = 0;
        self.each(rows, |code| sum += u64::from(code));
        sum
    }
}

fn each_of<C: Copy + Into<u32>>(codes: &[C], rows: &Rows<'_>, mut each: impl FnMut(u32)) {
    match rows {
        Rows::All(range) => codes[range.clone()]
            .iter()
            .for_each(|code| each((*code).into())),
        Rows::These(rows) => rows
            .iter()
            .for_each(|row| each(codes[*row as usize].into())),
    }
}

fn onto_of<C: Copy + Into<u32>, T>(
    codes: &[C],
    rows: &Rows<'_>,
    onto: &mut [T],
    mut put: impl FnMut(&mut T, u32),
) {
    match rows {
        Rows::All(range) => {
            for (code, each) in codes[range.clone()].iter().zip(onto) {
                put(each, (*code).into());
            }
        }
        Rows::These(rows) => {
            for (row, each) in rows.iter().zip(onto) {
                put(each, codes[*row as usize].into());
            }
        }
    }
}

fn through<T: Copy + Into<u32>, O>(
    codes: &[T],
    table: &[u32],
    narrow: impl Fn(u32) -> O,
) -> Vec<O> {
    codes
        .iter()
        .map(|code| narrow(table.get((*code).into() as usize).copied().unwrap_or(0)))
        .collect()
}

impl Stretches {
    fn of(codes: &[u32]) -> Self {
        let (mut ends, mut each) = (Vec::new(), Vec::new());
        for stretch in codes.chunk_by(|one, other| one == other) {
            let before = ends.last().copied().unwrap_or(0);
            ends.push(before + stretch.len() as u32);
            each.push(stretch[0]);
        }
        Self { ends, codes: each }
    }

    /// The place of the stretch in which a row lies.
    fn place(&self, row: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Codes that stay the same over some rows, many or few.
    fn some() -> impl Strategy<Value = Vec<u32>> {
        let code = prop_oneof![0..4_u32, 0..400_u32, 0..100_000_u32];
        let stretch = (code, prop_oneof![1..4_usize, 200..900_usize]);
        prop::collection::vec(stretch, 0..12).prop_map(|stretches| {
            stretches
                .into_iter()
                .flat_map(|(code, count)| std::iter::repeat_n(code, count))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn codes_are_read_as_they_were_however_they_are_kept(plain in some(), every in 1..7_usize, from in 0..200_usize) {
            let codes = Codes::narrow(plain.clone());
            prop_assert_eq!(codes.len(), plain.len());
            prop_assert!((0..plain.len()).all(|row| codes.at(row) == plain[row]));
            let from = from.min(plain.len());
            let these: Vec<u32> = (from..plain.len()).step_by(every).map(|row| row as u32).collect();
            for (rows, wanted) in [
                (Rows::All(from..plain.len()), plain[from..].to_vec()),
                (Rows::These(&these), these.iter().map(|row| plain[*row as usize]).collect()),
            ] {
                let mut read = Vec::new();
                codes.each(&rows, |code| read.push(code));
                prop_assert_eq!(&read, &wanted);
                let mut onto = vec![7_u64; rows.len()];
                codes.onto(&rows, &mut onto, |each, code| *each += u64::from(code));
                prop_assert!(onto.iter().zip(&wanted).all(|(each, code)| *each == 7 + u64::from(*code)));
                prop_assert_eq!(codes.sum(&rows), wanted.iter().map(|code| u64::from(*code)).sum::<u64>());
            }
        }

        #[test]
        fn a_table_is_looked_up_for_each_row(plain in some()) {
            let table: Vec<u32> = (0..100_000).map(|code| code % 7).collect();
            let mapped = Codes::narrow(plain.clone()).mapped(&table);
            prop_assert!((0..plain.len()).all(|row| mapped.at(row) == plain[row] % 7));
        }
    }
}
