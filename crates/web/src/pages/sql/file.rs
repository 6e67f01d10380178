//! A result as a file.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use lab::workbench::{Limits, Rows};
use serde::Deserialize;
use tokio::task::spawn_blocking;
use world::Progress;

use crate::failure::{Failure, sentence};
use crate::fields::{misfit, typed};
use crate::pages::tools::with_opened;
use crate::visit::Visit;

/// The query whose result is wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
}

/// `GET /lab/{world}/sql/rows.csv`
pub(super) async fn csv(
    visit: Visit,
    Path(world): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let rows = rows(&visit, &world, wanted).await?;
    Ok(saved_as("rows.csv", "text/csv; charset=utf-8", rows.csv()))
}

/// `GET /lab/{world}/sql/rows.json`
pub(super) async fn json(
    visit: Visit,
    Path(world): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let rows = rows(&visit, &world, wanted).await?;
    let text = serde_json::to_string(&rows).map_err(|_| Failure::Broken)?;
    Ok(saved_as("rows.json", "application/json", text))
}

async fn rows(visit: &Visit, world: &str, wanted: Wanted) -> Result<Rows, Failure> {
    let id = with_opened(visit, world, |opened| opened.id.clone()).await?;
    let folder = visit.app.worlds.folder(&id);
    let engine = visit.app.workbench.clone().ok_or(Failure::NoSuchPage)?;
    let query = typed(wanted.q);
    let limits = Limits::USUAL.with_rows(Limits::FILE);
    // Whoever goes away stops it.
    let going = Going(Arc::new(Progress::default()));
    let progress = going.0.clone();
    spawn_blocking(move || engine.run(&folder, &query, &limits, &progress))
        .await
        .map_err(|_| Failure::Broken)?
        .map_err(|refusal| misfit(&sentence(&refusal.to_string())))
}

/// Stops the work that nobody waits for any more.
struct Going(Arc<Progress>);

impl Drop for Going {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn saved_as(name: &str, kind: &'static str, text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, text).into_response()
}
