//! Forgetting one recording, after asking; the answer in words stays.

use axum::extract::Path;
use axum::response::Redirect;
use maud::Markup;

use super::place::{Place, address, meant};
use crate::components::remove::{self, Removal};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /interviews/{id}/recordings/{turn}/{attempt}/delete`
pub(crate) async fn ask(visit: Visit, Path(place): Path<Place>) -> Result<Markup, Failure> {
    let (name, interview) = meant(&visit, &place).await?;
    let asked = interview
        .thread(name.turn)
        .map_or("", |thread| thread.question.text.as_str());
    Ok(remove::ask(
        &visit,
        &Removal {
            address: &address(&name),
            name: asked,
            what: "recording",
            with: "The answer in words and its marks stay.",
        },
    ))
}

/// `POST …/delete`
pub(crate) async fn delete(visit: Visit, Path(place): Path<Place>) -> Result<Redirect, Failure> {
    let (name, _) = meant(&visit, &place).await?;
    visit.app.store.forget_recording(&name).await?;
    Ok(Redirect::to("/recordings"))
}
