//! The areas of the role.

use maud::{Markup, html};

use crate::components::{markdown, practise, section};
use crate::visit::Visit;

/// `GET /guide/role`
pub(crate) async fn show(visit: Visit) -> Markup {
    let lede = html! { p { "What a " (visit.pack.manifest.role.to_lowercase()) " at " (visit.pack.manifest.company)
    " spends the day on. Interviewers listen for somebody who already thinks about these." } };
    let body = html! {
        @for area in &visit.pack.role {
            (section(area.id.as_str(), &area.name, html! {
                (markdown(&area.about))
                @if !area.examples.is_empty() {
                    h3 { "From the job" }
                    ul.points { @for example in &area.examples { li { (example) } } }
                }
                (practise::these(&visit.pack, &area.practise))
            }))
        }
    };
    super::part(&visit, "role", &lede, &body)
}
