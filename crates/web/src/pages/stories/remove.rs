//! Deleting a story: asks first.

use axum::extract::Path;
use axum::response::Redirect;
use maud::Markup;
use prep::story::Story;

use super::named;
use crate::components::remove::{self, Removal};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /stories/{id}/delete`
pub(crate) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let kept = named(&visit, &id).await?;
    let removal = Removal {
        address: &format!("/stories/{id}"),
        name: &kept.paper.title,
        what: "story",
        with: "All its tellings go with it.",
    };
    Ok(remove::ask(&visit, &removal))
}

/// `POST /stories/{id}/delete`
pub(crate) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    if visit.app.store.forget_paper::<Story>(&id).await? {
        Ok(Redirect::to("/stories"))
    } else {
        Err(Failure::NoSuch { what: "story", id })
    }
}
