use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::expression::Expression;
use crate::id::{ComponentId, EntryId};
use crate::vocabulary::{MistakeId, Practised};

/// A short exercise that returns by schedule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drill {
    /// Names the card; an id never changes, since what was remembered is kept under it.
    pub id: EntryId,
    /// The deck: the name of its file under `drills/`, as people say it.
    pub deck: String,
    /// What is asked; of a card with numbers, with their names in braces.
    pub asks: String,
    /// How it is answered.
    pub form: DrillForm,
    /// Why the answer is so.
    pub why: Option<String>,
    /// The component that it practises.
    pub component: Option<ComponentId>,
    /// The value of the culture that it is about.
    pub value: Option<EntryId>,
    /// The common mistake that it is about.
    pub mistake: Option<MistakeId>,
    /// The fact that it asks for.
    pub fact: Option<EntryId>,
    /// Where it can be looked up.
    pub source: Option<String>,
    /// When it was true: a year, a month or a day.
    pub as_of: Option<String>,
}

/// How a card is answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum DrillForm {
    /// Remembered, then held against the answer by the candidate.
    Recall {
        /// What should have been remembered.
        answer: String,
    },
    /// Picked.
    Choice {
        /// What can be picked; the first is right. They are shown in another order each time.
        choices: Vec<String>,
    },
    /// Worked out.
    Number {
        /// What each name in the question can be.
        numbers: BTreeMap<String, Steps>,
        /// How the answer follows from them.
        answer: Expression,
        /// What the answer counts; empty where it is a bare number.
        unit: String,
        /// How far off is still right, as a share of the answer.
        tolerance: f64,
    },
    /// Said aloud against a clock.
    Say {
        /// Seconds that it may take.
        seconds: u32,
        /// What must be in it.
        must: Vec<String>,
        /// How it can sound.
        example: String,
    },
    /// Answered in the lab, which draws the exercise from the numbers of a world.
    Lab {
        /// What it practises.
        practises: Practised,
    },
}

/// The values that a number of a card can take: from, to, and the distance between two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// The smallest.
    pub from: f64,
    /// The largest.
    pub to: f64,
    /// The distance from one to the next.
    pub step: f64,
}

impl Steps {
    /// How many values there are; none where the bounds or the step make no sense.
    #[must_use]
    pub fn count(&self) -> u64 {
        let span = (self.to - self.from) / self.step;
        if self.step > 0.0 && (0.0..1e6).contains(&span) {
            // A hair more than the span, because 0.3 / 0.1 falls short of 3.
            (span + 1e-9) as u64 + 1
        } else {
            0
        }
    }

    /// The value at a place, counted from 0.
    #[must_use]
    pub fn at(&self, place: u64) -> f64 {
        // Rounded, because 0.1 added three times is not 0.3.
        let raw = self.from + place as f64 * self.step;
        (raw * 1e9).round() / 1e9
    }
}

/// A card as it is written; which fields it needs follows from its form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenDrill {
    pub(crate) id: EntryId,
    pub(crate) form: FormWord,
    pub(crate) asks: String,
    pub(crate) answer: Option<String>,
    pub(crate) choices: Option<Vec<String>>,
    pub(crate) numbers: Option<BTreeMap<String, Steps>>,
    pub(crate) unit: Option<String>,
    pub(crate) tolerance: Option<f64>,
    pub(crate) seconds: Option<u32>,
    pub(crate) must: Option<Vec<String>>,
    pub(crate) example: Option<String>,
    pub(crate) practises: Option<Practised>,
    pub(crate) why: Option<String>,
    pub(crate) component: Option<ComponentId>,
    pub(crate) value: Option<EntryId>,
    pub(crate) mistake: Option<MistakeId>,
    pub(crate) fact: Option<EntryId>,
    pub(crate) source: Option<String>,
    pub(crate) as_of: Option<String>,
}

/// The forms by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FormWord {
    Recall,
    Choice,
    Number,
    Say,
    Lab,
}

/// How far off a number may be where the card does not say.
const TOLERANCE: f64 = 0.02;

impl WrittenDrill {
    /// The form with what it needs; `None` where something that it needs is missing or unreadable.
    pub(crate) fn form(&self) -> Option<DrillForm> {
        Some(match self.form {
            FormWord::Recall => DrillForm::Recall {
                answer: self.answer.clone()?,
            },
            FormWord::Choice => DrillForm::Choice {
                choices: self.choices.clone()?,
            },
            FormWord::Number => DrillForm::Number {
                numbers: self.numbers.clone().unwrap_or_default(),
                answer: self.answer.as_ref()?.parse().ok()?,
                unit: self.unit.clone().unwrap_or_default(),
                tolerance: self.tolerance.unwrap_or(TOLERANCE),
            },
            FormWord::Say => DrillForm::Say {
                seconds: self.seconds?,
                must: self.must.clone()?,
                example: self.example.clone()?,
            },
            FormWord::Lab => DrillForm::Lab {
                practises: self.practises?,
            },
        })
    }

    /// The card of a deck; `None` as with [`WrittenDrill::form`].
    pub(crate) fn drill(self, deck: String) -> Option<Drill> {
        Some(Drill {
            form: self.form()?,
            id: self.id,
            deck,
            asks: self.asks,
            why: self.why,
            component: self.component,
            value: self.value,
            mistake: self.mistake,
            fact: self.fact,
            source: self.source,
            as_of: self.as_of,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_hold_both_ends_and_nothing_beyond() {
        let steps = |from, to, step| Steps { from, to, step };
        assert_eq!(steps(0.1, 0.3, 0.1).count(), 3);
        assert!((steps(0.1, 0.3, 0.1).at(2) - 0.3).abs() < 1e-12);
        assert_eq!(steps(1.0, 1.0, 1.0).count(), 1);
        assert_eq!(steps(1.0, 10.0, 4.0).count(), 3);
        for senseless in [
            steps(2.0, 1.0, 1.0),
            steps(0.0, 1.0, 0.0),
            steps(0.0, 1.0, -1.0),
            steps(0.0, f64::NAN, 1.0),
        ] {
            assert_eq!(senseless.count(), 0, "{senseless:?}");
        }
    }
}
