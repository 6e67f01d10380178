//! Numbers stated, with what they are about, so that a later number for the same thing can be held
//! against them.

use crate::evidence::NumberStated;
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

/// Words with which another clause begins.
const JOINING: [&str; 7] = [
    "and", "but", "while", "because", "which", "whereas", "though",
];

/// Words by which something rises or falls.
const CHANGE: [&str; 28] = [
    "by",
    "up",
    "down",
    "rose",
    "rise",
    "risen",
    "grew",
    "grow",
    "grown",
    "fell",
    "fall",
    "fallen",
    "dropped",
    "drop",
    "declined",
    "increased",
    "increase",
    "decreased",
    "improved",
    "gained",
    "lost",
    "cut",
    "reduced",
    "lifted",
    "lift",
    "raised",
    "jumped",
    "plus",
];

/// The unit of "12% of them".
const SHARE: &str = "share";

/// Words that say nothing of what a number is about.
const SMALL: [&str; 151] = [
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "almost",
    "along",
    "already",
    "also",
    "although",
    "always",
    "among",
    "another",
    "around",
    "away",
    "back",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "better",
    "between",
    "both",
    "brought",
    "came",
    "come",
    "could",
    "didn't",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "exact",
    "exactly",
    "first",
    "from",
    "gave",
    "give",
    "given",
    "gives",
    "goes",
    "going",
    "gone",
    "have",
    "having",
    "held",
    "here",
    "however",
    "into",
    "itself",
    "just",
    "kept",
    "knew",
    "know",
    "known",
    "last",
    "least",
    "less",
    "like",
    "made",
    "make",
    "many",
    "maybe",
    "mine",
    "more",
    "most",
    "much",
    "must",
    "nearly",
    "never",
    "next",
    "nothing",
    "often",
    "once",
    "only",
    "onto",
    "other",
    "ours",
    "over",
    "part",
    "people's",
    "perhaps",
    "quite",
    "really",
    "roughly",
    "said",
    "same",
    "second",
    "seen",
    "several",
    "should",
    "since",
    "some",
    "something",
    "still",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "this",
    "those",
    "though",
    "thought",
    "through",
    "thus",
    "time",
    "times",
    "told",
    "took",
    "toward",
    "under",
    "until",
    "upon",
    "very",
    "want",
    "wanted",
    "well",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "whole",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "year",
    "yours",
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
    let opening = words.first().map_or(0, |token| token.bytes.start);
    clauses(text, &words)
        .into_iter()
        .flat_map(|clause| in_clause(text, clause, opening))
        .collect()
}

/// A sentence cut where another thing begins to be said: at commas and the like, and at "and",
/// "but", "while", "because", "which". A number is about the words of its own clause; the rest of a
/// long sentence is often about another number.
fn clauses<'words, 'text>(
    text: &Text<'_>,
    words: &'words [&'text Token],
) -> Vec<&'words [&'text Token]> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for place in 1..words.len() {
        let joint = text
            .between(words[place - 1], words[place])
            .contains([',', ';', ':', '(', ')', '\u{2013}', '\u{2014}']);
        if joint || JOINING.contains(&words[place].word.as_str()) {
            clauses.push(&words[start..place]);
            start = place;
        }
    }
    clauses.push(&words[start..]);
    clauses
}

/// The numbers of a clause. `opening` is where the sentence begins: its first word has a capital
/// whatever it is.
fn in_clause(text: &Text<'_>, words: &[&Token], opening: usize) -> Vec<NumberStated> {
    let mut about: Vec<String> = words
        .iter()
        .filter_map(|token| subject(text, token, opening))
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
        if !(length == 1 && year(last)) {
            numbers.push(NumberStated {
                value,
                unit: counted(words, place, length),
                about: about.clone(),
                quote: text.part(words[0], words[words.len() - 1]),
            });
        }
        place += length;
    }
    numbers
}

/// A word that says what the clause is about: a stem; a name or a year as it is written, for it tells
/// one case from another.
fn subject(text: &Text<'_>, token: &Token, opening: usize) -> Option<String> {
    if year(token) {
        return Some(token.word.clone());
    }
    let name = text.capital(token) && token.bytes.start != opening && token.word.len() > 2;
    if name && !token.figure() {
        let mut letters = token.word.chars();
        let first = letters.next()?.to_uppercase();
        return Some(first.chain(letters).collect());
    }
    telling(token).then(|| token.stem.clone())
}

fn year(token: &Token) -> bool {
    token.word.len() == 4
        && token
            .word
            .parse()
            .is_ok_and(|year: u32| (1900..2100).contains(&year))
}

/// Whether a number says by how much something changed ("rose 12%", "20% more"), and not where it
/// stands ("from 12% to 20%", "12% of them").
fn change(words: &[&Token], place: usize, length: usize) -> bool {
    const LEVEL: [&str; 4] = ["to", "from", "at", "of"];
    const AFTER: [&str; 14] = [
        "more", "less", "fewer", "higher", "lower", "better", "worse", "faster", "slower", "up",
        "increase", "drop", "lift", "rise",
    ];
    let before = words[..place].last().map(|token| token.word.as_str());
    if before.is_some_and(|word| LEVEL.contains(&word)) {
        return false;
    }
    let is = |word: &&Token, list: &[&str]| list.contains(&word.word.as_str());
    words[..place]
        .iter()
        .rev()
        .take(2)
        .any(|word| is(word, &CHANGE))
        || words[place + length..]
            .iter()
            .take(2)
            .any(|word| is(word, &AFTER))
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

/// What the number counts: its unit, told apart where it is a change or the share of a group.
fn counted(words: &[&Token], place: usize, length: usize) -> String {
    let unit = unit(words, place, length);
    if unit.is_empty() {
        return unit;
    }
    if change(words, place, length) {
        return format!("{unit} of change");
    }
    let next = words[place + length..]
        .iter()
        .find(|token| !matches!(token.word.as_str(), "percent" | "per" | "cent"));
    if unit == "percent" && next.is_some_and(|token| token.word == "of") {
        return SHARE.to_owned();
    }
    unit
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

/// Whether a word says what a number is about: no small word, no change, no span of time.
fn telling(token: &Token) -> bool {
    token.word.chars().count() > 3
        && !token.figure()
        && !SMALL.contains(&token.word.as_str())
        && !CHANGE.contains(&token.word.as_str())
        && !UNITS[1..8]
            .iter()
            .any(|(_, names)| names.iter().any(|name| stem(name) == token.stem))
        && spelled(token).is_none()
        && scale(token).is_none()
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
    fn a_change_is_told_from_a_level() {
        assert_eq!(
            stated("Retention rose 12%, churn was down by 3%, renewals went from 60% to 66%."),
            [
                (12.0, "percent of change".to_owned()),
                (3.0, "percent of change".to_owned()),
                (60.0, "percent".to_owned()),
                (66.0, "percent".to_owned())
            ]
        );
        assert_eq!(
            stated("20% more listeners, 10% of them new"),
            [
                (20.0, "percent of change".to_owned()),
                (10.0, "share".to_owned())
            ]
        );
    }

    #[test]
    fn a_number_is_about_the_words_of_its_own_clause_with_names_and_years_as_written() {
        let stated = of(&Text::new(
            "In 2022 conversion in Brazil was 12%, and complaints were 4%.",
        ));
        assert_eq!(stated[0].about, ["2022", "Brazil", "convers"]);
        assert_eq!(stated[1].about, ["complaint"]);
        assert_eq!(
            stated[0].quote.quote,
            "In 2022 conversion in Brazil was 12%"
        );
    }

    #[test]
    fn a_year_is_no_number_of_anything() {
        assert_eq!(stated("In 2021 we began."), []);
    }
}
