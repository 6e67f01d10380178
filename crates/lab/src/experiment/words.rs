//! Which traps a reason speaks of, with the sentence that does.

use std::collections::BTreeMap;

use pack::vocabulary::Trap;
use serde::Deserialize;

use crate::cues::Cue;
use crate::text::{Token, Words};

/// What people say when they speak of a trap.
const CUES: &str = include_str!("../../data/traps.toml");

#[derive(Deserialize)]
struct Written {
    denies: Vec<String>,
    between: Vec<String>,
    words: BTreeMap<String, String>,
    trap: BTreeMap<Trap, Vec<String>>,
}

impl Written {
    /// A cue with the words of its classes in their place.
    fn spelled(&self, line: &str) -> String {
        self.words
            .iter()
            .fold(line.to_owned(), |line, (name, words)| {
                line.replace(&format!("<{name}>"), words)
            })
    }
}

/// Finds talk of traps.
pub(super) struct Listener {
    words: Words,
    cues: Vec<(Trap, Cue)>,
    denies: Vec<String>,
    between: Vec<String>,
}

impl Listener {
    /// Reads the cues that come with the program.
    ///
    /// # Errors
    /// They cannot be read, which would be a fault of the program.
    pub(super) fn new() -> Result<Self, String> {
        let written: Written = toml::from_str(CUES).map_err(|error| error.to_string())?;
        let words = Words::new();
        let mut cues = Vec::new();
        for (trap, lines) in &written.trap {
            for line in lines {
                let line = written.spelled(line);
                let read = Cue::read(&line, &words).map_err(|error| format!("{line}: {error}"))?;
                cues.extend(read.into_iter().map(|cue| (*trap, cue)));
            }
        }
        Ok(Self {
            words,
            cues,
            denies: written.denies,
            between: written.between,
        })
    }

    /// The first sentence that speaks of a trap, does not deny it and says more than its name among others,
    /// exactly as it was written.
    pub(super) fn hears<'text>(&self, text: &'text str, trap: Trap) -> Option<&'text str> {
        sentences(text).find(|sentence| {
            let tokens = self.words.cut(sentence);
            self.names(&tokens, trap) && !self.is_list(&tokens)
        })
    }

    /// Whether a text names a trap and does not deny it, be it in a list.
    pub(super) fn mentions(&self, text: &str, trap: Trap) -> bool {
        sentences(text).any(|sentence| self.names(&self.words.cut(sentence), trap))
    }

    fn names(&self, tokens: &[Token], trap: Trap) -> bool {
        let cues = self.cues.iter().filter(|(about, _)| *about == trap);
        cues.filter_map(|(_, cue)| cue.find(tokens))
            .any(|places| !self.is_denied(tokens, &places))
    }

    /// Whether a sentence is little else than the names of what can go wrong.
    fn is_list(&self, tokens: &[Token]) -> bool {
        let named = Trap::ALL.iter().filter(|trap| self.names(tokens, **trap));
        let named = named.count();
        let words = tokens.len();
        named >= 3 && words <= 3 * named || named >= 4 && words <= 5 * named
    }

    /// Whether one of the words at these places is denied by what stands before it. Some cues hold a
    /// word that denies, as "arms not alike"; that is their own.
    fn is_denied(&self, tokens: &[Token], places: &[usize]) -> bool {
        places.iter().any(|place| {
            let mut before = (0..*place).rev();
            let last = before.find(|at| !self.between.contains(&tokens[*at].word));
            last.is_some_and(|at| !places.contains(&at) && self.denies.contains(&tokens[at].word))
        })
    }
}

/// The sentences of a text, without the space around them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return None;
            }
            // A full stop within a number ends nothing.
            let end = rest
                .char_indices()
                .find(|(at, letter)| {
                    let next = rest[at + letter.len_utf8()..].chars().next();
                    matches!(letter, '\n')
                        || matches!(letter, '.' | '!' | '?') && next.is_none_or(char::is_whitespace)
                })
                .map_or(rest.len(), |(at, letter)| at + letter.len_utf8());
            let (sentence, after) = rest.split_at(end);
            rest = after;
            let sentence = sentence.trim();
            if !sentence.is_empty() {
                return Some(sentence);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_it_ends() {
        let found: Vec<&str> = sentences("It rose 2.5% early. Then it fell!\nWhy?  ").collect();
        assert_eq!(found, ["It rose 2.5% early.", "Then it fell!", "Why?"]);
    }

    #[test]
    fn who_denies_a_trap_has_not_seen_it() {
        let listener = Listener::new().unwrap();
        for (trap, said) in [
            (Trap::Novelty, "There is no sign of novelty."),
            (Trap::Novelty, "The effect doesn't fade."),
            (Trap::SampleRatio, "The split holds, so there is no SRM."),
            (Trap::Interference, "I ruled out interference."),
            (Trap::CarryOver, "The arms did not differ before the test."),
            (Trap::Peeking, "I did not peek."),
        ] {
            assert_eq!(listener.hears(said, trap), None, "{said}");
        }
        for (trap, said) in [
            (Trap::Novelty, "This is not a lasting gain but novelty."),
            (Trap::Underpowered, "There is not enough power."),
            (
                Trap::SampleRatio,
                "No effect can be believed under a sample ratio mismatch.",
            ),
            (Trap::ManyMetrics, "It does not survive Holm."),
        ] {
            assert_eq!(listener.hears(said, trap), Some(said), "{said}");
        }
    }

    /// What candidates say.
    #[derive(Deserialize)]
    struct Said {
        heard: BTreeMap<Trap, Vec<String>>,
        silent: Silent,
    }

    #[derive(Deserialize)]
    struct Silent {
        nothing: Vec<String>,
        listed: Vec<String>,
        #[serde(flatten)]
        of: BTreeMap<Trap, Vec<String>>,
    }

    #[test]
    fn traps_are_heard_in_whatever_words_and_not_where_they_are_denied_listed_or_not_meant() {
        let listener = Listener::new().unwrap();
        let said: Said = toml::from_str(include_str!("../../tests/said.toml")).unwrap();
        let mut wrong = Vec::new();
        for trap in Trap::ALL {
            assert!(said.heard[trap].len() >= 10 && said.silent.of[trap].len() >= 2);
            for sentence in &said.heard[trap] {
                if listener.hears(sentence, *trap) != Some(sentence) {
                    wrong.push(format!("{} is not heard: {sentence}", trap.word()));
                }
            }
            for sentence in &said.silent.of[trap] {
                if listener.hears(sentence, *trap).is_some() {
                    wrong.push(format!("{} is heard: {sentence}", trap.word()));
                }
            }
            for sentence in said.silent.nothing.iter().chain(&said.silent.listed) {
                if listener.hears(sentence, *trap).is_some() {
                    wrong.push(format!("{} is heard: {sentence}", trap.word()));
                }
            }
        }
        assert!(wrong.is_empty(), "{} of them: {wrong:#?}", wrong.len());
    }

    #[test]
    fn every_trap_is_heard_in_plain_words_and_not_in_praise() {
        let listener = Listener::new().unwrap();
        for (trap, said) in [
            (
                Trap::SampleRatio,
                "The split is 52 to 48 where we meant 50/50, so units are missing.",
            ),
            (Trap::SampleRatio, "There is an SRM."),
            (
                Trap::Peeking,
                "We looked every day, so the usual interval is too narrow.",
            ),
            (Trap::Novelty, "The lift is mostly novelty and wears off."),
            (Trap::Primacy, "People had to learn the new order first."),
            (
                Trap::MixShift,
                "The traffic split changed during the ramp, a Simpson's paradox.",
            ),
            (
                Trap::Twyman,
                "This is too good to be true; I suspect double logging.",
            ),
            (
                Trap::Interference,
                "Both arms share the same network, so treatment takes bandwidth from control.",
            ),
            (
                Trap::Survivorship,
                "Those who left are not in the data, which is survivorship bias.",
            ),
            (
                Trap::WrongUnit,
                "We assigned members and analysed visits, so the unit is wrong.",
            ),
            (
                Trap::ManyMetrics,
                "With fourteen metrics one will move by chance, so I corrected for multiple tests.",
            ),
            (
                Trap::Underpowered,
                "The test was underpowered, so I expect the true effect to be smaller.",
            ),
            (
                Trap::Heterogeneity,
                "It only works for members on slow lines.",
            ),
            (
                Trap::ShortTerm,
                "It is good in the short term and harms in the long run.",
            ),
            (
                Trap::LateCovariate,
                "The covariate was measured after exposure.",
            ),
            (
                Trap::CarryOver,
                "The arms differed before the test began, so the buckets carry over.",
            ),
        ] {
            assert_eq!(listener.hears(said, trap), Some(said), "{trap}");
            let praise = "A great result that everybody will love, so we ship it now.";
            assert_eq!(listener.hears(praise, trap), None, "{trap}");
        }
    }
}
