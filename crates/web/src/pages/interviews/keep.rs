//! What is typed is kept as it is typed.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::given::Given;
use crate::failure::Unsaved;
use crate::fields::Fields;
use crate::visit::Visit;

/// `POST /interviews/{id}/draft`: the answer so far and the notes beside it.
pub(crate) async fn draft(
    visit: Visit,
    Path(id): Path<String>,
    Fields(given): Fields<Given>,
) -> Result<Response, Unsaved> {
    given.keep(&visit.app, &id).await?;
    if visit.fragment {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Redirect::to(&format!("/interviews/{id}")).into_response())
}
