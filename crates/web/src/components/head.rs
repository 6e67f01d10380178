//! The beginning of a page, and its sections with their names in the margin.

use maud::{Markup, Render, html};

/// The beginning of a page.
pub(crate) fn head(kicker: &str, title: &str, lede: impl Render) -> Markup {
    html! {
        header.head {
            p.kicker { (kicker) }
            h1 { (title) }
            div.lede { (lede) }
        }
    }
}

/// A section with its name in the margin.
pub(crate) fn section(id: &str, name: &str, body: impl Render) -> Markup {
    html! {
        section.side aria-labelledby=(id) {
            h2 id=(id) { (name) }
            div.stuff { (body) }
        }
    }
}
