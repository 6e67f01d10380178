//! Do changes that add no content move the level?

use serde::Serialize;

use super::figure::share;
use super::{Examiner, Figure, Marked, Target, level};
use crate::scorecard::Scorecard;
use crate::shape::Part;
use crate::text::Text;

/// A change that adds and removes no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A filler sound after every seventh word.
    SoundsAdded,
    /// Every filler sound taken out.
    SoundsRemoved,
    /// The whole answer said twice.
    SaidTwice,
    /// Inside every part of the story, the sentences in reverse order.
    Reordered,
}

/// What a change did to the levels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// Which change.
    pub change: Change,
    /// Answers that it changed.
    pub answers: usize,
    /// How many of their levels moved by less than a quarter of a level.
    pub steady: usize,
    /// Mean movement, signs kept.
    pub mean: f64,
    /// Largest movement, without its sign.
    pub largest: f64,
}

/// Movements from here on count.
const QUARTER: f64 = 0.25;
/// Words between two added sounds.
const BETWEEN_SOUNDS: usize = 7;

impl Change {
    const ALL: [Self; 4] = [
        Self::SoundsAdded,
        Self::SoundsRemoved,
        Self::SaidTwice,
        Self::Reordered,
    ];

    const fn id(self) -> &'static str {
        match self {
            Self::SoundsAdded => "sounds_added",
            Self::SoundsRemoved => "sounds_removed",
            Self::SaidTwice => "said_twice",
            Self::Reordered => "reordered",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::SoundsAdded => "a filler sound after every seventh word",
            Self::SoundsRemoved => "every filler sound taken out",
            Self::SaidTwice => "the whole answer said twice",
            Self::Reordered => "the sentences of each part in reverse order",
        }
    }

    /// The answer so changed; `None` where there is nothing to change.
    fn made_to(self, answer: &str, card: &Scorecard) -> Option<String> {
        let changed = match self {
            Self::SoundsAdded => with_sounds(answer),
            Self::SoundsRemoved => without_sounds(answer),
            Self::SaidTwice => format!("{answer}\n{answer}"),
            Self::Reordered => reordered(answer, card),
        };
        (changed != answer).then_some(changed)
    }
}

pub(super) fn of(examiner: &Examiner, marked: &[&Marked<'_>]) -> Vec<Changed> {
    Change::ALL
        .into_iter()
        .map(|change| {
            let moved: Vec<f64> = marked
                .iter()
                .filter_map(|each| {
                    let text = change.made_to(&each.answer.text, &each.card)?;
                    let card = examiner.mark(&each.answer.question, &text).ok()?;
                    Some(level(&card) - level(&each.card))
                })
                .collect();
            Changed {
                change,
                answers: moved.len(),
                steady: moved.iter().filter(|by| by.abs() < QUARTER).count(),
                mean: moved.iter().sum::<f64>() / moved.len().max(1) as f64,
                largest: moved.iter().fold(0.0, |most, by| most.max(by.abs())),
            }
        })
        .collect()
}

impl Changed {
    pub(super) fn figures(&self) -> [Figure; 2] {
        const PART: &str = "Do changes without content move the level?";
        let (id, words) = (self.change.id(), self.change.words());
        [
            Figure::new(
                format!("change_{id}_largest"),
                PART,
                format!("largest movement of a level, {words}"),
                Some(self.largest),
                self.answers,
                Some(Target::Below(QUARTER)),
            ),
            Figure::new(
                format!("change_{id}_steady"),
                PART,
                format!("share of levels that moved by less than a quarter, {words}"),
                share(self.steady, self.answers),
                self.answers,
                None,
            ),
        ]
    }
}

fn with_sounds(answer: &str) -> String {
    let mut changed = String::with_capacity(answer.len() * 5 / 4);
    for (place, word) in answer.split_inclusive(char::is_whitespace).enumerate() {
        if place % BETWEEN_SOUNDS == BETWEEN_SOUNDS - 1 {
            changed.push_str(if place % 2 == 0 { "um " } else { "uh " });
        }
        changed.push_str(word);
    }
    changed
}

fn without_sounds(answer: &str) -> String {
    let mut changed = String::with_capacity(answer.len());
    let mut end = 0;
    for token in Text::new(answer).tokens {
        if token.filler_sound {
            changed.push_str(&answer[end..token.bytes.start]);
            end = token.bytes.end;
        }
    }
    changed.push_str(&answer[end..]);
    changed
}

fn reordered(answer: &str, card: &Scorecard) -> String {
    let characters: Vec<char> = answer.chars().collect();
    let places = &card.shape.parts;
    let mut order: Vec<usize> = (0..places.len()).collect();
    for part in [
        Part::Situation,
        Part::Task,
        Part::Action,
        Part::Result,
        Part::Reflection,
    ] {
        let of_part: Vec<usize> = (0..places.len())
            .filter(|place| places[*place].1 == part)
            .collect();
        for (to, from) in of_part.iter().zip(of_part.iter().rev()) {
            order[*to] = *from;
        }
    }
    let mut changed = String::with_capacity(answer.len());
    let mut end = 0;
    for (to, from) in order.into_iter().enumerate() {
        let (gap, said) = (places[to].0, places[from].0);
        changed.extend(&characters[end..gap.start]);
        changed.extend(&characters[said.start..said.end]);
        end = gap.end;
    }
    changed.extend(&characters[end..]);
    changed
}
