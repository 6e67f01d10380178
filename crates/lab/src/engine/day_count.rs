//! How many days lie in a cell: what totals that are told by the day are divided by.

use std::collections::HashMap;

use crate::engine::reach::Reach;
use crate::engine::{Question, cut};

/// Days before and after; a year earlier has as many.
pub(crate) type Halves = [i32; 2];
/// Days of what a question is narrowed to, and of the rest.
type Sides = [Halves; 2];

/// How many days lie in a cell.
pub(crate) struct Days {
    /// Where time cuts: the axis, and the days by the name of the day, week or month.
    by_time: Option<(usize, HashMap<String, Sides>)>,
    all: Sides,
}

/// Whether a dimension is a grain of time.
pub(crate) fn is_time(dimension: &str) -> bool {
    matches!(dimension, "day" | "week" | "month")
}

impl Days {
    /// The days that a question reaches.
    pub(crate) fn of(question: &Question, reach: &Reach) -> Self {
        let times: Vec<(&str, &str)> = question
            .filters
            .iter()
            .filter(|(dimension, _)| is_time(dimension))
            .map(|(dimension, name)| (dimension.as_str(), name.as_str()))
            .collect();
        // What is narrowed by more than times has a rest on every day.
        let only_times = times.len() == question.filters.len();
        let axis = question.dimensions.iter().position(|each| is_time(each));
        let mut names: HashMap<String, Sides> = HashMap::new();
        let mut all = Sides::default();
        for day in reach.from..=reach.last {
            let within = times
                .iter()
                .all(|(grain, name)| cut::time(grain, day) == **name);
            let half = usize::from(reach.turn.is_some() && reach.after(day));
            let add = |sides: &mut Sides| {
                sides[0][half] += i32::from(within);
                sides[1][half] += i32::from(!within || !only_times);
            };
            add(&mut all);
            if let Some(axis) = axis {
                let name = cut::time(&question.dimensions[axis], day);
                add(names.entry(name).or_default());
            }
        }
        if reach.turn.is_none() {
            for half in names.values_mut().chain([&mut all]).flatten() {
                half[1] = half[0];
            }
        }
        Self {
            by_time: axis.map(|axis| (axis, names)),
            all,
        }
    }

    /// The days of a cell, of which the name along an axis is told; in the rest or inside, before or
    /// after.
    pub(super) fn count<'a>(
        &self,
        named: impl Fn(usize) -> &'a str,
        rest: bool,
        half: usize,
    ) -> i32 {
        let sides = match &self.by_time {
            None => Some(&self.all),
            Some((axis, names)) => names.get(named(*axis)),
        };
        sides.map_or(0, |sides| sides[usize::from(rest)][half])
    }

    /// The days inside of what a question is narrowed to.
    pub(crate) fn inside(&self) -> Halves {
        self.all[0]
    }

    /// The days of each time by which a question is cut, inside of what it is narrowed to.
    pub(crate) fn of_times(&self) -> impl Iterator<Item = (&str, Halves)> {
        self.by_time
            .iter()
            .flat_map(|(_, names)| names)
            .map(|(name, sides)| (name.as_str(), sides[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty days from Wednesday 5 March 2025 on.
    fn days(by: &[&str], only: &[(&str, &str)], after: Option<i32>) -> Days {
        let from = 20_152;
        let question = Question {
            metric: String::new(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: only
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            window: None,
        };
        let reach = Reach {
            from,
            last: from + 39,
            turn: after.map(|after| from + after),
            cut_by: by.len(),
            filters: question.filters.values().cloned().collect(),
            rest: true,
        };
        Days::of(&question, &reach)
    }

    #[test]
    fn only_days_of_the_time_that_is_narrowed_to_are_counted() {
        let march = ("month", "2025-03");
        assert_eq!(days(&[], &[march], None).all, [[27, 27], [13, 13]]);
        // Other countries are there on every day.
        let brazil = ("country", "Brazil");
        assert_eq!(days(&[], &[march, brazil], None).all, [[27, 27], [40, 40]]);
        assert_eq!(days(&[], &[], Some(10)).inside(), [10, 30]);
    }

    #[test]
    fn weeks_at_the_ends_have_fewer_days() {
        let weeks = days(&["week"], &[("month", "2025-03")], None);
        let count = |week: &'static str, rest| weeks.count(|_| week, rest, 0);
        assert_eq!(count("2025-03-03", false), 5);
        assert_eq!(count("2025-03-10", false), 7);
        assert_eq!(
            (count("2025-03-31", false), count("2025-03-31", true)),
            (1, 6)
        );
        assert_eq!(count("2025-05-05", true), 0);
    }
}
