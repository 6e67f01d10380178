//! The SQL workbench: a query over a world, its result as a grid and a chart, queries that are kept.
//! The query stands in the address. What takes long goes on as long work (`crate::work`), and the
//! engine is the program's business ([`crate::App::workbench`]).

mod examples;
mod file;
mod queries;
mod result;
mod saved;
mod schema;
mod show;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Extension, Router};
use url::form_urlencoded::Serializer;

use crate::app::App;
use queries::Queries;

/// The addresses of the workbench, below that of a world.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(show::show))
        .route("/rows.csv", get(file::csv))
        .route("/rows.json", get(file::json))
        .route("/saved", post(saved::keep))
        .route("/saved/{id}", get(saved::open))
        .route("/saved/{id}/delete", get(saved::ask).post(saved::delete))
        .layer(Extension(Arc::new(Queries::default())))
}

/// The workbench with a query filled in.
pub(crate) fn address(world: &str, query: &str) -> String {
    format!("/lab/{world}/sql?{}", filled(query, ""))
}

/// A query as it stands in an address; `run` says what is done with it.
fn filled(query: &str, run: &str) -> String {
    let mut pairs = Serializer::new(String::new());
    pairs.append_pair("q", query);
    if !run.is_empty() {
        pairs.append_pair("run", run);
    }
    pairs.finish()
}
