//! An answer from the sums of what is divided and of what it is divided by.

use std::collections::HashMap;

use crate::engine::day_count::{Days, is_time};
use crate::engine::pass::Cells;
use crate::engine::reach::Reach;
use crate::engine::{Answer, Question, Row};
use crate::metric::Metric;

/// Finds the same cell in other sums, whose axes have the same names in another order.
struct Same<'a> {
    of: &'a Cells,
    /// For each axis and place the number that it adds to the cell; none where it is not there.
    adds: Vec<Vec<Option<usize>>>,
}

impl<'a> Same<'a> {
    fn new(of: &'a Cells, like: &Cells) -> Self {
        let mut stride = 1;
        let adds = of
            .axes
            .iter()
            .zip(&like.axes)
            .map(|(mine, theirs)| {
                let places: HashMap<&str, usize> = mine
                    .iter()
                    .enumerate()
                    .map(|(place, name)| (name.as_str(), place * stride))
                    .collect();
                stride *= mine.len().max(1);
                theirs
                    .iter()
                    .map(|name| places.get(name.as_str()).copied())
                    .collect()
            })
            .collect();
        Self { of, adds }
    }

    fn sum(&self, places: &[usize]) -> f64 {
        places
            .iter()
            .zip(&self.adds)
            .try_fold(0, |cell, (place, adds)| Some(cell + adds[*place]?))
            .map_or(0.0, |cell| self.of.sums[cell])
    }
}

/// The answer.
pub(super) fn put_together(
    metric: &Metric,
    of: &Cells,
    per: Option<&Cells>,
    question: &Question,
    reach: &Reach,
) -> Answer {
    let dimensions = &question.dimensions;
    let times = dimensions.iter().any(|each| is_time(each));
    let comparing = per
        .unwrap_or(of)
        .axes
        .last()
        .is_some_and(|halves| halves.len() > 1);
    // Totals of spans of different length are compared by the day.
    let by_day = metric.per_day || (reach.turn.is_some() && per.is_none() && !times);
    let days = Days::of(question, reach);
    let whole = per.unwrap_or(of);
    let top = Same::new(of, whole);
    let halves = dimensions.len() + 1;
    let value = |places: &[usize], cell: usize, half: usize| -> Option<f64> {
        let sum = top.sum(places);
        match per {
            Some(per) => (per.sums[cell] > 0.0).then(|| sum / per.sums[cell]),
            None if by_day => {
                let named = |axis: usize| whole.axes[axis][places[axis]].as_str();
                let rest = reach.rest && places[dimensions.len()] == 1;
                let days = days.count(named, rest, half);
                (days > 0).then(|| sum / f64::from(days))
            }
            None => Some(sum),
        }
    };
    // Cells of before and after lie half of all apart.
    let apart = whole.sums.len() / if comparing { 2 } else { 1 };
    let mut rows = Vec::new();
    for cell in 0..apart {
        let other = comparing.then_some(cell + apart);
        if !whole.seen[cell] && !other.is_some_and(|other| whole.seen[other]) {
            continue;
        }
        let mut places = whole.places(cell);
        let mut values: Vec<String> = Vec::with_capacity(dimensions.len() + 1);
        if reach.rest {
            values.push(whole.axes[dimensions.len()][places[dimensions.len()]].clone());
        }
        values.extend(
            dimensions
                .iter()
                .enumerate()
                .map(|(axis, _)| whole.axes[axis][places[axis]].clone()),
        );
        let first = value(&places, cell, 0);
        let row = match other {
            None => Row {
                values,
                value: first,
                before: None,
            },
            Some(other) => {
                places[halves] = 1;
                Row {
                    values,
                    value: value(&places, other, 1),
                    before: first,
                }
            }
        };
        rows.push(row);
    }
    rows.sort_by(|one, other| one.values.cmp(&other.values));
    if !times {
        rows.sort_by(|one, other| {
            let size = |row: &Row| row.value.unwrap_or(f64::NEG_INFINITY);
            size(other).total_cmp(&size(one))
        });
    }
    Answer {
        unit: if by_day && !metric.per_day {
            format!("{} a day", metric.unit)
        } else {
            metric.unit.clone()
        },
        rows,
    }
}
