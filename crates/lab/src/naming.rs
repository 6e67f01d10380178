//! Which cells of an answer a sentence names: those that were asked about, else those that tell most.

use crate::engine::day_count::is_time;
use crate::engine::{Answer, Question, Row};
use crate::metric::Metric;
use crate::request::Focus;
use crate::tools::Partial;

/// So many cells are named where none was asked about.
const NAMED: usize = 3;
/// So many of those that were asked about.
const ASKED: usize = 6;
/// Of totals, what holds less than this part of all is no large change, however far it went.
const SMALL: f64 = 0.01;

/// The cells, and what is said beside them.
pub(crate) struct Naming<'answer> {
    /// The cells.
    pub(crate) rows: Vec<&'answer Row>,
    /// What they are, where that does not go without saying.
    pub(crate) lead: &'static str,
    /// How many others there are.
    pub(crate) others: usize,
    /// Whether they are two times held against each other.
    pub(crate) two_times: bool,
}

/// Chooses them. `partial` are times that are not whole, which are named only if nothing else is there.
pub(crate) fn naming<'answer>(
    metric: Option<&Metric>,
    question: &Question,
    answer: &'answer Answer,
    rest: bool,
    focus: &Focus,
    partial: &[Partial],
) -> Naming<'answer> {
    let all = answer.rows.len();
    let shift = usize::from(rest);
    let axes = question.dimensions.len() + shift;
    let time = question
        .dimensions
        .iter()
        .position(|each| is_time(each))
        .map(|place| place + shift);
    let named = |row: &Row, axis: usize| {
        row.values
            .get(axis)
            .is_some_and(|value| focus.values.contains(value))
    };
    let mut rows: Vec<&Row> = answer.rows.iter().collect();
    let mut asked = false;
    for axis in (0..axes).filter(|axis| Some(*axis) != time) {
        if rows.iter().any(|row| named(row, axis)) {
            rows.retain(|row| named(row, axis));
            asked = true;
        }
    }
    let mut two_times = false;
    if let Some(axis) = time {
        let alone = axes == 1;
        let times = times(&rows, axis, focus, partial, alone);
        two_times = alone && times.len() == 2 && asks_for_times(focus, &times);
        rows.retain(|row| {
            row.values
                .get(axis)
                .is_some_and(|name| times.contains(name))
        });
        asked |= alone;
    }
    let naming = |rows: Vec<&'answer Row>, lead| Naming {
        others: all - rows.len(),
        rows,
        lead,
        two_times,
    };
    if asked {
        rows.truncate(ASKED);
        return naming(rows, "");
    }
    if rows.len() > NAMED && rows.iter().any(|row| row.before.is_some()) {
        let rows = most_changed(metric, rows);
        return naming(rows, "the largest changes: ");
    }
    if time.is_some() {
        let size = |row: &Row| row.value.unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    }
    let lead = if focus.least && rows.len() > NAMED {
        rows.reverse();
        "the lowest: "
    } else {
        ""
    };
    rows.truncate(NAMED);
    naming(rows, lead)
}

fn asks_for_times(focus: &Focus, times: &[String]) -> bool {
    focus.latest == times.len() || times.iter().all(|time| focus.values.contains(time))
}

/// The times that are named: those that were asked about, else the last whole ones.
fn times(
    rows: &[&Row],
    axis: usize,
    focus: &Focus,
    partial: &[Partial],
    alone: bool,
) -> Vec<String> {
    let mut names: Vec<&String> = rows.iter().filter_map(|row| row.values.get(axis)).collect();
    names.sort_unstable();
    names.dedup();
    if names.iter().any(|name| focus.values.contains(name)) {
        names.retain(|name| focus.values.contains(name));
        return names.into_iter().cloned().collect();
    }
    let whole = |name: &&String| !partial.iter().any(|each| each.place == **name);
    if names.iter().any(whole) {
        names.retain(whole);
    }
    let wanted = match (alone, focus.latest) {
        (_, latest) if latest > 0 => latest,
        (true, _) => NAMED,
        (false, _) => 1,
    };
    let from = names.len().saturating_sub(wanted);
    names[from..].iter().map(|name| (*name).clone()).collect()
}

/// The cells that changed most, as a share of what they were. Of a total, those that hold next to nothing
/// of it are not among them.
fn most_changed<'answer>(
    metric: Option<&Metric>,
    mut rows: Vec<&'answer Row>,
) -> Vec<&'answer Row> {
    let is_total = metric.is_some_and(Metric::is_total);
    let size = |row: &Row| row.value.unwrap_or(0.0).max(row.before.unwrap_or(0.0));
    let all: f64 = rows.iter().map(|row| size(row)).sum();
    let change = |row: &Row| row.change().map_or(-1.0, f64::abs);
    rows.sort_by(|one, other| {
        let small = |row: &Row| is_total && size(row) < SMALL * all;
        small(one)
            .cmp(&small(other))
            .then(change(other).total_cmp(&change(one)))
    });
    rows.truncate(NAMED);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn row(values: &[&str], before: Option<f64>, value: f64) -> Row {
        Row {
            values: values.iter().map(|each| (*each).to_owned()).collect(),
            value: Some(value),
            before,
        }
    }

    fn told(by: &[&str], rows: Vec<Row>, focus: &Focus, partial: &[Partial]) -> Vec<String> {
        let question = Question {
            metric: String::new(),
            dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
            filters: BTreeMap::new(),
            window: None,
        };
        let answer = Answer {
            unit: String::new(),
            rows,
        };
        naming(None, &question, &answer, false, focus, partial)
            .rows
            .into_iter()
            .map(|row| row.values.join(", "))
            .collect()
    }

    fn asking(values: &[&str]) -> Focus {
        Focus {
            values: values.iter().map(|each| (*each).to_owned()).collect(),
            ..Focus::default()
        }
    }

    #[test]
    fn values_that_were_asked_for_are_named_however_small() {
        let rows = || {
            ["Peru", "Chile", "India", "Brazil", "Argentina"]
                .iter()
                .zip([9.0, 8.0, 7.0, 2.0, 1.0])
                .map(|(name, value)| row(&[name], None, value))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(&["country"], rows(), &asking(&["Brazil", "Argentina"]), &[]),
            ["Brazil", "Argentina"]
        );
        assert_eq!(
            told(&["country"], rows(), &Focus::default(), &[]),
            ["Peru", "Chile", "India"]
        );
        let least = Focus {
            least: true,
            ..Focus::default()
        };
        assert_eq!(
            told(&["country"], rows(), &least, &[]),
            ["Argentina", "Brazil", "India"]
        );
    }

    #[test]
    fn before_and_after_the_largest_changes_are_named() {
        let rows = vec![
            row(&["EMEA"], Some(100.0), 101.0),
            row(&["APAC"], Some(80.0), 79.0),
            row(&["UCAN"], Some(60.0), 60.0),
            row(&["LATAM"], Some(50.0), 40.0),
        ];
        assert_eq!(told(&["region"], rows, &Focus::default(), &[])[0], "LATAM");
    }

    #[test]
    fn of_times_the_last_whole_ones_are_named_and_two_where_two_are_compared() {
        let rows = || {
            (3..9)
                .map(|month| row(&[&format!("2025-0{month}")], None, f64::from(month)))
                .collect::<Vec<_>>()
        };
        let short = [Partial {
            place: "2025-08".to_owned(),
            days: 20,
            of: 31,
        }];
        assert_eq!(
            told(&["month"], rows(), &Focus::default(), &short),
            ["2025-05", "2025-06", "2025-07"]
        );
        let latest = Focus {
            latest: 2,
            ..Focus::default()
        };
        assert_eq!(
            told(&["month"], rows(), &latest, &[]),
            ["2025-07", "2025-08"]
        );
        assert_eq!(
            told(&["month"], rows(), &asking(&["2025-04", "2025-05"]), &[]),
            ["2025-04", "2025-05"]
        );
    }
}
