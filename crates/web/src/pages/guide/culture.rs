//! Principles, values and words of the company.

use maud::{Markup, html};

use crate::components::{icon, markdown, practise, section};
use crate::visit::Visit;

/// `GET /guide/culture`
pub(crate) async fn show(visit: Visit) -> Markup {
    let pack = &visit.pack;
    let lede = html! { p { "Naming a value proves nothing; conduct does. For each: what one could see somebody do, and what only sounds like it." } };
    let body = html! {
        @if !pack.principles.is_empty() { h2.part { "Principles" } }
        @for principle in &pack.principles {
            (section(principle.id.as_str(), &principle.name, html! {
                (markdown(&principle.about))
                ul.points { @for each in &principle.conduct { li { (each) } } }
                p.misread { (icon::cross()) span { strong { "Misread as: " } (principle.misread) } }
                (practise::these(pack, &principle.practise))
            }))
        }
        @if !pack.values.is_empty() { h2.part { "Values" } }
        @for value in &pack.values {
            (section(value.id.as_str(), &value.name, html! {
                p { (value.about) }
                ul.points { @for each in &value.conduct { li { (each) } } }
                p.misread { (icon::cross()) span { strong { "Only sounds like it: " } (value.hollow) } }
                (practise::these(pack, &value.practise))
            }))
        }
        @if !pack.terms.is_empty() {
            h2.part { "Words you will hear" }
            dl.terms { @for term in &pack.terms {
                div { dt { (term.name) } dd { p { (term.means) } p.note { strong { "Show it without saying it: " } (term.show) } } }
            } }
        }
    };
    super::part(&visit, "culture", &lede, &body)
}
