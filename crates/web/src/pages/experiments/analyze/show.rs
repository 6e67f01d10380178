//! The page of a file: what is asked of it, and the answer.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use units::{Analysis, Limits, analyze};

use super::shelf::{Brought, Shelf};
use super::{ask, readout};
use crate::components::section;
use crate::failure::Failure;
use crate::fields::Said;
use crate::layout::{Page, Place};
use crate::visit::Visit;

/// What is read at most: 320 MB of numbers, and as much for the names of units, which is 40 million whole
/// numbers in order, 13 million in none, or seven million texts of whatever length.
const LIMITS: Limits = Limits {
    cells: 40_000_000,
    names: 320_000_000,
};

/// `GET /experiments/analyze/{key}`: the question stands in the address, so that a reload gives the same
/// readout.
pub(crate) async fn show(
    visit: Visit,
    Extension(shelf): Extension<Arc<Shelf>>,
    Path(key): Path<String>,
    Query(said): Query<Said>,
) -> Result<Response, Failure> {
    let brought = shelf.find(&key).ok_or(Failure::NoSuch {
        what: "file any more: files are not kept, so bring it again",
        id: key.clone(),
    })?;
    let answer = match ask::question(&said) {
        None => None,
        Some(question) => {
            let brought = brought.clone();
            let work = move || match brought.open() {
                Ok(file) => analyze(file, &question, LIMITS).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let done = tokio::task::spawn_blocking(work).await;
            Some(done.map_err(|_| Failure::Broken)?)
        }
    };
    let status = match &answer {
        Some(Err(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let here = format!("/experiments/analyze/{key}");
    Ok((
        status,
        page(&visit, &here, &brought, &said, answer.as_ref()),
    )
        .into_response())
}

fn page(
    visit: &Visit,
    here: &str,
    brought: &Brought,
    said: &Said,
    answer: Option<&Result<Analysis, String>>,
) -> Markup {
    let form = ask::form(here, &brought.columns, said);
    let body = html! {
        header.head {
            p.kicker { a href="/experiments" { "Experiments" } " / " a href="/experiments/analyze" { "Read out a file" } }
            h1 { "Readout of " (brought.name) }
            p.lede { (brought.columns.len()) " columns" }
        }
        @match answer {
            None => { (section("columns", "What is in it", form)) },
            Some(Err(fault)) => {
                p.notices role="alert" { "It cannot be read out: " (fault) "." }
                (section("columns", "What is in it", form))
            },
            Some(Ok(found)) => {
                (readout::shown(found))
                (section("columns", "Ask it otherwise", form))
            },
        }
    };
    Page::new(&brought.name)
        .at(Place::Lab)
        .body(body)
        .render(visit)
}
