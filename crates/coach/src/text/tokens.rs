//! Words: lower case, stems, numbers.

use std::cell::RefCell;
use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

/// Words of a sentence, in order.
pub(crate) type Tokens<'text> = Vec<&'text Token>;

/// One word of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case, with a plain apostrophe.
    pub(crate) word: String,
    /// What remains without its ending.
    pub(crate) stem: String,
    /// First byte in the answer, and one past the last.
    pub(crate) bytes: std::ops::Range<usize>,
    /// First character in the answer, and one past the last.
    pub(crate) characters: std::ops::Range<usize>,
    /// Whether it is a sound or a word without meaning: "um", "you know".
    pub(crate) filler: bool,
    /// Whether it is such a sound.
    pub(crate) filler_sound: bool,
    /// Whether a percent sign follows, or the word "percent".
    pub(crate) percent: bool,
    /// Whether a sign of a currency stands before or behind it.
    pub(crate) money: bool,
}

impl Token {
    /// Whether the word begins with a figure.
    pub(crate) fn figure(&self) -> bool {
        self.word.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// Words longer than this are no words; they are cut, so that no text can make a key of a megabyte.
const LONGEST: usize = 64;

pub(crate) fn of(raw: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(raw.len() / 5);
    let (mut byte, mut character) = (0, 0);
    for (start, found) in raw.unicode_word_indices() {
        character += raw[byte..start].chars().count();
        let length = found.chars().count();
        let end = start + found.len();
        let word: String = found
            .chars()
            .take(LONGEST)
            .flat_map(char::to_lowercase)
            .map(|each| if each == '\u{2019}' { '\'' } else { each })
            .collect();
        let figure = word.starts_with(|first: char| first.is_ascii_digit());
        let after = raw[end..].trim_start_matches(' ');
        let percent = figure
            && (after.starts_with('%')
                || begins_with_word(after, "percent")
                || begins_with_word(after, "per cent"));
        let money = figure
            && (raw[..start].ends_with(['$', '€', '£', '₹', '¥'])
                || after.starts_with(['€', '£', '₹']));
        tokens.push(Token {
            stem: stem(&word),
            word,
            bytes: start..end,
            characters: character..character + length,
            filler: false,
            filler_sound: false,
            percent,
            money,
        });
        byte = end;
        character += length;
    }
    tokens
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

thread_local! {
    // Stemming takes most of the time of reading; the words of interviews repeat.
    static STEMS: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// The most stems that are kept at hand.
const KEPT: usize = 20_000;

/// The stem of a lower-case word (Porter's second algorithm for English).
pub(crate) fn stem(word: &str) -> String {
    STEMS.with_borrow_mut(|stems| {
        if let Some(known) = stems.get(word) {
            return known.clone();
        }
        let stem = Stemmer::create(Algorithm::English).stem(word).into_owned();
        if stems.len() >= KEPT {
            stems.clear();
        }
        stems.insert(word.to_owned(), stem.clone());
        stem
    })
}
