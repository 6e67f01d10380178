//! A case is begun, and its world made.

use axum::extract::Path;
use axum::response::Redirect;
use lab::case::{MEMBERS, Sitting, Size};
use maud::{Markup, html};
use store::KeptCase;
use tokio::runtime::Handle;
use worlds::OpenCase;

use super::{Desk, change};
use crate::components::icon;
use crate::failure::Failure;
use crate::fields::{Fields, Said, misfit, value};
use crate::layout::{Page, Place};
use crate::visit::Visit;
use crate::work::About;

/// `POST /cases`
pub(super) async fn begin(visit: Visit, Fields(said): Fields<Said>) -> Result<Redirect, Failure> {
    let name = value(&said, "case");
    let case = name
        .parse()
        .ok()
        .and_then(|id| visit.pack.case(&id))
        .ok_or(Failure::NoSuch {
            what: "case",
            id: name,
        })?;
    let seed = match value(&said, "seed").as_str() {
        // Few enough digits to be read out.
        "" => (visit.app.seeds)() % 1_000_000,
        text => text
            .parse()
            .map_err(|_| misfit(&"a seed is a whole number of at most twenty digits"))?,
    };
    let size = match value(&said, "members").as_str() {
        "" => Size::of(case.headline),
        text => Size::of(case.headline).with_members(text.parse().map_err(|_| {
            misfit(&format!(
                "a world has {} to {} members",
                MEMBERS.start(),
                MEMBERS.end()
            ))
        })?),
    };
    let mut sitting = Sitting::new(visit.pack.manifest.id.clone(), case.id.clone(), seed, size);
    let interview = value(&said, "interview");
    sitting.interview = (!interview.is_empty() && interview.len() <= 64).then_some(interview);
    let paper = KeptCase(sitting);
    let id = visit.app.store.add_paper(&paper, visit.app.now()).await?;
    start(&visit, &Desk::enter(&visit, &id).await?)
}

/// `POST /cases/{id}/make`
pub(super) async fn make(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    start(&visit, &Desk::enter(&visit, &id).await?)
}

/// Starts making the world, or joins it.
fn start(visit: &Visit, desk: &Desk) -> Result<Redirect, Failure> {
    let about = About {
        key: format!("case-{}", desk.id),
        title: "Preparing the case".to_owned(),
        lede: "A streaming service is simulated, member by member, with something done to it that you are to find."
            .to_owned(),
        back: desk.address(),
    };
    let (app, pack, id) = (visit.app.clone(), desk.panel.pack.clone(), desk.id.clone());
    let (case, seed, size) = (
        desk.sitting.case.clone(),
        desk.sitting.seed,
        desk.sitting.size,
    );
    let runtime = Handle::current();
    let address = visit.app.works.start(about, move |progress| {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let open = OpenCase::new(&app.worlds, &pack, &case, seed, size, progress)
            .map_err(|error| told(&error))?;
        let opening = open.opening().map_err(|error| told(&error))?;
        runtime
            .block_on(change(&app, &id, |sitting| {
                sitting.opening.get_or_insert(opening);
            }))
            .map_err(|error| told(&error))?;
        Ok::<_, String>(format!("/cases/{id}"))
    })?;
    Ok(Redirect::to(&address))
}

/// The world is not there yet.
pub(super) fn waits(visit: &Visit, desk: &Desk) -> Result<Markup, Failure> {
    let case = desk.case()?;
    let body = html! {
        header.head {
            p.kicker { a href="/cases" { "Cases" } }
            h1 { (case.name) }
            p.lede { "The world of this case is not made yet. The brief comes with its figures." }
        }
        form method="post" action={ (desk.address()) "/make" } {
            div.actions { button.button { "Make it" (icon::arrow()) } }
        }
        p.note { a href={ (desk.address()) "/delete" } { "Delete this case" } }
    };
    Ok(Page::new(&case.name)
        .at(Place::Lab)
        .narrow()
        .body(body)
        .render(visit))
}
