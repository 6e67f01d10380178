//! The second view of an interview: a friend or coach follows it, asks, and marks.
//!
//! Whoever has the invitation sees these pages and no other ([`Guest`]); nothing here shows what the
//! program marked, what the candidate is typing, or anything outside the interview.

mod cards;
mod guest;
mod lead;
mod now;
mod script;
mod sheet;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;
use crate::assets;

pub(crate) use guest::Guest;

/// What lies behind an invitation.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(view::show))
        .route("/sheets/{turn}", post(sheet::keep))
        .route("/lead", post(lead::take))
        .route("/leave", post(lead::leave))
        .route("/ask", post(lead::ask))
        .route("/next", post(lead::next))
        .route("/assets/{version}/{name}", get(assets::show_behind))
}
