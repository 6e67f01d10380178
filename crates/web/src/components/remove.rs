//! The page that asks before something is deleted.

use maud::{Markup, html};

use crate::layout::{Page, Place};
use crate::visit::Visit;

/// What is to be deleted.
pub(crate) struct Removal<'a> {
    /// Where it is shown; its address with `/delete` takes the form.
    pub(crate) address: &'a str,
    /// What it is called.
    pub(crate) name: &'a str,
    /// What sort of thing it is.
    pub(crate) what: &'a str,
    /// What goes with it.
    pub(crate) with: &'a str,
}

/// Asks.
pub(crate) fn ask(visit: &Visit, removal: &Removal<'_>) -> Markup {
    let title = format!("Delete this {}", removal.what);
    let body = html! {
        header.head {
            p.kicker { a href=(removal.address) { (removal.name) } }
            h1 { (title) "?" }
            p.lede { (removal.with) " What is deleted is overwritten on the disk." }
        }
        form method="post" action={ (removal.address) "/delete" } {
            div.actions {
                button.button.danger { "Delete it" }
                a.button.plain href=(removal.address) { "Keep it" }
            }
        }
    };
    Page::new(title).at(Place::Prepare).body(body).render(visit)
}
