//! What a request narrows by and no measure is told by, so that it is refused and never passed over.

use std::collections::HashMap;

use crate::cues::Cue;
use crate::definitions::{Definitions, Fault, Restriction};
use crate::request::window;
use crate::text::{NUMBER, Token, VALUE, WINDOW};

/// One way of narrowing, ready to be looked for.
struct Ready {
    cues: Vec<Cue>,
    of: Restriction,
}

/// Finds them.
pub(super) struct Restrictions {
    all: Vec<Ready>,
}

/// What is known of a request by the time restrictions are looked for.
pub(super) struct Known<'request> {
    /// The measure; none where the request names none, or several.
    pub(super) metric: Option<&'request str>,
    /// Whether a cut is asked for.
    pub(super) cut: bool,
}

impl Restrictions {
    pub(super) fn new(definitions: &Definitions) -> Result<Self, Fault> {
        let mut words: HashMap<&str, &str> = definitions
            .restrictions
            .words
            .iter()
            .map(|(name, words)| (name.as_str(), words.as_str()))
            .collect();
        words.extend([("number", NUMBER), ("value", VALUE), ("time", WINDOW)]);
        let mut all = Vec::new();
        for each in &definitions.restrictions.restriction {
            let mut cues = Vec::new();
            for line in &each.says {
                let said = line
                    .split(' ')
                    .map(|part| spelled_out(part, &words))
                    .collect::<Vec<_>>()
                    .join(" ");
                cues.extend(Cue::exact(&said).map_err(|cue| Fault::Cue {
                    owner: "what no measure is told by".to_owned(),
                    cue,
                })?);
            }
            all.push(Ready {
                cues,
                of: each.clone(),
            });
        }
        Ok(Self { all })
    }

    /// Why a request cannot be asked as it is narrowed. `read` tells of a place whether something else has
    /// read its word.
    pub(super) fn find(
        &self,
        tokens: &[Token],
        known: &Known<'_>,
        read: impl Fn(usize) -> bool,
    ) -> Option<&str> {
        let tokens = with_numbers(tokens);
        let metric = known.metric.unwrap_or_default();
        let said = |words: &[String]| tokens.iter().any(|token| words.contains(&token.word));
        let is = |ids: &[String]| ids.iter().any(|id| id == metric);
        let ready = self.all.iter().find(|Ready { cues, of }| {
            let asked = (of.of.is_empty() || is(&of.of))
                && !is(&of.unless)
                && !(of.unless_cut && known.cut)
                && (of.needs.is_empty() || said(&of.needs))
                && !said(&of.unless_words);
            asked
                && cues
                    .iter()
                    .flat_map(|cue| cue.all(&tokens))
                    .any(|places| stands(of, &tokens, &places, &read))
        })?;
        Some(&ready.of.reason)
    }
}

/// Whether words that were found narrow, and are not made something else by those around them.
fn stands(
    of: &Restriction,
    tokens: &[Token],
    places: &[usize],
    read: impl Fn(usize) -> bool,
) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    let unread = if of.any_unread {
        places.iter().any(|place| !read(*place))
    } else {
        places.get(of.carries).is_some_and(|place| !read(*place))
    };
    let beside = |place: Option<usize>, words: &[String]| {
        place
            .and_then(|place| tokens.get(place))
            .is_some_and(|token| words.contains(&token.word))
    };
    let value_follows = tokens
        .iter()
        .skip(last + 1)
        .take(of.unless_value)
        .any(|token| token.word == VALUE);
    unread
        && !value_follows
        && !beside(first.checked_sub(1), &of.not_after)
        && !beside(Some(last + 1), &of.not_before)
}

/// A part of a cue with the words of the lists that it names: `@people|somebody`.
fn spelled_out(part: &str, words: &HashMap<&str, &str>) -> String {
    part.split('|')
        .map(|each| {
            each.strip_prefix('@')
                .and_then(|name| words.get(name))
                .copied()
                .unwrap_or(each)
        })
        .collect::<Vec<_>>()
        .join("|")
}

/// The words, with one that stands for any number in the place of each. "One" is a pronoun as often, and
/// stays.
fn with_numbers(tokens: &[Token]) -> Vec<Token> {
    tokens
        .iter()
        .map(|token| {
            let mut token = token.clone();
            let counts = token.read_as.is_none()
                && !matches!(token.word.as_str(), "one" | "few")
                && (window::number(&token.word).is_some()
                    || token.word.parse::<f64>().is_ok_and(f64::is_finite)
                    || matches!(
                        token.word.as_str(),
                        "hundred" | "thousand" | "dozen" | "forty" | "fifty" | "fifteen"
                    ));
            if counts {
                token.word = NUMBER.to_owned();
            }
            token
        })
        .collect()
}
