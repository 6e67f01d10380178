//! One metric in one arm against control.

use maud::{Markup, html};
use stats::Interval;
use stats::readout::{Comparison, Estimates};
use units::{Named, is_covariate_unlike};

use crate::components::chart::spread::{Step, figure, percentile, spread};
use crate::components::chart::{effect, range};
use crate::pages::experiments::lines::p_value;
use crate::pages::experiments::panel::plain;

/// Everything about it; `arms` are the names of control and of the arm held against it.
pub(super) fn shown(named: &Named, arms: [&str; 2], comparison: &Comparison, alpha: f64) -> Markup {
    let [control, treatment] = arms;
    let best = comparison.best();
    let adjusted = comparison.adjusted.as_ref();
    html! {
        h3 { (named.title()) }
        p { (in_words(best, alpha)) }
        @if is_covariate_unlike(comparison) {
            ul.remarks { li.breaks {
                p { "The covariate already differs between the arms, more than chance explains." }
                p.soft { "Was it measured before exposure? If not, go by the plain estimate. If it was, the arms were not alike to begin with." }
            } }
        }
        div.table role="region" aria-label={ "Estimates of " (named.title()) ", " (treatment) " against " (control) } tabindex="0" { table {
            thead { tr { th scope="col" { "Estimate" } th scope="col" { (control) } th scope="col" { (treatment) } th scope="col" { "Difference" } th scope="col" { "As a share" } th scope="col" { "At any look" } th scope="col" { "p" } } }
            tbody {
                (row("Plain", &comparison.plain))
                @if let Some(adjusted) = adjusted { (row("Adjusted", &adjusted.estimates)) }
            }
        } }
        @if let Some(why) = &comparison.unadjusted { p.note { "Not adjusted: " (why) "." } }
        p.note {
            @if let Some(adjusted) = adjusted { "The covariate takes " (plain(adjusted.variance_removed)) " of the variance out. " }
            "Over all metrics and arms p is " (p_value(comparison.p_holm)) " (Holm), for the false discovery rate " (p_value(comparison.p_benjamini_hochberg)) "."
            @if let Some(test) = &comparison.mann_whitney { " By order alone (Mann-Whitney) " (treatment) " lies above " (control) " in " (plain(test.superiority)) " of pairs, p " (p_value(test.p_value)) "." }
        }
        (quantiles(named, arms, comparison))
    }
}

fn in_words(best: &Estimates, alpha: f64) -> Markup {
    let interval = &best.difference.interval;
    let apart = interval.lower > 0.0 || interval.upper < 0.0;
    html! {
        @match &best.relative {
            Some(relative) => strong { (effect(relative.estimate)) " (" (range(relative.interval.lower, relative.interval.upper)) ")" },
            None => strong { (figure(best.difference.estimate)) " (" (between(interval)) ")" },
        }
        @if apart { ": the interval leaves out zero" } @else { ": the interval holds zero" }
        " at an error level of " (plain(alpha)) "."
    }
}

fn row(name: &str, estimates: &Estimates) -> Markup {
    html! { tr {
        th scope="row" { (name) }
        td { (figure(estimates.control.value)) }
        td { (figure(estimates.treatment.value)) }
        td { (figure(estimates.difference.estimate)) " (" (between(&estimates.difference.interval)) ")" }
        td { @match &estimates.relative {
            Some(relative) => { (effect(relative.estimate)) " (" (range(relative.interval.lower, relative.interval.upper)) ")" },
            None => { "\u{2013}" },
        } }
        td { (between(&estimates.anytime.interval)) }
        td { (p_value(estimates.difference.p_value)) }
    } }
}

fn between(interval: &Interval) -> String {
    format!("{} to {}", figure(interval.lower), figure(interval.upper))
}

fn quantiles(named: &Named, arms: [&str; 2], comparison: &Comparison) -> Markup {
    let [control, treatment] = arms;
    let steps: Vec<Step> = comparison
        .quantiles
        .iter()
        .filter_map(|quantile| {
            let (control, treatment, found) = quantile.found.as_ref().ok()?;
            Some(Step {
                probability: quantile.probability,
                control: control.value,
                treatment: treatment.value,
                margin: Some(found.interval.width() / 2.0),
                together: quantile.together.map(|together| together.width() / 2.0),
            })
        })
        .collect();
    let missing = comparison.quantiles.iter().filter_map(|quantile| {
        let why = quantile.found.as_ref().err()?;
        Some((quantile.probability, why.to_string()))
    });
    let missing: Vec<(f64, String)> = missing.collect();
    html! {
        @if !comparison.quantiles.is_empty() { details open[steps.is_empty()] {
            summary { "Distribution: differences at quantiles" }
            @if !steps.is_empty() {
                (spread(&format!("Differences of {} at quantiles, {treatment} less {control}", named.title()), arms, &steps))
            }
            @for (probability, why) in &missing { p.note { (percentile(*probability)) " is not compared: " (why) "." } }
        } }
    }
}
