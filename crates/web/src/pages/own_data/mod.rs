//! Diagnosis of a file of the candidate's own. The file is read as it comes in and never kept.

mod form;
mod held;
mod incoming;
mod show;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Extension, Router};

use crate::app::App;
use held::Held;

/// The addresses of diagnosis.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(form::show).post(incoming::take))
        .route("/{key}", get(show::show))
        // What comes in is counted while it is read, so that even of too large a file it can be told.
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(Arc::new(Held::default())))
}
