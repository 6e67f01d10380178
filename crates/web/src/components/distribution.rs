//! A recommendation with its uncertainty: how likely each level is, cut at the bounds of the verdicts.

use interview::debrief::{BOUNDS, Likelihood, Verdict};
use interview::estimate::Estimate;
use maud::{Markup, html};

/// Standard errors in half of a 95% interval.
const HALF_WIDTH: f64 = 1.96;
/// Where the curve stands.
const GROUND: f64 = 118.0;
/// How high it can be.
const HEIGHT: f64 = 100.0;
/// Levels between two points of the curve.
const STEP: f64 = 0.04;

/// The curve over the scale, an area a verdict; the same is said in the list below it.
pub(crate) fn distribution(estimate: Estimate, likelihood: &[Likelihood]) -> Markup {
    let edges: Vec<f64> = [1.0].into_iter().chain(BOUNDS).chain([5.0]).collect();
    html! {
        figure.distribution {
            svg viewBox="0 0 640 146" role="img" aria-label=(said(likelihood)) {
                @for (each, edge) in likelihood.iter().zip(edges.windows(2)) {
                    path class=(each.verdict.word()) d=(area(estimate, edge[0], edge[1])) {}
                }
                @for bound in BOUNDS { line.bound x1=(place(bound)) x2=(place(bound)) y1="10" y2=(GROUND) {} }
                line.ground x1=(place(1.0)) x2=(place(5.0)) y1=(GROUND) y2=(GROUND) {}
                @for level in 1..=5_u8 {
                    text x=(place(f64::from(level))) y="140" text-anchor="middle" { (level) }
                }
            }
            figcaption {
                ol.likelihood {
                    @for each in likelihood {
                        li { span.dot.(each.verdict.word()) aria-hidden="true" {} (words(each.verdict)) strong { (percent(each.probability)) } }
                    }
                }
            }
        }
    }
}

/// A verdict with a capital.
pub(crate) fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::StrongNoHire => "Strong no hire",
        Verdict::NoHire => "No hire",
        Verdict::Hire => "Hire",
        Verdict::StrongHire => "Strong hire",
    }
}

fn percent(probability: f64) -> String {
    let percent = probability * 100.0;
    if percent < 1.0 {
        "under 1%".to_owned()
    } else if percent > 99.0 {
        "over 99%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}

fn said(likelihood: &[Likelihood]) -> String {
    let each: Vec<_> = likelihood
        .iter()
        .map(|each| format!("{} {}", words(each.verdict), percent(each.probability)))
        .collect();
    format!("How likely each verdict is: {}", each.join(", "))
}

fn place(level: f64) -> f64 {
    20.0 + (level - 1.0) * 150.0
}

/// The area under the curve between two levels. The curve is scaled to its own top.
fn area(estimate: Estimate, from: f64, to: f64) -> String {
    let spread = (estimate.margin / HALF_WIDTH).max(0.05);
    let height = |level: f64| {
        let away = (level - estimate.level) / spread;
        GROUND - HEIGHT * (-away * away / 2.0).exp()
    };
    let steps = ((to - from) / STEP).ceil().max(1.0) as u32;
    let mut path = format!("M{:.1} {GROUND}", place(from));
    for step in 0..=steps {
        let level = from + (to - from) * f64::from(step) / f64::from(steps);
        path.push_str(&format!("L{:.1} {:.1}", place(level), height(level)));
    }
    path.push_str(&format!("L{:.1} {GROUND}Z", place(to)));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_highest_at_the_level_and_everything_drawn_is_also_said() {
        let estimate = Estimate {
            level: 3.0,
            margin: 0.6,
        };
        let likelihood = Verdict::ALL.map(|verdict| Likelihood {
            verdict,
            probability: 0.25,
        });
        let shown = distribution(estimate, &likelihood).into_string();
        let top = shown.split('L').find(|point| point.contains(" 18.0"));
        let across: f64 = top.unwrap().split(' ').next().unwrap().parse().unwrap();
        assert!((across - place(3.0)).abs() < 5.0, "{across}");
        assert!(shown.contains("Strong no hire 25%, No hire 25%"), "{shown}");
        assert_eq!(shown.matches("<path").count(), 4);
    }
}
