//! What the measures mean, the user's own among them.

use maud::{Markup, html};

use super::{OWN_METRICS, definitions, faults};
use crate::components::{head, section};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// A metric of one's own, to begin with.
const EXAMPLE: &str = r#"[[metric]]
id = "long_waits"
name = "starts that take long"
meaning = "Share of the plays that started after more than five seconds."
unit = "share of plays"
better = "down"
of = { from = ["plays"], where = ["outcome = 'played'", "startup_seconds > 5"] }
per = { from = ["plays"], where = ["outcome = 'played'"] }
says = ["long_waits", "wait long"]"#;

/// `GET /lab/metrics`
pub(crate) async fn show(visit: Visit) -> Result<Markup, Failure> {
    let (definitions, wrong) = definitions(&visit.app.data_dir)?;
    let path = visit.app.data_dir.join(OWN_METRICS);
    let body = html! {
        (head("Lab", "What the measures mean", html! {
            p { "One definition serves requests in plain words, tools, pages and terminal." }
        }))
        (faults(&wrong))
        (section("measures", "Measures", html! {
            @for metric in &definitions.metrics { details {
                summary { (metric.name) span.soft { " \u{b7} " (metric.id) } }
                p { (metric.meaning) }
                p.note { (metric.unit) ", " @if metric.better == lab::Better::Up { "more is better" } @else { "less is better" } }
                pre tabindex="0" { code { (metric.sql()) } }
            } }
        }))
        (section("dimensions", "Dimensions", html! {
            dl.terms { @for dimension in &definitions.dimensions {
                div { dt { (dimension.name) } dd { (dimension.meaning) } }
            } }
        }))
        (section("own", "Your own", html! {
            p { "Measures of your own stand in " code.path { (path.display()) } ", written like this one, and are read at the next request:" }
            pre tabindex="0" { code { (EXAMPLE) } }
            p.note { "Tables: plays, visits, subscription_events, prospects. Rows count with their column weight by themselves." }
        }))
    };
    Ok(Page::new("What the measures mean")
        .at(Place::Lab)
        .body(body)
        .render(&visit))
}
