//! Beginning, breaks and endings.

use axum::extract::Path;
use axum::response::Redirect;
use interview::{Command, Refusal};

use super::given::Given;
use crate::failure::{Failure, Unsaved};
use crate::fields::Fields;
use crate::room::Room;
use crate::visit::Visit;

/// `POST /interviews/{id}/begin`: the first round, or the next.
pub(crate) async fn begin(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    turn_to(&visit, &id, &given, Command::Begin).await
}

/// `POST /interviews/{id}/pause`
pub(crate) async fn pause(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    turn_to(&visit, &id, &given, Command::Pause).await
}

/// `POST /interviews/{id}/resume`
pub(crate) async fn resume(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    turn_to(&visit, &id, &given, Command::Resume).await
}

/// `POST /interviews/{id}/close-round`
pub(crate) async fn close_round(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    turn_to(&visit, &id, &given, Command::CloseRound).await
}

/// `POST /interviews/{id}/end`
pub(crate) async fn end(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Redirect, Unsaved> {
    turn_to(&visit, &id, &given, Command::End).await
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
