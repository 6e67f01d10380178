//! A whole column of a table in as few bytes as its values need, and how it is read from batches.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type,
};
use arrow_array::{Array, PrimitiveArray, RecordBatch};

use crate::engine::Trouble;

/// Numbers from 0 on, as narrow as the largest of them allows.
#[derive(Debug)]
pub(super) enum Codes {
    Bytes(Vec<u8>),
    Short(Vec<u16>),
    Wide(Vec<u32>),
}

/// Runs the same code over codes of any width: `with_codes!(codes, |codes| …)`.
macro_rules! with_codes {
    ($codes:expr, |$each:ident| $body:expr) => {
        match $codes {
            $crate::engine::column::Codes::Bytes($each) => $body,
            $crate::engine::column::Codes::Short($each) => $body,
            $crate::engine::column::Codes::Wide($each) => $body,
        }
    };
}
pub(super) use with_codes;

impl Codes {
    fn narrow(codes: Vec<u32>) -> Self {
        match codes.iter().copied().max().unwrap_or(0) {
            0..=0xff => Self::Bytes(codes.into_iter().map(|code| code as u8).collect()),
            0x100..=0xffff => Self::Short(codes.into_iter().map(|code| code as u16).collect()),
            _ => Self::Wide(codes),
        }
    }

    pub(super) fn len(&self) -> usize {
        with_codes!(self, |codes| codes.len())
    }

    pub(super) fn at(&self, row: usize) -> u32 {
        with_codes!(self, |codes| codes.get(row).copied().map_or(0, u32::from))
    }

    fn bytes(&self) -> usize {
        self.len()
            * match self {
                Self::Bytes(_) => 1,
                Self::Short(_) => 2,
                Self::Wide(_) => 4,
            }
    }
}

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

impl Column {
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

    /// The number of a row; 0 where it is missing.
    pub(super) fn number(&self, row: usize) -> f64 {
        match self {
            Self::Coded { codes, meaning } => {
                let code = codes.at(row);
                match meaning {
                    Meaning::Whole { least, missing, .. } => {
                        if Some(code) == *missing {
                            0.0
                        } else {
                            (least + i64::from(code)) as f64
                        }
                    }
                    Meaning::Values(values) => values.get(code as usize).copied().unwrap_or(0.0),
                    Meaning::Texts(_) => 0.0,
                }
            }
            Self::Plain(values) => values.get(row).copied().map_or(0.0, f64::from),
            Self::PlainDouble(values) => values.get(row).copied().unwrap_or(0.0),
            Self::Far(values) => values.get(row).copied().unwrap_or(0) as f64,
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

/// Texts that are being read, each known by a code.
#[derive(Default)]
pub(super) struct Texts {
    codes: Vec<u32>,
    known: HashMap<String, u32>,
    names: Vec<String>,
}

impl Texts {
    fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let code = self.names.len() as u32;
        self.known.insert(text.to_owned(), code);
        self.names.push(text.to_owned());
        code
    }
}

/// A column that is being read.
pub(super) enum Reading {
    Unknown,
    Texts(Texts),
    Whole(Vec<i32>, bool),
    Far(Vec<i64>),
    Few {
        codes: Vec<u32>,
        known: HashMap<u64, u32, Mixed>,
        values: Vec<f64>,
        last: (u64, u32),
        double: bool,
    },
    Many(Vec<f32>),
    ManyDouble(Vec<f64>),
}

/// Stands for a missing whole number while a column is read.
const MISSING: i32 = i32::MIN;
/// More values than this are kept as they are.
const FEW: usize = 1 << 16;

/// Hashes numbers quickly; nobody chooses them to do harm.
#[derive(Clone, Copy, Default)]
pub(super) struct Mixed;

pub(super) struct Mixer(u64);

impl std::hash::BuildHasher for Mixed {
    type Hasher = Mixer;

    fn build_hasher(&self) -> Mixer {
        Mixer(0)
    }
}

impl std::hash::Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut whole = [0_u8; 8];
            whole[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(whole));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

fn primitive<T: ArrowPrimitiveType>(array: &dyn Array) -> Option<&PrimitiveArray<T>> {
    array.as_primitive_opt::<T>()
}

impl Reading {
    /// Takes in the next batch.
    pub(super) fn take(&mut self, batch: &RecordBatch, name: &str) -> Result<(), Trouble> {
        let wrong = || Trouble::Column {
            column: name.to_owned(),
        };
        let array = batch.column_by_name(name).ok_or_else(wrong)?.as_ref();
        if let Some(texts) = array.as_string_opt::<i32>() {
            let read = self.texts(wrong)?;
            let mut last = ("", u32::MAX);
            for text in texts {
                let text = text.unwrap_or_default();
                if last.1 == u32::MAX || last.0 != text {
                    last = (text, read.code(text));
                }
                read.codes.push(last.1);
            }
            return Ok(());
        }
        if let Some(dictionary) = array.as_dictionary_opt::<Int32Type>() {
            let texts = dictionary
                .values()
                .as_string_opt::<i32>()
                .ok_or_else(wrong)?;
            let read = self.texts(wrong)?;
            // Only what rows have becomes a text of the column.
            let mut translated = vec![u32::MAX; texts.len() + 1];
            for row in 0..dictionary.len() {
                let key = dictionary
                    .is_valid(row)
                    .then(|| dictionary.keys().value(row) as usize)
                    .filter(|key| *key < texts.len())
                    .unwrap_or(texts.len());
                if translated[key] == u32::MAX {
                    let text = if key < texts.len() {
                        texts.value(key)
                    } else {
                        ""
                    };
                    translated[key] = read.code(text);
                }
                read.codes.push(translated[key]);
            }
            return Ok(());
        }
        if let Some(flags) = array.as_boolean_opt() {
            let (numbers, _) = self.whole(wrong)?;
            numbers.extend(flags.iter().map(|flag| i32::from(flag.unwrap_or(false))));
            return Ok(());
        }
        if let Some(array) = primitive::<Int32Type>(array) {
            return self.wholes(array.iter(), wrong);
        }
        if let Some(array) = primitive::<Date32Type>(array) {
            return self.wholes(array.iter(), wrong);
        }
        if let Some(array) = primitive::<Int16Type>(array) {
            return self.wholes(array.iter().map(|number| number.map(i32::from)), wrong);
        }
        if let Some(array) = primitive::<Int64Type>(array) {
            if matches!(self, Self::Unknown) {
                *self = Self::Far(Vec::new());
            }
            let Self::Far(numbers) = self else {
                return Err(wrong());
            };
            numbers.extend(array.iter().map(|number| number.unwrap_or_default()));
            return Ok(());
        }
        if let Some(array) = primitive::<Float32Type>(array) {
            return self.values(
                array
                    .iter()
                    .map(|value| f64::from(value.unwrap_or_default())),
                false,
                wrong,
            );
        }
        if let Some(array) = primitive::<Float64Type>(array) {
            return self.values(array.iter().map(Option::unwrap_or_default), true, wrong);
        }
        Err(wrong())
    }

    fn texts(&mut self, wrong: impl Fn() -> Trouble) -> Result<&mut Texts, Trouble> {
        if matches!(self, Self::Unknown) {
            *self = Self::Texts(Texts::default());
        }
        match self {
            Self::Texts(texts) => Ok(texts),
            _ => Err(wrong()),
        }
    }

    fn whole(
        &mut self,
        wrong: impl Fn() -> Trouble,
    ) -> Result<(&mut Vec<i32>, &mut bool), Trouble> {
        if matches!(self, Self::Unknown) {
            *self = Self::Whole(Vec::new(), false);
        }
        match self {
            Self::Whole(numbers, missing) => Ok((numbers, missing)),
            _ => Err(wrong()),
        }
    }

    fn wholes(
        &mut self,
        numbers: impl Iterator<Item = Option<i32>>,
        wrong: impl Fn() -> Trouble,
    ) -> Result<(), Trouble> {
        let (all, missing) = self.whole(wrong)?;
        all.extend(numbers.map(|number| {
            *missing |= number.is_none();
            number.unwrap_or(MISSING)
        }));
        Ok(())
    }

    fn values(
        &mut self,
        numbers: impl Iterator<Item = f64>,
        double: bool,
        wrong: impl Fn() -> Trouble,
    ) -> Result<(), Trouble> {
        if matches!(self, Self::Unknown) {
            *self = Self::Few {
                codes: Vec::new(),
                known: HashMap::default(),
                values: Vec::new(),
                last: (0, u32::MAX),
                double,
            };
        }
        for number in numbers {
            self.value(number, &wrong)?;
        }
        Ok(())
    }

    fn value(&mut self, number: f64, wrong: &impl Fn() -> Trouble) -> Result<(), Trouble> {
        match self {
            Self::Few {
                codes,
                known,
                values,
                last,
                double,
            } => {
                let bits = number.to_bits();
                if last.1 == u32::MAX || last.0 != bits {
                    let next = values.len() as u32;
                    let code = *known.entry(bits).or_insert(next);
                    if code == next {
                        values.push(number);
                    }
                    *last = (bits, code);
                }
                codes.push(last.1);
                if values.len() > FEW {
                    let all = codes.iter().map(|code| values[*code as usize]);
                    *self = if *double {
                        Self::ManyDouble(all.collect())
                    } else {
                        Self::Many(all.map(|value| value as f32).collect())
                    };
                }
            }
            Self::Many(all) => all.push(number as f32),
            Self::ManyDouble(all) => all.push(number),
            _ => return Err(wrong()),
        }
        Ok(())
    }

    /// The whole column.
    pub(super) fn done(self) -> Column {
        match self {
            // Of a table without rows nothing is known.
            Self::Unknown => Column::Coded {
                codes: Codes::Bytes(Vec::new()),
                meaning: Meaning::Texts(Vec::new()),
            },
            Self::Texts(texts) => Column::Coded {
                codes: Codes::narrow(texts.codes),
                meaning: Meaning::Texts(texts.names),
            },
            Self::Whole(numbers, missing) => {
                let present = || numbers.iter().copied().filter(|number| *number != MISSING);
                let least = i64::from(present().min().unwrap_or(0));
                let most = i64::from(present().max().unwrap_or(0));
                let width = (most - least) as u32;
                let none = width.wrapping_add(1);
                let codes = numbers
                    .iter()
                    .map(|number| {
                        if *number == MISSING {
                            none
                        } else {
                            (i64::from(*number) - least) as u32
                        }
                    })
                    .collect();
                Column::Coded {
                    codes: Codes::narrow(codes),
                    meaning: Meaning::Whole {
                        least,
                        missing: missing.then_some(none),
                        most: width,
                    },
                }
            }
            Self::Far(numbers) => Column::Far(numbers),
            Self::Few { codes, values, .. } => Column::Coded {
                codes: Codes::narrow(codes),
                meaning: Meaning::Values(values),
            },
            Self::Many(values) => Column::Plain(values),
            Self::ManyDouble(values) => Column::PlainDouble(values),
        }
    }
}

/// The texts of a column of a batch.
///
/// # Errors
/// The column is missing or holds something else.
pub fn texts(batch: &RecordBatch, column: &str) -> Result<Vec<String>, Trouble> {
    let mut reading = Reading::Unknown;
    reading.take(batch, column)?;
    let read = reading.done();
    let (codes, names) = read.as_texts().ok_or_else(|| Trouble::Column {
        column: column.to_owned(),
    })?;
    Ok((0..codes.len())
        .map(|row| names[codes.at(row) as usize].clone())
        .collect())
}
