//! Effects with their intervals below each other, around a line of no effect: a table whose middle
//! column is drawn.

use maud::{Markup, html};

use super::{Scale, effect, mark, percent, range};

/// Height of a row, in pixels.
const ROW: f64 = 34.0;
/// The same where the interval stands below the effect.
const ROW_OF_TWO_LINES: f64 = 46.0;

/// A row of the forest.
pub(crate) struct Branch {
    /// What it is the effect on, or where.
    pub(crate) name: String,
    /// The effect as a share.
    pub(crate) effect: f64,
    /// Its interval.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// A wider interval behind it, where there is one.
    pub(crate) wide: Option<(f64, f64)>,
    /// Whether it is what the test is decided by.
    pub(crate) leads: bool,
}

/// A table in which every effect is drawn and said. `what` heads the names.
pub(crate) fn forest(described: &str, what: &str, branches: &[Branch]) -> Markup {
    table(described, what, branches, true)
}

/// The same of effects that are known, without intervals.
pub(crate) fn bars(described: &str, what: &str, branches: &[Branch]) -> Markup {
    table(described, what, branches, false)
}

fn table(described: &str, what: &str, branches: &[Branch], intervals: bool) -> Markup {
    // One unit that nobody can say anything about must not flatten all others.
    let ends = || branches.iter().flat_map(|branch| [branch.low, branch.high]);
    let spread = 3.0 * middle(ends().map(f64::abs).collect()).max(0.005);
    let scale = Scale::around(ends(), 0.0, 100.0).within(-spread * 2.0, spread * 2.0);
    let marks = scale.marks(3);
    let zero = percent(scale.at(0.0));
    let across = |value: f64| percent(scale.at(value));
    let row = if intervals { ROW_OF_TWO_LINES } else { ROW };
    html! {
        figure.plot.forest {
            table {
                caption { (described) }
                thead { tr {
                    th scope="col" { (what) }
                    th.drawn aria-hidden="true" {
                        svg width="100%" height="18" {
                            @for each in &marks { text x=(across(*each)) y="13" text-anchor="middle" { (mark(*each)) } }
                        }
                    }
                    th scope="col" { "Effect" @if intervals { br; span.soft { "interval" } } }
                } }
                tbody { @for branch in branches { tr.leads[branch.leads] {
                    th scope="row" { (branch.name) }
                    td.drawn aria-hidden="true" {
                        svg width="100%" height=(row) {
                            @for each in &marks { line.grid x1=(across(*each)) x2=(across(*each)) y1="0" y2=(row) {} }
                            line.none x1=(zero) x2=(zero) y1="0" y2=(row) {}
                            @if let Some((low, high)) = branch.wide {
                                line.reach x1=(across(low)) x2=(across(high)) y1=(row / 2.0) y2=(row / 2.0) {}
                            }
                            line.interval x1=(across(branch.low)) x2=(across(branch.high)) y1=(row / 2.0) y2=(row / 2.0) {}
                            circle.leads[branch.leads] cx=(across(branch.effect)) cy=(row / 2.0) r=(if branch.leads { "6" } else { "4.5" }) {}
                        }
                    }
                    td { strong { (effect(branch.effect)) } @if intervals { br; span.soft { (range(branch.low, branch.high)) } } }
                } } }
            }
        }
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_drawn_and_said() {
        let branches: Vec<Branch> = [0.01, -0.2, f64::NAN]
            .into_iter()
            .map(|effect| Branch {
                name: "<b>hours".to_owned(),
                effect,
                low: effect - 0.02,
                high: effect + 0.02,
                wide: Some((effect - 0.04, effect + 0.04)),
                leads: true,
            })
            .collect();
        let shown = forest("Effects", "Measure", &branches).into_string();
        assert_eq!(shown.matches("<circle").count(), 3);
        assert_eq!(shown.matches("scope=\"row\"").count(), 3);
        assert!(!shown.contains("<b>hours") && !shown.contains("\"NaN\""));
        assert!(!forest("", "", &[]).into_string().contains("\"NaN\""));
    }
}
