//! Where in the distribution over units the arms differ: quantiles of both.

use maud::{Markup, html};

use super::{Scale, percent, points};

/// Height of the part that is drawn in, in pixels.
const HEIGHT: f64 = 190.0;

/// A quantile of both arms.
pub(crate) struct Step {
    pub(crate) probability: f64,
    pub(crate) control: f64,
    pub(crate) treatment: f64,
    /// Half of the interval of the difference.
    pub(crate) margin: Option<f64>,
    /// Half of the one that holds at all quantiles together.
    pub(crate) together: Option<f64>,
}

impl Step {
    fn difference(&self) -> f64 {
        self.treatment - self.control
    }
}

/// Differences of quantiles with their intervals, in the measure's unit: a sentence, the drawing and the
/// table. `arms` are the names of control and treatment.
pub(crate) fn spread(described: &str, arms: [&str; 2], steps: &[Step]) -> Markup {
    let ends = steps.iter().flat_map(|step| {
        let margin = step.together.or(step.margin).unwrap_or(0.0);
        [step.difference() - margin, step.difference() + margin]
    });
    let up = Scale::around(ends, 100.0, 0.0);
    let across = |place: usize| 100.0 * (place as f64 + 0.5) / steps.len().max(1) as f64;
    let height = |value: f64| percent(up.at(value));
    html! {
        figure.plot.spread {
            figcaption { (described) ". " (in_words(steps)) }
            svg width="100%" height=(HEIGHT + 30.0) role="img" aria-label={ (described) "; the table below says the same" } {
                @for each in up.marks(5) {
                    @let y = up.at(each) * HEIGHT / 100.0;
                    line.grid x1="0" x2="100%" y1=(y) y2=(y) {}
                    text x="-6" y=(y + 4.0) text-anchor="end" { (figure(each)) }
                }
                svg height=(HEIGHT) {
                    line.none x1="0" x2="100%" y1=(height(0.0)) y2=(height(0.0)) {}
                    svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" {
                        polyline.line points=(points(steps.iter().enumerate().map(|(place, step)| (across(place), up.at(step.difference()))))) {}
                    }
                    @for (place, step) in steps.iter().enumerate() {
                        @let x = percent(across(place));
                        @if let Some(margin) = step.together {
                            line.reach x1=(x) x2=(x) y1=(height(step.difference() - margin)) y2=(height(step.difference() + margin)) {}
                        }
                        @if let Some(margin) = step.margin {
                            line.interval x1=(x) x2=(x) y1=(height(step.difference() - margin)) y2=(height(step.difference() + margin)) {}
                        }
                        circle cx=(x) cy=(height(step.difference())) r="5" {}
                        text x=(x) y=(HEIGHT + 20.0) text-anchor="middle" { (percentile(step.probability)) }
                    }
                }
            }
            details {
                summary { "As a table" }
                div.table role="region" aria-label={ "Table: " (described) } tabindex="0" { table {
                    thead { tr { th scope="col" { "Quantile" } @for arm in arms { th scope="col" { (arm) } } th scope="col" { "Difference" } th scope="col" { "For all together" } } }
                    tbody { @for step in steps { tr {
                        th scope="row" { (percentile(step.probability)) }
                        td { (figure(step.control)) } td { (figure(step.treatment)) }
                        td { (figure(step.difference())) @if let Some(margin) = step.margin { " \u{b1} " (figure(margin)) } }
                        td { @if let Some(margin) = step.together { "\u{b1} " (figure(margin)) } }
                    } } }
                } }
            }
        }
    }
}

/// Where the arms differ. Who looks at several quantiles picks the one that stands out, so they are held
/// against the intervals that hold at all of them together.
fn in_words(steps: &[Step]) -> String {
    let count = steps.iter().filter(|step| step.together.is_some()).count();
    if count == 0 {
        return "No interval here holds at all quantiles together.".to_owned();
    }
    let apart = |step: &&Step| {
        let beyond = step.together.map(|margin| step.difference().abs() > margin);
        beyond == Some(true)
    };
    let said: Vec<String> = steps
        .iter()
        .filter(apart)
        .map(|step| {
            let place = percentile(step.probability);
            format!("{place} ({})", figure(step.difference()))
        })
        .collect();
    match said.as_slice() {
        [] => format!(
            "Nowhere do the arms differ by more than the intervals that hold at all {count} together (light)."
        ),
        some => format!(
            "By more than the intervals that hold at all {count} together (light), the arms differ at {}.",
            some.join(", ")
        ),
    }
}

pub(crate) fn percentile(probability: f64) -> String {
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
    let text = format!("{size:.digits$}");
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
                together: (probability > 0.1).then_some(0.6),
            })
            .collect();
        let shown = spread("Quantiles", ["old", "<new>"], &steps).into_string();
        assert!(shown.contains("aria-label=\"Table: Quantiles\" tabindex=\"0\""));
        assert!(shown.contains(">old</th><th scope=\"col\">&lt;new&gt;</th>"));
        assert_eq!(shown.matches("<circle").count(), 3);
        assert!(shown.contains("p97.5") && !shown.contains("NaN"));
        assert!(
            shown.contains("at all 2 together (light), the arms differ at p97.5 (0.975)."),
            "{shown}"
        );
        assert_eq!(shown.matches("class=\"reach\"").count(), 2);
        assert!(
            !spread("Nothing", ["Control", "Treatment"], &[])
                .into_string()
                .contains("NaN")
        );
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
