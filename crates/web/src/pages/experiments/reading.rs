//! The readout of a day: the sample-ratio check first, effects, course, segments, distribution.

use lab::experiment::{Cut, Design, Readout, Warning};
use maud::{Markup, html};

use super::lines::{self, drawn, p_value};
use super::panel::{self, whole};
use crate::components::chart::course::{Stand, course};
use crate::components::chart::forest::{Branch, forest};
use crate::components::chart::spread::{Step, percentile, spread};
use crate::components::section;

/// Everything that the figures say.
pub(super) fn reading(readout: &Readout, design: &Design) -> Markup {
    html! {
        (section("split", "Sample ratio", split(readout)))
        (section("warnings", "What deserves doubt", warnings(&readout.warnings)))
        (section("primary", "Primary measure", html! {
            h3 { (design.primary.name()) }
            (lines::primary(readout, design))
        }))
        (section("course", "Over time", over_time(readout, design)))
        (section("measures", "All measures", lines::every(readout, design)))
        (section("segments", "By segment", segments(readout, design)))
        (section("distribution", "Distribution", distribution(readout, design)))
    }
}

fn split(readout: &Readout) -> Markup {
    html! {
        div.table { table {
            thead { tr { th scope="col" { "Arm" } th scope="col" { "Assigned" } th scope="col" { "Meant" } th scope="col" { "Analysed" } } }
            tbody { @for arm in &readout.arms { tr {
                th scope="row" { (arm.name) } td { (whole(arm.assigned as f64)) } td { (whole(arm.meant)) } td { (whole(arm.analysed as f64)) }
            } } }
        } }
        p { "p-value of \u{201c}the arms hold the shares that were meant\u{201d}: " strong { (p_value(readout.sample_ratio)) } "."
            @if let Some(p) = readout.sample_ratio_anytime { " Read at the end of every day: " strong { (p_value(p)) } "." }
            @if readout.sample_ratio_analysed != readout.sample_ratio { " Among those who are analysed: " strong { (p_value(readout.sample_ratio_analysed)) } "." }
            @if let Some(by_day) = readout.split_by_day { " Of \u{201c}the split was the same on every day\u{201d}: " strong { (p_value(by_day)) } "." }
        }
    }
}

fn warnings(warnings: &[Warning]) -> Markup {
    html! {
        @if warnings.is_empty() { p { "Nothing stands out. That something does not show is no proof that it is not there." } }
        ul.remarks { @for warning in warnings {
            li.breaks { p { (warning.says) } p.soft { (warning.look) } }
        } }
    }
}

fn over_time(readout: &Readout, design: &Design) -> Markup {
    let stands: Vec<Stand> = readout
        .course
        .iter()
        .map(|point| Stand {
            day: point.day,
            effect: point.relative,
            fixed: (point.low, point.high),
            anytime: drawn(point.anytime_low, point.anytime_high),
            bound: point.bound,
        })
        .collect();
    let daily: Vec<Stand> = readout
        .daily
        .iter()
        .map(|each| Stand {
            day: each.day,
            effect: each.relative,
            fixed: (
                each.relative - 1.96 * each.error,
                each.relative + 1.96 * each.error,
            ),
            anytime: None,
            bound: None,
        })
        .collect();
    html! {
        h3 { "As it stood at the end of every day" }
        p.note { "Dark: the interval for one look. Light: the one that holds at every look. Upright lines: your looks." @if !stands.iter().all(|stand| stand.bound.is_none()) { " Short bars: the bounds of the weekly rule." } }
        (course("The effect as it stood on every day", &stands, design.days, &readout.looks))
        h3 { "Every day by itself" }
        (course("The effect of every day by itself", &daily, design.days, &[]))
        @if let Some(fading) = &readout.fading {
            p.note { "p-value of \u{201c}the effect is the same on every day\u{201d}: " (p_value(fading.p_value)) "." }
        }
    }
}

fn segments(readout: &Readout, design: &Design) -> Markup {
    html! {
        p.note { "Cutting finds differences by chance: the p-value of every cut is corrected for the number of cuts." }
        @for cut in &readout.cuts { (one_cut(cut, design)) }
        @if readout.cuts.is_empty() { p.soft { "Too few units to cut." } }
    }
}

fn one_cut(cut: &Cut, design: &Design) -> Markup {
    let branches: Vec<Branch> = cut
        .parts
        .iter()
        .map(|part| {
            let name = format!(
                "{} ({})",
                part.value.replace('_', " "),
                whole(part.estimate.units)
            );
            Branch {
                wide: None,
                ..lines::branch(name, &part.estimate, false)
            }
        })
        .collect();
    html! {
        details open[cut.p_corrected.is_some_and(|p| p < 0.05)] {
            summary { "By " (cut.dimension) @if let Some(p) = cut.p_corrected { " " span.soft { "alike in all: p " (p_value(p)) } } }
            @if !branches.is_empty() { (forest(&format!("Effect on {} by {}", design.primary.name(), cut.dimension), "Segment", &branches)) }
            @for (segment, why) in &cut.left_out { p.note { (segment.replace('_', " ")) " is left out: " (why) "." } }
        }
    }
}

fn distribution(readout: &Readout, design: &Design) -> Markup {
    let steps: Vec<Step> = readout
        .quantiles
        .iter()
        .map(|quantile| Step {
            probability: quantile.probability,
            control: quantile.control,
            treatment: quantile.treatment,
            margin: quantile.margin,
            together: quantile.margin_together,
        })
        .collect();
    html! {
        p.note { "Treatment less control at quantiles over " (design.unit.many()) ": whether few gain much or many a little." }
        @if steps.is_empty() { p.soft { "Too few units for quantiles." } }
        @else { (spread(&format!("Differences of {} at quantiles, {}", design.primary.name(), panel::unit_of(design.primary)), ["Control", "Treatment"], &steps)) }
        @if !readout.unsaid_quantiles.is_empty() { details {
            summary { "Without an interval: " (readout.unsaid_quantiles.len()) " of " (steps.len()) " quantiles" }
            @for (probability, why) in &readout.unsaid_quantiles { p.note { (percentile(*probability)) " has no interval: " (why) "." } }
        } }
    }
}
