//! The readout of a file, the sample ratio first.

use maud::{Markup, html};
use stats::readout::Comparison;
use units::Analysis;

use super::metric;
use crate::components::chart::forest::{Branch, forest};
use crate::components::section;
use crate::pages::experiments::lines::p_value;
use crate::pages::experiments::panel::whole;

/// Below this p-value the arms' sizes are called wrong (Fabijan et al. 2019 advise 0.0005).
const MISMATCH: f64 = 0.0005;

/// Everything that was found.
pub(super) fn shown(found: &Analysis) -> Markup {
    html! {
        (section("split", "Sample ratio", split(found)))
        @for (place, comparisons) in found.readout.comparisons.iter().enumerate() {
            @let name = &found.names[place + 1];
            (section(&format!("arm-{place}"), &format!("{name} against {}", found.names[0]), against(found, comparisons)))
        }
    }
}

fn split(found: &Analysis) -> Markup {
    let check = &found.readout.sample_ratio;
    let exact = found.readout.sample_ratio_exact.as_ref();
    let p = exact.unwrap_or(check).p_value;
    html! {
        div.table { table {
            thead { tr { th scope="col" { "Arm" } th scope="col" { "Units" } th scope="col" { "Meant" } } }
            tbody { @for ((name, units), meant) in found.names.iter().zip(&check.units).zip(&check.expected) { tr {
                th scope="row" { (name) } td { (whole(*units as f64)) } td { (whole(*meant)) }
            } } }
        } }
        @if p < MISMATCH {
            ul.remarks { li.breaks {
                p { "The arms do not hold the shares that were meant (p " (p_value(p)) "). They differ in more than the change, and no effect below can be believed." }
                p.soft { "Find where units are lost before reading on: assignment, redirect, crash, logging, filter. If other shares were meant, say so below." }
            } }
        } @else {
            p { "p-value of \u{201c}the arms hold the shares that were meant\u{201d}: " strong { (p_value(p)) } ". Nothing speaks against it." }
        }
    }
}

fn against(found: &Analysis, comparisons: &[Comparison]) -> Markup {
    let mut branches = Vec::new();
    for (named, comparison) in found.metrics.iter().zip(comparisons) {
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
            (forest("The effect on every metric as a share of control, with intervals", "Metric", &branches))
        }
        @for (named, comparison) in found.metrics.iter().zip(comparisons) {
            (metric::shown(named, comparison, found.alpha))
        }
    }
}
