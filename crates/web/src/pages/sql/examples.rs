//! Queries to begin with: the definition of every metric.

use maud::{Markup, html};

use super::address;
use crate::pages::tools::Opened;

/// One for each metric.
pub(super) fn list(opened: &Opened) -> Markup {
    html! {
        section.found aria-labelledby="examples" {
            h2 #examples { "To begin with" }
            p.note { "What each measure is, as a query; change it to ask something else." }
            ul.examples { @for metric in &opened.definitions.metrics {
                li { a href=(address(opened.id.as_str(), &metric.sql())) { (metric.name) } }
            } }
        }
    }
}
