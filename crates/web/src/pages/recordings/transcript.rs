//! A recording is written down by whoever the candidate chose.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::Extension;
use store::recording::Listened;
use store::{Recording, RecordingName};

use super::place::Meant;
use crate::failure::Failure;
use crate::transcribe::{Asker, Written};
use crate::visit::Visit;

/// Recordings that are being written down.
#[derive(Default)]
pub(crate) struct Writings(Mutex<Vec<(RecordingName, Weak<Written>)>>);

impl Writings {
    /// Somebody waits for the words of a recording, as long as they hold this.
    fn begin(&self, name: &RecordingName) -> Arc<Written> {
        let held = Arc::new(Written::default());
        let mut writings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        writings.retain(|(_, written)| written.strong_count() > 0);
        writings.push((name.clone(), Arc::downgrade(&held)));
        held
    }

    /// How far it is with the one that was begun last.
    fn percent(&self, name: &RecordingName) -> Option<u8> {
        let writings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_it = writings.iter().rev().filter(|(each, _)| each == name);
        let mut held = of_it.filter_map(|(_, written)| written.upgrade());
        held.next().map(|written| written.percent())
    }
}

/// `GET …/recordings/{turn}/{attempt}/transcript`: how much of it is written down, in
/// hundredths; nothing where it is not known.
pub(crate) async fn percent(
    Extension(writings): Extension<Arc<Writings>>,
    Meant { name, .. }: Meant,
) -> String {
    let known = writings.percent(&name).filter(|percent| *percent > 0);
    known.map(|percent| percent.to_string()).unwrap_or_default()
}

/// `POST …/recordings/{turn}/{attempt}/transcript`: the words, for the candidate to look
/// over. Their times are kept; nothing is sent as an answer.
pub(crate) async fn write(
    visit: Visit,
    Extension(writings): Extension<Arc<Writings>>,
    Meant { name, .. }: Meant,
) -> Result<String, Failure> {
    let app = &visit.app;
    let recording = found(&visit, &name, 1).await?;
    let samples = recording.samples;
    let chosen = app.preferences().await?.transcription;
    let transcribe = Arc::clone(&app.transcribe);
    // Let go of when the page that asked goes away: this request is dropped then.
    let held = writings.begin(&name);
    let asker = Asker::holding(&held);
    let written = tokio::task::spawn_blocking(move || transcribe(&chosen, &recording.path, &asker))
        .await
        .map_err(|_| Failure::Broken)?
        .map_err(|fault| Failure::Untranscribed(Arc::new(fault)))?;
    drop(held);
    // It took a while: what was deleted or begun anew meanwhile gets no words of before.
    Meant::find(app, name.clone()).await?;
    found(&visit, &name, samples).await?;
    let words = written.words;
    app.store
        .change_or_add_paper(&name.to_string(), app.now(), |listened: &mut Listened| {
            listened.words = words;
        })
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

#[cfg(test)]
mod tests {
    use interview::TurnId;

    use super::*;
    use crate::pages::recordings::name_of;

    #[test]
    fn how_far_it_is_is_known_of_who_asked_last_and_until_they_wait_no_longer() {
        let interview = "0123456789abcdef".parse().unwrap();
        let [name, other] = [0, 1].map(|attempt| name_of(&interview, TurnId(1), attempt));
        let writings = Writings::default();
        let gone = writings.begin(&name);
        let first = writings.begin(&name);
        let last = writings.begin(&name);
        Asker::holding(&gone).tell(90);
        Asker::holding(&first).tell(40);
        drop(gone);
        assert_eq!(writings.percent(&name), Some(0));
        drop(last);
        assert_eq!(writings.percent(&name), Some(40));
        assert_eq!(writings.percent(&other), None);
        drop(first);
        assert_eq!(writings.percent(&name), None);
    }
}
