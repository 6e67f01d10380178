//! Numbers stated, with what they are about, so that a later number for the same thing can be held
//! against them.

use crate::evidence::NumberStated;
use crate::reading;
use crate::text::{Sentence, Text, Token, stem};

/// Words that say what a number counts, by their stem.
const UNITS: [(&str, &[&str]); 9] = [
    (
        "people",
        &[
            "people",
            "person",
            "members",
            "users",
            "customers",
            "households",
            "subscribers",
            "employees",
            "patients",
            "drivers",
        ],
    ),
    ("years", &["years"]),
    ("months", &["months"]),
    ("weeks", &["weeks"]),
    ("days", &["days"]),
    ("hours", &["hours"]),
    ("minutes", &["minutes"]),
    ("seconds", &["seconds"]),
    (
        "money",
        &["dollars", "euros", "pounds", "rupees", "francs", "yen"],
    ),
];

/// Words said in place of figures.
const WORDS: [(&str, f64); 28] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("half", 0.5),
    ("third", 1.0 / 3.0),
];

const SCALES: [(&str, f64); 6] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("million", 1e6),
    ("crore", 1e7),
    ("billion", 1e9),
];

pub(crate) fn of(text: &Text<'_>) -> Vec<NumberStated> {
    text.sentences
        .iter()
        .flat_map(|sentence| in_sentence(text, sentence))
        .collect()
}

fn in_sentence(text: &Text<'_>, sentence: &Sentence) -> Vec<NumberStated> {
    let words = text.meant(sentence);
    let mut about: Vec<String> = words
        .iter()
        .filter(|token| telling(token))
        .map(|token| token.stem.clone())
        .collect();
    about.sort();
    about.dedup();
    let mut numbers = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let Some((value, length)) = value(&words[place..]) else {
            place += 1;
            continue;
        };
        let last = words[place + length - 1];
        let year = length == 1
            && last.figure()
            && (1900.0..2100.0).contains(&value)
            && last.word.len() == 4;
        if !year {
            numbers.push(NumberStated {
                value,
                unit: unit(&words, place, length),
                about: about.clone(),
                quote: text.quote(sentence),
            });
        }
        place += length;
    }
    numbers
}

/// The number that begins here, and of how many words it is.
fn value(words: &[&Token]) -> Option<(f64, usize)> {
    let first = words.first()?;
    let (mut value, mut length) = if first.figure() {
        let digits: String = first
            .word
            .chars()
            .filter(|each| each.is_ascii_digit() || *each == '.')
            .collect();
        (digits.parse::<f64>().ok()?, 1)
    } else {
        let tens = spelled(first)?;
        match words.get(1).and_then(|next| spelled(next)) {
            Some(ones) if tens >= 20.0 && (1.0..10.0).contains(&ones) => (tens + ones, 2),
            _ => (tens, 1),
        }
    };
    while let Some(scale) = words.get(length).and_then(|next| scale(next)) {
        value *= scale;
        length += 1;
    }
    Some((value, length))
}

fn spelled(token: &Token) -> Option<f64> {
    WORDS
        .iter()
        .find(|(word, _)| *word == token.word)
        .map(|(_, value)| *value)
}

fn scale(token: &Token) -> Option<f64> {
    SCALES
        .iter()
        .find(|(word, _)| *word == token.word)
        .map(|(_, value)| *value)
}

fn unit(words: &[&Token], place: usize, length: usize) -> String {
    let last = words[place + length - 1];
    let next = words.get(place + length);
    if last.percent || next.is_some_and(|token| matches!(token.word.as_str(), "percent" | "per")) {
        return "percent".to_owned();
    }
    if words[place].money {
        return "money".to_owned();
    }
    words[place + length..]
        .iter()
        .take(2)
        .find_map(|token| {
            UNITS
                .iter()
                .find(|(_, names)| names.iter().any(|name| stem(name) == token.stem))
        })
        .map_or_else(String::new, |(unit, _)| (*unit).to_owned())
}

/// Whether a word says what a number is about.
fn telling(token: &Token) -> bool {
    /// Measures are common words that tell.
    const MEASURES: [&str; 22] = [
        "churn",
        "retent",
        "revenu",
        "convers",
        "cost",
        "cancel",
        "complaint",
        "renew",
        "complet",
        "activ",
        "usag",
        "adopt",
        "engag",
        "satisfact",
        "sale",
        "profit",
        "margin",
        "signup",
        "return",
        "delay",
        "error",
        "wait",
    ];
    token.word.len() > 3
        && !token.figure()
        && (MEASURES.contains(&token.stem.as_str()) || !reading::common(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(raw: &str) -> Vec<(f64, String)> {
        of(&Text::new(raw))
            .into_iter()
            .map(|number| (number.value, number.unit))
            .collect()
    }

    #[test]
    fn figures_and_words_of_number_are_read_with_what_they_count() {
        assert_eq!(
            stated("Churn fell from 12% to nine percent within four months."),
            [
                (12.0, "percent".to_owned()),
                (9.0, "percent".to_owned()),
                (4.0, "months".to_owned())
            ]
        );
        assert_eq!(
            stated("It cost €2.5 million."),
            [(2_500_000.0, "money".to_owned())]
        );
        assert_eq!(
            stated("forty five customers"),
            [(45.0, "people".to_owned())]
        );
    }

    #[test]
    fn a_year_is_no_number_of_anything() {
        assert_eq!(stated("In 2021 we began."), []);
    }
}
