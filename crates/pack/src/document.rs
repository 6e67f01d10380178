//! One TOML file: its tables with the lines on which they stand, and a fault for each that does not fit.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::fault::Fault;
use crate::nearest::nearest;

/// A value with the place where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    file: String,
    line: usize,
    field_lines: BTreeMap<String, usize>,
}

impl<T> Located<T> {
    /// The file in which it stands.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Where `field` stands, as `file:line`.
    pub(crate) fn place(&self, field: &str) -> String {
        format!("{}:{}", self.file, self.line_of(field))
    }

    fn line_of(&self, field: &str) -> usize {
        self.field_lines.get(field).copied().unwrap_or(self.line)
    }

    /// A fault at `field`, or at the entry itself where it has no such field.
    pub(crate) fn fault(
        &self,
        field: &str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Fault {
        Fault {
            file: self.file.clone(),
            line: Some(self.line_of(field)),
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
    /// Whether what was recovered from broken TOML is all there is; its ids are worth having, its
    /// values are not.
    broken: bool,
    unread: Unread,
    faults: Vec<Fault>,
}

/// The entries that did not fit, by the key of their list, each with its id where it has one. What
/// refers to them is not at fault, and counts without them prove nothing.
#[derive(Default)]
pub(crate) struct Unread(BTreeMap<String, Vec<Option<String>>>);

impl Unread {
    pub(crate) fn add(&mut self, key: &str, id: Option<String>) {
        self.0.entry(key.to_owned()).or_default().push(id);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        for (key, ids) in other.0 {
            self.0.entry(key).or_default().extend(ids);
        }
    }

    /// The entries of `key` that did not fit.
    pub(crate) fn of(&self, key: &str) -> &[Option<String>] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

impl<'text> Document<'text> {
    /// Parses `text`; syntax errors become faults, and what can still be read is read.
    pub(crate) fn parse(file: &'text str, text: &'text str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut document = Self {
            file,
            breaks: text.match_indices('\n').map(|(at, _)| at).collect(),
            table: DeTable::new(),
            broken: !errors.is_empty(),
            unread: Unread::default(),
            faults: Vec::new(),
        };
        for error in errors {
            document.add_fault(
                error.span(),
                error.message().to_owned(),
                "mend the TOML here; https://toml.io shows the form".to_owned(),
            );
        }
        // One slip can break a line in several ways.
        document.faults.dedup_by_key(|fault| fault.line);
        let table = table.into_inner();
        if !document.broken {
            document.look_for_blank_and_markup(&table);
        }
        document.table = table;
        document
    }

    /// The whole number under `key`, with its line.
    pub(crate) fn whole_number(&self, key: &str) -> Option<(i64, usize)> {
        let value = self.table.get(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            return None;
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
        Some((number, self.line(value.span().start)))
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
                .filter_map(|entry| self.entry(key, entry))
                .collect(),
            other => {
                self.unread.add(key, None);
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
        self.entry("", Spanned::new(0..0, DeValue::Table(table)))
    }

    /// The faults found, among them every key that nobody took, and the entries that did not fit.
    pub(crate) fn close(mut self, known: &[&str]) -> (Vec<Fault>, Unread) {
        if self.broken {
            known.iter().for_each(|key| self.unread.add(key, None));
            return (self.faults, self.unread);
        }
        let left: Vec<_> = self
            .table
            .iter()
            .map(|(key, _)| (key.span(), key.get_ref().to_string()))
            .collect();
        for (span, key) in left {
            let mend = match nearest(&key, known) {
                Some(near) => {
                    self.unread.add(near, None);
                    format!("did you mean \"{near}\"?")
                }
                None => format!("name it {} or remove it", alternatives(known)),
            };
            let what = format!("nothing in this file is called \"{key}\"");
            self.add_fault(Some(span), what, mend);
        }
        (self.faults, self.unread)
    }

    fn entry<T: DeserializeOwned>(
        &mut self,
        key: &str,
        entry: Spanned<DeValue<'text>>,
    ) -> Option<Located<T>> {
        let id = id_of(&entry);
        if self.broken {
            self.unread.add(key, id);
            return None;
        }
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
                let (what, mend) = explained(error.message());
                self.add_fault(Some(error.span().unwrap_or(span)), what, mend);
                self.unread.add(key, id);
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
            DeValue::String(text) if has_odd_link(text) => self.add_fault(
                Some(value.span()),
                "a link that does not lead to a page".to_owned(),
                "begin links with https:// or http://".to_owned(),
            ),
            DeValue::Array(values) if values.is_empty() => self.add_fault(
                Some(value.span()),
                "an empty list".to_owned(),
                "fill it, or remove the line if the field is optional".to_owned(),
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

fn id_of(entry: &Spanned<DeValue<'_>>) -> Option<String> {
    match entry.get_ref() {
        DeValue::Table(table) => table.get("id")?.get_ref().as_str().map(str::to_owned),
        _ => None,
    }
}

/// Whether a tag such as `<b>` or `</p>`, or the beginning of a comment, stands in the text.
fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.trim_start_matches('/');
        rest.starts_with(['!', '?'])
            || name.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.contains('>')
    })
}

/// Whether a Markdown link leads anywhere but to a page on the web.
fn has_odd_link(text: &str) -> bool {
    text.match_indices("](").any(|(at, _)| {
        let target = text[at + 2..].trim_start();
        !target.starts_with("https://") && !target.starts_with("http://")
    })
}

/// What a reader of TOML complains of, in our words, and how to mend it.
fn explained(complaint: &str) -> (String, String) {
    let quoted: Vec<_> = complaint.split('`').skip(1).step_by(2).collect();
    match quoted[..] {
        [field] if complaint.starts_with("missing field") => (
            format!("\"{field}\" is missing"),
            format!("add a line {field} = … to this entry"),
        ),
        [word, ref known @ ..] if complaint.starts_with("unknown field") => (
            format!("nothing here is called \"{word}\""),
            meant(word, known),
        ),
        [word, ref known @ ..] if complaint.starts_with("unknown variant") => (
            format!("\"{word}\" is none of the words that can stand here"),
            meant(word, known),
        ),
        _ => (complaint.to_owned(), form(complaint).to_owned()),
    }
}

/// Which form a value of the wrong one should have.
fn form(complaint: &str) -> &'static str {
    if complaint.contains("expected f64") {
        "write a number, without quotation marks"
    } else if complaint.contains("expected u") {
        "write a whole number, without quotation marks"
    } else if complaint.contains("expected a string") {
        "write a text in quotation marks"
    } else if complaint.contains("expected a sequence") {
        "write a list: [\"one\", \"two\"]"
    } else if complaint.contains("expected a boolean") {
        "write true or false, without quotation marks"
    } else if complaint.contains(" cue ") {
        "correct the cue; CONTRIBUTING.md says where the form of cues is explained"
    } else {
        "correct it as the message says"
    }
}

fn meant(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("use one of {}", known.join(", ")),
    }
}

fn alternatives(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(" or ")
}
