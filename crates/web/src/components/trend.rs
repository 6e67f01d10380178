//! A level over days with its margin as a band, and the same as a table.

use jiff::civil::Date;
use maud::{Markup, html};

use super::{plot, words};

/// A level on a day.
pub(crate) struct Moment {
    pub(crate) day: Date,
    pub(crate) level: f64,
    pub(crate) margin: f64,
}

const LEFT: f64 = 22.0;
const RIGHT: f64 = 312.0;

/// The plot.
pub(crate) fn trend(name: &str, moments: &[Moment]) -> Markup {
    let step = (RIGHT - LEFT) / moments.len().saturating_sub(1).max(1) as f64;
    let across = |place: usize| LEFT + step * place as f64;
    let up = |level: f64| 108.0 - (level.clamp(1.0, 5.0) - 1.0) * 25.0;
    let line = |level: &dyn Fn(&Moment) -> f64| -> Vec<String> {
        moments
            .iter()
            .enumerate()
            .map(|(place, moment)| format!("{:.1},{:.1}", across(place), up(level(moment))))
            .collect()
    };
    let mut band = line(&|moment| moment.level + moment.margin);
    band.extend(
        line(&|moment| moment.level - moment.margin)
            .into_iter()
            .rev(),
    );
    html! {
        figure.plot.trend {
            figcaption { strong { (name) } @if let Some(last) = moments.last() { " " span.soft { (words::level(last.level)) " \u{b1} " (words::level(last.margin)) } } }
            svg viewBox="0 0 320 120" role="img" aria-label={ (name) ", week by week; the table below says the same" } {
                @for level in 1..=5_u8 {
                    line.grid x1=(LEFT) x2=(RIGHT) y1=(up(f64::from(level))) y2=(up(f64::from(level))) {}
                    text x="14" y=(up(f64::from(level)) + 4.0) text-anchor="end" { (level) }
                }
                polygon.band points=(band.join(" ")) {}
                polyline.line points=(line(&|moment| moment.level).join(" ")) {}
                @for (place, moment) in moments.iter().enumerate() { circle cx=(across(place)) cy=(up(moment.level)) r="3" {} }
            }
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { "Up to" } th scope="col" { "Level" } } }
                    tbody { @for moment in moments.iter().rev() { tr {
                        td { (plot::date(moment.day)) } td { (words::level(moment.level)) " \u{b1} " (words::level(moment.margin)) }
                    } } }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_moment_is_drawn_and_none_draw_nothing() {
        let moments: Vec<Moment> = (1..=3_i8)
            .map(|day| Moment {
                day: jiff::civil::date(2026, 3, day),
                level: 2.0,
                margin: 9.0,
            })
            .collect();
        let shown = trend("<b>", &moments).into_string();
        assert_eq!(shown.matches("<circle").count(), 3);
        assert!(!shown.contains("<b>") && !shown.contains("NaN"));
        assert!(!trend("Nothing", &[]).into_string().contains("NaN"));
    }
}
