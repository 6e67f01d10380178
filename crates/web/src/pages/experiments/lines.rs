//! Measures in both arms, as a table and as a forest.

use lab::experiment::{Design, Estimate, Line, Readout, crossed, guardrails};
use maud::{Markup, html};

use super::panel::amount;
use crate::components::chart::forest::{Branch, forest};
use crate::components::chart::{effect, range};

/// A branch of the forest, with the interval for any look behind the one for a single look.
pub(super) fn branch(name: impl Into<String>, estimate: &Estimate, leads: bool) -> Branch {
    Branch {
        name: name.into(),
        effect: estimate.relative,
        low: estimate.low,
        high: estimate.high,
        wide: drawn(estimate.anytime_low, estimate.anytime_high),
        leads,
    }
}

/// An interval that can be drawn: one that rules something out.
pub(super) fn drawn(low: f64, high: f64) -> Option<(f64, f64)> {
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

/// The primary measure in every form in which it was estimated, and what the design's rule says of it.
pub(super) fn primary(readout: &Readout, design: &Design) -> Markup {
    let Some(line) = &readout.primary else {
        return html! {
            p { "The primary measure cannot be estimated yet. "
                @for (measure, why) in readout.unsaid.iter().take(1) { (measure.name()) ": " (why) ". " }
                "A later day may tell." }
        };
    };
    let mut branches = vec![branch(
        if readout.by_units.is_some() {
            "by event"
        } else {
            "plain"
        },
        &line.plain,
        line.adjusted.is_none(),
    )];
    if let Some(adjusted) = &line.adjusted {
        branches.push(branch("adjusted", &adjusted.estimate, true));
    }
    if let Some(by_units) = &readout.by_units {
        branches.push(branch("by unit assigned", by_units, false));
    }
    if let Some(within) = &readout.within_days {
        branches.push(branch("within days", within, false));
    }
    html! {
        dl.figures {
            div { dt { "Control" } dd { (amount(line.measure, line.plain.control)) } }
            div { dt { "Treatment" } dd { (amount(line.measure, line.plain.treatment)) } }
            div { dt { "Effect" } dd { (effect(line.best().relative)) } }
            div { dt { "Interval for one look" } dd { (range(line.best().low, line.best().high)) } }
            div { dt { "Interval for any look" } dd { (range(line.best().anytime_low, line.best().anytime_high)) } }
            div { dt { "p" } dd { (p_value(line.best().p_value)) } }
        }
        (ruled(readout, design))
        @if branches.len() > 1 { (forest("The primary effect as it was estimated", "Estimate", &branches)) }
        @if let Some(adjusted) = &line.adjusted {
            p.note { "The adjustment takes " (percent(adjusted.removed)) " of the variance out."
                @if let Some(balance) = adjusted.balance { " p-value of \u{201c}the covariate is alike in both arms\u{201d}: " (p_value(balance)) "." }
            }
        }
        (unadjusted(line))
    }
}

/// Why a measure is not adjusted although the design says so.
fn unadjusted(line: &Line) -> Markup {
    html! {
        @if let Some(why) = &line.unadjusted { p.note { "Not adjusted, and read as it is, is " (line.measure.name()) ": " (why) "." } }
    }
}

/// Whether the bound of the design's rule is crossed, and by how much.
fn ruled(readout: &Readout, design: &Design) -> Markup {
    html! {
        @match crossed(readout, design) {
            Ok(Some(found)) => p { strong { @if found.crossed { "The bound is crossed. " } @else if found.bound.is_some() { "The bound is not crossed. " } @else { "No bound on this day. " } } (found.says()) },
            Ok(None) => {}
            Err(error) => p { "What the rule says cannot be worked out: " (error) "." }
        }
    }
}

/// All lines: a forest, and a table with everything.
pub(super) fn every(readout: &Readout, design: &Design) -> Markup {
    let branches: Vec<Branch> = readout
        .lines()
        .enumerate()
        .map(|(place, line)| branch(line.measure.name(), line.best(), place == 0))
        .collect();
    html! {
        (forest("The effect on every measure, with intervals", "Measure", &branches))
        details {
            summary { "All figures" }
            div.table role="region" aria-label="All figures" tabindex="0" { table {
                thead { tr {
                    th scope="col" { "Measure" } th scope="col" { "Control" } th scope="col" { "Treatment" }
                    th scope="col" { "Plain" } th scope="col" { "Adjusted" } th scope="col" { "p" } th scope="col" { "p, Holm over all" } th scope="col" { "p, Holm over declared" } th scope="col" { "p, false discovery" }
                } }
                tbody { @for line in readout.lines() { (row(line)) } }
            } }
            @for line in readout.guardrails.iter().chain(&readout.others) { (unadjusted(line)) }
        }
        (guarded(readout, design))
        p.note { "p-values are of the better estimate. Holm's hold for all " (readout.lines().count()) " measures shown together, and for those that the design declares, the primary one and the guardrails; the last is for the share of false discoveries among all." }
    }
}

/// How every guardrail stands against its margin: that no harm is found is no proof that there is none.
fn guarded(readout: &Readout, design: &Design) -> Markup {
    html! {
        @match guardrails(readout, design) {
            Ok(guardrails) if guardrails.is_empty() => {}
            Ok(guardrails) => ul.points { @for guardrail in &guardrails { li { (guardrail.says()) } } },
            Err(error) => p { "How the guardrails stand cannot be worked out: " (error) "." }
        }
    }
}

fn row(line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" { (line.measure.name()) }
            td { (amount(line.measure, line.plain.control)) }
            td { (amount(line.measure, line.plain.treatment)) }
            td { (effect(line.plain.relative)) " (" (range(line.plain.low, line.plain.high)) ")" }
            td { @if let Some(adjusted) = &line.adjusted { (effect(adjusted.estimate.relative)) " (" (range(adjusted.estimate.low, adjusted.estimate.high)) ")" } }
            td { (p_value(line.best().p_value)) }
            td { (p_value(line.p_holm)) }
            td { @if let Some(p) = line.p_holm_declared { (p_value(p)) } }
            td { (p_value(line.p_discovery)) }
        }
    }
}

/// A p-value with the digits that matter.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0001 {
        "< 0.0001".to_owned()
    } else if p < 0.01 {
        format!("{p:.4}")
    } else {
        format!("{p:.2}")
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
