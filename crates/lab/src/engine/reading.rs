//! How a column is read from batches.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type,
};
use arrow_array::{Array, PrimitiveArray, RecordBatch};

use crate::engine::Trouble;
use crate::engine::codes::Codes;
use crate::engine::column::{Column, Meaning};

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
            return self.wholes(flags.iter().map(|flag| flag.map(i32::from)), wrong);
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
