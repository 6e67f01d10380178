//! A card as it is put this time: its numbers and the order of its choices, from a seed.

use std::collections::BTreeMap;

use pack::model::{Drill, DrillForm};
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::figure;

/// A card with the numbers and the order of this time.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn<'pack> {
    /// The card.
    pub drill: &'pack Drill,
    /// What it was drawn with; the same seed draws the same.
    pub seed: u64,
    /// The question, with its numbers in place.
    pub asks: String,
    /// Why the answer is so, with the numbers in place.
    pub why: Option<String>,
    /// The numbers by name.
    pub numbers: BTreeMap<String, f64>,
    /// The answer of a card that is worked out.
    pub expected: Option<f64>,
    /// The order in which choices are shown: places in the card's own list.
    pub order: Vec<usize>,
}

/// Draws a card.
#[must_use]
pub fn draw(drill: &Drill, seed: u64) -> Drawn<'_> {
    let mut chance = SplitMix64::seed_from_u64(seed);
    let mut drawn = Drawn {
        drill,
        seed,
        asks: drill.asks.clone(),
        why: drill.why.clone(),
        numbers: BTreeMap::new(),
        expected: None,
        order: Vec::new(),
    };
    match &drill.form {
        DrillForm::Number {
            numbers, answer, ..
        } => {
            for (name, steps) in numbers {
                let value = steps.at(chance.next_u64() % steps.count().max(1));
                let place = format!("{{{name}}}");
                let figure = figure::shown(value);
                drawn.asks = drawn.asks.replace(&place, &figure);
                drawn.why = drawn.why.map(|why| why.replace(&place, &figure));
                drawn.numbers.insert(name.clone(), value);
            }
            drawn.expected = answer.value(&drawn.numbers).ok();
        }
        DrillForm::Choice { choices } => {
            drawn.order = (0..choices.len()).collect();
            for last in (1..drawn.order.len()).rev() {
                let other = (chance.next_u64() % (last as u64 + 1)) as usize;
                drawn.order.swap(last, other);
            }
        }
        // The exercise of a card of the lab is drawn there, with the same seed.
        DrillForm::Recall { .. } | DrillForm::Say { .. } | DrillForm::Lab { .. } => {}
    }
    drawn
}
