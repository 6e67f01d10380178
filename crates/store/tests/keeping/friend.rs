//! A friend who interviews.

use interview::TurnId;
use interview::friend::Sheet;
use store::{Invitation, StoreError};

use crate::shelf::{Shelf, noon};

fn sheet(overall: u8) -> Sheet {
    Sheet {
        overall: Some(overall),
        ..Sheet::default()
    }
}

#[tokio::test]
async fn an_invitation_opens_its_interview_until_it_is_withdrawn_or_replaced() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let (first, second) = (Invitation::new(1), Invitation::new(2));
    let store = &shelf.store;
    store.invite(&id, "Noor", &first, noon()).await.unwrap();
    let opened = store.invited(&first).await.unwrap();
    assert_eq!(opened, Some((id.clone(), "Noor".to_owned())));
    store.invite(&id, "Ada", &second, noon()).await.unwrap();
    assert_eq!(store.invited(&first).await.unwrap(), None);
    store.withdraw(&id).await.unwrap();
    assert_eq!(store.invited(&second).await.unwrap(), None);
    let friend = store.friend(&id).await.unwrap().unwrap();
    assert_eq!((friend.name.as_str(), friend.invitation), ("Ada", None));
}

#[tokio::test]
async fn sheets_are_kept_question_by_question_and_the_last_one_counts() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let store = &shelf.store;
    for (turn, overall) in [(1, 2), (3, 5), (1, 4)] {
        store
            .keep_sheet(&id, TurnId(turn), &sheet(overall), noon())
            .await
            .unwrap();
    }
    let kept = store.sheets(&id).await.unwrap();
    assert_eq!(kept, [(TurnId(1), sheet(4)), (TurnId(3), sheet(5))].into());
}

#[tokio::test]
async fn all_of_it_goes_with_the_interview() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let store = &shelf.store;
    let invitation = Invitation::new(1);
    store
        .invite(&id, "Noor", &invitation, noon())
        .await
        .unwrap();
    store
        .keep_sheet(&id, TurnId(1), &sheet(4), noon())
        .await
        .unwrap();
    store.delete_interview(&id).await.unwrap();
    assert_eq!(store.invited(&invitation).await.unwrap(), None);
    assert_eq!(store.friend(&id).await.unwrap(), None);
    assert!(store.sheets(&id).await.unwrap().is_empty());
    for kept in [
        store.invite(&id, "Noor", &invitation, noon()).await,
        store.keep_sheet(&id, TurnId(1), &sheet(4), noon()).await,
    ] {
        assert!(
            matches!(kept, Err(StoreError::NoSuchInterview(_))),
            "{kept:?}"
        );
    }
}
