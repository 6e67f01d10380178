//! A file comes in, and is diagnosed while it does.

use std::io::{self, Read};
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lab::diagnosis::diagnose;
use lab::diagnosis::file::read;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;

use super::form::{Said, columns, page, told};
use super::held::{Diagnosed, Held};
use crate::failure::{Failure, sentence};
use crate::fields::misfit;
use crate::visit::Visit;

/// The most bytes of a file.
pub(super) const LARGEST: u64 = 512 * 1024 * 1024;
/// Of too large a file so much is let go by, so that the browser hears why; then it is hung up.
const LET_BY: u64 = 4 * LARGEST;
/// The longest that a field may be.
const LONGEST: usize = 600;
/// Pieces of the file that wait to be read.
const WAITING: usize = 8;

/// `POST /lab/diagnosis`
pub(super) async fn take(
    visit: Visit,
    Extension(held): Extension<Arc<Held>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let mut form = form.map_err(|rejection| misfit(&rejection.body_text()))?;
    let mut said = Said::new();
    let mut came = None;
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            came = Some(diagnosed(&said, field).await?);
            break;
        }
        said.push((name, short(&mut field).await?));
    }
    match came {
        Some(Ok(diagnosed)) => {
            let key = (visit.app.seeds)();
            held.hold(key, diagnosed);
            Ok(Redirect::to(&format!("/lab/diagnosis/{key:016x}")).into_response())
        }
        Some(Err(fault)) => Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&visit, &said, Some(&fault)),
        )
            .into_response()),
        None => Err(misfit(&"no file was chosen")),
    }
}

fn unreadable(error: MultipartError) -> Failure {
    misfit(&error.body_text())
}

/// A field that is not the file.
async fn short(field: &mut Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST {
            return Err(misfit(&"a name of a column is longer than any can be"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The file, read and diagnosed beside the requests that are served; a fault in words.
async fn diagnosed(said: &Said, mut file: Field<'_>) -> Result<Result<Diagnosed, String>, Failure> {
    let name = file.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Err("No file was chosen.".to_owned()));
    }
    let columns = columns(said);
    let (pieces, waiting) = channel(WAITING);
    let reading = spawn_blocking(move || {
        let table = read(Pieces::new(waiting), &columns).map_err(|fault| told(&fault))?;
        let found = diagnose(&table.leaves).map_err(|fault| sentence(&fault.to_string()))?;
        Ok::<_, String>(Diagnosed {
            name,
            rows: table.rows,
            outside: table.outside,
            dimensions: table.dimensions,
            measure: table.measure,
            found,
            course: table.course,
        })
    });
    let mut pieces = Some(pieces);
    let mut bytes = 0;
    while let Some(piece) = file.chunk().await.map_err(unreadable)? {
        bytes += piece.len() as u64;
        if bytes > LET_BY {
            break;
        }
        if bytes > LARGEST {
            pieces = None;
        }
        // A reader that found a fault is gone; the rest goes by.
        let gone = match &pieces {
            Some(pieces) => pieces.send(piece).await.is_err(),
            None => false,
        };
        if gone {
            pieces = None;
        }
    }
    drop(pieces);
    let read = reading.await.map_err(|_| Failure::Broken)?;
    if bytes > LARGEST {
        return Ok(Err(format!(
            "It is larger than {} MB, the most that is read here. In the terminal there is no such bound: greenroom lab diagnose FILE.",
            LARGEST / (1024 * 1024)
        )));
    }
    Ok(read)
}

/// Pieces of a file as they come, as a thread that may wait reads them.
struct Pieces {
    waiting: Receiver<Bytes>,
    piece: Bytes,
}

impl Pieces {
    const fn new(waiting: Receiver<Bytes>) -> Self {
        Self {
            waiting,
            piece: Bytes::new(),
        }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.waiting.blocking_recv() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let count = self.piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}
