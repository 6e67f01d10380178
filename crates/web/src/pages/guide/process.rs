//! The rounds of the process.

use maud::{Markup, html};

use crate::components::{markdown, section};
use crate::visit::Visit;

/// `GET /guide/process`
pub(crate) async fn show(visit: Visit) -> Markup {
    let pack = &visit.pack;
    let body = html! {
        @for round in &pack.rounds {
            (section(round.id.as_str(), &round.name, html! {
                p.tags {
                    span.tag { (round.minutes) " minutes" }
                    span.tag { (round.questions) " questions" }
                    @if round.optional { span.tag { "only some candidates" } }
                    @if round.presentation { span.tag { "you present first" } }
                }
                p.lead { (round.form) }
                ul.people { @for person in &round.interviewers {
                    li { strong { (person.name) } span.soft { (person.role) } span.note { (person.manner) } }
                } }
                div.columns {
                    (list("What is assessed", &round.assesses))
                    (list("What gets you through", &round.passes))
                    (list("What ends it here", &round.fails))
                    (list("How to get ready", &round.prepare))
                }
                p.actions {
                    a.button href={ "/practise/round/" (round.id) } { "Practise this round" }
                    a.button.plain href={ "/questions?round=" (round.id) } { "See its questions" }
                }
            }))
        }
    };
    super::part(&visit, "process", &markdown(&pack.manifest.process), &body)
}

fn list(name: &str, points: &[String]) -> Markup {
    html! {
        @if !points.is_empty() {
            div { h3 { (name) } ul.points { @for point in points { li { (point) } } } }
        }
    }
}
