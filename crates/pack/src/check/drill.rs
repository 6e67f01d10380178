//! Every card can be answered, and what it refers to is there.

use std::collections::BTreeMap;

use super::{Names, at_least, fact};
use crate::document::Located;
use crate::expression::{Expression, NoValue};
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::{FormWord, Steps, WrittenDrill};

/// More numbers than this make no exercise for the head.
const MOST_NUMBERS: usize = 6;

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let components = Names::components(draft);
    let values = Names::values(draft);
    let facts = Names::facts(draft);
    for drill in &draft.drills {
        let written = &drill.value;
        components.look_up(drill, "component", &written.component, faults);
        values.look_up(drill, "value", &written.value, faults);
        facts.look_up(drill, "fact", &written.fact, faults);
        if let Some(as_of) = &written.as_of {
            fact::check_date(drill, "as_of", as_of, faults);
        }
        fields(drill, faults);
        match written.form {
            FormWord::Recall | FormWord::Lab => {}
            FormWord::Choice => choices(drill, faults),
            FormWord::Number => number(drill, faults),
            FormWord::Say => say(drill, faults),
        }
    }
}

/// What the form needs is there, and nothing that belongs to another form.
fn fields(drill: &Located<WrittenDrill>, faults: &mut Vec<Fault>) {
    let written = &drill.value;
    let (name, needed, allowed): (&str, &[&str], &[&str]) = match written.form {
        FormWord::Recall => ("recall", &["answer"], &[]),
        FormWord::Choice => ("choice", &["choices", "why"], &[]),
        FormWord::Number => (
            "number",
            &["answer", "why"],
            &["numbers", "unit", "tolerance"],
        ),
        FormWord::Say => ("say", &["seconds", "must", "example"], &[]),
        FormWord::Lab => ("lab", &["practises"], &[]),
    };
    let there = [
        ("answer", written.answer.is_some()),
        ("choices", written.choices.is_some()),
        ("numbers", written.numbers.is_some()),
        ("unit", written.unit.is_some()),
        ("tolerance", written.tolerance.is_some()),
        ("seconds", written.seconds.is_some()),
        ("must", written.must.is_some()),
        ("example", written.example.is_some()),
        ("practises", written.practises.is_some()),
        ("why", written.why.is_some()),
    ];
    for (field, there) in there {
        if needed.contains(&field) && !there {
            faults.push(drill.fault(
                "form",
                format!("a card of the form \"{name}\" needs \"{field}\""),
                format!("add a line {field} = … to this entry"),
            ));
        }
        if there && field != "why" && !needed.contains(&field) && !allowed.contains(&field) {
            faults.push(drill.fault(
                field,
                format!("a card of the form \"{name}\" has no \"{field}\""),
                "remove the line, or change the form",
            ));
        }
    }
}

fn choices(drill: &Located<WrittenDrill>, faults: &mut Vec<Fault>) {
    let Some(choices) = &drill.value.choices else {
        return;
    };
    at_least(drill, "choices", choices.len(), 2, faults);
    let mut sorted: Vec<&String> = choices.iter().collect();
    sorted.sort();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        faults.push(drill.fault(
            "choices",
            format!("the choice \"{}\" stands twice", twice[0]),
            "change one of the two, or remove it",
        ));
    }
}

fn say(drill: &Located<WrittenDrill>, faults: &mut Vec<Fault>) {
    if let Some(seconds) = drill.value.seconds
        && !(5..=600).contains(&seconds)
    {
        faults.push(drill.fault(
            "seconds",
            format!("{seconds} seconds is no length to say something in"),
            "write between 5 and 600",
        ));
    }
}

fn number(drill: &Located<WrittenDrill>, faults: &mut Vec<Fault>) {
    let written = &drill.value;
    let none = BTreeMap::new();
    let numbers = written.numbers.as_ref().unwrap_or(&none);
    if numbers.len() > MOST_NUMBERS {
        faults.push(drill.fault(
            "numbers",
            format!("{} numbers are more than a head holds", numbers.len()),
            format!("keep to {MOST_NUMBERS}"),
        ));
        return;
    }
    for (name, steps) in numbers {
        if steps.count() == 0 {
            faults.push(drill.fault(
                "numbers",
                format!("\"{name}\" has no values: {} to {} by {}", steps.from, steps.to, steps.step),
                "let from be no greater than to, and step greater than 0 (at most a million values)",
            ));
        }
        if !written.asks.contains(&format!("{{{name}}}")) {
            faults.push(drill.fault(
                "asks",
                format!("the question never says {{{name}}}"),
                format!(
                    "write {{{name}}} where the number should stand, or remove it from numbers"
                ),
            ));
        }
    }
    let why = written.why.as_deref().unwrap_or_default();
    let named = placeholders(&written.asks).map(|name| ("asks", name));
    for (field, name) in named.chain(placeholders(why).map(|name| ("why", name))) {
        if !numbers.contains_key(name) {
            faults.push(drill.fault(
                field,
                format!("\"{field}\" says {{{name}}}, which is none of its numbers"),
                format!(
                    "add {name} = {{ from = …, to = …, step = … }} to numbers, or correct the name"
                ),
            ));
        }
    }
    if let Some(tolerance) = written.tolerance
        && !(0.0..=0.5).contains(&tolerance)
    {
        faults.push(drill.fault(
            "tolerance",
            format!("a tolerance of {tolerance} accepts almost anything, or nothing"),
            "write a share of the answer between 0 and 0.5, such as 0.02 for 2%",
        ));
    }
    let Some(answer) = &written.answer else {
        return;
    };
    match answer.parse::<Expression>() {
        Err(fault) => faults.push(drill.fault(
            "answer",
            fault.to_string(),
            "write the formula with + - * / ^, brackets, sqrt(…), numbers and the names of this card",
        )),
        Ok(formula) => {
            for corner in corners(numbers) {
                match formula.value(&corner) {
                    Ok(_) => {}
                    Err(fault @ NoValue::Unknown(_)) => {
                        faults.push(drill.fault(
                            "answer",
                            fault.to_string(),
                            "add it to numbers, or correct the name",
                        ));
                        return;
                    }
                    Err(fault @ NoValue::NotFinite) => {
                        faults.push(drill.fault(
                            "answer",
                            format!("{fault} where {}", said(&corner)),
                            "change the formula, or the bounds of its numbers",
                        ));
                        return;
                    }
                }
            }
        }
    }
}

/// The names in braces.
fn placeholders(asks: &str) -> impl Iterator<Item = &str> {
    asks.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// Every combination of smallest and largest values.
fn corners(numbers: &BTreeMap<String, Steps>) -> Vec<BTreeMap<String, f64>> {
    let mut corners = vec![BTreeMap::new()];
    for (name, steps) in numbers {
        let last = steps.at(steps.count().saturating_sub(1));
        corners = corners
            .into_iter()
            .flat_map(|corner| {
                [steps.from, last].map(|value| {
                    let mut corner = corner.clone();
                    corner.insert(name.clone(), value);
                    corner
                })
            })
            .collect();
    }
    corners
}

fn said(corner: &BTreeMap<String, f64>) -> String {
    let parts: Vec<String> = corner
        .iter()
        .map(|(name, value)| format!("{name} is {value}"))
        .collect();
    parts.join(" and ")
}
