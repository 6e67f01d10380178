//! Long work on a case's world, and the page that offers to begin it.

use axum::response::Redirect;
use lab::case::Sitting;
use maud::{Markup, html};
use tokio::runtime::Handle;
use worlds::{CaseFailure, OpenCase};

use super::{Desk, Scorecard, change, steps};
use crate::components::icon;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;
use crate::work::{About, Progress};

/// What is to be done with the world of a case.
pub(super) struct Task {
    /// Tells it from other work on the case.
    pub(super) key: &'static str,
    /// What is being done, as a title.
    pub(super) title: &'static str,
    /// What it is good for, or what it takes.
    pub(super) lede: &'static str,
}

impl Task {
    /// Starts it, or joins it. What is found changes the case, to which the work then leads.
    pub(super) fn start<Found: FnOnce(&mut Sitting<Scorecard>)>(
        &self,
        visit: &Visit,
        desk: &Desk,
        find: impl FnOnce(&OpenCase<'_>, &Progress) -> Result<Found, CaseFailure> + Send + 'static,
    ) -> Result<Redirect, Failure> {
        let about = About {
            key: format!("case-{}{}", desk.id, self.key),
            title: self.title.to_owned(),
            lede: self.lede.to_owned(),
            back: desk.address(),
        };
        let (app, pack, id) = (visit.app.clone(), desk.panel.pack.clone(), desk.id.clone());
        let setting = desk.sitting.setting();
        let runtime = Handle::current();
        let address = visit.app.works.start(about, move |progress| {
            let told = |error: &dyn std::fmt::Display| error.to_string();
            let open = OpenCase::new(&app.worlds, &pack, &setting, progress)
                .map_err(|error| told(&error))?;
            let found = find(&open, progress).map_err(|error| told(&error))?;
            runtime
                .block_on(change(&app, &id, found))
                .map_err(|error| told(&error))?;
            Ok::<_, String>(format!("/cases/{id}"))
        })?;
        Ok(Redirect::to(&address))
    }
}

/// The page of a case that waits for such work: how it stands, and the button that starts it.
pub(super) fn waits(
    visit: &Visit,
    desk: &Desk,
    stands: &str,
    (action, button): (&str, &str),
) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let body = html! {
        header.head {
            p.kicker { a href="/cases" { "Cases" } }
            h1 { (case.name) }
            p.lede { (stands) }
            (steps(desk.sitting.stage()))
        }
        form method="post" action={ (desk.address()) (action) } {
            div.actions { button.button { (button) (icon::arrow()) } }
        }
        p.note { a href={ (desk.address()) "/delete" } { "Delete this case" } }
    };
    Ok(Page::new(&case.name)
        .at(Place::Lab)
        .narrow()
        .body(body)
        .render(visit))
}
