//! Frames: ways of ordering a thought.

use maud::{Markup, html};

use crate::components::{markdown, practise, section};
use crate::visit::Visit;

/// `GET /guide/frames`
pub(crate) async fn show(visit: Visit) -> Markup {
    let lede = html! { p { "A frame shows your logic while you think. It earns nothing by itself: fill it, and leave it when the question asks for something else." } };
    let body = html! {
        @for frame in &visit.pack.frames {
            (section(frame.id.as_str(), &frame.name, html! {
                p { (frame.when) }
                ol.steps { @for step in &frame.steps { li { strong { (step.name) } (step.say) } } }
                details { summary { "An answer that uses it" } (markdown(&frame.example)) }
                (practise::these(&visit.pack, &frame.practise))
            }))
        }
    };
    super::part(&visit, "frames", &lede, &body)
}
