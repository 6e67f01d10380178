//! A case is deleted.

use axum::extract::Path;
use axum::response::Redirect;
use maud::Markup;

use super::Desk;
use crate::components::remove::{self, Removal};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /cases/{id}/delete`
pub(super) async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let desk = Desk::enter(&visit, &id).await?;
    let name = desk
        .case()
        .map_or_else(|_| desk.sitting.case.to_string(), |case| case.name.clone());
    Ok(remove::ask(
        &visit,
        &Removal {
            address: &desk.address(),
            name: &name,
            what: "case",
            with: "What you asked, your notebook, your conclusion, what you recorded and its grade go with it. Its world stays until you remove it among the worlds.",
        },
    ))
}

/// `POST /cases/{id}/delete`
pub(super) async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let known = match id.parse() {
        Ok(case) => visit.app.store.delete_case(&case).await?,
        Err(_) => false,
    };
    if known {
        Ok(Redirect::to("/cases"))
    } else {
        Err(Failure::NoSuch { what: "case", id })
    }
}
