//! What was sent: files go to the disk as they arrive, not into memory.

use std::fs::File;
use std::path::Path;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::failure::Failure;
use crate::fields::misfit;

/// The most bytes that a transcript has.
const LONGEST_TRANSCRIPT: usize = 4 * 1024 * 1024;

/// The most bytes that a field has which is no file: a name.
const LONGEST_NAME: usize = 4 * 1024;

/// A brought file.
pub(super) struct Brought {
    /// What it was called.
    pub(super) name: String,
    /// Its bytes, from the beginning; gone with the last handle.
    pub(super) file: File,
}

/// What was sent.
#[derive(Default)]
pub(super) struct Upload {
    pub(super) question: String,
    /// What a file is called that the page reads itself and sends as samples.
    pub(super) brought: Option<String>,
    pub(super) sound: Option<Brought>,
    /// The bytes of a transcript.
    pub(super) transcript: Option<Vec<u8>>,
}

impl Upload {
    /// Reads what was sent; sound is put aside in a folder.
    pub(super) async fn read(mut form: Multipart, folder: &Path) -> Result<Self, Failure> {
        let mut upload = Self::default();
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let file = field.file_name().unwrap_or_default().to_owned();
            match field.name().unwrap_or_default() {
                "question" => upload.question = named(&mut field).await?,
                "brought" => upload.brought = Some(named(&mut field).await?),
                "sound" if !file.is_empty() => {
                    upload.sound = Some(Brought {
                        file: aside(field, folder).await?,
                        name: file,
                    });
                }
                "transcript" if !file.is_empty() => {
                    let bytes = at_most(LONGEST_TRANSCRIPT, &mut field).await?;
                    let bytes = bytes.ok_or_else(|| misfit(&"a transcript has at most 4 MB"))?;
                    upload.transcript = Some(bytes);
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}

/// A name as it was sent.
async fn named(field: &mut Field<'_>) -> Result<String, Failure> {
    let bytes = at_most(LONGEST_NAME, field).await?;
    let bytes = bytes.ok_or_else(|| misfit(&"a name in it is longer than any can be"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a field; `None` where there are more. Those are let go by, so that the browser hears why.
async fn at_most(most: usize, field: &mut Field<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        bytes = bytes.filter(|bytes| bytes.len() + piece.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

/// Writes a field into a file without a name, which is gone with the program at the latest.
async fn aside(mut field: Field<'_>, folder: &Path) -> Result<File, Failure> {
    let failed =
        |error: std::io::Error| misfit(&format!("it cannot be written to the disk ({error})"));
    let mut file = tokio::fs::File::from_std(tempfile::tempfile_in(folder).map_err(failed)?);
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        file.write_all(&piece).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    file.rewind().await.map_err(failed)?;
    Ok(file.into_std().await)
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return misfit(&"the recording is larger than 2 GB; save it as mp3 or m4a first");
    }
    misfit(&error.body_text())
}
