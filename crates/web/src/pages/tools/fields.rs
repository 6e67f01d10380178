//! The fields that the tools' forms are made of.

use lab::{Definitions, Dimension, Span, readable};
use maud::{Markup, html};

use super::chosen::{Chosen, middle};

/// A choice of metrics.
pub(super) fn metric<'a>(
    definitions: &'a Definitions,
    chosen: &str,
    offered: impl Fn(&lab::Metric) -> bool + 'a,
) -> Markup {
    html! {
        label.field { span { "Measure" }
            select name="metric" { @for metric in definitions.metrics.iter().filter(|metric| offered(metric)) {
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

/// What it is narrowed to; twice, so that a segment can be of two dimensions.
pub(super) fn only(definitions: &Definitions, chosen: &Chosen) -> Markup {
    let given: Vec<&str> = chosen.all("only").collect();
    html! {
        @for (place, label) in ["Only", "and only"].into_iter().enumerate() {
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
            label.field { span { "Day of before and after" }
                input type="date" name="date" value=(date) min=(span.first) max=(span.last);
            }
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
/// Times that reach some days.
pub(super) const ONE_TIME: [&str; 4] = ["", "last 7 days", "last 28 days", "last 91 days"];
/// Times that compare.
pub(super) const TWO_TIMES: [&str; 2] = ["since", "year over year"];

/// The form of a tool.
pub(super) fn form(address: &str, fields: Markup) -> Markup {
    html! {
        form.tool-form method="get" action=(address) {
            (fields)
            button.button { "Show" }
        }
    }
}
