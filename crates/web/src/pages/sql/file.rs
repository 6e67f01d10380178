//! A result as a file.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use lab::workbench::{Limits, Rows};
use serde::Deserialize;
use tokio::task::spawn_blocking;
use world::Progress;

use super::queries::Queries;
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
    Extension(queries): Extension<Arc<Queries>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let rows = rows(&visit, &queries, &world, wanted).await?;
    Ok(saved_as(
        &name(&rows, "csv"),
        "text/csv; charset=utf-8",
        rows.csv(),
    ))
}

/// `GET /lab/{world}/sql/rows.json`
pub(super) async fn json(
    visit: Visit,
    Path(world): Path<String>,
    Extension(queries): Extension<Arc<Queries>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let rows = rows(&visit, &queries, &world, wanted).await?;
    let text = serde_json::to_string(&rows).map_err(|_| Failure::Broken)?;
    Ok(saved_as(&name(&rows, "json"), "application/json", text))
}

async fn rows(
    visit: &Visit,
    queries: &Queries,
    world: &str,
    wanted: Wanted,
) -> Result<Rows, Failure> {
    let id = with_opened(visit, world, |opened| opened.id.clone()).await?;
    let folder = visit.app.worlds.folder(&id);
    let engine = visit.app.workbench.clone().ok_or(Failure::NoSuchPage)?;
    let query = typed(wanted.q);
    let turn = queries.turn().ok_or(Failure::TooMuchWork)?;
    // Whoever goes away stops it.
    let going = Going(Arc::new(Progress::default()));
    let progress = going.0.clone();
    let carried_out = move || {
        let came = engine.run(&folder, &query, &Limits::FILE, &progress);
        drop(turn);
        came
    };
    spawn_blocking(carried_out)
        .await
        .map_err(|_| Failure::Broken)?
        .map_err(|refusal| misfit(&sentence(&refusal.to_string())))
}

/// A name that tells where rows are missing at the end.
fn name(rows: &Rows, ending: &str) -> String {
    if rows.are_cut() {
        format!("rows-first-{}.{ending}", rows.rows.len())
    } else {
        format!("rows.{ending}")
    }
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
