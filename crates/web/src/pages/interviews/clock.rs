//! Beginning, breaks and endings.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::{MethodRouter, post};
use interview::{Command, Refusal};

use super::given::Given;
use crate::app::App;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::room::Room;
use crate::visit::Visit;

/// `POST /interviews/{id}/begin`, and the other addresses that do one thing to an interview: what is
/// typed is kept first, and the room is shown as it then stands.
pub(crate) fn does(command: Command) -> MethodRouter<Arc<App>> {
    post(
        move |visit: Visit, Path(id): Path<String>, Fields(given): Fields<Given>| async move {
            turn_to(&visit, &id, &given, command).await
        },
    )
}

async fn turn_to(
    visit: &Visit,
    id: &str,
    given: &Given,
    command: Command,
) -> Result<Redirect, Unsaved> {
    given.keep(&visit.app, id).await?;
    match Room::act(&visit.app, id, command).await {
        Ok(_) => {}
        Err(Failure::Refused { refusal, .. }) if already_so(&refusal) => {}
        Err(failure) => return Err(given.refuse(&visit.app, id, failure).await),
    }
    Ok(Redirect::to(&format!("/interviews/{id}")))
}

/// Whether things stand as was asked, or went on: another window, or a button pressed twice. The
/// room then shows how they stand.
const fn already_so(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::RoundRunning(_)
            | Refusal::NoRoundRunning
            | Refusal::IsPaused
            | Refusal::NotPaused
            | Refusal::HasEnded
    )
}
