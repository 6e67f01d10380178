//! Words that leave a value out.

use crate::phrases::Phrases;
use crate::text::{Token, Words};

/// Ways of leaving out what comes next.
const NEGATORS: &[&str] = &[
    "excluding",
    "exclude",
    "excludes",
    "excluded",
    "except",
    "excepting",
    "without",
    "outside",
    "besides",
    "minus",
    "ex",
    "omitting",
    "omit",
    "ignoring",
    "ignore",
    "remove",
    "removing",
    "not",
    "non",
    "arent",
    "isnt",
    "wasnt",
    "werent",
    "dont",
    "doesnt",
    "didnt",
    "but not",
    "other than",
    "apart from",
    "aside from",
    "instead of",
    "rather than",
    "leaving out",
    "leave out",
    "leaving aside",
    "filter out",
    "filtering out",
    "take out",
    "taking out",
    "with the exception of",
    "everywhere but",
    "everyone but",
    "everybody but",
    "anywhere but",
    "anyone but",
    "anything but",
    "everything but",
    "all but",
    "countries but",
    "markets but",
    "regions but",
    "plans but",
    "devices but",
    "titles but",
    "genres but",
];
/// What all may be but one.
const KINDS: &[&str] = &[
    "regions",
    "countries",
    "markets",
    "plans",
    "devices",
    "channels",
    "genres",
    "titles",
    "languages",
];
/// Words that may stand between.
const BETWEEN: &[&str] = &[
    "a",
    "an",
    "any",
    "at",
    "belong",
    "by",
    "counting",
    "customers",
    "folks",
    "for",
    "from",
    "in",
    "including",
    "is",
    "joined",
    "live",
    "living",
    "members",
    "of",
    "on",
    "our",
    "paying",
    "people",
    "subscribed",
    "subscribers",
    "that",
    "the",
    "their",
    "those",
    "through",
    "use",
    "users",
    "using",
    "via",
    "viewers",
    "who",
    "with",
];

/// Finds them.
pub(super) struct Negation {
    negators: Phrases<()>,
}

impl Negation {
    pub(super) fn new(words: &Words) -> Self {
        Self {
            negators: Phrases::new(
                words,
                NEGATORS
                    .iter()
                    .map(|negator| (*negator).to_owned())
                    .chain(KINDS.iter().flat_map(|kind| {
                        ["but", "except", "excluding", "without", "other than"]
                            .map(|except| format!("all {kind} {except}"))
                    }))
                    .map(|negator| (negator, ())),
            ),
        }
    }

    /// The place from which on words leave out what stands at a place.
    pub(super) fn before(&self, tokens: &[Token], place: usize) -> Option<usize> {
        let mut end = place;
        loop {
            let ends_here = |from: &usize| {
                self.negators
                    .at(tokens, *from)
                    .is_some_and(|(length, ())| from + length == end)
            };
            if let Some(from) = (end.saturating_sub(4)..end).find(ends_here) {
                return Some(from);
            }
            end = end.checked_sub(1)?;
            if !BETWEEN.contains(&tokens[end].word.as_str()) {
                return None;
            }
        }
    }
}
