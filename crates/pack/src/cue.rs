//! Cues: short patterns over the words of one sentence, written by authors of packs and lexicons.
//!
//! A cue is a sequence of words. Words are compared by their stem, so `split` also finds
//! "splitting". `a|b` accepts either word; `pre*` accepts any word that begins so; `...` lets up to
//! six other words stand between; a last part `!a|b` forbids those words anywhere in the sentence.
//! Example: `split|assign|randomise ... session|visit !not|never`.
//!
//! This module only reads the form; finding cues in text is the coach's work. Own code, because
//! regular expressions over raw text are unreadable once stems, gaps and alternatives meet.

use serde::{Deserialize, Deserializer, Serialize};

/// How many other words `...` may skip.
pub const GAP: usize = 6;

/// How many plain cues one line may stand for.
pub const MOST: usize = 64;

/// One accepted word of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Compared by stem.
    Stem(String),
    /// Compared by its beginning, written `pre*`.
    Prefix(String),
}

/// One position of a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Any of these words fits.
    pub any_of: Vec<Word>,
    /// Whether up to [`GAP`] other words may stand before this one.
    pub after_gap: bool,
}

/// A pattern over the words of one sentence; see the module for the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cue {
    /// The words in their order; never empty.
    pub steps: Vec<Step>,
    /// Words that forbid a match anywhere in the sentence.
    pub forbidden: Vec<Word>,
    source: String,
}

/// Why a text is no cue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACue {
    /// Nothing to look for.
    #[error("a cue needs at least one word")]
    Empty,
    /// `...` at an end, or twice in a row.
    #[error("\"...\" must stand between two words in the cue \"{0}\"")]
    LooseGap(String),
    /// Something other than letters, digits, `'`, `-` and `%`.
    #[error(
        "the cue \"{cue}\" has the part \"{part}\"; a part is words joined by |, such as split|assign, or pre*"
    )]
    BadPart {
        /// The whole cue.
        cue: String,
        /// The part that does not fit.
        part: String,
    },
    /// Phrases joined by `_` in so many places that reading them all out would take too long.
    #[error("the cue \"{0}\" stands for more than {MOST} plain ones; write it as several")]
    TooMany(String),
    /// `!` not at the end.
    #[error("\"!\" must begin the last part of the cue \"{0}\"")]
    ForbiddenNotLast(String),
}

impl Cue {
    /// The cue as its author wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }
}

/// Reads one line of a pack, which stands for several plain cues where it holds phrases.
///
/// # Errors
/// [`NotACue`] says what does not fit.
pub fn read(line: &str) -> Result<Vec<Cue>, NotACue> {
    let mut plain = vec![String::new()];
    for part in line.split_whitespace() {
        let (phrases, words): (Vec<_>, Vec<_>) = part
            .split('|')
            .partition(|each| each.contains('_') && !part.starts_with('!'));
        let mut readings: Vec<_> = phrases.iter().map(|each| each.replace('_', " ")).collect();
        if !words.is_empty() {
            readings.push(words.join("|"));
        }
        if plain.len() * readings.len() > MOST {
            return Err(NotACue::TooMany(line.to_owned()));
        }
        plain = readings
            .iter()
            .flat_map(|reading| {
                plain
                    .iter()
                    .map(move |so_far| format!("{so_far} {reading}").trim_start().to_owned())
            })
            .collect();
    }
    plain.iter().map(|each| each.parse()).collect()
}

/// For fields that hold cues: `#[serde(deserialize_with = "cue::list")]`.
pub(crate) fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Cue>, D::Error> {
    let lines = Vec::<String>::deserialize(from)?;
    let mut cues = Vec::with_capacity(lines.len());
    for line in &lines {
        cues.extend(read(line).map_err(serde::de::Error::custom)?);
    }
    Ok(cues)
}

impl std::str::FromStr for Cue {
    type Err = NotACue;

    fn from_str(source: &str) -> Result<Self, NotACue> {
        let mut steps = Vec::new();
        let mut forbidden = Vec::new();
        let mut after_gap = false;
        for part in source.split_whitespace() {
            if !forbidden.is_empty() {
                return Err(NotACue::ForbiddenNotLast(source.to_owned()));
            }
            if part == "..." {
                if after_gap || steps.is_empty() {
                    return Err(NotACue::LooseGap(source.to_owned()));
                }
                after_gap = true;
            } else if let Some(words) = part.strip_prefix('!') {
                forbidden = any_of(words, source)?;
            } else {
                steps.push(Step {
                    any_of: any_of(part, source)?,
                    after_gap,
                });
                after_gap = false;
            }
        }
        if after_gap {
            return Err(NotACue::LooseGap(source.to_owned()));
        }
        if steps.is_empty() {
            return Err(NotACue::Empty);
        }
        Ok(Self {
            steps,
            forbidden,
            source: source.to_owned(),
        })
    }
}

fn any_of(part: &str, cue: &str) -> Result<Vec<Word>, NotACue> {
    part.split('|')
        .map(|word| {
            let (bare, prefix) = match word.strip_suffix('*') {
                Some(bare) => (bare, true),
                None => (word, false),
            };
            let fits = !bare.is_empty()
                && bare
                    .chars()
                    .all(|each| each.is_alphanumeric() || matches!(each, '\'' | '-' | '%'));
            if !fits {
                return Err(NotACue::BadPart {
                    cue: cue.to_owned(),
                    part: part.to_owned(),
                });
            }
            let bare = bare.to_lowercase();
            Ok(if prefix {
                Word::Prefix(bare)
            } else {
                Word::Stem(bare)
            })
        })
        .collect()
}

impl TryFrom<String> for Cue {
    type Error = NotACue;
    fn try_from(source: String) -> Result<Self, NotACue> {
        source.parse()
    }
}

impl From<Cue> for String {
    fn from(cue: Cue) -> Self {
        cue.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_reads_alternatives_gaps_prefixes_and_forbidden_words() {
        let cue: Cue = "split|assign ... session* !not|never".parse().unwrap();
        assert_eq!(cue.steps.len(), 2);
        assert_eq!(
            cue.steps[0].any_of,
            [Word::Stem("split".into()), Word::Stem("assign".into())]
        );
        assert!(cue.steps[1].after_gap);
        assert_eq!(cue.steps[1].any_of, [Word::Prefix("session".into())]);
        assert_eq!(cue.forbidden.len(), 2);
    }

    fn plain(line: &str) -> Vec<String> {
        let cues = read(line).unwrap();
        cues.iter().map(|cue| cue.as_str().to_owned()).collect()
    }

    #[test]
    fn a_phrase_among_alternatives_is_read_as_a_cue_of_its_own() {
        assert_eq!(
            plain("gave_up|dropped|cut ... feature !not"),
            ["gave up ... feature !not", "dropped|cut ... feature !not"]
        );
        assert_eq!(plain("gave_up|in_vain").len(), 2);
        assert_eq!(plain("a_b|c d_e|f").len(), 4);
    }

    #[test]
    fn a_cue_without_phrases_is_read_as_it_stands() {
        assert_eq!(plain("gave up|in ... it"), ["gave up|in ... it"]);
    }

    #[test]
    fn a_line_that_stands_for_too_many_cues_is_refused() {
        let error = read(&"a_b|c ".repeat(30)).unwrap_err();
        assert!(matches!(error, NotACue::TooMany(_)));
    }

    #[test]
    fn a_malformed_cue_says_what_is_wrong() {
        for (text, expected) in [
            ("", "at least one word"),
            ("... word", "between two words"),
            ("word ...", "between two words"),
            ("!not word", "last part"),
            ("a||b", "joined by |"),
            ("so, then", "joined by |"),
        ] {
            let error = text.parse::<Cue>().unwrap_err().to_string();
            assert!(error.contains(expected), "{text:?}: {error}");
        }
    }
}
