//! Funnels.

use lab::{Asked, Definitions, FunnelKind, Span};
use maud::{Markup, html};

use super::chosen::{Chosen, way};
use super::fields;
use super::form::Form;

pub(super) const FORM: Form = Form {
    word: "funnel",
    name: "Funnel",
    about: "",
    fields: form,
    asked,
};

fn funnel(chosen: &Chosen) -> FunnelKind {
    if chosen.get("way") == way(FunnelKind::Visiting) {
        FunnelKind::Visiting
    } else {
        FunnelKind::Joining
    }
}

fn asked(chosen: &Chosen, _: Span) -> Result<Asked, String> {
    Ok(Asked::Funnel {
        funnel: funnel(chosen),
        by: chosen.maybe("by"),
        filters: chosen.filters(),
        window: chosen.window()?,
    })
}

fn form(definitions: &Definitions, chosen: &Chosen, span: Span) -> Markup {
    let funnel = funnel(chosen);
    html! {
        label.field { span { "Way" }
            select name="way" { @for each in [FunnelKind::Joining, FunnelKind::Visiting] {
                option value=(way(each)) selected[each == funnel] { (each.name()) }
            } }
        }
        (fields::by("Compare by", "by", definitions.dimensions.iter(), chosen.get("by"), Some("nothing")))
        (fields::only(definitions, chosen))
        (fields::time(chosen, span, &fields::OWN_TIMES))
    }
}
