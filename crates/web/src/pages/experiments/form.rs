//! The fields of a design, and back.

use std::collections::BTreeMap;

use lab::experiment::{Design, LONGEST, LONGEST_HYPOTHESIS};
use maud::{Markup, html};
use pack::vocabulary::{Adjustment, Analysed, Population, Rows, Rule, TestedUnit, UnitMeasure};
use serde::Deserialize;

use crate::failure::Failure;
use crate::fields::typed;

/// What a form says of a design. Shares are in per cent.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Said(Vec<(String, String)>);

impl Said {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(each, _)| each == name)
            .map(|(_, value)| value.trim())
    }

    /// Every known word of a field that comes more than once.
    pub(super) fn words<T>(&self, name: &str, read: fn(&str) -> Option<T>) -> Vec<T> {
        let given = self.0.iter().filter(|(each, _)| each == name);
        given.filter_map(|(_, word)| read(word)).collect()
    }

    fn number(&self, name: &str, what: &str) -> Result<f64, Failure> {
        let text = self.value(name).unwrap_or_default();
        text.replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .ok_or_else(|| Failure::BadForm {
                fault: format!("{what} is \u{201c}{text}\u{201d}, which is no number"),
            })
    }

    fn word<T>(&self, name: &str, read: fn(&str) -> Option<T>, what: &str) -> Result<T, Failure> {
        self.value(name)
            .and_then(read)
            .ok_or_else(|| Failure::BadForm {
                fault: format!("choose {what}"),
            })
    }

    /// The design that is said.
    pub(super) fn design(&self) -> Result<Design, Failure> {
        let share = |name: &str, what: &str| -> Result<f64, Failure> {
            Ok(self.number(name, what)? / 100.0)
        };
        let primary = self.word("primary", UnitMeasure::from_word, "a primary measure")?;
        let mut guardrails = self.words("guardrail", UnitMeasure::from_word);
        guardrails.retain(|measure| *measure != primary);
        let mut margins = BTreeMap::new();
        for measure in &guardrails {
            let name = own_margin(*measure);
            if self.value(&name).is_some_and(|said| !said.is_empty()) {
                let what = format!("the margin of {}", measure.name());
                margins.insert(*measure, share(&name, &what)?);
            }
        }
        let days = self.number("days", "the number of days")?;
        let design = Design {
            hypothesis: typed(self.value("hypothesis").unwrap_or_default().to_owned()),
            unit: self.word("unit", TestedUnit::from_word, "what is assigned")?,
            rows: self.word("rows", Rows::from_word, "what is one row of the analysis")?,
            population: self.word("population", Population::from_word, "who is in the test")?,
            primary,
            guardrails,
            margins,
            margin: match self.value("margin") {
                None => 0.0,
                Some(_) => share("margin", "the margin of the guardrails")?,
            },
            smallest_effect: share("smallest_effect", "the smallest effect")?,
            alpha: share("alpha", "the error level")?,
            power: share("power", "the power")?,
            allocation: share("allocation", "the share in the test")?,
            treated: share("treated", "the treated share")?,
            days: if (0.0..=1_000.0).contains(&days) {
                days.round() as u16
            } else {
                0
            },
            rule: self.word("rule", Rule::from_word, "when it may be stopped")?,
            adjustment: self.word("adjustment", Adjustment::from_word, "an adjustment")?,
            analysed: self.word("analysed", Analysed::from_word, "who is analysed")?,
        };
        design.check().map_err(|error| super::refused(&error))?;
        Ok(design)
    }
}

/// The field of a guardrail's own margin.
fn own_margin(measure: UnitMeasure) -> String {
    format!("margin_of_{}", measure.word())
}

/// A share as a form shows it, in per cent without needless digits.
fn percent(share: f64) -> String {
    let percent = (share * 1e6).round() / 1e4;
    percent.to_string()
}

fn choose<T: Copy + PartialEq>(
    name: &str,
    label: &str,
    chosen: T,
    options: &[(T, &str, &str)],
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) { @for (value, word, says) in options {
                option value=(word) selected[*value == chosen] { (says) }
            } }
        }
    }
}

fn number(name: &str, label: &str, value: &str, (least, most, step): (&str, &str, &str)) -> Markup {
    html! {
        label.field {
            span { (label) }
            input type="number" name=(name) required value=(value) min=(least) max=(most) step=(step) inputmode="decimal";
        }
    }
}

/// The fields.
pub(super) fn fields(design: &Design) -> Markup {
    let longest = LONGEST.to_string();
    let days = design.days.to_string();
    html! {
        label.field {
            span { "Hypothesis: what will change, for whom, why, and what would show that it is wrong" }
            textarea name="hypothesis" rows="4" maxlength=(LONGEST_HYPOTHESIS) dir="auto" { "\n" (design.hypothesis) }
        }
        fieldset {
            legend.asked { "Who, and what is assigned" }
            div.inline {
                (choose("population", "Population", design.population, &Population::ALL.iter().map(|each| (*each, each.word(), each.name())).collect::<Vec<_>>()))
                (choose("unit", "Unit that is assigned", design.unit, &TestedUnit::ALL.iter().map(|each| (*each, each.word(), each.many())).collect::<Vec<_>>()))
                (number("allocation", "Share of them in the test, %", &percent(design.allocation), ("1", "100", "any")))
                (number("treated", "Share of those treated, %", &percent(design.treated), ("1", "99", "any")))
            }
        }
        fieldset {
            legend.asked { "What decides" }
            div.inline {
                (choose("primary", "Primary measure", design.primary, &measures()))
                (number("smallest_effect", "Smallest effect worth having, %", &percent(design.smallest_effect), ("0.01", "100", "any")))
                (number("alpha", "Error level (alpha), %", &percent(design.alpha), ("0.1", "20", "any")))
                (number("power", "Power wanted, %", &percent(design.power), ("50", "99", "any")))
            }
        }
        fieldset.choices.wide-choices {
            legend.label { "Guardrails: what must not get worse" }
            @for measure in UnitMeasure::ALL {
                @let own = design.margins.get(measure).map(|margin| percent(*margin)).unwrap_or_default();
                div.guarded {
                    label.check { input type="checkbox" name="guardrail" value=(measure) checked[design.guardrails.contains(measure)]; span { (measure.name()) } }
                    label.own { span { "Own margin, %" } input type="number" name=(own_margin(*measure)) value=(own) min="0" max="100" step="any" inputmode="decimal" aria-label={ "Own margin, %, of " (measure.name()) }; }
                }
            }
            (number("margin", "Margin: as much worse a guardrail without one of its own may be and still hold, %", &percent(design.margin), ("0", "100", "any")))
        }
        fieldset {
            legend.asked { "How long, and how it is read" }
            div.inline {
                (number("days", "Days", &days, ("3", &longest, "1")))
                (choose("rule", "It may be stopped", design.rule, &Rule::ALL.iter().map(|each| (*each, each.word(), each.name())).collect::<Vec<_>>()))
                (choose("adjustment", "Adjusted by", design.adjustment, &Adjustment::ALL.iter().map(|each| (*each, each.word(), each.name())).collect::<Vec<_>>()))
                (choose("rows", "One row of the analysis", design.rows, &[(Rows::Units, "units", "a unit that was assigned"), (Rows::Events, "events", "an event or a day: a visit, a play, a day of a member")]))
                (choose("analysed", "Who is analysed", design.analysed, &[(Analysed::Assigned, "assigned", "everybody who was assigned"), (Analysed::Stayers, "stayers", "those who are still members")]))
            }
        }
    }
}

fn measures() -> Vec<(UnitMeasure, &'static str, &'static str)> {
    UnitMeasure::ALL
        .iter()
        .map(|each| (*each, each.word(), each.name()))
        .collect()
}
