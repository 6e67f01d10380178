//! A metric: over time, by dimensions, narrowed, compared.

use std::collections::{BTreeMap, BTreeSet};

use super::{MOST_LINES, Opened, Partial, narrowed, partial, readable};
use crate::chart::{Bar, Chart, Line};
use crate::engine::{self, Answer, Question, Row, Trouble, against_the_rest, answer};
use crate::finding::{Asked, Finding};
use crate::metric::Metric;
use crate::request::{Focus, Window};
use crate::sentence::{About, course, first_upper, told};
use crate::sql;

/// So many bars are drawn.
const MOST_BARS: usize = 30;
/// So many values of lines stand in a table; the first lines of it are drawn.
const MOST_CELLS: usize = 5_000;
/// With more days than this, a line goes by week.
const MANY_DAYS: i32 = 70;

pub(super) fn find(
    opened: Opened<'_>,
    question: &Question,
    rest: bool,
    focus: &Focus,
) -> Result<Finding, Trouble> {
    let metric = engine::metric(opened.definitions, &question.metric)?;
    let compute = |question: &Question| -> Result<Answer, Trouble> {
        let Opened {
            tables,
            definitions,
            span,
        } = opened;
        if rest {
            against_the_rest(tables, definitions, question, span)
        } else {
            answer(tables, definitions, question, span)
        }
    };
    let found = compute(question)?;
    let time = question.dimensions.iter().find(|each| is_time(each));
    let not_whole = partial(opened.definitions, question, opened.span);
    let about = About {
        definitions: opened.definitions,
        question,
        rest,
        focus,
        partial: &not_whole,
    };
    let mut sentences = told(about, &found);
    let mut charts = vec![chart(opened, metric, question, rest, &found)];
    let mut drawn_of = found.clone();
    if question.dimensions.is_empty() {
        // A number alone tells little: how it went over the days is drawn below it.
        let days = opened.days(question.window);
        let grain = if days.1 - days.0 > MANY_DAYS {
            "week"
        } else {
            "day"
        };
        let by_time = Question {
            dimensions: vec![grain.to_owned()],
            window: question
                .window
                .filter(|window| !matches!(window, Window::BeforeAfter(_))),
            ..question.clone()
        };
        let over_time = match compute(&by_time) {
            // What the year before does not hold day by day is left out.
            Err(Trouble::YearBefore { .. }) => None,
            found => Some(found?),
        };
        if focus.cause {
            let not_whole = partial(opened.definitions, &by_time, opened.span);
            let about = About {
                partial: &not_whole,
                ..about
            };
            let went = over_time.as_ref().filter(|_| !rest);
            sentences.push_str(&course(about, went.map(|went| (grain, went))));
        }
        if let Some(over_time) = over_time {
            let drawn = chart(opened, metric, &by_time, rest, &over_time);
            charts.push(with_turn(drawn, question.window, grain));
        }
        if found.rows.len() < 2 && found.rows.iter().all(|row| row.before.is_none()) {
            charts.remove(0);
        }
    } else if let (Some(Window::BeforeAfter(_)), Some(grain)) = (question.window, time) {
        // Days are before or after by themselves: what is compared goes on in one line.
        let whole = Question {
            window: None,
            ..question.clone()
        };
        drawn_of = compute(&whole)?;
        let drawn = chart(opened, metric, &whole, rest, &drawn_of);
        charts = vec![with_turn(drawn, question.window, grain)];
    }
    if focus.cause && !question.dimensions.is_empty() {
        sentences.push_str(&course(about, None));
    }
    if let Some(note) = left_out(question, rest, &drawn_of) {
        sentences.push(' ');
        sentences.push_str(&note);
    }
    let cut: Vec<&str> = question
        .dimensions
        .iter()
        .filter_map(|id| opened.definitions.dimension(id))
        .map(|dimension| dimension.name.as_str())
        .collect();
    let by = if cut.is_empty() {
        String::new()
    } else {
        format!(" by {}", cut.join(" and "))
    };
    let held = if rest { ", against the rest" } else { "" };
    Ok(Finding {
        title: format!(
            "{}{by}{}{held}",
            first_upper(&metric.name),
            narrowed(&question.filters, question.window)
        ),
        question: Asked::Metric {
            question: question.clone(),
            rest,
        },
        answer: sentences,
        charts,
        sql: sql::metric(opened.definitions, question, Some(opened.span), rest)?,
    })
}

fn is_time(dimension: &str) -> bool {
    matches!(dimension, "day" | "week" | "month")
}

/// What is found and a page does not show, and how it can be seen.
fn left_out(question: &Question, rest: bool, found: &Answer) -> Option<String> {
    let shift = usize::from(rest);
    let time = question
        .dimensions
        .iter()
        .position(|each| is_time(each))
        .map(|place| place + shift);
    let (shown, of) = match time {
        None => (MOST_BARS, found.rows.len()),
        Some(time) => {
            let others = |row: &Row| -> Vec<String> {
                let values = row.values.iter().enumerate();
                values
                    .filter(|(place, _)| *place != time)
                    .map(|(_, value)| value.clone())
                    .collect()
            };
            let groups: BTreeSet<Vec<String>> = found.rows.iter().map(others).collect();
            (most_groups(found, time), groups.len())
        }
    };
    (of > shown).then(|| {
        format!(
            "A page shows the {shown} largest of {of}; narrow to a value to see others, or take the SQL, which gives all."
        )
    })
}

/// So many groups are written below each other at the most: all, unless they are beyond reading.
fn most_groups(found: &Answer, time: usize) -> usize {
    let places: BTreeSet<&String> = found.rows.iter().map(|row| &row.values[time]).collect();
    (MOST_CELLS / places.len().max(1)).max(MOST_LINES)
}

/// Marks the place from which on it is after.
pub(super) fn with_turn(chart: Chart, window: Option<Window>, grain: &str) -> Chart {
    let Some(Window::BeforeAfter(date)) = window else {
        return chart;
    };
    match chart {
        Chart::Lines {
            unit,
            across,
            places,
            lines,
            partial,
            ..
        } => Chart::Lines {
            unit,
            across,
            places,
            lines,
            partial,
            turn: Some(engine::cut::time(grain, engine::days(date))),
        },
        other => other,
    }
}

fn chart(
    opened: Opened<'_>,
    metric: &Metric,
    question: &Question,
    rest: bool,
    found: &Answer,
) -> Chart {
    // Where the rest is told apart it is the first value.
    let shift = usize::from(rest);
    let time = question.dimensions.iter().position(|each| is_time(each));
    match time {
        Some(place) => {
            let not_whole = partial(opened.definitions, question, opened.span);
            lines(question, metric, found, place + shift, not_whole)
        }
        None => {
            let names: Vec<&str> = question
                .dimensions
                .iter()
                .filter_map(|id| opened.definitions.dimension(id))
                .map(|dimension| dimension.name.as_str())
                .collect();
            Chart::Bars {
                unit: found.unit.clone(),
                of: if names.is_empty() {
                    metric.name.clone()
                } else {
                    names.join(", ")
                },
                compared: compared(question.window).to_owned(),
                bars: found
                    .rows
                    .iter()
                    .take(MOST_BARS)
                    .map(|row| Bar {
                        name: name(metric, &row.values),
                        value: row.value,
                        before: row.before,
                    })
                    .collect(),
            }
        }
    }
}

fn compared(window: Option<Window>) -> &'static str {
    match window {
        Some(Window::BeforeAfter(_)) => "before",
        Some(Window::YearOverYear) => "a year earlier",
        _ => "",
    }
}

fn name(metric: &Metric, values: &[String]) -> String {
    if values.is_empty() {
        return first_upper(&metric.name);
    }
    values
        .iter()
        .map(|value| readable(value))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A line for each combination of the values that are no time, the largest first.
fn lines(
    question: &Question,
    metric: &Metric,
    found: &Answer,
    time: usize,
    partial: Vec<Partial>,
) -> Chart {
    let mut places: Vec<&String> = found.rows.iter().map(|row| &row.values[time]).collect();
    places.sort_unstable();
    places.dedup();
    let mut by_name: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in &found.rows {
        let others: Vec<String> = row
            .values
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != time)
            .map(|(_, value)| value.clone())
            .collect();
        by_name.entry(name(metric, &others)).or_default().push(row);
    }
    let size = |rows: &[&Row]| rows.iter().filter_map(|row| row.value).sum::<f64>();
    let mut groups: Vec<(String, Vec<&Row>)> = by_name.into_iter().collect();
    groups.sort_by(|one, other| size(&other.1).total_cmp(&size(&one.1)));
    groups.truncate(most_groups(found, time));
    let compares = found.rows.iter().any(|row| row.before.is_some());
    let value = |rows: &[&Row], place: &String, of: &dyn Fn(&Row) -> Option<f64>| {
        rows.iter()
            .find(|row| row.values[time] == *place)
            .and_then(|row| of(row))
    };
    let mut lines = Vec::new();
    for (name, rows) in &groups {
        let along = |of: &dyn Fn(&Row) -> Option<f64>| -> Vec<Option<f64>> {
            places.iter().map(|place| value(rows, place, of)).collect()
        };
        lines.push(Line {
            name: name.clone(),
            values: along(&|row| row.value),
        });
        if compares {
            lines.push(Line {
                name: format!("{name}, a year earlier"),
                values: along(&|row| row.before),
            });
        }
    }
    Chart::Lines {
        unit: found.unit.clone(),
        across: question
            .dimensions
            .iter()
            .find(|each| is_time(each))
            .cloned()
            .unwrap_or_default(),
        places: places.into_iter().cloned().collect(),
        lines,
        partial,
        turn: None,
    }
}
