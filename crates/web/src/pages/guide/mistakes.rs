//! The common mistakes, each next to the same thing said better.

use maud::{Markup, html};

use crate::components::{icon, markdown, practise, section};
use crate::visit::Visit;

/// `GET /guide/mistakes`
pub(crate) async fn show(visit: Visit) -> Markup {
    let lede =
        html! { p { "Your marks flag these with your own words whenever an answer makes one." } };
    let body = html! {
        @for mistake in &visit.pack.mistakes {
            (section(mistake.id.word(), &mistake.name, html! {
                (markdown(&mistake.about))
                div.compare {
                    figure.bad { figcaption { (icon::cross()) "Costs the offer" } blockquote { (mistake.bad) } }
                    figure.better { figcaption { (icon::tick()) "The same candidate, better" } blockquote { (mistake.better) } }
                }
                p { strong { "Why it fails. " } (mistake.why) }
                p { strong { "How to mend it. " } (mistake.mend) }
                (practise::these(&visit.pack, &mistake.practise))
            }))
        }
    };
    super::part(&visit, "mistakes", &lede, &body)
}
