//! Interviews are written, read, listed, and forgotten.

use interview::{Command, TurnId};
use jiff::SignedDuration;
use store::{AppendError, Page, Status, StoreError};

use crate::shelf::{Shelf, after, answer, noon};

#[tokio::test]
async fn what_is_written_is_read_again_to_the_last_character() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let odd = "\u{0}\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f3e6} 'quoted' \"twice\" \\ \r\n";
    let events = answer(&interview, odd);
    let written = shelf.store.append(&id, &interview, &events).await.unwrap();
    assert_eq!(shelf.store.load(&id).await.unwrap(), written);
    assert_eq!(shelf.again().await.load(&id).await.unwrap(), written);
}

#[tokio::test]
async fn of_two_windows_that_write_at_once_exactly_one_is_told_to_load_again() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let (first, second) = (answer(&interview, "one"), answer(&interview, "two"));
    let other = shelf.again().await;
    let (one, two) = tokio::join!(
        shelf.store.append(&id, &interview, &first),
        other.append(&id, &interview, &second),
    );
    let (kept, refused) = if one.is_ok() { (one, two) } else { (two, one) };
    let kept = kept.unwrap();
    match refused {
        Err(AppendError::Conflict { expected, stored }) => {
            assert_eq!((expected, stored), (interview.length(), kept.length()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(shelf.store.load(&id).await.unwrap(), kept);
}

#[tokio::test]
async fn many_writers_at_once_leave_one_history_in_order() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let writers = (0..8).map(|writer| {
        let (store, id, interview) = (shelf.store.clone(), id.clone(), interview.clone());
        tokio::spawn(async move {
            let events = answer(&interview, &format!("writer {writer}"));
            store.append(&id, &interview, &events).await.is_ok()
        })
    });
    let mut successes = 0;
    for writer in writers.collect::<Vec<_>>() {
        successes += usize::from(writer.await.unwrap());
    }
    assert_eq!(successes, 1);
    let events = shelf.store.events(&id).await.unwrap();
    let replayed = interview::Interview::replay(events).unwrap();
    assert_eq!(shelf.store.load(&id).await.unwrap(), replayed);
}

#[tokio::test]
async fn the_list_tells_how_far_each_is_and_comes_in_pages_the_last_touched_first() {
    let shelf = Shelf::new().await;
    let mut ids = Vec::new();
    for day in 0..5 {
        let (id, _) = shelf
            .begun_at(noon() + SignedDuration::from_hours(24 * day))
            .await;
        ids.push(id);
    }
    ids.reverse();
    let mut listed = Vec::new();
    for after in [0, 2, 4, 6] {
        let page = Page {
            after,
            most: 2,
            ..Page::default()
        };
        listed.extend(shelf.store.list(page).await.unwrap());
    }
    let names: Vec<_> = listed.iter().map(|each| each.id.clone()).collect();
    assert_eq!(names, ids);
    assert_eq!(shelf.store.count().await.unwrap(), 5);
    assert_eq!(listed[0].status, Status::Running);
    assert_eq!((listed[0].questions, listed[0].answered), (1, 0));

    let oldest = ids.last().unwrap();
    let interview = shelf.store.load(oldest).await.unwrap();
    let late = noon() + SignedDuration::from_hours(24 * 30);
    let mut events = after(&interview, Command::End);
    for recorded in &mut events {
        recorded.at = late;
    }
    shelf
        .store
        .append(oldest, &interview, &events)
        .await
        .unwrap();
    let first = &shelf.store.list(Page::default()).await.unwrap()[0];
    assert_eq!((&first.id, first.status), (oldest, Status::EndedEarly));
    assert!(!first.status.open());
}

#[tokio::test]
async fn drafts_and_notes_are_kept_as_they_are_typed_and_go_with_their_interview() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let turn = interview.current_turn().unwrap();
    for text in ["I", "I led", "I led the launch"] {
        shelf
            .store
            .save_draft(&id, turn, text, noon())
            .await
            .unwrap();
    }
    shelf.store.save_notes(&id, "12%?", noon()).await.unwrap();
    let other = shelf.again().await;
    let draft = other.draft(&id, turn).await.unwrap();
    assert_eq!(draft.as_deref(), Some("I led the launch"));
    assert_eq!(other.draft(&id, TurnId(99)).await.unwrap(), None);
    assert_eq!(other.notes(&id).await.unwrap(), "12%?");

    shelf.store.delete_interview(&id).await.unwrap();
    assert_eq!(other.draft(&id, turn).await.unwrap(), None);
    assert_eq!(other.notes(&id).await.unwrap(), "");
    for gone in [
        shelf.store.load(&id).await.err(),
        shelf.store.delete_interview(&id).await.err(),
        shelf.store.save_draft(&id, turn, "x", noon()).await.err(),
        shelf.store.save_notes(&id, "x", noon()).await.err(),
    ] {
        assert!(
            matches!(gone, Some(StoreError::NoSuchInterview(_))),
            "{gone:?}"
        );
    }
}

#[tokio::test]
async fn an_interview_begins_with_its_setup() {
    let shelf = Shelf::new().await;
    let (_, interview) = shelf.begun().await;
    let events = answer(&interview, "no setup before it");
    let refused = shelf.store.create_interview(&events).await;
    assert!(matches!(refused, Err(AppendError::NoStart)));
    assert_eq!(shelf.store.count().await.unwrap(), 1);
}

#[tokio::test]
async fn wiping_forgets_everything_even_on_the_disk() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let secret = "the redundancies of spring";
    let events = answer(&interview, secret);
    shelf.store.append(&id, &interview, &events).await.unwrap();
    shelf.store.save_settings(&vec!["mine"]).await.unwrap();
    shelf.store.wipe().await.unwrap();
    assert_eq!(shelf.store.count().await.unwrap(), 0);
    let settings: Vec<String> = shelf.store.settings().await.unwrap();
    assert!(settings.is_empty());
    for file in ["greenroom.db", "greenroom.db-wal"] {
        let bytes = std::fs::read(shelf.path(file)).unwrap_or_default();
        let found = bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!found, "{file} still holds it");
    }
}
