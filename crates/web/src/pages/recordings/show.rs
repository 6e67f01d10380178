//! To the answer that a recording is of.

use axum::response::Redirect;

use super::place::Meant;

/// `GET …/recordings/{turn}/{attempt}`: the answer with its marks, or the room where it is still being
/// given.
pub(crate) async fn show(Meant { page, .. }: Meant) -> Redirect {
    Redirect::to(&page)
}
