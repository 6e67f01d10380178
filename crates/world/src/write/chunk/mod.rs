//! The cells of one column as a chunk of a Parquet file.
//!
//! Own code, because nearly all columns here hold few values or small numbers, of which the place
//! in a list is known without looking for it: codes go straight into bits. The library's writer
//! hashes every value of such a column, which took more time than making the row.

mod bits;

use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

/// Numbers that span less than this are coded by their distance from the least.
const SPAN: i64 = 1 << 16;

/// Turns the cells of columns into chunks, one column after another.
#[derive(Default)]
pub(crate) struct Encoder {
    codes: Vec<u16>,
    numbers: Vec<i64>,
    places: Vec<u16>,
    levels: Vec<u8>,
    nulls: u64,
    rows: usize,
    made: Option<Made>,
}

/// What becomes of a column's cells.
struct Made {
    dictionary: Option<(Vec<u8>, u32)>,
    data: Vec<u8>,
    encoding: Encoding,
    statistics: Statistics,
}

/// Whole numbers as Parquet stores them.
#[derive(Clone, Copy)]
pub(crate) enum Whole {
    /// In 32 bits.
    Int32,
    /// In 64 bits.
    Int64,
    /// As a fraction in 32 bits: so many parts make one.
    Parts(i16),
}

impl Whole {
    fn plain(self, number: i64, out: &mut Vec<u8>) {
        match self {
            Self::Int32 => out.extend_from_slice(&(number as i32).to_le_bytes()),
            Self::Int64 => out.extend_from_slice(&number.to_le_bytes()),
            Self::Parts(of) => out.extend_from_slice(&fraction(number, of).to_le_bytes()),
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Int32 | Self::Parts(_) => 4,
            Self::Int64 => 8,
        }
    }

    fn statistics(self, least: Option<i64>, most: Option<i64>, nulls: u64) -> Statistics {
        let nulls = Some(nulls);
        match self {
            Self::Int32 => {
                let narrow = |number: Option<i64>| number.map(|number| number as i32);
                Statistics::int32(narrow(least), narrow(most), None, nulls, false)
            }
            Self::Int64 => Statistics::int64(least, most, None, nulls, false),
            Self::Parts(of) => {
                let part = |number: Option<i64>| number.map(|number| fraction(number, of));
                Statistics::float(part(least), part(most), None, nulls, false)
            }
        }
    }
}

/// A number of parts as a fraction.
pub(crate) fn fraction(parts: i64, of: i16) -> f32 {
    parts as f32 / f32::from(of)
}

impl Encoder {
    /// Says which cells of a column that may miss some are there; before their values.
    pub(crate) fn present(&mut self, present: impl Iterator<Item = bool>) {
        self.codes.clear();
        self.codes.extend(present.map(u16::from));
        self.nulls = self.codes.iter().filter(|level| **level == 0).count() as u64;
        let mut levels = vec![0; 4];
        bits::hybrid(&self.codes, 1, &mut levels);
        let length = (levels.len() - 4) as u32;
        levels[..4].copy_from_slice(&length.to_le_bytes());
        self.levels = levels;
        self.rows = self.codes.len();
    }

    /// Values of a list of names, by their places.
    pub(crate) fn words(&mut self, places: impl Iterator<Item = u8>, names: &[&str]) {
        self.codes.clear();
        self.codes.extend(places.map(u16::from));
        let mut used = [false; 256];
        for code in &self.codes {
            used[usize::from(*code & 255)] = true;
        }
        let mut dictionary = Vec::new();
        let mut new = [0; 256];
        let mut count = 0;
        let (mut least, mut most) = (None::<&str>, None::<&str>);
        for (place, name) in names.iter().enumerate().filter(|(place, _)| used[*place]) {
            text(name, &mut dictionary);
            new[place] = count;
            count += 1;
            least = Some(least.map_or(name, |least| least.min(name)));
            most = Some(most.map_or(name, |most| most.max(name)));
        }
        for code in &mut self.codes {
            *code = new[usize::from(*code & 255)];
        }
        let bytes = |name: Option<&str>| name.map(ByteArray::from);
        let statistics =
            Statistics::byte_array(bytes(least), bytes(most), None, Some(self.nulls), false);
        self.coded(dictionary, u32::from(count), statistics);
    }

    /// Whole numbers, or parts of one.
    pub(crate) fn whole(&mut self, values: impl Iterator<Item = i64>, stored: Whole) {
        self.numbers.clear();
        self.numbers.extend(values);
        let least = self.numbers.iter().copied().min();
        let most = self.numbers.iter().copied().max();
        let statistics = stored.statistics(least, most, self.nulls);
        let (least, most) = (least.unwrap_or(0), most.unwrap_or(0));
        let span = most.saturating_sub(least);
        if span < SPAN - 1 {
            // In the list are the numbers that are there, in the order in which they came.
            self.places.clear();
            self.places.resize(span as usize + 1, 0);
            self.codes.clear();
            let mut dictionary = Vec::new();
            let mut count = 0_u16;
            for number in &self.numbers {
                let place = &mut self.places[(number - least) as usize];
                if *place == 0 {
                    stored.plain(*number, &mut dictionary);
                    count += 1;
                    *place = count;
                }
                self.codes.push(*place - 1);
            }
            let bits = bits::width(u64::from(count).saturating_sub(1)) as usize;
            let coded = dictionary.len() + self.codes.len() * bits / 8;
            if coded < self.numbers.len() * stored.bytes() {
                self.coded(dictionary, u32::from(count), statistics);
                return;
            }
        }
        // Differences of 32-bit numbers have to fit into 32 bits.
        let narrow = matches!(stored, Whole::Int64) || span < i64::from(i32::MAX) / 2;
        let mut data = Vec::with_capacity(self.numbers.len() * 4);
        let encoding = if narrow && !matches!(stored, Whole::Parts(_)) && !self.numbers.is_empty() {
            bits::differences(&self.numbers, &mut data);
            Encoding::DELTA_BINARY_PACKED
        } else {
            for number in &self.numbers {
                stored.plain(*number, &mut data);
            }
            Encoding::PLAIN
        };
        let values = self.numbers.len();
        self.keep(values, None, data, encoding, statistics);
    }

    /// Truths.
    pub(crate) fn booleans(&mut self, values: impl ExactSizeIterator<Item = bool> + Clone) {
        let count = values.len();
        let any = |wanted: bool| values.clone().any(|value| value == wanted);
        let (least, most) = (
            (count > 0).then(|| !any(false)),
            (count > 0).then(|| any(true)),
        );
        let statistics = Statistics::boolean(least, most, None, Some(self.nulls), false);
        let mut data = Vec::with_capacity(count / 8 + 1);
        bits::booleans(values, &mut data);
        self.keep(count, None, data, Encoding::PLAIN, statistics);
    }

    /// Numbers of 32 bits.
    pub(crate) fn floats(&mut self, values: &[f32]) {
        let least = values.iter().copied().reduce(f32::min);
        let most = values.iter().copied().reduce(f32::max);
        let statistics = Statistics::float(least, most, None, Some(self.nulls), false);
        let data = values.iter().flat_map(|value| value.to_le_bytes());
        let data = data.collect();
        self.keep(values.len(), None, data, Encoding::PLAIN, statistics);
    }

    /// Numbers of 64 bits; few of them in a column are told by their codes.
    pub(crate) fn doubles(&mut self, values: &[f64]) {
        const FEW: usize = 16;
        let least = values.iter().copied().reduce(f64::min);
        let most = values.iter().copied().reduce(f64::max);
        let statistics = Statistics::double(least, most, None, Some(self.nulls), false);
        let mut known: Vec<f64> = Vec::new();
        self.codes.clear();
        for value in values {
            let same = |known: &f64| known.to_bits() == value.to_bits();
            let place = known.iter().position(same).unwrap_or_else(|| {
                known.push(*value);
                known.len() - 1
            });
            if place == FEW {
                break;
            }
            self.codes.push(place as u16);
        }
        let plain = |values: &[f64]| -> Vec<u8> {
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect()
        };
        if self.codes.len() == values.len() && known.len() < values.len() {
            self.coded(plain(&known), known.len() as u32, statistics);
        } else {
            self.keep(
                values.len(),
                None,
                plain(values),
                Encoding::PLAIN,
                statistics,
            );
        }
    }

    /// Texts.
    pub(crate) fn texts<'a>(&mut self, values: impl Iterator<Item = &'a str> + Clone) {
        let bytes = |name: Option<&str>| name.map(ByteArray::from);
        let statistics = Statistics::byte_array(
            bytes(values.clone().min()),
            bytes(values.clone().max()),
            None,
            Some(self.nulls),
            false,
        );
        let mut data = Vec::new();
        let mut count = 0;
        for value in values {
            text(value, &mut data);
            count += 1;
        }
        self.keep(count, None, data, Encoding::PLAIN, statistics);
    }

    /// Keeps codes with the list that they point into.
    fn coded(&mut self, dictionary: Vec<u8>, count: u32, statistics: Statistics) {
        // One bit even for a list of one: some readers stumble over none.
        let width = bits::width(u64::from(count).saturating_sub(1)).max(1);
        let mut data = Vec::with_capacity(self.codes.len() * width as usize / 8 + 64);
        data.push(width as u8);
        bits::hybrid(&self.codes, width, &mut data);
        self.keep(
            self.codes.len(),
            Some((dictionary, count)),
            data,
            Encoding::RLE_DICTIONARY,
            statistics,
        );
    }

    fn keep(
        &mut self,
        values: usize,
        dictionary: Option<(Vec<u8>, u32)>,
        data: Vec<u8>,
        encoding: Encoding,
        statistics: Statistics,
    ) {
        if self.levels.is_empty() {
            self.rows = values;
        }
        self.made = Some(Made {
            dictionary,
            data,
            encoding,
            statistics,
        });
    }

    /// The chunk of the column whose cells were given last.
    pub(crate) fn chunk(
        &mut self,
        column: ColumnDescPtr,
    ) -> Result<(Vec<u8>, ColumnCloseResult), ParquetError> {
        let Some(made) = self.made.take() else {
            return Err(ParquetError::General(format!(
                "the column {} was given no cells",
                column.name()
            )));
        };
        let mut sink = TrackedWrite::new(Vec::with_capacity(made.data.len() + 256));
        let mut pages = SerializedPageWriter::new(&mut sink);
        let mut encodings = vec![made.encoding, Encoding::RLE];
        let mut dictionary_at = None;
        let mut whole_size = 0;
        if let Some((list, count)) = made.dictionary {
            encodings.push(Encoding::PLAIN);
            let length = list.len();
            let page = Page::DictionaryPage {
                buf: list.into(),
                num_values: count,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            };
            let written = pages.write_page(CompressedPage::new(page, length))?;
            dictionary_at = Some(written.offset as i64);
            whole_size += written.uncompressed_size;
        }
        let mut data = std::mem::take(&mut self.levels);
        if data.is_empty() {
            data = made.data;
        } else {
            data.extend_from_slice(&made.data);
        }
        let length = data.len();
        let page = Page::DataPage {
            buf: data.into(),
            num_values: self.rows as u32,
            encoding: made.encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let written = pages.write_page(CompressedPage::new(page, length))?;
        whole_size += written.uncompressed_size;
        let data_at = written.offset as i64;
        pages.close()?;
        let bytes = sink.into_inner()?;
        let metadata = ColumnChunkMetaData::builder(Arc::clone(&column))
            .set_encodings(encodings)
            .set_compression(Compression::UNCOMPRESSED)
            .set_num_values(self.rows as i64)
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(whole_size as i64)
            .set_data_page_offset(data_at)
            .set_dictionary_page_offset(dictionary_at)
            .set_statistics(made.statistics)
            .build()?;
        self.nulls = 0;
        let close = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.rows as u64,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((bytes, close))
    }
}

/// Appends a text behind its length.
fn text(value: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(&(value.len() as u32).to_le_bytes());
    out.extend_from_slice(value.as_bytes());
}
