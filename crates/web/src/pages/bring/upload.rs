//! What was sent: files go to the disk as they arrive, not into memory.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use crate::failure::Failure;
use crate::fields::misfit;

/// The most bytes that a transcript has.
const LONGEST_TRANSCRIPT: usize = 4 * 1024 * 1024;

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
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let file = field.file_name().unwrap_or_default().to_owned();
            match field.name().unwrap_or_default() {
                "question" => upload.question = field.text().await.map_err(unreadable)?,
                "brought" => upload.brought = Some(field.text().await.map_err(unreadable)?),
                "sound" if !file.is_empty() => {
                    upload.sound = Some(Brought {
                        file: aside(field, folder).await?,
                        name: file,
                    });
                }
                "transcript" if !file.is_empty() => {
                    let bytes = field.bytes().await.map_err(unreadable)?;
                    if bytes.len() > LONGEST_TRANSCRIPT {
                        return Err(misfit(&"a transcript has at most 4 MB"));
                    }
                    upload.transcript = Some(bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}

/// Writes a field into a file without a name, which is gone with the program at the latest.
async fn aside(mut field: Field<'_>, folder: &Path) -> Result<File, Failure> {
    let failed =
        |error: std::io::Error| misfit(&format!("it cannot be written to the disk ({error})"));
    let mut file = tempfile::tempfile_in(folder).map_err(failed)?;
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        file.write_all(&piece).map_err(failed)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(file)
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return misfit(&"the recording is larger than 2 GB; save it as mp3 or m4a first");
    }
    misfit(&error.body_text())
}
