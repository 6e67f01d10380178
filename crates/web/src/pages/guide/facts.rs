//! Facts, with where and when they were read.

use maud::{Markup, html};

use crate::components::section;
use crate::visit::Visit;

/// `GET /guide/facts`
pub(crate) async fn show(visit: Visit) -> Markup {
    let mut topics: Vec<&str> = Vec::new();
    for fact in &visit.pack.facts {
        if !topics.contains(&fact.topic.as_str()) {
            topics.push(&fact.topic);
        }
    }
    let lede = html! { p { "One good number in the right place does more than ten recited. Look up again what ages before you use it." } };
    let body = html! {
        @for topic in topics {
            (section(topic, &capital(topic), html! {
                ul.facts { @for fact in visit.pack.facts.iter().filter(|fact| fact.topic == topic) {
                    li id=(fact.id) {
                        p.says { (fact.says) }
                        p { (fact.use_it) }
                        p.note {
                            (fact.source) " \u{b7} as of " (fact.as_of)
                            @if fact.ages { " " span.tag { "ages: look it up again" } }
                        }
                    }
                } }
            }))
        }
    };
    super::part(&visit, "facts", &lede, &body)
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
