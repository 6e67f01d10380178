//! A recording is played.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::place::Meant;
use crate::failure::Failure;
use crate::visit::Visit;

/// `GET …/recordings/{turn}/{attempt}/sound.wav`: the sound, or the part of it that a
/// player asks for.
pub(crate) async fn play(
    visit: Visit,
    Meant { name, .. }: Meant,
    request: Request,
) -> Result<Response, Failure> {
    let found = visit.app.store.recording(&name).await?;
    let found = found.ok_or_else(|| Failure::NoSuch {
        what: "recording",
        id: name.to_string(),
    })?;
    let served = ServeFile::new(&found.path).oneshot(request).await;
    served
        .map(|response| response.map(Body::new).into_response())
        .map_err(|never| match never {})
}
