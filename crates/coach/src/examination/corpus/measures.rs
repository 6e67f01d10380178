//! What is held against ratings: the coach's measures, and baselines that know nothing.

use pack::vocabulary::CriterionId;

use super::Entry;
use crate::scorecard::Scorecard;

/// An answer in numbers.
pub(super) struct Measured {
    level: Option<f64>,
    structure: Option<f64>,
    parts: f64,
    action: f64,
    result: f64,
    first_point: Option<f64>,
    stretch: f64,
    fillers: Option<f64>,
    few_sounds: Option<f64>,
    words: f64,
    pace: Option<f64>,
    counted_sounds: Option<f64>,
}

type Value = fn(&Measured) -> Option<f64>;

/// Name, whether it is a baseline, and the number.
pub(super) const ALL: [(&str, bool, Value); 12] = [
    ("level", false, |of| of.level),
    ("structure", false, |of| of.structure),
    ("story_parts", false, |of| Some(of.parts)),
    ("share_of_action", false, |of| Some(of.action)),
    ("share_of_result", false, |of| Some(of.result)),
    ("words_to_first_point", false, |of| of.first_point),
    ("longest_stretch_without_point", false, |of| {
        Some(of.stretch)
    }),
    ("fillers_per_hundred_words", false, |of| of.fillers),
    ("filler_sounds_per_minute", false, |of| of.few_sounds),
    ("word_count", true, |of| Some(of.words)),
    ("words_per_minute", true, |of| of.pace),
    ("um_and_uh_per_hundred_words", true, |of| of.counted_sounds),
];

/// A part of the story counts from this share of the words.
const PART: f64 = 0.05;

impl Measured {
    pub(super) fn of(entry: &Entry, card: &Scorecard) -> Self {
        let shape = &card.shape;
        let spoken = &card.delivery;
        let parts = [
            shape.situation,
            shape.task,
            shape.action,
            shape.result,
            shape.reflection,
        ];
        let structure = card
            .criteria
            .iter()
            .find(|mark| mark.id == CriterionId::Structure);
        let words = entry.transcript.split_whitespace();
        let counted = words.clone().count() as f64;
        let sounds = words
            .filter(|word| {
                let bare = word.trim_matches(|each: char| !each.is_alphanumeric());
                bare.eq_ignore_ascii_case("um") || bare.eq_ignore_ascii_case("uh")
            })
            .count();
        let hundred =
            |times: usize, words: f64| (words > 0.0).then(|| 100.0 * times as f64 / words);
        Self {
            level: card.level,
            structure: structure.and_then(|mark| mark.level).map(f64::from),
            parts: parts.iter().filter(|share| **share >= PART).count() as f64,
            action: shape.action,
            result: shape.result,
            first_point: spoken.words_to_first_point.map(|words| words as f64),
            stretch: spoken.longest_stretch_without_point as f64,
            fillers: hundred(
                spoken.filler_sounds + spoken.filler_words,
                spoken.words as f64,
            ),
            few_sounds: spoken.filler_sounds_per_minute,
            words: counted,
            pace: entry.seconds.map(|seconds| counted * 60.0 / seconds),
            counted_sounds: hundred(sounds, counted),
        }
    }

    pub(super) const fn marked(&self) -> bool {
        self.level.is_some()
    }
}
