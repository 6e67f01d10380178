//! Takes a world off the disk.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};

use super::{id_of, title, with_worlds};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /worlds/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let id = id_of(&id)?;
    let wanted = id.clone();
    let kept = with_worlds(&visit, move |worlds| worlds.get(&wanted)).await?;
    let name = match &kept.manifest {
        Ok(manifest) => title(&manifest.configuration),
        Err(_) => format!("World {id}"),
    };
    let body = html! {
        header.head {
            p.kicker { a href={ "/worlds/" (id) } { (name) } }
            h1 { "Remove this world?" }
            p.lede { "It frees " (worlds::size(kept.bytes)) ". Cases and experiments that stand on it make it again when they are opened, which takes as long as it took the first time." }
        }
        form method="post" action={ "/worlds/" (id) "/delete" } {
            div.actions {
                button.button.danger { "Remove it" }
                a.button.plain href={ "/worlds/" (id) } { "Keep it" }
            }
        }
    };
    Ok(Page::new("Remove this world")
        .narrow()
        .at(Place::Lab)
        .body(body)
        .render(&visit))
}

/// `POST /worlds/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let id = id_of(&id)?;
    with_worlds(&visit, move |worlds| worlds.remove(&id)).await?;
    Ok(Redirect::to("/worlds"))
}
