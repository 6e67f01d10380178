//! A table of leaves from a CSV file, row by row, so that a long file needs no more memory than its
//! different combinations of values.

mod columns;
mod course;
mod fault;
mod length;
mod marks;
mod moment;
mod moments;

use std::io::{BufRead, BufReader, Read};

use csv::ByteRecord;

use super::leaves::{Amounts, Leaves};
use crate::chart::Chart;
pub use columns::Columns;
use columns::{Numbers, Plan, plan};
pub use fault::FileFault;
use length::Length;
use marks::Marks;
use moment::Moment;
use moments::Moments;

/// Most bytes of a line.
const MOST_LINE: usize = 1 << 20;

/// What was read.
#[derive(Debug)]
pub struct Table {
    /// The leaves.
    pub leaves: Leaves,
    /// Rows that counted.
    pub rows: u64,
    /// Rows outside of the time asked for.
    pub outside: u64,
    /// The columns taken for dimensions.
    pub dimensions: Vec<String>,
    /// The column, or the two, taken for the measure: before and after.
    pub measure: Vec<String>,
    /// How all rows together went over time, where each is of one time.
    pub course: Option<Chart>,
}

/// Reads a CSV file: its separator is a comma, semicolon or tab, whichever its first line has most of.
///
/// # Errors
/// [`FileFault`] says which line and column is at fault, and what to do.
pub fn read(source: impl Read, columns: &Columns) -> Result<Table, FileFault> {
    let mut source = BufReader::with_capacity(1 << 16, Bounded::new(source));
    let separator = start(&mut source)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(source);
    let mut record = ByteRecord::new();
    next(&mut reader, &mut record, 0)?;
    let header: Vec<String> = record
        .iter()
        .map(|name| utf8(name, 1, None).map(|name| name.trim().to_owned()))
        .collect::<Result<_, _>>()?;
    let plan = plan(&header, columns)?;
    let names: Vec<String> = plan
        .dimensions
        .iter()
        .map(|column| header[*column].clone())
        .collect();
    let mut rows = Rows {
        header: &header,
        plan: &plan,
        marks: (separator == b';').then(Marks::default),
        line: 1,
        leaves: Leaves::new(names.clone(), plan.numbers.is_ratio())?,
        moments: Moments::default(),
        length: Length::default(),
        outside: 0,
        counted: 0,
    };
    while next(&mut reader, &mut record, rows.line)? {
        rows.line = record.position().map_or(rows.line + 1, csv::Position::line);
        rows.add(&record)?;
    }
    let mut table = rows.finish()?;
    table.dimensions = names;
    Ok(table)
}

/// Looks at the first bytes: skips the mark of UTF-8, refuses what is no text, finds the separator.
fn start(source: &mut impl BufRead) -> Result<u8, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable {
        line: 0,
        reason: error.to_string(),
    };
    let first = source.fill_buf().map_err(unreadable)?;
    if first.starts_with(&[0xFF, 0xFE]) || first.starts_with(&[0xFE, 0xFF]) {
        return Err(FileFault::Utf16);
    }
    let mark = if first.starts_with(&[0xEF, 0xBB, 0xBF]) {
        3
    } else {
        0
    };
    let line = first[mark..]
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    if line.contains(&0) {
        // Every other byte of Western UTF-16 without its mark is null.
        let utf16 = line.iter().step_by(2).all(|byte| *byte == 0)
            || line.iter().skip(1).step_by(2).all(|byte| *byte == 0);
        return Err(if utf16 {
            FileFault::Utf16
        } else {
            FileFault::Binary
        });
    }
    if line.iter().all(u8::is_ascii_whitespace) {
        return Err(FileFault::Empty);
    }
    let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',');
    source.consume(mark);
    Ok(separator)
}

fn next<R: Read>(
    reader: &mut csv::Reader<BufReader<Bounded<R>>>,
    record: &mut ByteRecord,
    line: u64,
) -> Result<bool, FileFault> {
    reader.get_mut().get_mut().left = MOST_LINE + (1 << 16);
    reader
        .read_byte_record(record)
        .map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                FileFault::Long {
                    line: line + 1,
                    most: MOST_LINE,
                }
            }
            csv::ErrorKind::Io(error) => FileFault::Unreadable {
                line,
                reason: error.to_string(),
            },
            other => FileFault::Unreadable {
                line,
                reason: format!("{other:?}"),
            },
        })
}

/// Gives no more than some bytes for one record, so that an open quote does not take all memory.
struct Bounded<R> {
    source: R,
    left: usize,
}

impl<R> Bounded<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            left: MOST_LINE + (1 << 16),
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(buffer)?;
        if count > self.left {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        self.left -= count;
        Ok(count)
    }
}

fn utf8<'a>(field: &'a [u8], line: u64, column: Option<&String>) -> Result<&'a str, FileFault> {
    std::str::from_utf8(field).map_err(|error| FileFault::Encoding {
        line,
        column: column.cloned(),
        byte: field.get(error.valid_up_to()).copied().unwrap_or_default(),
    })
}

/// Takes in row after row.
struct Rows<'a> {
    header: &'a [String],
    plan: &'a Plan,
    /// Where decimals may be written with a comma: what the numbers told of it.
    marks: Option<Marks>,
    line: u64,
    leaves: Leaves,
    moments: Moments,
    length: Length,
    outside: u64,
    counted: u64,
}

impl Rows<'_> {
    fn add(&mut self, record: &ByteRecord) -> Result<(), FileFault> {
        if record.len() != self.header.len() {
            return Err(FileFault::Ragged {
                line: self.line,
                found: record.len() as u64,
                columns: self.header.len() as u64,
            });
        }
        let Some(amounts) = self.amounts(record)? else {
            self.outside += 1;
            return Ok(());
        };
        let mut values = Vec::with_capacity(self.plan.dimensions.len());
        for column in &self.plan.dimensions {
            let value = self.text(record, *column)?.trim();
            values.push(if value.is_empty() { "(empty)" } else { value });
        }
        self.leaves
            .add(values, amounts)
            .map_err(|fault| FileFault::Row {
                line: self.line,
                fault,
            })?;
        self.counted += 1;
        Ok(())
    }

    /// What a row adds; none if it is outside of the time asked for.
    fn amounts(&mut self, record: &ByteRecord) -> Result<Option<Amounts>, FileFault> {
        match self.plan.numbers {
            Numbers::Pair {
                before,
                after,
                per,
                weight,
            } => {
                let mut amounts = Amounts {
                    before: self.number(record, before)?,
                    after: self.number(record, after)?,
                    ..Amounts::default()
                };
                if let Some((before, after)) = per {
                    amounts.per_before = self.number(record, before)?;
                    amounts.per_after = self.number(record, after)?;
                }
                if let Some(weight) = weight {
                    let weight = self.number(record, weight)?;
                    amounts = Amounts {
                        before: amounts.before * weight,
                        after: amounts.after * weight,
                        per_before: weight,
                        per_after: weight,
                    };
                }
                Ok(Some(amounts))
            }
            Numbers::Dated {
                date,
                value,
                per,
                since,
                from,
                until,
            } => {
                let text = self.text(record, date)?;
                let moment = Moment::read(text).ok_or_else(|| FileFault::Moment {
                    what: format!("line {}, column \"{}\":", self.line, self.header[date]),
                    text: text.chars().take(40).collect(),
                })?;
                let earlier = |one: Moment, other: Moment| {
                    one.earlier(other).ok_or_else(|| FileFault::Kinds {
                        line: self.line,
                        column: self.header[date].clone(),
                        text: text.to_owned(),
                    })
                };
                let outside = from.map_or(Ok(false), |from| earlier(moment, from))?
                    || until.map_or(Ok(false), |until| earlier(until, moment))?;
                if outside {
                    return Ok(None);
                }
                let before = earlier(moment, since)?;
                let value = self.number(record, value)?;
                let per = per.map_or(Ok(0.0), |per| self.number(record, per))?;
                self.moments.add(moment.drawn(), before, value, per);
                self.length.see(moment, before);
                Ok(Some(if before {
                    Amounts {
                        before: value,
                        per_before: per,
                        ..Amounts::default()
                    }
                } else {
                    Amounts {
                        after: value,
                        per_after: per,
                        ..Amounts::default()
                    }
                }))
            }
        }
    }

    fn text<'a>(&self, record: &'a ByteRecord, column: usize) -> Result<&'a str, FileFault> {
        utf8(
            record.get(column).unwrap_or_default(),
            self.line,
            Some(&self.header[column]),
        )
    }

    fn number(&mut self, record: &ByteRecord, column: usize) -> Result<f64, FileFault> {
        let text = self.text(record, column)?;
        let trimmed = text.trim();
        if let Some(marks) = &mut self.marks {
            marks.see(trimmed, self.line, column);
        }
        trimmed
            .parse()
            .ok()
            .or_else(|| {
                (self.marks.is_some() && trimmed.contains(','))
                    .then(|| trimmed.replace(',', ".").parse().ok())
                    .flatten()
            })
            .filter(|number: &f64| number.is_finite())
            .ok_or_else(|| FileFault::Number {
                line: self.line,
                column: self.header[column].clone(),
                text: text.to_owned(),
            })
    }

    fn finish(self) -> Result<Table, FileFault> {
        if self.counted == 0 && self.outside == 0 {
            return Err(FileFault::NoRows);
        }
        if let Some(doubtful) = self.marks.and_then(Marks::doubtful) {
            return Err(FileFault::Mark {
                line: doubtful.line,
                column: self.header[doubtful.column].clone(),
                text: doubtful.text,
            });
        }
        let mut leaves = self.leaves;
        let name = |column: usize| self.header[column].clone();
        let mut course = None;
        let measure = match self.plan.numbers {
            Numbers::Pair { before, after, .. } => vec![name(before), name(after)],
            Numbers::Dated {
                value,
                per,
                since,
                from,
                until,
                ..
            } => {
                if let Some(side) = self.moments.empty_side() {
                    return Err(FileFault::OneSide(side));
                }
                if per.is_none() {
                    // Sums of times of different length, as if both were as long as after.
                    leaves.scale_before(self.length.ratio(since, from, until));
                }
                course = Some(course::drawn(
                    &self.moments,
                    since,
                    &name(value),
                    per.is_some(),
                ));
                vec![name(value)]
            }
        };
        Ok(Table {
            leaves,
            rows: self.counted,
            outside: self.outside,
            dimensions: Vec::new(),
            measure,
            course,
        })
    }
}
