//! A recording is written down by whoever the candidate chose.

use std::sync::Arc;

use axum::extract::Path;
use store::recording::Listened;
use store::{Recording, RecordingName};

use super::place::{Place, meant};
use crate::failure::Failure;
use crate::visit::Visit;

/// `POST /interviews/{id}/recordings/{turn}/{attempt}/transcript`: the words, for the candidate to look
/// over. Their times are kept; nothing is sent as an answer.
pub(crate) async fn write(visit: Visit, Path(place): Path<Place>) -> Result<String, Failure> {
    let (name, _) = meant(&visit, &place).await?;
    let app = &visit.app;
    let recording = found(&visit, &name, 1).await?;
    let samples = recording.samples;
    let chosen = app.preferences().await?.transcription;
    let transcribe = Arc::clone(&app.transcribe);
    let written = tokio::task::spawn_blocking(move || transcribe(&chosen, &recording.path))
        .await
        .map_err(|_| Failure::Broken)?
        .map_err(|fault| Failure::Untranscribed(Arc::new(fault)))?;
    // It took a while: what was deleted or begun anew meanwhile gets no words of before.
    meant(&visit, &place).await?;
    found(&visit, &name, samples).await?;
    let listened = Listened {
        words: written.words,
        ..app.store.listened(&name).await?
    };
    app.store
        .keep_paper(&name.to_string(), &listened, app.now())
        .await?;
    Ok(written.text)
}

/// The recording of that name, where it has at least so many samples.
async fn found(visit: &Visit, name: &RecordingName, samples: u64) -> Result<Recording, Failure> {
    let found = visit.app.store.recording(name).await?;
    let found = found.filter(|found| found.samples >= samples);
    found.ok_or_else(|| Failure::NoSuch {
        what: "recording",
        id: name.to_string(),
    })
}
