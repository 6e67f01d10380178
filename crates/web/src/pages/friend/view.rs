//! The friend's page: what goes on now, and a scorecard for every question.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use super::{Guest, cards, now};
use crate::failure::Failure;
use crate::layout::Page;
use crate::visit::Visit;

/// What our script has seen: how many things had happened then.
#[derive(Deserialize)]
pub(crate) struct Seen {
    seen: Option<u64>,
}

/// `GET /friend/{invitation}`; nothing for our script where nothing has happened since it last looked.
pub(crate) async fn show(
    visit: Visit,
    Path(invitation): Path<String>,
    Query(Seen { seen }): Query<Seen>,
) -> Result<Response, Failure> {
    let guest = Guest::enter(&visit, &invitation).await?;
    if visit.fragment && seen == Some(guest.room.interview.length()) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let sheets = visit.app.store.sheets(&guest.room.id).await?;
    let now = now::part(&visit, &guest).await?;
    let body = html! {
        div.second-view {
            (now)
            (cards::all(&guest, &sheets))
        }
    };
    let page = Page::new("You interview").script("friend.js").body(body);
    Ok(page.render(&visit).into_response())
}
