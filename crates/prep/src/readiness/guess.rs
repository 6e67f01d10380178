//! What is guessed of a component before anything is observed, from what the candidate said of
//! themselves. Wide on purpose: a self-check of three questions knows little.

use std::collections::BTreeMap;

use pack::Pack;
use pack::id::ComponentId;
use pack::vocabulary::QuestionKind;

use crate::goal::{Aim, Goal, Industry, Level, Structure};

/// Where people stand who have not prepared, on the scale of 1 to 5.
const UNPREPARED: f64 = 2.5;
/// Standard deviation of the guess.
pub(super) const SPREAD: f64 = 0.9;

/// The guess at a component's level: mean over the kinds of question that it is asked by.
pub(super) fn guess(pack: &Pack, component: &ComponentId, goal: &Goal) -> f64 {
    let mut kinds: BTreeMap<QuestionKind, usize> = BTreeMap::new();
    for question in pack
        .questions
        .iter()
        .filter(|each| each.component == *component)
    {
        *kinds.entry(question.kind).or_default() += 1;
    }
    let all: usize = kinds.values().sum();
    if all == 0 {
        return UNPREPARED;
    }
    let shift: f64 = kinds
        .iter()
        .map(|(kind, count)| shift(*kind, goal) * *count as f64 / all as f64)
        .sum();
    UNPREPARED + shift
}

/// How far an answer to a kind of question is above or below that of people who said nothing.
fn shift(kind: QuestionKind, goal: &Goal) -> f64 {
    use QuestionKind as Kind;
    let aim = match (kind, goal.aim) {
        (Kind::Motivation, Some(Aim::Clear)) => 0.6,
        (Kind::Motivation, Some(Aim::Company)) => -0.1,
        (Kind::Motivation, Some(Aim::Open)) => -0.5,
        _ => 0.0,
    };
    let industry = match (kind, goal.industry) {
        (Kind::Motivation | Kind::Case, Some(Industry::Same)) => 0.4,
        (Kind::Case, Some(Industry::Consumer)) => 0.3,
        (Kind::Case, Some(Industry::Business)) => -0.1,
        (Kind::Technical, Some(Industry::Business)) => 0.2,
        (Kind::Technical, Some(Industry::Technical)) => 0.7,
        (Kind::Behavioural | Kind::Case, Some(Industry::Technical)) => -0.2,
        (Kind::Case | Kind::Technical, Some(Industry::Other)) => -0.3,
        _ => 0.0,
    };
    let level = match (kind, goal.level) {
        (Kind::Behavioural | Kind::Case, Some(Level::First)) => -0.3,
        (Kind::Behavioural, Some(Level::Senior | Level::Lead)) => 0.3,
        (Kind::Case, Some(Level::Senior | Level::Lead)) => 0.2,
        _ => 0.0,
    };
    let structure = match goal.structure {
        Some(Structure::Followed) => 0.2,
        Some(Structure::None) => -0.2,
        Some(Structure::Loose) | None => 0.0,
    };
    aim + industry + level + structure
}
