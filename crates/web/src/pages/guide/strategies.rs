//! Ways of getting ready.

use maud::{Markup, html};

use crate::components::{icon, markdown, practise, section};
use crate::visit::Visit;

/// `GET /guide/strategies`
pub(crate) async fn show(visit: Visit) -> Markup {
    let lede = html! { p { "Each step is one sitting. You are done when the last line of each is true." } };
    let body = html! {
        @for strategy in &visit.pack.strategies {
            (section(strategy.id.as_str(), &strategy.name, html! {
                (markdown(&strategy.about))
                ol.steps { @for step in &strategy.steps { li { (step) } } }
                p.done { (icon::tick()) span { strong { "Done when: " } (strategy.done_when) } }
                (practise::these(&visit.pack, &strategy.practise))
            }))
        }
    };
    super::part(&visit, "strategies", &lede, &body)
}
