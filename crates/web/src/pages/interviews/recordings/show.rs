//! To the answer that a recording is of.

use axum::extract::Path;
use axum::response::Redirect;

use super::place::{Place, attempts, meant};
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /interviews/{id}/recordings/{turn}/{attempt}`: the answer with its marks, or the room where it
/// is still being given.
pub(crate) async fn show(visit: Visit, Path(place): Path<Place>) -> Result<Redirect, Failure> {
    let (name, interview) = meant(&visit, &place).await?;
    let opened_by = interview
        .thread(name.turn)
        .map_or(name.turn, interview::Thread::opened_by);
    let answer = format!("/interviews/{}/answers/{opened_by}", name.interview);
    let given = name.attempt <= attempts(&interview, name.turn);
    Ok(Redirect::to(&match name.attempt {
        0 => answer,
        attempt if given => format!("{answer}/comparison/{attempt}"),
        _ => format!("{answer}/retry"),
    }))
}
