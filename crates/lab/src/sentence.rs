//! Answers in a sentence.

use crate::definitions::Definitions;
use crate::engine::{Answer, Question, Row};
use crate::request::{Reading, Verdict, Window};
use crate::tools::readable;

/// So many cells are named in a sentence.
const NAMED: usize = 3;

/// What is asked back, or why there is no answer; none where there can be one.
#[must_use]
pub fn without_numbers(definitions: &Definitions, reading: &Reading) -> Option<String> {
    match &reading.verdict {
        Verdict::Answerable => None,
        Verdict::Unanswerable(reason) => Some(format!("That cannot be answered: {reason}.")),
        Verdict::Ask(between) => {
            let names: Vec<&str> = between
                .iter()
                .filter_map(|id| definitions.metric(id))
                .map(|metric| metric.name.as_str())
                .collect();
            Some(if names.is_empty() {
                "Which measure do you mean? For example hours watched, active members, plays that \
                 are completed, churn or revenue."
                    .to_owned()
            } else {
                format!("Which do you mean: {}?", names.join(", or "))
            })
        }
    }
}

/// The answer in a sentence.
#[must_use]
pub fn sentence(definitions: &Definitions, reading: &Reading, answer: &Answer) -> String {
    let question = Question {
        metric: reading.metric.clone().unwrap_or_default(),
        dimensions: reading.dimensions.clone(),
        filters: reading.filters.clone(),
        window: reading.window,
    };
    told(definitions, &question, answer, reading.rest)
}

/// The answer to a question in a sentence; `rest` where it is held against everything else.
pub(crate) fn told(
    definitions: &Definitions,
    question: &Question,
    answer: &Answer,
    rest: bool,
) -> String {
    let name = definitions
        .metric(&question.metric)
        .map_or("", |metric| metric.name.as_str());
    let narrowed: Vec<String> = question
        .filters
        .values()
        .map(|value| readable(value))
        .collect();
    let mut text = first_upper(name);
    if !narrowed.is_empty() && !rest {
        text.push_str(&format!(" ({})", narrowed.join(", ")));
    }
    match question.window {
        Some(Window::LastDays(1)) => text.push_str(" on the last day"),
        Some(Window::LastDays(days)) => text.push_str(&format!(" in the last {days} days")),
        Some(Window::BeforeAfter(date)) => {
            text.push_str(&format!(" before {date} and from then on"));
        }
        Some(Window::YearOverYear) => text.push_str(" now and a year earlier"),
        None => {}
    }
    let (earlier, now) = if question.window == Some(Window::YearOverYear) {
        ("a year earlier", "now")
    } else {
        ("before", "after")
    };
    if answer.rows.is_empty() {
        return format!("{text}: there are no rows of that in this world.");
    }
    let told: Vec<String> = answer
        .rows
        .iter()
        .take(NAMED)
        .map(|row| {
            if row.values.is_empty() {
                figures(row, &answer.unit, earlier, now)
            } else {
                let figures = figures(row, &answer.unit, earlier, now);
                format!("{}: {figures}", row.values.join(", "))
            }
        })
        .collect();
    text.push_str(" – ");
    text.push_str(&told.join("; "));
    if let Some(more) = answer
        .rows
        .len()
        .checked_sub(NAMED)
        .filter(|more| *more > 0)
    {
        text.push_str(&format!("; and {more} more"));
    }
    text.push('.');
    text
}

fn figures(row: &Row, unit: &str, earlier: &str, now: &str) -> String {
    let after = figure(row.value, unit);
    match (row.before, row.change()) {
        (Some(before), Some(change)) => format!(
            "{} {earlier}, {after} {now} ({:+.1}%)",
            figure(Some(before), unit),
            change * 100.0
        ),
        _ => after,
    }
}

/// A figure with its unit; shares are told in per cent.
#[must_use]
pub fn figure(value: Option<f64>, unit: &str) -> String {
    match value {
        None => "nothing to divide by".to_owned(),
        Some(value) if unit.starts_with("share") => {
            let of = unit.trim_start_matches("share of ");
            format!("{} of {of}", amount(value, unit))
        }
        Some(value) => format!("{} {unit}", amount(value, unit)),
    }
}

/// A figure without its unit; shares are told in per cent.
#[must_use]
pub fn amount(value: f64, unit: &str) -> String {
    if unit.starts_with("share") {
        let decimals = if value.abs() < 0.1 { 2 } else { 1 };
        return format!("{:.decimals$}%", value * 100.0);
    }
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    grouped(value, decimals)
}

/// A number with a comma between thousands.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), String::new()), |(whole, rest)| {
            (whole, format!(".{rest}"))
        });
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

pub(crate) fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_as_people_read_them() {
        assert_eq!(figure(Some(1_234_567.8), "hours"), "1,234,568 hours");
        assert_eq!(figure(Some(0.0312), "share of plays"), "3.12% of plays");
        assert_eq!(figure(None, "seconds"), "nothing to divide by");
    }
}
