//! What the choice of words says of an answer as a whole, whatever its sentences show.
//!
//! Two things. Its manner: whether it is told, as stories and motives are, or planned, as cases and
//! technical answers are. And how much it is worth: answers that hold something are made of plain
//! words for things, people, amounts, times and turns ("against", "instead", "nobody", "half"), empty
//! ones of grand words ("always", "very", "everything", "value"). Only words count that were met in
//! answers to many different questions, each once however often it is said, so that neither a
//! question's own words, nor length, nor repetition tell.
//!
//! The weights stand in `lexicon/diction.txt`; `training::diction` learns them.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use pack::vocabulary::QuestionKind;

use crate::text::Text;

static DICTION: LazyLock<Option<Diction>> =
    LazyLock::new(|| Diction::parse(include_str!("../lexicon/diction.txt")));

/// Whether something is told or planned in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// What was done and felt.
    Told,
    /// What one would do, and how things work.
    Planned,
}

impl Manner {
    /// The manner that questions of this kind ask for.
    pub(crate) const fn of(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Behavioural | QuestionKind::Motivation => Self::Told,
            QuestionKind::Case | QuestionKind::Technical => Self::Planned,
        }
    }
}

/// What a word says.
#[derive(Clone, Copy, Debug, Default)]
struct Says {
    /// That the answer is told, in log odds.
    told: f64,
    /// Of its level where it is told, and where it is planned.
    levels: [f64; 2],
}

/// What every known word says.
#[derive(Debug)]
pub(crate) struct Diction {
    always: Says,
    words: HashMap<String, Says>,
}

/// In shorter answers a word counts as if there were so many.
const LEAST: f64 = 20.0;
/// A word counts for less among many, but not so much less that length pulls down.
const AMONG: f64 = 0.65;

/// What each of so many words counts for.
pub(crate) fn counts_for(words: usize) -> f64 {
    1.0 / libm::pow((words as f64).max(LEAST), AMONG)
}

/// The words of an answer, each once, in a fixed order.
pub(crate) fn words(text: &Text<'_>) -> BTreeSet<String> {
    text.tokens
        .iter()
        .filter(|token| !token.filler && !token.figure())
        .map(|token| token.word.clone())
        .collect()
}

impl Diction {
    /// The program's own.
    pub(crate) fn own() -> Option<&'static Self> {
        DICTION.as_ref()
    }

    /// Reads a line a word, `word told level level`; the word `*` stands for every answer. `None` when
    /// a line has another form.
    pub(crate) fn parse(source: &str) -> Option<Self> {
        let mut words = HashMap::new();
        for line in source.lines() {
            let mut parts = line.split(' ');
            let word = parts.next()?.to_owned();
            let mut number = || parts.next()?.parse().ok();
            let says = Says {
                told: number()?,
                levels: [number()?, number()?],
            };
            words.insert(word, says);
        }
        Some(Self {
            always: words.remove("*")?,
            words,
        })
    }

    fn found(&self, text: &Text<'_>) -> Vec<Says> {
        words(text)
            .iter()
            .filter_map(|word| self.words.get(word))
            .copied()
            .collect()
    }

    /// How well the manner of an answer suits a question of this kind, in log odds; far below nothing,
    /// it was told where a plan was asked for, or planned where a story was.
    pub(crate) fn suits(&self, text: &Text<'_>, kind: QuestionKind) -> f64 {
        let told: f64 = self.found(text).iter().map(|says| says.told).sum();
        match Manner::of(kind) {
            Manner::Told => self.always.told + told,
            Manner::Planned => -self.always.told - told,
        }
    }

    /// The level of answers that are made of such words.
    pub(crate) fn level(&self, text: &Text<'_>, kind: QuestionKind) -> f64 {
        let manner = Manner::of(kind) as usize;
        let found = self.found(text);
        let sum: f64 = found.iter().map(|says| says.levels[manner]).sum();
        (self.always.levels[manner] + counts_for(found.len()) * sum).clamp(1.0, 5.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Last spring our warehouse in Leeds lost two shifts to a broken scanner. I asked my manager for a week, sat with the night crew and saw that they had stopped scanning at all. I told the director, which nobody had dared to. We changed the labels and the losses stopped.";
    const PLAN: &str = "I'd start with which members watch less, by device and country. If it is only phones, I would look at the start failures first, since a failed start costs a session. The test would run two weeks on members, with hours as the measure and cancellations as the guardrail.";
    const PRAISE: &str = "I'm always extremely passionate about leadership and my team. We have delivered amazing value for every customer, and everybody would say that the whole journey has been an incredible success. It is all about vision, culture and great people.";

    fn diction() -> &'static Diction {
        Diction::own().expect("the program carries what words say")
    }

    #[test]
    fn a_story_is_told_and_a_plan_is_not() {
        for (text, told) in [(STORY, true), (PLAN, false)] {
            let text = Text::new(text);
            assert_eq!(
                diction().suits(&text, QuestionKind::Behavioural) > 0.0,
                told
            );
            assert_eq!(diction().suits(&text, QuestionKind::Case) > 0.0, !told);
        }
    }

    #[test]
    fn plain_words_are_worth_more_than_grand_ones_however_often_they_are_said() {
        let level = |raw: &str| diction().level(&Text::new(raw), QuestionKind::Behavioural);
        assert!(level(STORY) > level(PRAISE) + 1.0);
        let again = level(&format!("{PRAISE} {PRAISE} {PRAISE}"));
        assert!((again - level(PRAISE)).abs() < 1e-9);
    }
}
