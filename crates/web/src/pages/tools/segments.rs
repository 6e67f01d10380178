//! Which segments a change is made of.

use lab::{Asked, Definitions, Span, Window};
use maud::{Markup, html};

use super::chosen::{Chosen, middle};
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "segments",
    name: "Segments",
    about: "A share moves because segments changed (level), or because their parts of the whole did (mix). Both are told exactly: they add up to the change.",
    fields: form,
    asked,
};

fn metric(chosen: &Chosen) -> String {
    chosen
        .maybe("metric")
        .unwrap_or_else(|| "completion_rate".to_owned())
}

fn by(chosen: &Chosen) -> String {
    chosen.maybe("by").unwrap_or_else(|| "device".to_owned())
}

fn asked(chosen: &Chosen, span: Span) -> Result<Asked, String> {
    Ok(Asked::Segments {
        metric: metric(chosen),
        by: by(chosen),
        filters: chosen.filters(),
        window: chosen
            .window()?
            .unwrap_or_else(|| Window::BeforeAfter(middle(span))),
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, span: Span) -> Markup {
    html! {
        (fields::metric(definitions, &metric(chosen)))
        (fields::by("Segments by", "by", fields::places(definitions), &by(chosen), None))
        (fields::only(definitions, chosen))
        (fields::time(chosen, span, &fields::TWO_TIMES))
    }
}
