//! Answers in a sentence.

use crate::definitions::Definitions;
use crate::dimension::Dimension;
use crate::engine::{Answer, Question, Row};
use crate::naming::naming;
use crate::request::{Focus, Reading, Verdict, Window};
use crate::tools::{Partial, readable};

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

/// What a sentence is about, beside the cells of the answer.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) definitions: &'a Definitions,
    pub(crate) question: &'a Question,
    /// Whether it is held against everything else.
    pub(crate) rest: bool,
    pub(crate) focus: &'a Focus,
    /// Times that are not whole.
    pub(crate) partial: &'a [Partial],
}

/// The answer to a question in a sentence, and what has to be known to take it right in further ones.
pub(crate) fn told(about: About<'_>, answer: &Answer) -> String {
    let About {
        definitions,
        question,
        rest,
        focus,
        partial,
    } = about;
    let metric = definitions.metric(&question.metric);
    let narrowed: Vec<String> = question
        .filters
        .values()
        .map(|value| readable(value))
        .collect();
    let mut text = first_upper(metric.map_or("", |metric| metric.name.as_str()));
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
    let naming = naming(metric, question, answer, rest, focus, partial);
    let told: Vec<String> = naming
        .rows
        .iter()
        .map(|row| {
            let figures = figures(row, &answer.unit, earlier, now);
            if row.values.is_empty() {
                return figures;
            }
            let mark: String = partial
                .iter()
                .filter(|each| row.values.contains(&each.place))
                .map(|each| format!(" {}", each.mark()))
                .collect();
            let values: Vec<String> = row.values.iter().map(|value| readable(value)).collect();
            format!("{}{mark}: {figures}", values.join(", "))
        })
        .collect();
    text.push_str(" – ");
    text.push_str(naming.lead);
    text.push_str(&told.join("; "));
    if let (true, [first, second]) = (naming.two_times, naming.rows.as_slice())
        && let (Some(from), Some(to)) = (first.value.filter(|from| *from != 0.0), second.value)
    {
        text.push_str(&format!(" ({:+.1}%)", (to / from - 1.0) * 100.0));
    }
    if naming.others > 0 {
        text.push_str(&format!("; and {} more", naming.others));
    }
    text.push('.');
    for note in [
        not_whole(&naming.rows, partial),
        who_counts(definitions, question),
    ]
    .into_iter()
    .flatten()
    {
        text.push(' ');
        text.push_str(&note);
    }
    text
}

/// Which times are not whole, where they are not named.
fn not_whole(named: &[&Row], partial: &[Partial]) -> Option<String> {
    let others: Vec<String> = partial
        .iter()
        .filter(|each| !named.iter().any(|row| row.values.contains(&each.place)))
        .map(|each| format!("{} {}", each.place, each.mark()))
        .collect();
    (!others.is_empty()).then(|| {
        format!(
            "Not whole, and so no rise or fall: {}.",
            others.join(" and ")
        )
    })
}

/// Who is counted, where the meaning of the metric says something else: visits lead to no title, so that of
/// titles those are counted who played one.
#[must_use]
pub fn who_counts(definitions: &Definitions, question: &Question) -> Option<String> {
    let metric = definitions.metric(&question.metric)?;
    let cuts: Vec<&Dimension> = question
        .dimensions
        .iter()
        .chain(question.filters.keys())
        .filter_map(|id| definitions.dimension(id))
        .collect();
    let changes = [&metric.of, &metric.per].into_iter().flatten().any(|part| {
        part.distinct.iter().any(|each| each == "member_id")
            && part.from.first().map(String::as_str) != part.table(cuts.iter().copied())
    });
    let by: Vec<&str> = cuts
        .iter()
        .filter(|dimension| !dimension.cuts("visits", false))
        .map(|dimension| dimension.name.as_str())
        .collect();
    changes.then(|| {
        format!(
            "By {} those members are counted on a day who played something of it, not all who opened the app.",
            by.join(" and ")
        )
    })
}

/// How a total or share went over its days, for whoever asks why it changed: the data holds no causes.
pub(crate) fn course(about: About<'_>, over_time: Option<(&str, &Answer)>) -> String {
    let mut text = String::new();
    if let Some((grain, answer)) = over_time {
        let whole: Vec<(&str, f64)> = answer
            .rows
            .iter()
            .filter_map(|row| Some((row.values.first()?.as_str(), row.value?)))
            .filter(|(name, _)| !about.partial.iter().any(|each| each.place == **name))
            .collect();
        let step = |pair: &[(&str, f64)]| pair[1].1 / pair[0].1 - 1.0;
        let largest = whole
            .windows(2)
            .filter(|pair| pair[0].1 > 0.0)
            .max_by(|one, other| step(one).abs().total_cmp(&step(other).abs()));
        if let (Some(first), Some(last), Some(largest)) = (whole.first(), whole.last(), largest) {
            text.push_str(&format!(
                " By {grain} it went from {} ({}) to {} ({}); the largest step was {:+.1}%, from {} to {}.",
                amount(first.1, &answer.unit),
                first.0,
                amount(last.1, &answer.unit),
                last.0,
                step(largest) * 100.0,
                largest[0].0,
                largest[1].0
            ));
        }
    }
    text.push_str(
        " Why is not in the data: cut it to see where it changed, or let a diagnosis look for the segment \
         (`greenroom lab diagnose`, or Diagnosis on the pages of the world).",
    );
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
    format!("{sign}{}{rest}", thousands(digits))
}

/// Digits with a comma between thousands.
#[must_use]
pub fn thousands(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A change in per cent, with its sign.
pub(crate) fn changed(share: f64) -> String {
    let sign = if share < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{}", percent(share.abs()))
}

/// A change as people say it: "8.1% below".
#[must_use]
pub fn phrase(change: f64) -> String {
    let size = format!("{:.1}%", change.abs() * 100.0);
    match change {
        _ if size == "0.0%" => "level with".to_owned(),
        change if change < 0.0 => format!("{size} below"),
        _ => format!("{size} above"),
    }
}

/// With a capital letter.
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
