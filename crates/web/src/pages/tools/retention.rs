//! Retention curves and cohorts.

use lab::{Asked, Definitions, Grain, Span};
use maud::{Markup, html};

use super::chosen::Chosen;
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "retention",
    name: "Retention",
    about: "The curve tells who opened the app exactly on that day after joining; only those count for whom the day has come.",
    fields: form,
    asked,
};

fn monthly(chosen: &Chosen) -> bool {
    chosen.get("grain") == "month"
}

fn asked(chosen: &Chosen, _: Span) -> Result<Asked, String> {
    Ok(Asked::Retention {
        by: chosen.maybe("by"),
        filters: chosen.filters(),
        grain: if monthly(chosen) {
            Grain::Month
        } else {
            Grain::Week
        },
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, _: Span) -> Markup {
    let monthly = monthly(chosen);
    html! {
        (fields::by("Compare by", "by", definitions.dimensions.iter(), chosen.get("by"), Some("nothing")))
        (fields::only(definitions, chosen))
        label.field { span { "Cohorts" }
            select name="grain" {
                option value="week" selected[!monthly] { "who joined in a week" }
                option value="month" selected[monthly] { "who joined in a month" }
            }
        }
    }
}
