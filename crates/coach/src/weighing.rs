//! Fits the weights of the overall level to answers of known level. Used by `examples/weigh.rs` only;
//! the program carries the weights that it wrote.
//!
//! A reader finds more in sentences that it was trained on than in others. So the answers are dealt
//! into parts by their questions, and each part is read by a reader trained without it. On what that
//! finds, levels are fitted by ridge regression (Hoerl and Kennard 1970), a kind of question each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use pack::Pack;
use pack::id::QuestionId;
use pack::vocabulary::QuestionKind;
use serde::Deserialize;

use crate::Coach;
use crate::marking::NOTHING;
use crate::training::{Labelled, hollow, train};

/// An answer whose level was settled by whoever wrote it.
#[derive(Clone, Debug, Deserialize)]
pub struct Known {
    /// Names the answer; the labelled sentences that stand in it name it too.
    #[serde(default)]
    pub id: String,
    /// The question that it answers.
    pub question: QuestionId,
    /// The level, 1 to 5; answers written to win without content have none.
    #[serde(default)]
    pub level: Option<f64>,
    /// What was said.
    pub text: String,
}

/// Why no weights can be fitted.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// An answer is to a question that the pack does not hold.
    #[error("the answer \"{0}\" is to a question that the pack does not hold")]
    NoQuestion(String),
    /// What the training wrote cannot be read, or the equations have no solution.
    #[error("the weights could not be computed")]
    NoWeights,
}

/// What was found in an answer, by part, and its level.
type Row = (BTreeMap<String, f64>, f64);

/// Parts into which answers are dealt.
const PARTS: usize = 4;
/// Strength of the ridge, in answers: what weights of parts measured in their own spread cost.
const RIDGE: f64 = 100.0;
/// The level of an answer written to win without content.
const EMPTY: f64 = 1.2;
/// Smaller weights are left out.
const SMALLEST: f64 = 0.005;

/// The weights of each kind of question, as TOML.
///
/// # Errors
///
/// When an answer is to an unknown question, or nothing can be computed.
pub fn weigh(pack: &Pack, sentences: &[Labelled], answers: &[Known]) -> Result<String, Unfit> {
    let part_of: HashMap<&str, usize> = answers
        .iter()
        .map(|answer| (answer.id.as_str(), part(&answer.question)))
        .collect();
    let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for out in 0..PARTS {
        let mut seen: Vec<Labelled> = sentences
            .iter()
            .filter(|sentence| {
                let of = sentence.answer.as_deref().and_then(|id| part_of.get(id));
                of != Some(&out)
            })
            .cloned()
            .collect();
        for answer in answers.iter().filter(|answer| answer.level.is_none()) {
            if part(&answer.question) != out {
                seen.extend(hollow(&answer.text, kind(pack, answer)?));
            }
        }
        let coach = Coach::with_weights(pack, &train(&seen)).ok_or(Unfit::NoWeights)?;
        for answer in answers {
            if part(&answer.question) == out
                && let Some(question) = pack.question(&answer.question)
            {
                let parts = coach.weigh(question, &answer.text).into_iter().collect();
                rows.entry(question.kind.word())
                    .or_default()
                    .push((parts, answer.level.unwrap_or(EMPTY)));
            }
        }
    }
    let mut out = String::new();
    for (kind, rows) in rows {
        let _ = writeln!(out, "[{kind}]");
        for (name, weight) in ridge(&rows).ok_or(Unfit::NoWeights)? {
            if weight.abs() >= SMALLEST {
                let _ = writeln!(out, "\"{name}\" = {weight:.3}");
            }
        }
        out.push('\n');
    }
    Ok(out)
}

fn kind(pack: &Pack, answer: &Known) -> Result<QuestionKind, Unfit> {
    pack.question(&answer.question)
        .map(|question| question.kind)
        .ok_or_else(|| Unfit::NoQuestion(answer.id.clone()))
}

/// The part of a question: answers to the same one stay together.
fn part(question: &QuestionId) -> usize {
    question.as_str().bytes().map(usize::from).sum::<usize>() % PARTS
}

/// Ridge regression on parts measured in their own spread; the weights come back in the parts' units,
/// with what stands when no part is there under [`NOTHING`].
fn ridge(rows: &[Row]) -> Option<BTreeMap<String, f64>> {
    let names: Vec<&String> = rows
        .iter()
        .flat_map(|(parts, _)| parts.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let count = rows.len() as f64;
    let value = |row: usize, name: &str| rows[row].0.get(name).copied().unwrap_or_default();
    let level = rows.iter().map(|(_, level)| level).sum::<f64>() / count;
    let mut spread: Vec<(&String, f64, f64)> = Vec::new();
    for name in names {
        let values = (0..rows.len()).map(|row| value(row, name));
        let mean = values.clone().sum::<f64>() / count;
        let variance = values.map(|each| (each - mean).powi(2)).sum::<f64>() / count;
        if variance > 1e-9 {
            spread.push((name, mean, libm::sqrt(variance)));
        }
    }
    let scaled: Vec<Vec<f64>> = (0..rows.len())
        .map(|row| {
            spread
                .iter()
                .map(|(name, mean, deviation)| (value(row, name) - mean) / deviation)
                .collect()
        })
        .collect();
    // The normal equations, with the right side as a last column.
    let size = spread.len();
    let mut equations = vec![vec![0.0; size + 1]; size];
    for (row, (_, of)) in scaled.iter().zip(rows) {
        for (first, equation) in equations.iter_mut().enumerate() {
            for (second, sum) in equation.iter_mut().take(size).enumerate() {
                *sum += row[first] * row[second];
            }
            equation[size] += row[first] * (of - level);
        }
    }
    for (place, equation) in equations.iter_mut().enumerate() {
        equation[place] += RIDGE;
    }
    let solved = solve(equations)?;
    let mut weights = BTreeMap::new();
    let mut nothing = level;
    for ((name, mean, deviation), weight) in spread.iter().zip(solved) {
        let weight = weight / deviation;
        nothing -= weight * mean;
        weights.insert((*name).clone(), weight);
    }
    weights.insert(NOTHING.to_owned(), nothing);
    Some(weights)
}

/// Gaussian elimination. The equations of a ridge are symmetric and positive definite, so that no row
/// need be exchanged.
fn solve(mut equations: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = equations.len();
    for pivot in 0..size {
        let row = equations[pivot].clone();
        if row[pivot].abs() < 1e-12 {
            return None;
        }
        for (place, other) in equations.iter_mut().enumerate() {
            if place != pivot {
                let factor = other[pivot] / row[pivot];
                for (each, of_row) in other.iter_mut().zip(&row) {
                    *each -= factor * of_row;
                }
            }
        }
    }
    Some(
        equations
            .iter()
            .enumerate()
            .map(|(place, row)| row[size] / row[place])
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ridge_finds_a_plain_line_but_for_what_its_strength_takes() {
        let rows: Vec<_> = (0..2_000)
            .map(|row| {
                let (first, second) = (f64::from(row % 7), f64::from(row % 5));
                let parts = [("first".to_owned(), first), ("second".to_owned(), second)];
                (BTreeMap::from(parts), 1.0 + 0.5 * first - 0.25 * second)
            })
            .collect();
        let weights = ridge(&rows).unwrap_or_default();
        let near = |name: &str, wanted: f64| {
            let found = weights.get(name).copied().unwrap_or_default();
            assert!(
                (found - wanted).abs() < 0.06 * wanted.abs().max(1.0),
                "{name}: {found}"
            );
        };
        near("first", 0.5);
        near("second", -0.25);
        near(NOTHING, 1.0);
    }
}
