//! Whether a reason names a measure: in whole words, so that "strategy" names no rate.

use std::collections::BTreeMap;

use pack::vocabulary::UnitMeasure;
use serde::Deserialize;

use crate::cues::Cue;
use crate::experiment::words::sentences;
use crate::text::Words;

/// How people name measures.
const CUES: &str = include_str!("../../../data/measures.toml");

#[derive(Deserialize)]
struct Written {
    any: Vec<String>,
    measure: BTreeMap<UnitMeasure, Vec<String>>,
}

/// Finds the names of measures.
pub(super) struct Named {
    words: Words,
    any: Vec<Cue>,
    measures: BTreeMap<UnitMeasure, Vec<Cue>>,
}

impl Named {
    /// Reads the names that come with the program.
    ///
    /// # Errors
    /// They cannot be read, which would be a fault of the program.
    pub(super) fn new() -> Result<Self, String> {
        let Written { any, measure } = toml::from_str(CUES).map_err(|error| error.to_string())?;
        let read = |lines: &[String]| -> Result<Vec<Cue>, String> {
            let mut cues = Vec::new();
            for line in lines {
                cues.extend(Cue::exact(line).map_err(|error| format!("{line}: {error}"))?);
            }
            Ok(cues)
        };
        let measures = measure.iter().map(|(measure, lines)| {
            let mut cues = read(lines)?;
            cues.extend(read(&[measure.name().to_owned()])?);
            Ok((*measure, cues))
        });
        Ok(Self {
            words: Words::new(),
            any: read(&any)?,
            measures: measures.collect::<Result<_, String>>()?,
        })
    }

    /// Whether a reason speaks of a guardrail, by the name of its measure or as a guardrail.
    pub(super) fn speaks_of(&self, reason: &str, measure: UnitMeasure) -> bool {
        let of_measure = self.measures.get(&measure).into_iter().flatten();
        let cues: Vec<&Cue> = self.any.iter().chain(of_measure).collect();
        sentences(reason).any(|sentence| {
            let tokens = self.words.cut(sentence);
            cues.iter().any(|cue| cue.find(&tokens).is_some())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_named_by_its_name_its_word_and_as_a_guardrail() {
        let named = Named::new().unwrap();
        for measure in UnitMeasure::ALL {
            for reason in [
                format!("We accept that {} got worse.", measure.name()),
                format!("{} is worse.", measure.word()),
                format!("{} is worse.", measure.name().to_uppercase()),
                "A guardrail is broken, and the gain is worth it.".to_owned(),
            ] {
                assert!(named.speaks_of(&reason, *measure), "{measure}: {reason}");
            }
        }
    }

    #[test]
    fn measures_are_named_in_other_words() {
        let named = Named::new().unwrap();
        for (measure, reason) in [
            (UnitMeasure::ChurnRate, "More people leave the service."),
            (UnitMeasure::Cancellations, "It costs us a little churn."),
            (UnitMeasure::RebufferRatio, "Streams stalled a bit longer."),
            (
                UnitMeasure::StartupSeconds,
                "The first picture comes slower: start time rose.",
            ),
            (
                UnitMeasure::StartFailureRate,
                "A few more plays fail to start.",
            ),
            (
                UnitMeasure::BrowseAbandonRate,
                "More visits end in nothing.",
            ),
            (UnitMeasure::SearchSuccessRate, "Searches find less."),
            (UnitMeasure::CompletionRate, "Fewer episodes are finished."),
        ] {
            assert!(named.speaks_of(reason, measure), "{measure}: {reason}");
        }
    }

    #[test]
    fn pieces_of_words_and_words_that_many_measures_share_name_none() {
        let named = Named::new().unwrap();
        for reason in [
            "This fits our strategy, and we celebrate it with members in a few hours.",
            "I am completely sure: the rate of return is separate, and thirty days are enough.",
            "We decided to restart later; the members will be grateful for a better ratio.",
        ] {
            for measure in UnitMeasure::ALL {
                assert!(!named.speaks_of(reason, *measure), "{measure}: {reason}");
            }
        }
    }
}
