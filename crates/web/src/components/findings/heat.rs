//! Cohorts by time since joining, in a table whose cells are coloured the more strongly the larger.

use maud::{Markup, html};

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) of: &'a str,
    pub(super) rows: &'a [String],
    pub(super) sizes: &'a [f64],
    pub(super) columns: &'a [String],
    pub(super) cells: &'a [Vec<Option<f64>>],
}

/// So many shades there are.
const SHADES: f64 = 9.0;

/// The chart.
pub(super) fn heat(title: &str, drawn: &Drawn<'_>) -> Markup {
    let all = || drawn.cells.iter().flatten().copied().flatten();
    let (low, high) = all().fold((f64::INFINITY, 0.0_f64), |(low, high), cell| {
        (low.min(cell), high.max(cell))
    });
    let shade = |cell: f64| {
        let range = high - low;
        if range > 0.0 {
            ((cell - low) / range * SHADES).round() as u8
        } else {
            0
        }
    };
    html! {
        figure.chart {
            div.table role="region" aria-label={ (title) ", cohort by cohort" } tabindex="0" { table.heat {
                thead { tr {
                    th scope="col" { (drawn.of) } th scope="col" { "people" }
                    @for column in drawn.columns { th scope="col" { (column) } }
                } }
                tbody { @for (place, row) in drawn.rows.iter().enumerate() { tr {
                    th scope="row" { (row) }
                    td { (drawn.sizes.get(place).map_or_else(String::new, |size| format!("{size:.0}"))) }
                    @for column in 0..drawn.columns.len() {
                        @match drawn.cells.get(place).and_then(|cells| cells.get(column).copied().flatten()) {
                            Some(cell) => td.{ "shade-" (shade(cell)) } { (format!("{:.0}%", cell * 100.0)) },
                            None => td.none { span.hidden { "not yet" } },
                        }
                    }
                } } }
            } }
            p.readout { "Share of each cohort that opened the app at least once in that week. The stronger the colour, the more; empty where the week has not come for everybody." }
        }
    }
}
