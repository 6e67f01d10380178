//! Funnels, in a table.

use lab::{Way, amount};
use maud::{Markup, html};

use super::bar;

/// The chart.
pub(super) fn steps(title: &str, unit: &str, steps: &[String], ways: &[Way]) -> Markup {
    html! {
        figure.chart {
            div.table role="region" aria-label=(title) tabindex="0" {
                @match ways {
                    [way] => (alone(unit, steps, way)),
                    _ => (compared(unit, steps, ways)),
                }
            }
        }
    }
}

fn share(of: Option<f64>, whole: Option<f64>) -> Option<f64> {
    let whole = whole.filter(|whole| *whole > 0.0)?;
    Some(of? / whole)
}

fn told(share: Option<f64>) -> String {
    share.map_or_else(
        || "\u{2013}".to_owned(),
        |share| format!("{:.1}%", share * 100.0),
    )
}

fn alone(unit: &str, steps: &[String], way: &Way) -> Markup {
    let reached = |place: usize| way.reached.get(place).copied();
    html! {
        table.bars.steps-table {
            thead { tr { th scope="col" { "Step" } td.drawn-head { } th scope="col" { (unit) } th scope="col" { "of the first step" } th scope="col" { "of the step before" } } }
            tbody { @for (place, step) in steps.iter().enumerate() {
                @let before = place.checked_sub(1).and_then(reached);
                tr {
                    th scope="row" { (step) }
                    td.bar-cell { (bar(share(reached(place), reached(0)).unwrap_or(0.0), "is")) }
                    td { (reached(place).map_or_else(String::new, |count| amount(count, unit))) }
                    td { (told(share(reached(place), reached(0)))) }
                    td { @if place > 0 { (told(share(reached(place), before))) } }
                }
            } }
        }
    }
}

fn compared(unit: &str, steps: &[String], ways: &[Way]) -> Markup {
    html! {
        table.bars.ways {
            thead { tr { th scope="col" { "Step" } @for way in ways { th scope="col" { (way.name) } } } }
            tbody { @for (place, step) in steps.iter().enumerate() { tr {
                th scope="row" { (step) }
                @for way in ways {
                    @let part = share(way.reached.get(place).copied(), way.reached.first().copied());
                    td {
                        (bar(part.unwrap_or(0.0), "is"))
                        @if place == 0 { (amount(way.reached.first().copied().unwrap_or(0.0), unit)) " " (unit) }
                        @else { (told(part)) }
                    }
                }
            } } }
        }
    }
}
