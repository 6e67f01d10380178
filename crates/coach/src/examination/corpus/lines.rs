//! A corpus as JSON Lines.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Deserialize;

/// One rated answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Names the answer; each once.
    pub id: String,
    /// Who gave it. Answers of one person are drawn together when intervals are made.
    pub person: String,
    /// A question of the pack by id or wording, or any other question in its own words.
    pub question: String,
    /// What was said.
    pub transcript: String,
    /// How long it took to say.
    #[serde(default)]
    pub seconds: Option<f64>,
    /// What people gave it, by trait; on any scale, higher for more.
    pub ratings: BTreeMap<String, f64>,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: usize,
    /// What is wrong with it, and what to do.
    pub fault: String,
}

/// Why a corpus cannot be read: every line at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BadLines {
    /// The file.
    pub file: String,
    /// Its lines at fault; none when it holds no answers at all.
    pub lines: Vec<BadLine>,
}

/// More faults than this are counted, not told.
const TOLD: usize = 20;

impl fmt::Display for BadLines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return write!(
                formatter,
                "{} holds no answers: write one JSON object a line",
                self.file
            );
        }
        for (place, bad) in self.lines.iter().take(TOLD).enumerate() {
            if place > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{}, line {}: {}", self.file, bad.line, bad.fault)?;
        }
        match self.lines.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(formatter, "\nand {more} lines more"),
        }
    }
}

/// Reads a corpus; blank lines are passed over.
///
/// # Errors
/// Every line that is no rated answer, with what is wrong.
pub fn read(file: &str, text: &str) -> Result<Vec<Entry>, BadLines> {
    let mut entries = Vec::new();
    let mut bad = Vec::new();
    let mut ids: HashSet<String> = HashSet::new();
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match entry(line) {
            Ok(entry) if ids.insert(entry.id.clone()) => entries.push(entry),
            Ok(entry) => bad.push(BadLine {
                line: place + 1,
                fault: format!(
                    "the id \"{}\" stands on an earlier line; give each answer its own",
                    entry.id
                ),
            }),
            Err(fault) => bad.push(BadLine {
                line: place + 1,
                fault,
            }),
        }
    }
    if entries.is_empty() || !bad.is_empty() {
        return Err(BadLines {
            file: file.to_owned(),
            lines: bad,
        });
    }
    Ok(entries)
}

fn entry(line: &str) -> Result<Entry, String> {
    let entry: Entry = serde_json::from_str(line).map_err(|error| {
        // The parser counts lines too, and knows of one only.
        let told = error.to_string();
        told.replace(" at line 1 column ", ", at character ")
    })?;
    for (name, text) in [
        ("id", &entry.id),
        ("person", &entry.person),
        ("question", &entry.question),
    ] {
        if text.trim().is_empty() {
            return Err(format!("\"{name}\" is empty; fill it in"));
        }
    }
    if entry.seconds.is_some_and(|seconds| seconds <= 0.0) {
        return Err(
            "\"seconds\" is not above 0; give the length of the answer, or leave it out".to_owned(),
        );
    }
    if entry.ratings.is_empty() {
        return Err(
            "\"ratings\" is empty; give at least one trait, such as {\"overall\": 4.5}".to_owned(),
        );
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id": "a", "person": "p", "question": "Why?", "transcript": "So.", "ratings": {"overall": 4}}"#;

    #[test]
    fn a_line_needs_no_length_and_may_be_followed_by_nothing() {
        let entries = read("c.jsonl", &format!("{GOOD}\n\n")).unwrap();
        assert_eq!(entries[0].seconds, None);
        assert_eq!(entries[0].ratings["overall"], 4.0);
    }

    #[test]
    fn every_bad_line_is_named_with_what_is_wrong() {
        let bad = [
            "{",
            r#"{"id": "b", "person": "p", "question": "Why?", "ratings": {"overall": 4}}"#,
            &GOOD.replace("\"p\"", "\" \""),
            &GOOD.replace("{\"overall\": 4}", "{}"),
            &GOOD.replace("\"ratings\"", "\"seconds\": -3, \"ratings\""),
            &GOOD.replace("\"ratings\"", "\"second\": 3, \"ratings\""),
            GOOD,
            GOOD,
        ];
        let fault = read("c.jsonl", &bad.join("\n")).unwrap_err();
        let lines: Vec<usize> = fault.lines.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 8]);
        let said = fault.to_string();
        for words in [
            "c.jsonl, line 2: missing field `transcript`",
            "line 3: \"person\" is empty",
            "line 4: \"ratings\" is empty",
            "line 5: \"seconds\" is not above 0",
            "line 6: unknown field `second`",
            "line 8: the id \"a\" stands on an earlier line",
        ] {
            assert!(said.contains(words), "{words} not in {said}");
        }
    }

    #[test]
    fn a_file_without_answers_says_what_to_write() {
        let fault = read("c.jsonl", "\n").unwrap_err();
        assert!(fault.to_string().contains("one JSON object a line"));
    }
}
