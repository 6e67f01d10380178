//! What becomes of a room whose recording does not come, or comes too late.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use interview::{Command, Interview, Setup, TurnId};
use jiff::Timestamp;
use store::{RecordingName, StoreError};
use tempfile::TempDir;
use voice::decode::Sound;

use super::begun::Begun;
use super::counted::counted;
use super::keep::{self, Reading};
use crate::app::App;
use crate::pages::interviews::recordings::name_of;
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
async fn room() -> (TempDir, Arc<App>, RecordingName) {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(App::within(folder.path()).await);
    let question = "failed-launch".parse().unwrap();
    let setup = Setup::one_question(&app.panels[0].pack, &question, 1).unwrap();
    let (_, started) = Interview::start(setup, Timestamp::UNIX_EPOCH);
    let (id, _) = app.store.create_interview(&[started]).await.unwrap();
    Room::act(&app, id.as_str(), Command::Begin).await.unwrap();
    let name = name_of(&id, TurnId(1), 0);
    (folder, app, name)
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

async fn is_gone(app: &App, name: &RecordingName) -> bool {
    let loaded = app.store.load(&name.interview).await;
    matches!(loaded, Err(StoreError::NoSuchInterview(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_that_comes_is_kept_with_its_room() {
    let (folder, app, name) = room().await;
    read(&folder, Begun::new(&app, name.clone())).await.unwrap();
    assert!(!is_gone(&app, &name).await);
    assert_eq!(app.store.recordings().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_recording_whose_interview_is_deleted_meanwhile_nothing_stays() {
    let (folder, app, name) = room().await;
    let begun = Begun::new(&app, name.clone());
    app.store.delete_interview(&name.interview).await.unwrap();
    assert!(read(&folder, begun).await.is_err());
    assert!(app.store.recordings().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_whose_recording_is_never_begun_is_undone() {
    let (_folder, app, name) = room().await;
    drop(Begun::new(&app, name.clone()));
    while !is_gone(&app, &name).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_in_which_something_was_answered_stays_without_the_recording() {
    let (folder, app, name) = room().await;
    let mut preferences = crate::Preferences::default();
    preferences.speaking.most_megabytes = 0;
    app.store.save_settings(&preferences).await.unwrap();
    let answer = Command::Answer {
        turn: name.turn,
        text: "We did it.".to_owned(),
        seconds: None,
    };
    let id = name.interview.as_str();
    Room::act(&app, id, answer).await.unwrap();
    let told = read(&folder, Begun::new(&app, name.clone())).await;
    assert!(told.is_err(), "there was no room for it");
    assert!(!is_gone(&app, &name).await);
    assert!(app.store.recordings().await.unwrap().is_empty());
}
