//! Bars side by side, in a table.

use lab::{Bar, Written};
use maud::{Markup, html};

use super::bar;

/// The chart; with what it is compared with as a second, thinner bar.
pub(super) fn bars(
    title: &str,
    unit: &str,
    comparing: bool,
    bars: &[Bar],
    written: &Written,
) -> Markup {
    let most = bars
        .iter()
        .flat_map(|bar| [bar.value, bar.before])
        .flatten()
        .fold(0.0, f64::max);
    let share = |value: Option<f64>| match value {
        Some(value) if most > 0.0 => value / most,
        _ => 0.0,
    };
    html! {
        figure.chart {
            div.table role="region" aria-label=(title) tabindex="0" { table.bars {
                thead { tr {
                    @for (place, name) in written.head.iter().enumerate() {
                        th scope="col" { (name) @if place > 0 && comparing && place < 3 { span.soft { " (" (unit) ")" } } }
                        @if place == 0 { td.drawn-head { } }
                    }
                } }
                tbody { @for (each, row) in bars.iter().zip(&written.rows) { tr {
                    @for (place, cell) in row.iter().enumerate() {
                        @if place == 0 {
                            th scope="row" { (cell) }
                            td.bar-cell {
                                @if comparing { (bar(share(each.before), "was")) }
                                (bar(share(each.value), "is"))
                            }
                        } @else if comparing && place == 3 { td.change { (cell) } }
                        @else { td { (cell) } }
                    }
                } } }
            } }
            @if comparing { p.readout { "The upper, thinner bar is " (written.head.get(1).map_or("before", String::as_str)) "." } }
        }
    }
}
