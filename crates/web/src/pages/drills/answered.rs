//! What a form says of a card, and the grade that follows from it.

use pack::model::DrillForm;
use prep::drill::{Drawn, Grade, picked, said, worked_out};

use crate::failure::Failure;

/// What a form said, field by field; points come more than once.
pub(super) type Said = Vec<(String, String)>;

/// The value of a field.
pub(super) fn value<'said>(said: &'said Said, name: &str) -> Option<&'said str> {
    said.iter()
        .find(|(each, _)| each == name)
        .map(|(_, value)| value.as_str())
}

/// The grade, and what was given where it was typed or picked.
pub(super) fn grade(drawn: &Drawn<'_>, form: &Said) -> Result<(Grade, String), Failure> {
    let fault = |fault: &str| Failure::BadForm {
        fault: fault.to_owned(),
    };
    match &drawn.drill.form {
        DrillForm::Recall { .. } => value(form, "grade")
            .and_then(Grade::from_word)
            .map(|grade| (grade, String::new()))
            .ok_or_else(|| fault("it does not say how well the card was known")),
        DrillForm::Choice { choices } => {
            let place = value(form, "picked")
                .and_then(|place| place.parse::<usize>().ok())
                .filter(|place| *place < choices.len())
                .ok_or_else(|| fault("nothing was picked"))?;
            Ok((picked(place), choices[place].clone()))
        }
        DrillForm::Number {
            unit, tolerance, ..
        } => {
            if value(form, "unknown").is_some() {
                return Ok((Grade::Again, String::new()));
            }
            let given: String = value(form, "given")
                .unwrap_or_default()
                .chars()
                .take(60)
                .collect();
            let grade = drawn.expected.map_or(Grade::Again, |expected| {
                worked_out(&given, unit, expected, *tolerance)
            });
            Ok((grade, given))
        }
        DrillForm::Lab { .. } => Err(fault("this card is answered in the lab")),
        DrillForm::Say { must, .. } => {
            let points = (0..must.len())
                .filter(|place| {
                    form.iter()
                        .any(|(name, value)| name == "point" && *value == place.to_string())
                })
                .count();
            Ok((
                said(points, must.len()),
                format!("{points} of {}", must.len()),
            ))
        }
    }
}
