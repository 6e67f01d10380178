//! The readout of a file, the sample ratio first.

use maud::{Markup, html};
use stats::Error;
use stats::readout::Comparison;
use units::{Analysis, Cut, Effects};

use super::metric;
use crate::components::chart::forest::{Branch, forest};
use crate::components::chart::spread::figure;
use crate::components::chart::{effect, range};
use crate::components::section;
use crate::pages::experiments::lines::p_value;
use crate::pages::experiments::panel::whole;

/// Everything that was found.
pub(super) fn shown(found: &Analysis) -> Markup {
    html! {
        (section("split", "Sample ratio", split(found)))
        @for (place, comparisons) in found.readout.comparisons.iter().enumerate() {
            @let name = &found.names[place + 1];
            (section(&format!("arm-{place}"), &format!("{name} against {}", found.names[0]), against(found, name, comparisons)))
        }
        @for (place, cut) in found.cuts.iter().enumerate() {
            (section(&format!("segments-{place}"), &format!("By {}", cut.column), segments(found, cut)))
        }
    }
}

/// The effects in every segment of a column.
fn segments(found: &Analysis, cut: &Cut) -> Markup {
    let p = |p: Option<f64>| p.map_or_else(|| "\u{2013}".to_owned(), p_value);
    html! {
        p.note { "Cutting finds differences by chance: the second p-value of every cut is corrected over all of them (Holm)." }
        p { "p-value of \u{201c}the arms hold the same shares in every segment\u{201d}: " strong { (p(cut.sample_ratio)) } "." }
        @for (treatment, effects) in found.names[1..].iter().zip(&cut.effects) {
            @for (named, effects) in found.metrics.iter().zip(effects) {
                @let title = format!("{}, {treatment} against {}", named.title(), found.names[0]);
                @let branches = branches(effects);
                @if !branches.is_empty() { (forest(&format!("Effect on {title}, by {}", cut.column), "Segment", &branches)) }
                p { "p-value of \u{201c}the effect is the same in all of them\u{201d}: " strong { (p(effects.p_value)) } ", corrected " strong { (p(effects.p_holm)) } "." }
                (within(effects))
            }
        }
        (left_out(&cut.left_out))
    }
}

/// The effect within segments put together, and what was left out.
fn within(effects: &Effects) -> Markup {
    html! {
        @if let Some(within) = &effects.within {
            @let found = &within.difference;
            p { "Within the segments, put together by their units: "
                @match &within.relative {
                    Some(share) => { strong { (effect(share.estimate)) " (" (range(share.interval.lower, share.interval.upper)) ")" } },
                    None => { strong { (figure(found.estimate)) " (" (figure(found.interval.lower)) " to " (figure(found.interval.upper)) ")" } },
                }
                ", p " (p_value(found.p_value)) ". Where the arms hold different shares of the segments, go by this one."
            }
        }
        (left_out(&effects.left_out))
    }
}

/// The segments of which nothing can be said, and why.
fn left_out(segments: &[(String, String)]) -> Markup {
    html! { @for (segment, why) in segments { p.note { (segment) " is left out: " (why) "." } } }
}

fn branches(effects: &Effects) -> Vec<Branch> {
    let parts = effects.parts.iter().filter_map(|part| {
        let relative = part.estimates.relative?;
        let units = part.estimates.control.units + part.estimates.treatment.units;
        Some(Branch {
            name: format!("{} ({})", part.value, whole(units)),
            effect: relative.estimate,
            low: relative.interval.lower,
            high: relative.interval.upper,
            wide: None,
            leads: false,
        })
    });
    parts.collect()
}

fn split(found: &Analysis) -> Markup {
    let check = &found.readout.sample_ratio;
    let p = found.sample_ratio();
    html! {
        div.table { table {
            thead { tr { th scope="col" { "Arm" } th scope="col" { "Units" } th scope="col" { "Meant" } } }
            tbody { @for ((name, units), meant) in found.names.iter().zip(&check.units).zip(&check.expected) { tr {
                th scope="row" { (name) } td { (whole(*units as f64)) } td { (whole(*meant)) }
            } } }
        } }
        @if found.is_mismatched() {
            ul.remarks { li.breaks {
                p { "The arms do not hold the shares that were meant (p " (p_value(p)) "). They differ in more than the change, and no effect below can be believed." }
                p.soft { "Find where units are lost before reading on: assignment, redirect, crash, logging, filter. If other shares were meant, say so below." }
            } }
        } @else {
            p { "p-value of \u{201c}the arms hold the shares that were meant\u{201d}: " strong { (p_value(p)) } ". Nothing speaks against it." }
        }
    }
}

fn against(found: &Analysis, name: &str, comparisons: &[Result<Comparison, Error>]) -> Markup {
    let arms = [found.names[0].as_str(), name];
    let mut branches = Vec::new();
    for (named, compared) in found.metrics.iter().zip(comparisons) {
        let Ok(comparison) = compared else {
            continue;
        };
        let best = comparison.best();
        if let Some(relative) = &best.relative {
            branches.push(Branch {
                name: named.title(),
                effect: relative.estimate,
                low: relative.interval.lower,
                high: relative.interval.upper,
                wide: None,
                leads: branches.is_empty(),
            });
        }
    }
    html! {
        @if branches.len() > 1 {
            (forest(&format!("The effect of {name} on every metric as a share of {}, with intervals", arms[0]), "Metric", &branches))
        }
        @for ((named, compared), cap) in found.metrics.iter().zip(comparisons).zip(&found.caps) {
            @let cap = cap.filter(|_| compared.is_ok());
            @match compared {
                Ok(comparison) => (metric::shown(named, arms, comparison, found.alpha)),
                Err(why) => { h3 { (named.title()) } p.note { "Left out: " (why) "." } },
            }
            @if let Some(cap) = cap {
                p.note { "Capped at " (figure(cap.value)) ", the " (figure(100.0 * cap.quantile)) "% quantile of all units: " (whole(cap.units as f64)) " lay above, and effects are those on the capped metric." }
            }
        }
    }
}
