//! Forgetting one recording, after asking; the answer in words stays.

use axum::response::Redirect;
use maud::Markup;

use super::place::{Meant, address};
use crate::components::remove::{self, Removal};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET …/recordings/{turn}/{attempt}/delete`
pub(crate) async fn ask(visit: Visit, Meant { name, asked, .. }: Meant) -> Markup {
    remove::ask(
        &visit,
        &Removal {
            address: &address(&name),
            name: &asked,
            what: "recording",
            with: "The answer in words and its marks stay.",
        },
    )
}

/// `POST …/delete`
pub(crate) async fn delete(visit: Visit, Meant { name, .. }: Meant) -> Result<Redirect, Failure> {
    visit.app.store.forget_recording(&name).await?;
    Ok(Redirect::to("/recordings"))
}
