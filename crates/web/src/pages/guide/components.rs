//! The components of getting ready.

use maud::{Markup, html};

use crate::components::{paragraph, section};
use crate::visit::Visit;

/// `GET /guide/components`
pub(crate) async fn show(visit: Visit) -> Markup {
    let pack = &visit.pack;
    let lede = html! { p { "Every question belongs to one of these, and your progress is counted by them." } };
    let body = html! {
        @for component in &pack.components {
            @let questions = pack.questions.iter().filter(|each| each.component == component.id).count();
            (section(component.id.as_str(), &component.name, html! {
                @if let Some(group) = &component.group { p.tags { span.tag { (group) } } }
                (paragraph(&component.about))
                div.columns {
                    div { h3 { "Themes" } ul.points { @for theme in &component.themes { li { (theme) } } } }
                    div { h3 { "How to get ready" } ul.points { @for each in &component.prepare { li { (each) } } } }
                }
                p.actions {
                    a.button.quiet href={ "/questions?component=" (component.id) } { "Practise one of " (questions) " questions" }
                }
            }))
        }
    };
    super::part(&visit, "components", &lede, &body)
}
