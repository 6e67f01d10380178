//! Words with meaning, and figures, as two texts about the same would share them.

use std::collections::BTreeSet;

/// Beginnings of the words with meaning.
#[must_use]
pub fn stems(text: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    each_stem(text, |stem| {
        if !stems.contains(stem) {
            stems.insert(stem.to_owned());
        }
    });
    stems
}

/// Shows the beginning of each word with meaning, in the order of the text, as often as it occurs.
pub fn each_stem(text: &str, mut show: impl FnMut(&str)) {
    let mut lower = String::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        // Most words are short: nothing is copied for them.
        if word.len() < LEAST || word.chars().count() < LEAST {
            continue;
        }
        if !word.chars().any(char::is_alphabetic) {
            continue;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        if !EVERYWHERE.contains(&lower.as_str()) {
            let end = lower
                .char_indices()
                .nth(STEM)
                .map_or(lower.len(), |(end, _)| end);
            show(&lower[..end]);
        }
    }
}

/// Shorter words carry no meaning of their own, in characters.
const LEAST: usize = 5;
/// How much of a word is its stem, in characters.
const STEM: usize = 6;

/// Figures as they are written, without marks between thousands: "1,200", "15%", "8.6". Years are no
/// figures.
#[must_use]
pub fn figures(text: &str) -> BTreeSet<String> {
    let mut figures = BTreeSet::new();
    each_figure(text, |figure| {
        figures.insert(figure);
        true
    });
    figures
}

/// Whether a text holds a figure.
#[must_use]
pub fn has_figure(text: &str) -> bool {
    let mut found = false;
    each_figure(text, |_| {
        found = true;
        false
    });
    found
}

/// Takes the figures of a text one by one, for as long as the next is wanted.
fn each_figure(text: &str, mut take: impl FnMut(String) -> bool) {
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        rest = &rest[start..];
        let within = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
        let end = rest
            .find(|letter: char| !within(letter))
            .unwrap_or(rest.len());
        let (written, after) = rest.split_at(end);
        rest = after;
        let mut figure = written.replace(',', "");
        figure.truncate(figure.trim_end_matches('.').len());
        let word = after.trim_start();
        let share =
            after.starts_with('%') || word.starts_with("per cent") || word.starts_with("percent");
        let year = figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
        if share {
            figure.push('%');
        } else if year || figure == "1" {
            continue;
        }
        if !take(figure) {
            return;
        }
    }
}

/// Words of every question.
const EVERYWHERE: [&str; 18] = [
    "about",
    "there",
    "their",
    "these",
    "those",
    "where",
    "which",
    "would",
    "could",
    "something",
    "someone",
    "describe",
    "product",
    "decision",
    "people",
    "after",
    "before",
    "happened",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_and_years_are_none() {
        let found =
            figures("In 2024, 15 % of 1,200,000 members; 8.6 dollars, 12.5% and 3 per cent.");
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["12.5%", "1200000", "15", "3%", "8.6"]);
    }
}
