//! The fields that the tools' forms are made of.

use lab::{Definitions, Dimension, Span, readable};
use maud::{Markup, html};

use super::chosen::{Chosen, middle};

/// A choice of metrics.
pub(super) fn metric(definitions: &Definitions, chosen: &str) -> Markup {
    html! {
        label.field { span { "Measure" }
            select name="metric" { @for metric in &definitions.metrics {
                option value=(metric.id) selected[metric.id == chosen] { (metric.name) }
            } }
        }
    }
}

/// A choice of dimensions.
pub(super) fn by<'a>(
    label: &str,
    name: &str,
    dimensions: impl Iterator<Item = &'a Dimension>,
    chosen: &str,
    none: Option<&str>,
) -> Markup {
    html! {
        label.field { span { (label) }
            select name=(name) {
                @if let Some(none) = none { option value="" selected[chosen.is_empty()] { (none) } }
                @for dimension in dimensions {
                    option value=(dimension.id) selected[dimension.id == chosen] { (dimension.name) }
                }
            }
        }
    }
}

/// So many dimensions can be named at once: as many as a diagnosis is usually cut by, since what was
/// found is asked again by all of them.
pub(super) const MOST_DIMENSIONS: usize = 5;

/// The dimensions that are named.
pub(super) fn named(chosen: &Chosen) -> Vec<String> {
    chosen
        .all("by")
        .take(MOST_DIMENSIONS)
        .map(str::to_owned)
        .collect()
}

/// Choices of dimensions: so many, and more where more are named.
pub(super) fn several<'a, Dimensions: Iterator<Item = &'a Dimension>>(
    at_least: usize,
    chosen: &Chosen,
    dimensions: impl Fn() -> Dimensions,
    none: &str,
) -> Markup {
    let named = named(chosen);
    html! {
        @for place in 0..at_least.max(named.len()) {
            @let (label, none) = if place == 0 { ("By", none) } else { ("and by", "nothing") };
            (by(label, "by", dimensions(), named.get(place).map_or("", String::as_str), Some(none)))
        }
    }
}

/// Every dimension that is no time.
pub(super) fn places(definitions: &Definitions) -> impl Iterator<Item = &Dimension> {
    definitions
        .dimensions
        .iter()
        .filter(|dimension| !matches!(dimension.id.as_str(), "day" | "week" | "month"))
}

/// A day of the data.
pub(super) fn date(label: &str, name: &str, value: &str, span: Span) -> Markup {
    html! {
        label.field { span { (label) }
            input type="date" name=(name) value=(value) min=(span.first) max=(span.last);
        }
    }
}

/// What it is narrowed to; at least twice, so that a segment can be of two dimensions.
pub(super) fn only(definitions: &Definitions, chosen: &Chosen) -> Markup {
    let given: Vec<&str> = chosen.all("only").collect();
    html! {
        @for place in 0..given.len().max(2) {
            @let label = if place == 0 { "Only" } else { "and only" };
            @let current = given.get(place).copied().unwrap_or_default();
            label.field { span { (label) }
                select name="only" {
                    option value="" selected[current.is_empty()] { "everybody" }
                    @if !current.is_empty() && !is_listed(definitions, current) {
                        option value=(current) selected { (current.split_once('=').map_or(current, |(_, value)| value)) }
                    }
                    @for dimension in definitions.dimensions.iter().filter(|dimension| !dimension.values.is_empty()) {
                        optgroup label=(dimension.name) { @for value in &dimension.values {
                            @let pair = format!("{}={}", dimension.id, value.id);
                            option value=(pair) selected[pair == current] { (readable(&value.id)) }
                        } }
                    }
                }
            }
        }
    }
}

fn is_listed(definitions: &Definitions, pair: &str) -> bool {
    pair.split_once('=').is_some_and(|(dimension, value)| {
        definitions
            .dimension(dimension)
            .is_some_and(|dimension| dimension.values.iter().any(|each| each.id == value))
    })
}

/// A choice of times: label, value.
const TIMES: [(&str, &str); 6] = [
    ("all days", ""),
    ("last 7 days", "last 7 days"),
    ("last 28 days", "last 28 days"),
    ("last 91 days", "last 91 days"),
    ("before and after a day", "since"),
    ("year over year", "year over year"),
];

/// The time, and the day where it compares before and after. `only` are the values that are offered.
pub(super) fn time(chosen: &Chosen, span: Span, offered: &[&str]) -> Markup {
    let current = chosen.get("time");
    let date = chosen
        .maybe("date")
        .unwrap_or_else(|| middle(span).to_string());
    html! {
        label.field { span { "Time" }
            select name="time" {
                @if !TIMES.iter().any(|(_, value)| *value == current) { option value=(current) selected { (current) } }
                @for (label, value) in TIMES.into_iter().filter(|(_, value)| offered.contains(value)) {
                    option value=(value) selected[value == current] { (label) }
                }
            }
        }
        @if offered.contains(&"since") {
            (self::date("Day of before and after", "date", &date, span))
        }
    }
}

/// All times.
pub(super) const ANY_TIME: [&str; 6] = [
    "",
    "last 7 days",
    "last 28 days",
    "last 91 days",
    "since",
    "year over year",
];
/// Times within the data itself, without the year before.
pub(super) const OWN_TIMES: [&str; 5] =
    ["", "last 7 days", "last 28 days", "last 91 days", "since"];
/// Times that compare.
pub(super) const TWO_TIMES: [&str; 2] = ["since", "year over year"];
