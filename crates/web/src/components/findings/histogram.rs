//! Histograms with quantiles.

use lab::{Bin, Quantile, Written, amount};
use maud::{Markup, html};

use super::as_table;
use super::frame::{BOTTOM, LEFT, RIGHT, Scale, TOP, every, round};

/// The chart.
pub(super) fn histogram(
    title: &str,
    unit: &str,
    counted: &str,
    bins: &[Bin],
    quantiles: &[Quantile],
    written: &Written,
) -> Markup {
    let whole: f64 = bins.iter().map(|bin| bin.count).sum();
    let share = |bin: &Bin| if whole > 0.0 { bin.count / whole } else { 0.0 };
    let scale = Scale::over(bins.iter().map(share), true);
    let step = (RIGHT - LEFT) / bins.len().max(1) as f64;
    let across = |place: usize| LEFT + step * place as f64;
    let marked = every(bins.len());
    // Where a value lies among the bins.
    let place_of = |value: f64| {
        bins.iter()
            .position(|bin| bin.to.is_none_or(|to| value < to))
            .map(|place| {
                let bin = &bins[place];
                let inside = bin
                    .to
                    .map_or(0.5, |to| (value - bin.from) / (to - bin.from));
                round(across(place) + step * inside.clamp(0.0, 1.0))
            })
    };
    let middle = quantiles
        .iter()
        .find(|quantile| (quantile.share - 0.5).abs() < 1e-9);
    html! {
        figure.chart {
            svg.drawn viewBox="0 0 720 276" role="img" aria-label={ (title) ": share of " (counted) " by " (unit) "; the table below says the same" } {
                (scale.grid("share"))
                @for (place, bin) in bins.iter().enumerate() {
                    g.mark data-x=(round(across(place) + step / 2.0)) data-told={ (bin.range()) " " (unit) ": " (amount(share(bin), "share")) " of " (counted) } {
                        rect.column.open[bin.to.is_none()] x=(round(across(place) + 1.0)) y=(scale.up(share(bin))) width=(round((step - 2.0).max(0.5))) height=(round(BOTTOM - scale.up(share(bin)))) {}
                    }
                    @if place % marked == 0 {
                        text.minor[(place / marked) % 2 == 1] x=(round(across(place))) y="268" text-anchor="middle" { (edge(bin.from)) }
                    }
                }
                @if let Some((middle, x)) = middle.and_then(|middle| Some((middle, place_of(middle.value)?))) {
                    line.turn x1=(x) x2=(x) y1=(TOP - 8.0) y2=(BOTTOM) {}
                    text.half x=(x + 6.0) y=(TOP + 4.0) { "median " (edge(middle.value)) }
                }
            }
            p.readout aria-live="polite" { "Share of " (counted) " by " (unit) "; the last column holds everything above" }
            dl.figures { @for quantile in quantiles {
                div { dt { (format!("{:.0}%", quantile.share * 100.0)) " lie at or below" } dd { (edge(quantile.value)) } }
            } }
            (as_table(title, written))
        }
    }
}

fn edge(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches(".0").to_owned()
}
