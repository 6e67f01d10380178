//! Deleting a story: asks first.

use axum::extract::Path;
use axum::response::Redirect;
use maud::{Markup, html};
use prep::story::Story;

use super::named;
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// `GET /stories/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = named(&visit, &id).await?;
    let body = html! {
        header.head {
            p.kicker { a href={ "/stories/" (id) } { (kept.paper.title) } }
            h1 { "Delete this story?" }
            p.lede { "All its tellings go with it. What is deleted is overwritten on the disk." }
        }
        form method="post" action={ "/stories/" (id) "/delete" } {
            div.actions {
                button.button.danger { "Delete it" }
                a.button.plain href={ "/stories/" (id) } { "Keep it" }
            }
        }
    };
    Ok(Page::new("Delete this story")
        .at(Place::Prepare)
        .body(body)
        .render(&visit))
}

/// `POST /stories/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    if visit.app.store.forget_paper::<Story>(&id).await? {
        Ok(Redirect::to("/stories"))
    } else {
        Err(Failure::NoSuch { what: "story", id })
    }
}
