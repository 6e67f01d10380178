//! The guide: what the role and its interview are like, each part leading into practising it.

pub(crate) mod components;
pub(crate) mod culture;
pub(crate) mod facts;
pub(crate) mod frames;
pub(crate) mod mistakes;
pub(crate) mod process;
pub(crate) mod role;
pub(crate) mod strategies;

use maud::{Markup, html};

use crate::components::{head, icon};
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// The parts of the guide: address, name, what it is good for.
const PARTS: [(&str, &str, &str); 8] = [
    (
        "role",
        "The role",
        "What the job asks for day to day, with situations from it.",
    ),
    (
        "process",
        "The process",
        "Every round: who asks, what is assessed, what gets you through.",
    ),
    (
        "components",
        "What to get ready",
        "The components that questions, marks and progress are counted by.",
    ),
    (
        "culture",
        "The culture",
        "Principles, values and words, and what each looks like when somebody does it.",
    ),
    (
        "mistakes",
        "Mistakes that cost offers",
        "What goes wrong most, and the same answer said better.",
    ),
    (
        "frames",
        "Frames",
        "Ways to order a thought under pressure.",
    ),
    (
        "strategies",
        "Ways to prepare",
        "What to do between now and the interview, a sitting at a time.",
    ),
    (
        "facts",
        "Facts to know",
        "Numbers and events with their source and date.",
    ),
];

/// `GET /guide`
pub(crate) async fn index(visit: Visit) -> Markup {
    let company = &visit.pack.manifest.company;
    let title = format!("How {company} interviews, and how to get ready");
    let body = html! {
        (head("Guide", &title, html! { p { (visit.pack.manifest.about) } }))
        ol.rows.numbered {
            @for (address, name, about) in PARTS {
                li { a href={ "/guide/" (address) } {
                    span.name { (name) }
                    span.about { (about) }
                    span.aside { (icon::arrow()) }
                } }
            }
        }
    };
    Page::new("Guide")
        .at(Place::Guide)
        .body(body)
        .render(&visit)
}

/// A page of the guide, with ways to its neighbours.
fn part(visit: &Visit, address: &str, lede: &Markup, body: &Markup) -> Markup {
    let place = PARTS
        .iter()
        .position(|(each, ..)| *each == address)
        .unwrap_or_default();
    let (_, name, _) = PARTS[place];
    let (next, next_name, _) = PARTS[(place + 1) % PARTS.len()];
    Page::new(name)
        .at(Place::Guide)
        .body(html! {
            header.head {
                p.kicker { a href="/guide" { "Guide" } " / " (place + 1) " of " (PARTS.len()) }
                h1 { (name) }
                div.lede { (lede) }
            }
            (body)
            nav.onward aria-label="Guide" {
                a href={ "/guide/" (next) } { span { "Next" } strong { (next_name) } (icon::arrow()) }
            }
        })
        .render(visit)
}
