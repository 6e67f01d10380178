//! One TOML file: its tables with the lines on which they stand, and a fault for each that does not fit.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::fault::Fault;

/// A value with the place where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    file: String,
    line: usize,
    field_lines: BTreeMap<String, usize>,
}

impl<T> Located<T> {
    /// A fault at `field`, or at the entry itself where it has no such field.
    pub(crate) fn fault(
        &self,
        field: &str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Fault {
        Fault {
            file: self.file.clone(),
            line: Some(self.field_lines.get(field).copied().unwrap_or(self.line)),
            what: what.into(),
            mend: mend.into(),
        }
    }
}

/// A parsed file from which entries are taken.
pub(crate) struct Document<'text> {
    file: &'text str,
    /// Offsets of the line breaks, so that a line is found without reading the text again.
    breaks: Vec<usize>,
    table: DeTable<'text>,
    faults: Vec<Fault>,
}

impl<'text> Document<'text> {
    /// Parses `text`; syntax errors become faults, and what can still be read is read.
    pub(crate) fn parse(file: &'text str, text: &'text str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut document = Self {
            file,
            breaks: text.match_indices('\n').map(|(at, _)| at).collect(),
            table: DeTable::new(),
            faults: Vec::new(),
        };
        for error in errors {
            document.add_fault(
                error.span(),
                error.message().to_owned(),
                "mend the TOML here; https://toml.io shows the form".to_owned(),
            );
        }
        let table = table.into_inner();
        document.look_for_blank_and_markup(&table);
        document.table = table;
        document
    }

    /// Takes the array of tables named `key`; entries that do not fit become faults.
    pub(crate) fn entries<T: DeserializeOwned>(&mut self, key: &str) -> Vec<Located<T>> {
        let Some(value) = self.table.remove(key) else {
            return Vec::new();
        };
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(entries) => entries
                .into_iter()
                .filter_map(|entry| self.entry(entry))
                .collect(),
            other => {
                self.add_fault(
                    Some(span),
                    format!(
                        "\"{key}\" is one {}, not a list of tables",
                        other.type_str()
                    ),
                    format!("begin each entry with a line [[{key}]]"),
                );
                Vec::new()
            }
        }
    }

    /// Takes the whole file as one table.
    pub(crate) fn whole<T: DeserializeOwned>(&mut self) -> Option<Located<T>> {
        let table = std::mem::take(&mut self.table);
        self.entry(Spanned::new(0..0, DeValue::Table(table)))
    }

    /// The faults found, among them every key that nobody took.
    pub(crate) fn into_faults(mut self, known: &[&str]) -> Vec<Fault> {
        let left: Vec<_> = self
            .table
            .iter()
            .map(|(key, _)| (key.span(), key.get_ref().to_string()))
            .collect();
        for (span, key) in left {
            self.add_fault(
                Some(span),
                format!("nothing in this file is called \"{key}\""),
                format!("name it {} or remove it", alternatives(known)),
            );
        }
        self.faults
    }

    fn entry<T: DeserializeOwned>(&mut self, entry: Spanned<DeValue<'text>>) -> Option<Located<T>> {
        let line = self.line(entry.span().start);
        let field_lines = match entry.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .map(|(key, _)| (key.get_ref().to_string(), self.line(key.span().start)))
                .collect(),
            _ => BTreeMap::new(),
        };
        let span = entry.span();
        match T::deserialize(ValueDeserializer::from(entry)) {
            Ok(value) => Some(Located {
                value,
                file: self.file.to_owned(),
                line,
                field_lines,
            }),
            Err(error) => {
                let what = error.message().to_owned();
                let mend = mend_of(&what);
                self.add_fault(Some(error.span().unwrap_or(span)), what, mend);
                None
            }
        }
    }

    fn look_for_blank_and_markup(&mut self, table: &DeTable<'text>) {
        for (_, value) in table {
            self.look_into(value);
        }
    }

    fn look_into(&mut self, value: &Spanned<DeValue<'text>>) {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => self.add_fault(
                Some(value.span()),
                "an empty text".to_owned(),
                "write it, or remove the line if the field is optional".to_owned(),
            ),
            DeValue::String(text) if has_markup(text) => self.add_fault(
                Some(value.span()),
                "raw HTML in a text".to_owned(),
                "use Markdown; packs carry no HTML".to_owned(),
            ),
            DeValue::Array(values) => values.iter().for_each(|each| self.look_into(each)),
            DeValue::Table(table) => self.look_for_blank_and_markup(table),
            _ => {}
        }
    }

    fn add_fault(&mut self, span: Option<Range<usize>>, what: String, mend: String) {
        let line = span.map(|span| self.line(span.start));
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line,
            what,
            mend,
        });
    }

    fn line(&self, offset: usize) -> usize {
        1 + self.breaks.partition_point(|at| *at < offset)
    }
}

/// Whether a tag such as `<b>` or `</p>` stands in the text.
fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.contains('>')
    })
}

fn mend_of(what: &str) -> String {
    if let Some(field) = what.strip_prefix("missing field ") {
        format!("add a line {} = … to this entry", field.trim_matches('`'))
    } else if what.starts_with("unknown field") {
        "correct the spelling of the key, or remove it".to_owned()
    } else if what.starts_with("unknown variant") {
        "use one of the words listed".to_owned()
    } else {
        "write the value in the form that the message asks for".to_owned()
    }
}

fn alternatives(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(" or ")
}
