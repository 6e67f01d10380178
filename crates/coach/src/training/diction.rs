//! What words say of an answer as a whole: of its manner by logistic regression, of its level by ridge
//! regression in its dual form (Saunders, Gammerman and Vovk 1998), since there are more words than
//! answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use pack::id::QuestionId;

use super::STRIDES;
use super::levels::solve;
use crate::diction::{Manner, counts_for};

/// A whole answer as training sees it.
pub(super) struct Whole {
    pub(super) words: BTreeSet<String>,
    pub(super) question: QuestionId,
    pub(super) manner: Manner,
    /// `None` where it was written to win without content: that says nothing of manners.
    pub(super) level: Option<f64>,
}

/// Words met in answers to fewer questions belong to those questions.
const LEAST: usize = 10;
/// Passes over the answers, the first step of the descent, and its weight decay, a pass.
const PASSES: usize = 40;
const STEP: f64 = 0.1;
const DECAY: f64 = 0.05;
/// Strength of the ridge. Words are counted in the share of about a hundred others.
const RIDGE: f64 = 0.3;

/// The file's lines.
pub(super) fn of(answers: &[&Whole]) -> Option<String> {
    let mut asked: BTreeMap<&str, BTreeSet<&QuestionId>> = BTreeMap::new();
    for answer in answers {
        for word in &answer.words {
            asked.entry(word).or_default().insert(&answer.question);
        }
    }
    asked.retain(|_, questions| questions.len() >= LEAST);
    let words: Vec<&str> = asked.into_keys().collect();
    let places: BTreeMap<&str, usize> = words.iter().copied().zip(0..).collect();
    let rows: Vec<(Vec<usize>, &Whole)> = answers
        .iter()
        .map(|answer| {
            let known = answer.words.iter().map(String::as_str);
            let present = known.filter_map(|word| places.get(word).copied()).collect();
            (present, *answer)
        })
        .collect();
    let told = manner(&rows, words.len());
    let stories = level(&rows, Manner::Told, words.len())?;
    let plans = level(&rows, Manner::Planned, words.len())?;
    let mut out = String::new();
    for (place, word) in words.iter().chain(&["*"]).enumerate() {
        let (told, story, plan) = (told[place], stories[place], plans[place]);
        let _ = writeln!(out, "{word} {told:.3} {story:.3} {plan:.3}");
    }
    Some(out)
}

/// For each word, and then for every answer, the log odds that it is told.
fn manner(rows: &[(Vec<usize>, &Whole)], words: usize) -> Vec<f64> {
    let rows: Vec<_> = rows
        .iter()
        .filter(|(_, answer)| answer.level.is_some())
        .collect();
    let mut weights = vec![0.0_f64; words + 1];
    let mut squares = vec![1e-2_f64; words + 1];
    for pass in 0..PASSES {
        let stride = STRIDES[pass % STRIDES.len()];
        for step in 0..rows.len() {
            let (present, answer) = rows[step * stride % rows.len()];
            let sum: f64 = present.iter().map(|place| weights[*place]).sum();
            let told = f64::from(u8::from(answer.manner == Manner::Told));
            let error = 1.0 / (1.0 + libm::exp(-sum - weights[words])) - told;
            for place in present.iter().chain(&[words]) {
                squares[*place] += error * error;
                weights[*place] -= STEP * error / squares[*place].sqrt();
            }
        }
        for weight in &mut weights {
            *weight *= 1.0 - DECAY;
        }
    }
    weights
}

/// For each word, and then for every answer, what it adds to the level.
fn level(rows: &[(Vec<usize>, &Whole)], manner: Manner, words: usize) -> Option<Vec<f64>> {
    let rows: Vec<_> = rows
        .iter()
        .filter(|(_, answer)| answer.manner == manner)
        .collect();
    let levels = rows
        .iter()
        .map(|(_, answer)| answer.level.unwrap_or(super::EMPTY));
    let mean = levels.clone().sum::<f64>() / rows.len().max(1) as f64;
    let equations = rows
        .iter()
        .zip(levels)
        .enumerate()
        .map(|(place, ((present, _), level))| {
            let mut equation: Vec<f64> = rows
                .iter()
                .map(|(other, _)| {
                    shared(present, other) * counts_for(present.len()) * counts_for(other.len())
                })
                .collect();
            equation[place] += RIDGE;
            equation.push(level - mean);
            equation
        });
    let solved = solve(equations.collect())?;
    let mut weights = vec![0.0; words + 1];
    for ((present, _), solved) in rows.iter().zip(solved) {
        for place in present {
            weights[*place] += solved * counts_for(present.len());
        }
    }
    weights[words] = mean;
    Some(weights)
}

/// How many words two answers share; places are in order.
fn shared(first: &[usize], second: &[usize]) -> f64 {
    let second: BTreeSet<&usize> = second.iter().collect();
    first.iter().filter(|place| second.contains(place)).count() as f64
}
