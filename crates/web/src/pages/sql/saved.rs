//! Queries that are kept, for one world or for all.

use axum::extract::Path;
use axum::response::Redirect;
use lab::workbench::Limits;
use maud::{Markup, html};
use store::{Kept, SavedQuery};

use super::address;
use crate::components::remove::{self, Removal};
use crate::failure::{Failure, Unsaved};
use crate::fields::{Fields, Said, misfit, value, written};
use crate::pages::tools::{Opened, with_opened};
use crate::papers;
use crate::visit::Visit;

/// Letters of a name.
const LONGEST_NAME: usize = 80;

/// The queries that are kept for a world, and for all.
pub(super) async fn of_world(visit: &Visit, world: &str) -> Result<Vec<Kept<SavedQuery>>, Failure> {
    let mut kept = visit.app.store.papers::<SavedQuery>().await?;
    kept.retain(|kept| kept.paper.world.as_deref().is_none_or(|of| of == world));
    Ok(kept)
}

/// The form that keeps a query.
pub(super) fn form(opened: &Opened, query: &str) -> Markup {
    html! {
        form.keep-query method="post" action={ "/lab/" (opened.id) "/sql/saved" } {
            input type="hidden" name="q" value=(query) data-query;
            label.field { span { "Keep this query as" }
                input type="text" name="name" maxlength=(LONGEST_NAME) required autocomplete="off";
            }
            label.check { input type="checkbox" name="everywhere" value="yes" checked; span { "for every world" } }
            button.button.quiet { "Keep" }
        }
    }
}

/// What is kept.
pub(super) fn list(opened: &Opened, kept: &[Kept<SavedQuery>]) -> Markup {
    let world = opened.id.as_str();
    html! {
        @if !kept.is_empty() {
            section.found aria-labelledby="kept" {
                h2 #kept { "Kept" }
                ul.kept-queries { @for each in kept {
                    li {
                        a href=(address(world, &each.paper.query)) { (each.paper.name) }
                        @if each.paper.world.is_some() { span.note { " this world only" } }
                        " " a.button.plain.small href={ "/lab/" (world) "/sql/saved/" (each.id) "/delete" } aria-label={ "Delete " (each.paper.name) } { "Delete" }
                    }
                } }
            }
        }
    }
}

/// `POST /lab/{world}/sql/saved`
pub(super) async fn keep(
    visit: Visit,
    Path(world): Path<String>,
    Fields(said): Fields<Said>,
) -> Result<Redirect, Unsaved> {
    let kept = kept(&visit, &world, &said).await;
    kept.map_err(|failure| Unsaved {
        failure,
        text: written(&said, &["everywhere"]),
    })
}

async fn kept(visit: &Visit, world: &str, said: &Said) -> Result<Redirect, Failure> {
    let world = with_opened(visit, world, |opened| opened.id.to_string()).await?;
    let query = value(said, "q");
    let name: String = value(said, "name").chars().take(LONGEST_NAME).collect();
    if query.is_empty() || name.is_empty() {
        return Err(misfit(
            &"a query is kept with a name; write both, and run the query first where the page has no script",
        ));
    }
    if query.len() > Limits::LONGEST {
        return Err(misfit(&"the query is too long to be kept"));
    }
    let everywhere = value(said, "everywhere") == "yes";
    let back = address(&world, &query);
    let paper = SavedQuery {
        name,
        query,
        world: (!everywhere).then_some(world),
    };
    papers::add(visit, &paper).await?;
    Ok(Redirect::to(&back))
}

async fn named(visit: &Visit, id: String) -> Result<SavedQuery, Failure> {
    match visit.app.store.paper::<SavedQuery>(&id).await? {
        Some(kept) => Ok(kept.paper),
        None => Err(Failure::NoSuch { what: "query", id }),
    }
}

/// `GET /lab/{world}/sql/saved/{id}`: the query, filled in.
pub(super) async fn open(
    visit: Visit,
    Path((world, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let kept = named(&visit, id).await?;
    Ok(Redirect::to(&address(&world, &kept.query)))
}

/// `GET /lab/{world}/sql/saved/{id}/delete`: asks first.
pub(super) async fn ask(
    visit: Visit,
    Path((world, id)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let kept = named(&visit, id.clone()).await?;
    let removal = Removal {
        address: &format!("/lab/{world}/sql/saved/{id}"),
        name: &kept.name,
        what: "query",
        with: "Only the text that you kept goes; the world stays as it is.",
    };
    Ok(remove::ask(&visit, &removal))
}

/// `POST /lab/{world}/sql/saved/{id}/delete`
pub(super) async fn delete(
    visit: Visit,
    Path((world, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    if visit.app.store.forget_paper::<SavedQuery>(&id).await? {
        Ok(Redirect::to(&format!("/lab/{world}/sql")))
    } else {
        Err(Failure::NoSuch { what: "query", id })
    }
}
