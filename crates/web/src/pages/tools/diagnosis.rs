//! Which segments, of any depth, carry a change.

use jiff::civil::Date;
use lab::diagnosis::Change;
use lab::{Asked, Definitions, Span};
use maud::{Markup, html};

use super::chosen::{Chosen, middle};
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "diagnosis",
    name: "Diagnosis",
    about: "Every segment, of one dimension or of several together, is held against chance; those that say the change best are named. Without dimensions of yours: region, country, plan, device and acquisition channel, as far as the measure can be cut by them.",
    fields: form,
    asked,
};

fn metric(chosen: &Chosen) -> String {
    chosen
        .maybe("metric")
        .unwrap_or_else(|| "start_failure_rate".to_owned())
}

fn day(chosen: &Chosen, name: &str) -> Result<Option<Date>, String> {
    chosen
        .maybe(name)
        .map(|text| {
            text.parse()
                .map_err(|_| format!("\u{201c}{text}\u{201d} is no day; write it as 2025-06-01."))
        })
        .transpose()
}

fn asked(chosen: &Chosen, span: Span) -> Result<Asked, String> {
    let against = match (day(chosen, "from")?, day(chosen, "to")?) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        _ => return Err("Say both the first and the last day of before, or neither.".to_owned()),
    };
    Ok(Asked::Diagnosis {
        change: Change {
            metric: metric(chosen),
            dimensions: fields::named(chosen),
            filters: chosen.filters(),
            since: day(chosen, "date")?.unwrap_or_else(|| middle(span)),
            until: day(chosen, "until")?,
            against,
        },
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, span: Span) -> Markup {
    let since = chosen
        .maybe("date")
        .unwrap_or_else(|| middle(span).to_string());
    let two = ["until", "from", "to"]
        .iter()
        .any(|name| !chosen.get(name).is_empty());
    html! {
        (fields::metric(definitions, &metric(chosen)))
        (fields::several(fields::MOST_DIMENSIONS, chosen, || fields::places(definitions), "the usual ones"))
        (fields::only(definitions, chosen))
        (fields::date("After begins on", "date", &since, span))
        details.more open[two] {
            summary { "Two windows of your own" }
            (fields::date("After ends on", "until", chosen.get("until"), span))
            (fields::date("Before begins on", "from", chosen.get("from"), span))
            (fields::date("Before ends on", "to", chosen.get("to"), span))
            p.note { "Left empty: after goes to the last day, before are the weeks ahead of it." }
        }
    }
}
