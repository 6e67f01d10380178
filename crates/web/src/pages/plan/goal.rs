//! When the interview is and how much time there is.

use axum::response::Redirect;
use jiff::civil::{Time, Weekday};
use maud::{Markup, html};
use prep::Goal;
use prep::goal::{EVENING, MOST_HOURS, USUAL_HOURS};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::pages::prepare::day;
use crate::visit::{Visit, way_back};

/// What a form said, field by field; days of rest come more than once.
type Said = Vec<(String, String)>;

const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

/// The form.
pub(super) fn form(goal: &Goal, back: &str) -> Markup {
    html! {
        form.setup method="post" action="/plan/goal" {
            input type="hidden" name="back" value=(back);
            div.inline {
                label.field { span { "Day of the interview" } input type="date" name="interview" value=(goal.interview.map(|day| day.to_string()).unwrap_or_default()); }
                label.field { span { "Hours a week" } input type="number" name="hours" min="1" max=(MOST_HOURS) value=(goal.hours.unwrap_or(USUAL_HOURS)); }
                label.field { span { "Usually from" } input type="time" name="begins" value=(goal.begins.unwrap_or(EVENING).strftime("%H:%M").to_string()); }
            }
            fieldset.choices.wide-choices {
                legend.label { "Days that stay free" }
                @for (day, name) in WEEK {
                    @let number = day.to_monday_one_offset();
                    label.check { input type="checkbox" name="rest" value=(number) checked[goal.rest.contains(&number)]; span { (name) } }
                }
            }
            button.button.quiet { "Keep it" }
        }
    }
}

/// `POST /plan/goal`
pub(crate) async fn keep(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Failure> {
    let value = |name: &str| {
        said.iter()
            .find(|(each, _)| each == name)
            .map_or("", |(_, value)| value.trim())
    };
    let interview = day(value("interview"))?;
    let hours = hours(value("hours"))?;
    let begins = begins(value("begins"))?;
    let rest = said
        .iter()
        .filter(|(name, _)| name == "rest")
        .filter_map(|(_, number)| number.parse().ok())
        .filter(|number| (1..=7).contains(number))
        .collect();
    let change = |goal: &mut Goal| {
        goal.interview = interview;
        goal.hours = hours;
        goal.begins = begins;
        goal.rest = rest;
    };
    visit.change_goal(change).await?;
    Ok(Redirect::to(way_back(value("back"))))
}

/// Hours a week as a form says them; nothing where the field was left empty.
pub(crate) fn hours(text: &str) -> Result<Option<u32>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    let hours: Option<u32> = text.parse().ok();
    match hours.filter(|hours| (1..=MOST_HOURS).contains(hours)) {
        Some(hours) => Ok(Some(hours)),
        None => Err(Failure::BadForm {
            fault: format!(
                "\u{201c}{text}\u{201d} is no number of hours; write a whole number from 1 to {MOST_HOURS}"
            ),
        }),
    }
}

fn begins(text: &str) -> Result<Option<Time>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Failure::BadForm {
        fault: format!("\u{201c}{text}\u{201d} is no time of day; write it as 18:30"),
    })
}
