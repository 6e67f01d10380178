//! A metric: over time, by dimensions, narrowed, compared.

use lab::{Asked, Definitions, Question, Span};
use maud::{Markup, html};

use super::chosen::Chosen;
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "metric",
    name: "Metrics",
    about: "",
    fields: form,
    asked,
};

fn metric(chosen: &Chosen) -> String {
    chosen
        .maybe("metric")
        .unwrap_or_else(|| "watch_hours".to_owned())
}

fn asked(chosen: &Chosen, _: Span) -> Result<Asked, String> {
    Ok(Asked::Metric {
        question: Question {
            metric: metric(chosen),
            dimensions: fields::named(chosen),
            filters: chosen.filters(),
            window: chosen.window()?,
        },
        rest: chosen.get("rest") == "on",
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, span: Span) -> Markup {
    let metric = metric(chosen);
    html! {
        (fields::metric(definitions, &metric))
        (fields::several(2, chosen, || definitions.dimensions.iter(), "nothing"))
        (fields::only(definitions, chosen))
        (fields::time(chosen, span, &fields::ANY_TIME))
        label.check { input type="checkbox" name="rest" checked[chosen.get("rest") == "on"]; span { "against the rest" } }
        @if let Some(metric) = definitions.metric(&metric) { p.note.meaning { (metric.meaning) } }
    }
}
