//! How a finding is shown.

use lab::Finding;
use maud::{Markup, html};

use super::chosen::address;
use crate::components::findings::chart;

/// A finding: what came of it, drawn, as SQL, and where to go from there.
pub(super) fn finding(world: &str, finding: &Finding, onward: Markup) -> Markup {
    html! {
        section.found aria-labelledby="found" {
            h2 #found { (finding.title) }
            p.lead { (finding.answer) }
            (onward)
            @for each in &finding.charts { (chart(&finding.title, each)) }
            details.sql {
                summary { "The same in SQL" }
                pre tabindex="0" { code { (finding.sql) } }
            }
            p.note { a href=(address(world, &finding.question)) { "A link to exactly this" } }
        }
    }
}

/// What came of asking, or why nothing did.
pub(super) fn outcome(world: &str, found: &Result<Finding, String>) -> Markup {
    html! {
        @match found {
            Ok(found) => (finding(world, found, html! {})),
            Err(reason) => div.trouble role="status" { p { (reason) } },
        }
    }
}
