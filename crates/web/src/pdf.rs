//! Booklets as files to save.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use booklet::{Booklet, write};

use crate::failure::Failure;

/// A booklet as PDF, saved under a name.
pub(crate) fn file(booklet: &Booklet, name: &str) -> Result<Response, Failure> {
    let bytes = write(booklet).map_err(|_| Failure::Broken)?;
    let head = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("inline; filename=\"greenroom-{name}.pdf\""),
        ),
    ];
    Ok((head, bytes).into_response())
}
