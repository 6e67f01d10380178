//! What becomes of a room whose recording does not come, or comes too late.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use interview::{Command, Interview, Setup};
use jiff::Timestamp;
use store::{InterviewId, StoreError};
use tempfile::TempDir;
use voice::decode::Sound;

use super::begun::Begun;
use super::counted::counted;
use super::keep::{self, Reading};
use super::take::FIRST;
use crate::app::App;
use crate::room::Room;
use crate::work::Progress;

/// A second of nothing, as an ordinary sound file of 8,000 samples a second.
fn silence(folder: &Path) -> std::fs::File {
    let mut file = tempfile::tempfile_in(folder).unwrap();
    file.write_all(b"RIFF\xa4\x3e\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x80\x3e\0\0")
        .unwrap();
    file.write_all(&[0; 16_000]).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    file
}

/// A room in which a question is asked, and the recording that is to come.
async fn room() -> (TempDir, Arc<App>, InterviewId) {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(App::within(folder.path()).await);
    let question = "failed-launch".parse().unwrap();
    let setup = Setup::one_question(&app.panels[0].pack, &question, 1).unwrap();
    let (_, started) = Interview::start(setup, Timestamp::UNIX_EPOCH);
    let (id, _) = app.store.create_interview(&[started]).await.unwrap();
    Room::act(&app, id.as_str(), Command::Begin).await.unwrap();
    (folder, app, id)
}

/// Reads the recording as work does, on a thread of its own.
async fn read(folder: &TempDir, begun: Begun) -> Result<(), String> {
    let (file, share) = counted(silence(folder.path())).unwrap();
    let sound = Sound::open(file).unwrap();
    let reading = Reading { begun, share };
    let thread = std::thread::spawn(move || keep::keep(reading, sound, &Progress::default()));
    tokio::task::spawn_blocking(move || thread.join().unwrap())
        .await
        .unwrap()
}

async fn is_gone(app: &App, id: &InterviewId) -> bool {
    let loaded = app.store.load(id).await;
    matches!(loaded, Err(StoreError::NoSuchInterview(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_that_comes_is_kept_with_its_room() {
    let (folder, app, id) = room().await;
    read(&folder, Begun::new(&app, id.clone(), FIRST))
        .await
        .unwrap();
    assert!(!is_gone(&app, &id).await);
    assert_eq!(app.store.recordings().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_recording_whose_interview_is_deleted_meanwhile_nothing_stays() {
    let (folder, app, id) = room().await;
    let begun = Begun::new(&app, id.clone(), FIRST);
    app.store.delete_interview(&id).await.unwrap();
    assert!(read(&folder, begun).await.is_err());
    assert!(app.store.recordings().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_whose_recording_is_never_begun_is_undone() {
    let (_folder, app, id) = room().await;
    drop(Begun::new(&app, id.clone(), FIRST));
    while !is_gone(&app, &id).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_in_which_something_was_answered_stays_without_the_recording() {
    let (folder, app, id) = room().await;
    let mut preferences = crate::Preferences::default();
    preferences.speaking.most_megabytes = 0;
    app.store.save_settings(&preferences).await.unwrap();
    let answer = Command::Answer {
        turn: FIRST,
        text: "We did it.".to_owned(),
        seconds: None,
    };
    Room::act(&app, id.as_str(), answer).await.unwrap();
    let told = read(&folder, Begun::new(&app, id.clone(), FIRST)).await;
    assert!(told.is_err(), "there was no room for it");
    assert!(!is_gone(&app, &id).await);
    assert!(app.store.recordings().await.unwrap().is_empty());
}
