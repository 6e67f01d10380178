//! Disks that are full, files that are foreign, newer, damaged or held by another program.

use interview::Interview;
use store::{AppendError, InterviewId, Mode, OpenError, Store, StoreError};

use crate::shelf::{Settings, Shelf, answer, noon};

/// A store in a shelf's file that can grow no further, with one interview in it.
async fn full(shelf: &Shelf) -> (Store, InterviewId, Interview) {
    let (id, interview) = shelf.begun().await;
    let size = std::fs::metadata(shelf.path("greenroom.db")).unwrap().len();
    shelf.store.close().await;
    let size = size.max(std::fs::metadata(shelf.path("greenroom.db")).unwrap().len());
    let bounded = Store::open_bounded(&shelf.path("greenroom.db"), size)
        .await
        .unwrap();
    (bounded, id, interview)
}

#[tokio::test]
async fn on_a_full_disk_the_answer_is_refused_with_what_to_do_and_nothing_is_lost() {
    let shelf = Shelf::new().await;
    let (bounded, id, interview) = full(&shelf).await;
    let long = "a long answer ".repeat(10_000);
    let refused = bounded
        .append(&id, &interview, &answer(&interview, &long))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, AppendError::Store(StoreError::DiskFull)),
        "{refused}"
    );
    assert!(refused.to_string().contains("Free some space"), "{refused}");
    assert_eq!(bounded.load(&id).await.unwrap(), interview);
    bounded.close().await;

    let roomy = shelf.again().await;
    let events = answer(&interview, &long);
    assert!(roomy.append(&id, &interview, &events).await.is_ok());
}

#[tokio::test]
async fn once_there_is_room_again_the_same_store_goes_on() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let beside = sqlx::SqlitePool::connect(shelf.path("greenroom.db").to_str().unwrap())
        .await
        .unwrap();
    // What SQLite does when a disk fills up in the middle: everything is undone, without being asked.
    sqlx::query(
        "CREATE TRIGGER no_room BEFORE INSERT ON events BEGIN SELECT RAISE(ROLLBACK, 'no room'); END",
    )
    .execute(&beside)
    .await
    .unwrap();
    let events = answer(&interview, "while there is no room");
    for _ in 0..2 {
        let refused = shelf.store.append(&id, &interview, &events).await;
        let told = refused.unwrap_err().to_string();
        assert!(told.contains("no room"), "{told}");
    }
    sqlx::query("DROP TRIGGER no_room")
        .execute(&beside)
        .await
        .unwrap();
    assert!(shelf.store.append(&id, &interview, &events).await.is_ok());
}

#[tokio::test]
async fn on_a_full_disk_an_import_that_replaces_everything_replaces_nothing() {
    let shelf = Shelf::new().await;
    let (bounded, id, interview) = full(&shelf).await;
    let other = Shelf::new().await;
    let (theirs, begun) = other.begun().await;
    let events = answer(&begun, &"a long answer ".repeat(10_000));
    other.store.append(&theirs, &begun, &events).await.unwrap();
    let file = other.store.export().await.unwrap();
    let refused = bounded
        .import::<Settings>(&file, Mode::Replace, noon())
        .await;
    assert!(refused.is_err());
    assert_eq!(bounded.load(&id).await.unwrap(), interview);
}

#[tokio::test]
async fn a_file_of_a_newer_program_is_left_as_it_is() {
    let shelf = Shelf::new().await;
    shelf.begun().await;
    let path = shelf.path("greenroom.db");
    shelf.store.close().await;
    let pool = sqlx::SqlitePool::connect(path.to_str().unwrap())
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'from the future', TRUE, x'00', 0)",
    )
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path).await.unwrap_err();
    assert!(
        matches!(refused, OpenError::Newer { schema: 9999, .. }),
        "{refused}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_foreign_database_and_a_foreign_file_are_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("theirs.db");
    let address = format!("sqlite://{}?mode=rwc", database.display());
    let pool = sqlx::SqlitePool::connect(&address).await.unwrap();
    sqlx::query("CREATE TABLE recipes (name TEXT)")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let text = folder.path().join("letter.db");
    std::fs::write(&text, "Dear Sir or Madam, ".repeat(300)).unwrap();
    for path in [database, text] {
        let before = std::fs::read(&path).unwrap();
        let refused = Store::open(&path).await.unwrap_err();
        assert!(matches!(refused, OpenError::NotOurs { .. }), "{refused}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, OpenError::NotOurs { .. }), "{refused}");
    let file = folder.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    let refused = Store::open(&file.join("greenroom.db")).await.unwrap_err();
    assert!(
        matches!(refused, OpenError::NotWritable { .. }),
        "{refused}"
    );
}

/// No permission stops the root user, under whom such tests often run; a folder of the system that
/// takes no new files stops everybody.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_read_only_folder_is_told_with_what_to_do() {
    let refused = Store::open(std::path::Path::new("/proc/greenroom/greenroom.db"))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, OpenError::NotWritable { .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("--data"), "{refused}");
}

#[tokio::test]
async fn a_program_that_holds_the_file_is_named_as_the_cause() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let holder = sqlx::SqlitePool::connect(shelf.path("greenroom.db").to_str().unwrap())
        .await
        .unwrap();
    let mut held = holder.begin_with("BEGIN IMMEDIATE").await.unwrap();
    sqlx::query("UPDATE interviews SET title = title")
        .execute(&mut *held)
        .await
        .unwrap();
    let events = answer(&interview, "while somebody else writes");
    let refused = shelf
        .store
        .append(&id, &interview, &events)
        .await
        .unwrap_err();
    assert!(
        matches!(refused, AppendError::Store(StoreError::Locked)),
        "{refused}"
    );
    held.rollback().await.unwrap();
    assert!(shelf.store.append(&id, &interview, &events).await.is_ok());
}

#[tokio::test]
async fn a_backup_taken_while_others_write_is_sound_and_overwrites_nothing() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let copy = shelf.path("copy.db");
    let events = answer(&interview, "meanwhile");
    let (backup, append) = tokio::join!(
        shelf.store.backup(&copy),
        shelf.store.append(&id, &interview, &events),
    );
    backup.unwrap();
    append.unwrap();
    let restored = Store::open(&copy).await.unwrap();
    assert_eq!(restored.check().await.unwrap(), None);
    assert_eq!(restored.count().await.unwrap(), 1);
    let refused = shelf.store.backup(&copy).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
}
