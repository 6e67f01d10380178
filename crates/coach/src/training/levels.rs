//! Levels: what each part of an answer adds to its level, by ridge regression (Hoerl and Kennard 1970),
//! a kind of question each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use pack::vocabulary::QuestionKind;

use crate::marking::NOTHING;

/// What was found in an answer, by part, and its level.
type Row = (BTreeMap<String, f64>, f64);

/// Strength of the ridge, in answers: what weights of parts measured in their own spread cost.
const RIDGE: f64 = 100.0;
/// How much an empty answer counts: one that is marked high costs more trust than a good one marked low.
const EMPTY_COUNTS: f64 = 1.5;
/// The part that bears no cost: it is a level already, and one part among many that say the same.
const FREE: &str = "diction";
/// Smaller weights are left out.
const SMALLEST: f64 = 0.005;
/// What stands above the weights.
const HEAD: &str = "# What each part of an answer adds to its overall level, by kind of question. Written by\n# `cargo run --release -p coach --example train`; `marking/weight.rs` says what the parts are.\n";

/// The weights of each kind of question, as TOML, from what was found in answers and their levels.
pub(super) fn of(
    answers: Vec<(QuestionKind, BTreeMap<String, f64>, Option<f64>)>,
) -> Option<String> {
    let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for (kind, parts, level) in answers {
        let rows = rows.entry(kind.word()).or_default();
        rows.push((parts, level.unwrap_or(super::EMPTY)));
    }
    let mut out = HEAD.to_owned();
    for (kind, rows) in rows {
        let _ = writeln!(out, "\n[{kind}]");
        for (name, weight) in ridge(&rows)? {
            if weight.abs() >= SMALLEST {
                let _ = writeln!(out, "\"{name}\" = {weight:.3}");
            }
        }
    }
    Some(out)
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
    let weight = |level: f64| {
        if level <= super::EMPTY {
            EMPTY_COUNTS
        } else {
            1.0
        }
    };
    let count = rows.iter().map(|(_, level)| weight(*level)).sum::<f64>();
    let value = |row: usize, name: &str| rows[row].0.get(name).copied().unwrap_or_default();
    let level = rows.iter().map(|(_, level)| weight(*level) * level);
    let level = level.sum::<f64>() / count;
    let mut spread: Vec<(&String, f64, f64)> = Vec::new();
    for name in names {
        let values = (0..rows.len()).map(|row| (value(row, name), weight(rows[row].1)));
        let mean = values
            .clone()
            .map(|(each, weight)| weight * each)
            .sum::<f64>()
            / count;
        let variance = values.map(|(each, weight)| weight * (each - mean).powi(2));
        let variance = variance.sum::<f64>() / count;
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
                *sum += weight(*of) * row[first] * row[second];
            }
            equation[size] += weight(*of) * row[first] * (of - level);
        }
    }
    for (place, equation) in equations.iter_mut().enumerate() {
        let free = spread[place].0 == FREE;
        equation[place] += if free { 0.0 } else { RIDGE };
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
pub(super) fn solve(mut equations: Vec<Vec<f64>>) -> Option<Vec<f64>> {
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
