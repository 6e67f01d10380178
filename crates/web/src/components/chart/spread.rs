//! Where in the distribution over units the arms differ: quantiles of both.

use maud::{Markup, html};

use super::{Scale, points};

const LEFT: f64 = 66.0;
const RIGHT: f64 = 628.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 200.0;

/// A quantile of both arms.
pub(crate) struct Step {
    pub(crate) probability: f64,
    pub(crate) control: f64,
    pub(crate) treatment: f64,
    /// Half of the interval of the difference.
    pub(crate) margin: Option<f64>,
}

/// Differences of quantiles with their intervals, in the measure's unit; and the table.
pub(crate) fn spread(described: &str, steps: &[Step]) -> Markup {
    let difference = |step: &Step| step.treatment - step.control;
    let ends = steps.iter().flat_map(|step| {
        let margin = step.margin.unwrap_or(0.0);
        [difference(step) - margin, difference(step) + margin]
    });
    let up = Scale::around(ends, BOTTOM, TOP);
    let across =
        |place: usize| LEFT + (RIGHT - LEFT) * (place as f64 + 0.5) / steps.len().max(1) as f64;
    html! {
        figure.plot.spread {
            svg viewBox="0 0 640 232" role="img" aria-label={ (described) "; the table below says the same" } {
                @for each in up.marks(5) {
                    line.grid x1=(LEFT) x2=(RIGHT) y1=(up.at(each)) y2=(up.at(each)) {}
                    text x=(LEFT - 8.0) y=(up.at(each) + 4.0) text-anchor="end" { (figure(each)) }
                }
                line.none x1=(LEFT) x2=(RIGHT) y1=(up.at(0.0)) y2=(up.at(0.0)) {}
                @for (place, step) in steps.iter().enumerate() {
                    @if let Some(margin) = step.margin {
                        line.interval x1=(across(place)) x2=(across(place)) y1=(up.at(difference(step) - margin)) y2=(up.at(difference(step) + margin)) {}
                    }
                    text x=(across(place)) y="222" text-anchor="middle" { (percentile(step.probability)) }
                }
                polyline.line points=(points(steps.iter().enumerate().map(|(place, step)| (across(place), up.at(difference(step)))))) {}
                @for (place, step) in steps.iter().enumerate() {
                    circle cx=(across(place)) cy=(up.at(difference(step))) r="5" {}
                }
            }
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { "Quantile" } th scope="col" { "Control" } th scope="col" { "Treatment" } th scope="col" { "Difference" } } }
                    tbody { @for step in steps { tr {
                        th scope="row" { (percentile(step.probability)) }
                        td { (figure(step.control)) } td { (figure(step.treatment)) }
                        td { (figure(difference(step))) @if let Some(margin) = step.margin { " \u{b1} " (figure(margin)) } }
                    } } }
                } }
            }
        }
    }
}

fn percentile(probability: f64) -> String {
    let percent = 100.0 * probability;
    if percent.fract().abs() < 1e-9 {
        format!("p{percent:.0}")
    } else {
        format!("p{percent:.1}")
    }
}

/// A figure of any unit with three digits or so.
pub(crate) fn figure(value: f64) -> String {
    let size = value.abs();
    let digits = if size == 0.0 || size >= 100.0 {
        0
    } else {
        (2.0 - size.log10().floor()).clamp(0.0, 6.0) as usize
    };
    let text = format!("{:.digits$}", size);
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    };
    if value < 0.0 && text != "0" {
        format!("\u{2212}{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantile_is_drawn_and_said() {
        let steps: Vec<Step> = [0.05, 0.5, 0.975]
            .into_iter()
            .map(|probability| Step {
                probability,
                control: 1.0,
                treatment: 1.0 + probability,
                margin: (probability > 0.1).then_some(0.2),
            })
            .collect();
        let shown = spread("Quantiles", &steps).into_string();
        assert_eq!(shown.matches("<circle").count(), 3);
        assert!(shown.contains("p97.5") && !shown.contains("NaN"));
        assert!(!spread("Nothing", &[]).into_string().contains("NaN"));
    }

    #[test]
    fn figures_have_the_digits_they_need() {
        for (value, said) in [
            (0.0, "0"),
            (0.0123, "0.0123"),
            (1.5, "1.5"),
            (-12.34, "\u{2212}12.3"),
            (1234.5, "1234"),
        ] {
            assert_eq!(figure(value), said);
        }
    }
}
