//! Metric drills: short exercises whose numbers and answers are computed from a world.

mod denominator;
mod magnitude;
mod mix;
mod reading;

use std::collections::BTreeMap;

use pack::vocabulary::Practised;
use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::definitions::Definitions;
use crate::engine::{Answer, Question, Tables, Trouble, answer};
use crate::request::{Span, Window};

/// What is practised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrillForm {
    /// Read a chart.
    Reading,
    /// Choose what to divide by.
    Denominator,
    /// Tell a shift of shares from a change.
    Mix,
    /// Estimate an order of magnitude.
    Magnitude,
}

impl DrillForm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Denominator, Self::Mix, Self::Magnitude];

    /// Its word in addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.practised().word()
    }

    /// What the cards of packs call it.
    #[must_use]
    pub const fn practised(self) -> Practised {
        match self {
            Self::Reading => Practised::Reading,
            Self::Denominator => Practised::Denominator,
            Self::Mix => Practised::Mix,
            Self::Magnitude => Practised::Magnitude,
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "Read a chart",
            Self::Denominator => "Choose what to divide by",
            Self::Mix => "Level or mix?",
            Self::Magnitude => "Estimate it",
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Task {
    /// One of these is right.
    Choice {
        /// What can be chosen.
        choices: Vec<String>,
        /// The place of the right one.
        right: usize,
    },
    /// A number, right within a factor.
    Number {
        /// The right one.
        right: f64,
        /// Its unit.
        unit: String,
        /// It may be so many times too large or too small.
        factor: f64,
    },
}

impl Task {
    /// Whether an answer, as it was typed or chosen, is right; none where it is no answer.
    #[must_use]
    pub fn is_right(&self, answer: &str) -> Option<bool> {
        match self {
            Self::Choice { choices, right } => {
                let chosen: usize = answer.trim().parse().ok()?;
                (chosen < choices.len()).then_some(chosen == *right)
            }
            Self::Number { right, factor, .. } => {
                let said = number(answer)?;
                Some(said > 0.0 && said / right <= *factor && right / said <= *factor)
            }
        }
    }
}

/// A number as people type it: "1,200", "1.2m", "30 k".
fn number(text: &str) -> Option<f64> {
    let text: String = text
        .trim()
        .to_lowercase()
        .chars()
        .filter(|letter| !matches!(letter, ',' | ' ' | '_'))
        .collect();
    let (digits, times) = match text.strip_suffix("bn").or_else(|| text.strip_suffix('b')) {
        Some(digits) => (digits, 1e9),
        None => match text
            .strip_suffix("million")
            .or_else(|| text.strip_suffix("mio"))
            .or_else(|| text.strip_suffix('m'))
        {
            Some(digits) => (digits, 1e6),
            None => match text
                .strip_suffix("thousand")
                .or_else(|| text.strip_suffix('k'))
            {
                Some(digits) => (digits, 1e3),
                None => (text.as_str(), 1.0),
            },
        },
    };
    let number: f64 = digits.parse().ok()?;
    (number.is_finite()).then_some(number * times)
}

/// A drill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricDrill {
    /// What is practised.
    pub practises: DrillForm,
    /// What is known.
    pub given: String,
    /// What is drawn with it.
    pub chart: Option<Chart>,
    /// The question.
    pub question: String,
    /// What is asked for.
    pub task: Task,
    /// Why the right answer is right, with the numbers.
    pub why: String,
}

/// Draws numbers from a seed.
struct Lot(u64);

impl Lot {
    fn new(seed: u64, form: DrillForm) -> Self {
        let mut lot = Self(seed ^ (form as u64).wrapping_mul(0xd1b5_4a32_d192_ed03));
        lot.next();
        lot
    }

    /// SplitMix64: enough to pick exercises by.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Puts the right choice, which comes first, in some place, leaving out what says the same; where
/// there is nothing to choose between, there is no exercise.
fn choice(lot: &mut Lot, choices: Vec<String>) -> Result<Task, Trouble> {
    let mut kept: Vec<String> = Vec::new();
    for choice in choices {
        if !kept.contains(&choice) {
            kept.push(choice);
        }
    }
    if kept.len() < 2 {
        return Err(Trouble::TooSmall);
    }
    let right = lot.below(kept.len());
    kept.swap(0, right);
    Ok(Task::Choice {
        choices: kept,
        right,
    })
}

/// A world that drills are made of.
#[derive(Clone, Copy)]
struct Source<'a> {
    tables: &'a dyn Tables,
    definitions: &'a Definitions,
    span: Span,
}

impl Source<'_> {
    fn ask(
        self,
        metric: &str,
        by: &[&str],
        only: Option<(&str, &str)>,
        window: Option<Window>,
    ) -> Result<Answer, Trouble> {
        let question = Question {
            metric: metric.to_owned(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: only
                .into_iter()
                .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()))
                .collect::<BTreeMap<_, _>>(),
            window,
        };
        answer(self.tables, self.definitions, &question, self.span)
    }

    /// A day not too near to either end.
    fn some_day(self, lot: &mut Lot) -> jiff::civil::Date {
        let days = self.span.last.duration_since(self.span.first).as_hours() / 24;
        let third = (days / 3).max(1);
        let later = third + lot.below(third as usize) as i64;
        self.span.first.saturating_add(jiff::ToSpan::days(later))
    }

    fn name(self, metric: &str) -> String {
        self.definitions
            .metric(metric)
            .map_or_else(|| metric.to_owned(), |metric| metric.name.clone())
    }
}

/// A drill of a form; the same seed and world give the same.
///
/// # Errors
/// [`Trouble`] says why the world has no numbers for it.
pub fn drill(
    tables: &dyn Tables,
    definitions: &Definitions,
    span: Span,
    form: DrillForm,
    seed: u64,
) -> Result<MetricDrill, Trouble> {
    let source = Source {
        tables,
        definitions,
        span,
    };
    let mut lot = Lot::new(seed, form);
    match form {
        DrillForm::Reading => reading::drill(source, &mut lot),
        DrillForm::Denominator => denominator::drill(source, &mut lot),
        DrillForm::Mix => mix::drill(source, &mut lot),
        DrillForm::Magnitude => magnitude::drill(source, &mut lot),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (text, expected) in [
            ("1,200", Some(1_200.0)),
            (" 1.5m ", Some(1_500_000.0)),
            ("30 k", Some(30_000.0)),
            ("2 million", Some(2_000_000.0)),
            ("3bn", Some(3e9)),
            ("many", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn an_estimate_is_right_within_its_factor_both_ways() {
        let task = Task::Number {
            right: 1_000.0,
            unit: "hours".to_owned(),
            factor: 2.0,
        };
        let told =
            ["500", "2000", "2001", "499", "0", "-1000", "x"].map(|text| task.is_right(text));
        assert_eq!(
            told,
            [
                Some(true),
                Some(true),
                Some(false),
                Some(false),
                Some(false),
                Some(false),
                None
            ]
        );
    }

    #[test]
    fn a_choice_that_is_not_offered_is_no_answer() {
        let mut lot = Lot::new(1, DrillForm::Mix);
        let drawn = choice(&mut lot, ["a", "b", "a"].map(str::to_owned).to_vec());
        let Ok(task @ Task::Choice { choices, right }) = &drawn else {
            return;
        };
        assert_eq!(choices.len(), 2);
        assert_eq!(choices[*right], "a");
        assert_eq!(task.is_right(&right.to_string()), Some(true));
        assert_eq!(task.is_right("2"), None);
    }

    #[test]
    fn where_there_is_nothing_to_choose_between_there_is_no_exercise() {
        let mut lot = Lot::new(1, DrillForm::Reading);
        for few in [vec![], vec!["a"], vec!["a", "a"]] {
            let few = few.into_iter().map(str::to_owned).collect();
            assert_eq!(choice(&mut lot, few), Err(Trouble::TooSmall));
        }
    }
}
