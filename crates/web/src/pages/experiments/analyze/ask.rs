//! What is asked of a file: its columns by what they are.

use maud::{Markup, html};
use units::{Named, Question, covariate};

use crate::components::icon;
use crate::fields::{Said, value};

/// The most metrics of a readout.
const MOST_METRICS: usize = 12;

/// The question of an address; none while its form is not filled.
pub(super) fn question(said: &Said) -> Option<Question> {
    let (unit, variant) = (value(said, "unit"), value(said, "variant"));
    let metrics: Vec<Named> = (0..MOST_METRICS)
        .filter_map(|place| {
            let given = |name: &str| {
                let text = value(said, &format!("{name}{place}"));
                (!text.is_empty()).then_some(text)
            };
            Some(Named {
                values: given("metric")?,
                denominator: given("denominator"),
                covariate: given("covariate").as_deref().map(covariate),
                more_covariates: Vec::new(),
            })
        })
        .collect();
    if unit.is_empty() || variant.is_empty() || metrics.is_empty() {
        return None;
    }
    let some = |name: &str| Some(value(said, name)).filter(|text| !text.is_empty());
    let alpha = value(said, "alpha");
    // What is no number is refused by the statistics, in their words.
    let share = |text: &str| text.replace(',', ".").parse().unwrap_or(f64::NAN) / 100.0;
    Some(Question {
        unit,
        variant,
        metrics,
        control: some("control"),
        segments: some("segment").into_iter().collect(),
        split: some("split"),
        alpha: if alpha.is_empty() {
            0.05
        } else {
            share(&alpha)
        },
        order: true,
        cap: some("cap").map(|cap| share(&cap)),
    })
}

/// The form: selects over the file's columns, and rows for a few more metrics than are chosen.
pub(super) fn form(here: &str, columns: &[String], said: &Said) -> Markup {
    let chosen = |name: &str, usual: &[&str]| {
        let given = value(said, name);
        if given.is_empty() {
            guess(columns, usual)
        } else {
            given
        }
    };
    let filled = (0..MOST_METRICS)
        .rev()
        .find(|place| !value(said, &format!("metric{place}")).is_empty());
    let rows = filled.map_or(2, |last| last + 2).min(MOST_METRICS);
    html! {
        form.setup method="get" action=(here) {
            fieldset {
                legend.asked { "Who was assigned, and to what" }
                div.inline {
                    (select("unit", "Unit", columns, &chosen("unit", &["unit", "member", "user", "account", "id"]), None))
                    (select("variant", "Arm", columns, &chosen("variant", &["variant", "arm", "group", "treatment", "cell"]), None))
                    (select("segment", "Cut into segments by", columns, &value(said, "segment"), Some("nothing")))
                    label.field { span { "Name of control" } input type="text" name="control" value=(value(said, "control")) maxlength="100" autocomplete="off" placeholder="control, 0, a, off"; }
                }
            }
            @for place in 0..rows {
                @let given = |name: &str| value(said, &format!("{name}{place}"));
                fieldset {
                    legend.asked { "Metric " (place + 1) }
                    div.inline {
                        (select(&format!("metric{place}"), "Metric", columns, &given("metric"), Some("none")))
                        (select(&format!("denominator{place}"), "Divided by", columns, &given("denominator"), Some("nothing: a mean of units")))
                        (select(&format!("covariate{place}"), "Adjusted by, from before", columns, &given("covariate"), Some("nothing")))
                    }
                }
            }
            details open[!value(said, "split").is_empty() || !value(said, "cap").is_empty()] {
                summary { "Shares that were meant, error level, cap" }
                div.inline {
                    label.field { span { "Units meant for control and the others, in the order of their names" } input type="text" name="split" value=(value(said, "split")) maxlength="60" placeholder="1:1" autocomplete="off"; }
                    label.field { span { "Error level (alpha), %" } input type="number" name="alpha" step="any" min="0.01" max="50" value=(chosen_alpha(said)) inputmode="decimal"; }
                    label.field { span { "Means capped at this quantile of all units, %" } input type="number" name="cap" step="any" min="50" max="99.9999" value=(value(said, "cap")) placeholder="not capped" inputmode="decimal"; }
                }
            }
            button.button { "Read it out" (icon::arrow()) }
        }
    }
}

fn chosen_alpha(said: &Said) -> String {
    let given = value(said, "alpha");
    if given.is_empty() {
        "5".to_owned()
    } else {
        given
    }
}

fn select(name: &str, label: &str, columns: &[String], chosen: &str, none: Option<&str>) -> Markup {
    html! {
        label.field { span { (label) }
            select name=(name) {
                @if let Some(none) = none { option value="" { (none) } }
                @for column in columns { option value=(column) selected[column == chosen] { (column) } }
            }
        }
    }
}

/// The first column that is called like one of some words.
fn guess(columns: &[String], usual: &[&str]) -> String {
    let like = |word: &&str| {
        let called = |column: &&String| column.to_lowercase().contains(*word);
        columns.iter().find(called).cloned()
    };
    let found = usual.iter().find_map(like);
    found
        .or_else(|| columns.first().cloned())
        .unwrap_or_default()
}
