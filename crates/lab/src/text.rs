//! A request as words.

use rust_stemmers::{Algorithm, Stemmer};

/// Only so much of a request is read; a question has no need of more.
pub(crate) const LONGEST: usize = 2_000;

/// A word of a request.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// In lower case, without apostrophes and accents.
    pub(crate) word: String,
    /// Its stem.
    pub(crate) stem: String,
    /// What has already read it; it stands for that as a whole.
    pub(crate) read_as: Option<ReadAs>,
}

/// The word that stands in the place of a value; nobody writes it.
pub(crate) const VALUE: &str = "standsforvalue";
/// The word that stands in the place of a time.
pub(crate) const WINDOW: &str = "standsforwindow";
/// The word that stands in the place of a number where restrictions are looked for.
pub(crate) const NUMBER: &str = "standsfornumber";

/// What a few words were read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadAs {
    /// The value of that number.
    Value(usize),
    /// The window.
    Window,
}

impl Token {
    /// A token in the place of words that were read.
    pub(crate) fn standing_for(read_as: ReadAs) -> Self {
        let word = match read_as {
            ReadAs::Value(_) => VALUE,
            ReadAs::Window => WINDOW,
        };
        Self {
            word: word.to_owned(),
            stem: word.to_owned(),
            read_as: Some(read_as),
        }
    }
}

/// Cuts text into words.
pub(crate) struct Words {
    stemmer: Stemmer,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
        }
    }

    pub(crate) fn stem(&self, word: &str) -> String {
        // Who subscribes is not that somebody did, and a rating is no rate.
        for kept in ["subscriber", "rating", "hourly"] {
            if word.strip_suffix('s').unwrap_or(word) == kept {
                return kept.to_owned();
            }
        }
        self.stemmer.stem(word).into_owned()
    }

    /// The words of a text. "US" in capitals is the country, in small letters it is who asks; letters
    /// between dots, as in "8.3.0", stay together.
    pub(crate) fn cut(&self, text: &str) -> Vec<Token> {
        let shouted = !text.chars().any(char::is_lowercase);
        let mut tokens = Vec::new();
        let text: String = text.chars().take(LONGEST).collect();
        let text = text.replace("U.S.A.", "USA").replace("U.S.", "US");
        let mut word = String::new();
        let mut letters = text.chars().peekable();
        loop {
            let letter = letters.next();
            match letter {
                Some(letter) if letter.is_alphanumeric() => word.push(letter),
                Some('\'' | '’') => {}
                Some('.')
                    if word
                        .chars()
                        .all(|each| each.is_ascii_digit() || each == '.')
                        && !word.is_empty()
                        && letters.peek().is_some_and(char::is_ascii_digit) =>
                {
                    word.push('.');
                }
                _ => {
                    if !word.is_empty() {
                        self.add(&mut tokens, &word, shouted);
                        word.clear();
                    }
                    if letter.is_none() {
                        return tokens;
                    }
                }
            }
        }
    }

    fn add(&self, tokens: &mut Vec<Token>, word: &str, shouted: bool) {
        let plain = if word == "US" && !shouted {
            "usa".to_owned()
        } else {
            word.chars()
                .flat_map(char::to_lowercase)
                .filter_map(without_accent)
                .collect()
        };
        let plain: String = plain;
        if plain.is_empty() {
            return;
        }
        tokens.push(Token {
            stem: self.stem(&plain),
            word: plain,
            read_as: None,
        });
    }
}

fn without_accent(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        // What lower case leaves of a dotted capital I.
        '\u{307}' => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Words::new()
            .cut(text)
            .into_iter()
            .map(|token| token.word)
            .collect()
    }

    #[test]
    fn capitals_tell_the_country_from_the_people_who_ask() {
        assert_eq!(words("Churn in the US"), ["churn", "in", "the", "usa"]);
        assert_eq!(words("who left us?"), ["who", "left", "us"]);
        assert_eq!(words("WHO LEFT US"), ["who", "left", "us"]);
    }

    #[test]
    fn versions_stay_whole_and_accents_fall_away() {
        assert_eq!(words("São Paulo's 8.3.0."), ["sao", "paulos", "8.3.0"]);
    }
}
