//! Charts of findings. Lines and histograms are drawn, and read off with pointer or arrow keys by
//! `chart.js`; everything else is a table whose cells are drawn. What is drawn stands in a table, too.

mod bars;
mod frame;
mod heat;
mod histogram;
mod lines;
mod shares;
mod steps;

use lab::{Chart, Written};
use maud::{Markup, html};

/// A chart with what it says in words.
pub(crate) fn chart(title: &str, chart: &Chart) -> Markup {
    match chart {
        Chart::Lines {
            unit,
            across,
            places,
            lines,
            partial,
            turn,
        } => lines::lines(
            title,
            &lines::Drawn {
                unit,
                across,
                places,
                lines: &lines[..lines.len().min(lines::MOST)],
                of: lines.len(),
                partial,
                turn: turn.as_deref(),
            },
            &chart.written(),
        ),
        Chart::Bars {
            unit,
            compared,
            bars,
            ..
        } => bars::bars(title, unit, !compared.is_empty(), bars, &chart.written()),
        Chart::Steps { unit, steps, ways } => steps::steps(title, unit, steps, ways),
        Chart::Heat {
            of,
            rows,
            sizes,
            columns,
            cells,
            ..
        } => heat::heat(
            title,
            &heat::Drawn {
                of,
                rows,
                sizes,
                columns,
                cells,
            },
        ),
        Chart::Shares { unit, of, shares } => shares::shares(title, unit, of, shares),
        Chart::Histogram {
            unit,
            counted,
            bins,
            quantiles,
        } => histogram::histogram(title, unit, counted, bins, quantiles, &chart.written()),
    }
}

/// The charts of one finding, each named apart from the others and from the finding itself.
pub(crate) fn charts(title: &str, charts: &[Chart]) -> Markup {
    html! {
        @for (place, each) in charts.iter().enumerate() {
            @if charts.len() == 1 {
                (chart(&format!("{title}, chart"), each))
            } @else {
                (chart(&format!("{title}, chart {} of {}", place + 1, charts.len()), each))
            }
        }
    }
}

/// The same as a table, folded away.
fn as_table(title: &str, written: &Written) -> Markup {
    html! {
        details {
            summary { "As a table" }
            div.table role="region" aria-label={ "Table: " (title) } tabindex="0" { table {
                thead { tr { @for name in &written.head { th scope="col" { (name) } } } }
                tbody { @for row in &written.rows { tr {
                    @for (place, cell) in row.iter().enumerate() {
                        @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                    }
                } } }
            } }
        }
    }
}

/// A bar in a cell of a table, from 0 to 1 of its width.
fn bar(share: f64, class: &str) -> Markup {
    let width = (share.clamp(0.0, 1.0) * 100.0 * 10.0).round() / 10.0;
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.(class) x="0" y="0" width=(width) height="10" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use lab::{Bar, Bin, Line, Partial, Quantile, Share, Way};

    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn every() -> Vec<Chart> {
        vec![
            Chart::Lines {
                unit: text("hours"),
                across: text("day"),
                places: vec![text("2025-03-03"), text("2025-03-04")],
                lines: vec![Line {
                    name: text("<b>"),
                    values: vec![Some(1.0), None],
                }],
                partial: vec![Partial {
                    place: text("2025-03-04"),
                    days: 3,
                    of: 7,
                }],
                turn: Some(text("2025-03-04")),
            },
            Chart::Bars {
                unit: text("share of plays"),
                of: text("device"),
                compared: text("before"),
                bars: vec![Bar {
                    name: text("<b>"),
                    value: Some(0.5),
                    before: None,
                }],
            },
            Chart::Steps {
                unit: text("people"),
                steps: vec![text("<b>"), text("paid")],
                ways: vec![Way {
                    name: text("all"),
                    reached: vec![10.0, 3.0],
                }],
            },
            Chart::Heat {
                unit: text("share of new members"),
                of: text("joined"),
                rows: vec![text("<b>")],
                sizes: vec![7.0],
                columns: vec![text("week 0"), text("week 1")],
                cells: vec![vec![Some(1.0), None]],
            },
            Chart::Shares {
                unit: text("share of plays"),
                of: text("plan"),
                shares: vec![Share {
                    name: text("<b>"),
                    level: -0.01,
                    mix: 0.02,
                }],
            },
            Chart::Histogram {
                unit: text("hours"),
                counted: text("<b>"),
                bins: vec![
                    Bin {
                        from: 0.0,
                        to: Some(5.0),
                        count: 3.0,
                    },
                    Bin {
                        from: 5.0,
                        to: None,
                        count: 1.0,
                    },
                ],
                quantiles: vec![Quantile {
                    share: 0.5,
                    value: 2.0,
                }],
            },
        ]
    }

    #[test]
    fn every_chart_is_drawn_without_taking_names_for_markup() {
        for each in every() {
            let shown = chart("A <title>", &each).into_string();
            assert!(shown.contains("<table"), "{shown}");
            assert!(
                !shown.contains("<b>") && !shown.contains("<title>\u{1}"),
                "{shown}"
            );
            assert!(!shown.contains("NaN") && !shown.contains("inf"), "{shown}");
            assert!(!shown.contains("style="), "{shown}");
        }
    }

    #[test]
    fn a_chart_of_nothing_draws_nothing_and_stays_whole() {
        for each in every() {
            let empty = match each {
                Chart::Lines { unit, across, .. } => Chart::Lines {
                    unit,
                    across,
                    places: vec![],
                    lines: vec![],
                    partial: vec![],
                    turn: None,
                },
                Chart::Bars {
                    unit, of, compared, ..
                } => Chart::Bars {
                    unit,
                    of,
                    compared,
                    bars: vec![],
                },
                Chart::Steps { unit, .. } => Chart::Steps {
                    unit,
                    steps: vec![],
                    ways: vec![],
                },
                Chart::Heat { unit, of, .. } => Chart::Heat {
                    unit,
                    of,
                    rows: vec![],
                    sizes: vec![],
                    columns: vec![],
                    cells: vec![],
                },
                Chart::Shares { unit, of, .. } => Chart::Shares {
                    unit,
                    of,
                    shares: vec![],
                },
                Chart::Histogram { unit, counted, .. } => Chart::Histogram {
                    unit,
                    counted,
                    bins: vec![],
                    quantiles: vec![],
                },
            };
            let shown = chart("Nothing", &empty).into_string();
            assert!(!shown.contains("NaN") && !shown.contains("inf"), "{shown}");
        }
    }
}
