//! Effects with their intervals below each other, around a line of no effect.

use maud::{Markup, html};

use super::{Scale, effect, mark, range};

const LEFT: f64 = 236.0;
const RIGHT: f64 = 628.0;
const TOP: f64 = 14.0;
const ROW: f64 = 30.0;

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

/// The drawing and the table. `what` heads the names.
pub(crate) fn forest(described: &str, what: &str, branches: &[Branch]) -> Markup {
    // One unit that nobody can say anything about must not flatten all others.
    let ends = || branches.iter().flat_map(|branch| [branch.low, branch.high]);
    let spread = 3.0 * middle(ends().map(f64::abs).collect()).max(0.005);
    let scale = Scale::around(ends(), LEFT, RIGHT).within(-spread * 2.0, spread * 2.0);
    let bottom = TOP + ROW * branches.len() as f64;
    let zero = scale.at(0.0);
    html! {
        figure.plot.forest {
            svg viewBox={ "0 0 640 " (bottom + 26.0) } role="img" aria-label={ (described) "; the table below says the same" } {
                @for each in scale.marks(5) {
                    line.grid x1=(scale.at(each)) x2=(scale.at(each)) y1=(TOP) y2=(bottom) {}
                    text x=(scale.at(each)) y=(bottom + 18.0) text-anchor="middle" { (mark(each)) }
                }
                line.none x1=(zero) x2=(zero) y1=(TOP) y2=(bottom) {}
                @for (place, branch) in branches.iter().enumerate() {
                    @let y = TOP + ROW * (place as f64 + 0.5);
                    text.name.leads[branch.leads] x=(LEFT - 14.0) y=(y + 4.0) text-anchor="end" { (branch.name) }
                    @if let Some((low, high)) = branch.wide {
                        line.reach x1=(scale.at(low)) x2=(scale.at(high)) y1=(y) y2=(y) {}
                    }
                    line.interval x1=(scale.at(branch.low)) x2=(scale.at(branch.high)) y1=(y) y2=(y) {}
                    circle.leads[branch.leads] cx=(scale.at(branch.effect)) cy=(y) r=(if branch.leads { "6" } else { "4.5" }) {}
                }
            }
            details {
                summary { "As a table" }
                div.table { table {
                    thead { tr { th scope="col" { (what) } th scope="col" { "Effect" } th scope="col" { "Interval" } } }
                    tbody { @for branch in branches { tr {
                        th scope="row" { (branch.name) } td { (effect(branch.effect)) } td { (range(branch.low, branch.high)) }
                    } } }
                } }
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
