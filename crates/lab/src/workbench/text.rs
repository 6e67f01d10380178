//! A result as text: to be read, as CSV, as JSON.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Cell, Column, Kind, Rows};
use crate::chart::Written;
use crate::sentence::grouped;

/// What stands for nothing where people read it.
const NOTHING: &str = "NULL";

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => formatter.write_str(NOTHING),
            Self::Flag(flag) => write!(formatter, "{flag}"),
            Self::Whole(whole) => write!(formatter, "{whole}"),
            Self::Number(number) => formatter.write_str(&written(*number)),
            Self::Exact(text) | Self::Text(text) => formatter.write_str(text),
            Self::List(cells) => {
                formatter.write_str("[")?;
                for (place, cell) in cells.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(formatter, "{comma}{cell}")?;
                }
                formatter.write_str("]")
            }
            Self::Group(parts) => {
                formatter.write_str("{")?;
                for (place, (name, cell)) in parts.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(formatter, "{comma}{name}: {cell}")?;
                }
                formatter.write_str("}")
            }
        }
    }
}

/// A number with all its digits, the very large and very small ones by powers of ten.
fn written(number: f64) -> String {
    let size = number.abs();
    if number.is_finite() && size != 0.0 && !(1e-6..1e16).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(whole) => serializer.serialize_i64(*whole),
            // JSON has no word for these.
            Self::Number(number) if !number.is_finite() => serializer.collect_str(number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Exact(text) | Self::Text(text) => serializer.serialize_str(text),
            Self::List(cells) => {
                let mut list = serializer.serialize_seq(Some(cells.len()))?;
                for cell in cells {
                    list.serialize_element(cell)?;
                }
                list.end()
            }
            Self::Group(parts) => {
                let mut map = serializer.serialize_map(Some(parts.len()))?;
                for (name, cell) in parts {
                    map.serialize_entry(name, cell)?;
                }
                map.end()
            }
        }
    }
}

impl Kind {
    /// Its name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Number => "number",
            Self::Text => "text",
            Self::Day => "day",
            Self::Moment => "moment",
            Self::Other => "other",
        }
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("kind", self.kind.id())?;
        map.serialize_entry("type", &self.type_name)?;
        map.end()
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("columns", &self.columns)?;
        map.serialize_entry("rows", &self.rows)?;
        map.serialize_entry("counted", &self.counted)?;
        map.serialize_entry("complete", &self.complete)?;
        map.serialize_entry("seconds", &self.took.as_secs_f64())?;
        map.end()
    }
}

impl Rows {
    /// The rows under the names of the columns, as they are read.
    #[must_use]
    pub fn written(&self) -> Written {
        Written {
            head: self
                .columns
                .iter()
                .map(|column| column.name.clone())
                .collect(),
            rows: self
                .rows
                .iter()
                .map(|row| row.iter().map(Cell::to_string).collect())
                .collect(),
        }
    }

    /// How many rows there are, in words.
    #[must_use]
    pub fn told(&self) -> String {
        let rows = |count: u64| match count {
            1 => "1 row".to_owned(),
            count => format!("{} rows", grouped(count as f64, 0)),
        };
        let shown = grouped(self.rows.len() as f64, 0);
        if !self.complete {
            format!("the first {shown} of more than {}", rows(self.counted))
        } else if self.are_cut() {
            format!("the first {shown} of {}", rows(self.counted))
        } else {
            rows(self.counted)
        }
    }

    /// The rows as CSV under a line of names; nothing is an empty field, an empty text is `""`.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let mut line = |fields: &mut dyn Iterator<Item = String>| {
            for (place, field) in fields.enumerate() {
                if place > 0 {
                    text.push(',');
                }
                text.push_str(&field);
            }
            text.push_str("\r\n");
        };
        line(&mut self.columns.iter().map(|column| quoted(&column.name)));
        for row in &self.rows {
            line(&mut row.iter().map(|cell| match cell {
                Cell::Nothing => String::new(),
                Cell::Text(text) => quoted(text),
                other => quoted_if_needed(other.to_string()),
            }));
        }
        text
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        "\"\"".to_owned()
    } else {
        quoted_if_needed(text.to_owned())
    }
}

fn quoted_if_needed(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::workbench::Column;

    #[test]
    fn csv_tells_nothing_from_an_empty_text_and_keeps_what_it_is_made_of() {
        let column = |name: &str| Column {
            name: name.to_owned(),
            kind: Kind::Text,
            type_name: "Utf8".to_owned(),
        };
        let rows = Rows {
            columns: vec![column("a"), column("say \"b\", c")],
            rows: vec![
                vec![Cell::Nothing, Cell::Text(String::new())],
                vec![
                    Cell::Number(0.1),
                    Cell::Text("two\nlines, and more".to_owned()),
                ],
            ],
            counted: 2,
            complete: true,
            took: Duration::ZERO,
        };
        assert_eq!(
            rows.csv(),
            "a,\"say \"\"b\"\", c\"\r\n,\"\"\r\n0.1,\"two\nlines, and more\"\r\n"
        );
    }

    #[test]
    fn numbers_are_told_with_all_their_digits() {
        for (number, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (1_234_567.0, "1234567"),
            (1e300, "1e300"),
            (2.5e-9, "2.5e-9"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(Cell::Number(number).to_string(), text);
        }
    }

    #[test]
    fn json_holds_values_as_they_are() {
        let cell = Cell::Group(vec![
            (
                "days".to_owned(),
                Cell::List(vec![Cell::Whole(1), Cell::Nothing]),
            ),
            ("share".to_owned(), Cell::Number(f64::INFINITY)),
        ]);
        assert_eq!(
            serde_json::to_string(&cell).unwrap(),
            r#"{"days":[1,null],"share":"inf"}"#
        );
    }
}
