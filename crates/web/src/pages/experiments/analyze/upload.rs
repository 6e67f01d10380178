//! Bringing a file.

use std::io::Write;
use std::sync::Arc;

use axum::Extension;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Redirect;
use maud::{Markup, html};
use tempfile::NamedTempFile;

use super::shelf::{Brought, Shelf};
use crate::components::{head, icon};
use crate::failure::Failure;
use crate::layout::{Page, Place};
use crate::pages::experiments::refused;
use crate::visit::Visit;

/// The largest file, in bytes; the command line has no such bound.
pub(crate) const LARGEST: usize = 256 * 1024 * 1024;

/// `GET /experiments/analyze`
pub(crate) async fn form(visit: Visit) -> Markup {
    let lede = html! { p { "A CSV file with a header or a Parquet file, with one row a unit: the unit that was assigned, usually a member. Sample ratio first, then every metric with intervals for one look and for any look, plain beside adjusted." } };
    let body = html! {
        (head("Experiments", "Read out a file of your own", lede))
        form.import method="post" action="/experiments/analyze" enctype="multipart/form-data" {
            label.field { span { "The file" } input type="file" name="file" accept=".csv,.parquet,text/csv" required; }
            p.note { "At most " (LARGEST / 1024 / 1024) " MB. It stays on this machine, is not kept, and is gone when the program ends. " code { "greenroom experiment analyze" } " does the same without a bound." }
            button.button { "Bring it" (icon::arrow()) }
        }
    };
    Page::new("Read out a file")
        .at(Place::Lab)
        .narrow()
        .body(body)
        .render(&visit)
}

/// `POST /experiments/analyze`: the file goes to the disk as it comes.
pub(crate) async fn bring(
    visit: Visit,
    Extension(shelf): Extension<Arc<Shelf>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Redirect, Failure> {
    let mut form = form.map_err(|rejection| refused(&rejection.body_text()))?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or("a file").to_owned();
        let file = written(field).await?;
        let opened = file.reopen().map_err(|error| refused(&error))?;
        let columns = tokio::task::spawn_blocking(move || units::header(opened))
            .await
            .map_err(|_| Failure::Broken)?
            .map_err(|error| refused(&error))?;
        if columns.len() < 3 {
            return Err(refused(&format!(
                "{name} has {} columns; a unit, its arm and a metric are needed. Is it comma-separated, with a header?",
                columns.len()
            )));
        }
        let key = format!("{:016x}", (visit.app.seeds)());
        shelf.put(&key, Brought::new(name, columns, file));
        return Ok(Redirect::to(&format!("/experiments/analyze/{key}")));
    }
    Err(refused(&"no file was chosen"))
}

async fn written(mut field: Field<'_>) -> Result<NamedTempFile, Failure> {
    let mut file = NamedTempFile::new().map_err(|error| refused(&error))?;
    let mut size = 0;
    while let Some(part) = field.chunk().await.map_err(unreadable)? {
        size += part.len();
        file.write_all(&part).map_err(|error| refused(&error))?;
    }
    if size == 0 {
        return Err(refused(&"the file is empty"));
    }
    Ok(file)
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return refused(&format!(
            "the file is larger than {} MB, the most that is read here; \u{201c}greenroom experiment analyze\u{201d} has no such bound",
            LARGEST / 1024 / 1024
        ));
    }
    refused(&error.body_text())
}
