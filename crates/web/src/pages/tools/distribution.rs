//! How sizes are spread.

use lab::{Asked, Definitions, Quantity, Span};
use maud::{Markup, html};

use super::chosen::{Chosen, quantity};
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "distribution",
    name: "Distribution",
    about: "",
    fields: form,
    asked,
};

fn asked(chosen: &Chosen, _: Span) -> Result<Asked, String> {
    Ok(Asked::Distribution {
        of: quantity(chosen.get("of")),
        filters: chosen.filters(),
        window: chosen.window()?,
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, span: Span) -> Markup {
    let of = quantity(chosen.get("of"));
    html! {
        label.field { span { "Of" }
            select name="of" { @for each in Quantity::ALL {
                option value=(each.id()) selected[each == of] { (each.name()) }
            } }
        }
        (fields::only(definitions, chosen))
        (fields::time(chosen, span, &fields::OWN_TIMES))
    }
}
