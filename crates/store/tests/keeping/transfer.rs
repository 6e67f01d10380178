//! Export and import: a round trip, and refusals that change nothing.

use interview::TurnId;
use interview::friend::Sheet;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{ImportError, Imported, Invitation, Mode};

use crate::shelf::{Settings, Shelf, answer, noon};

/// A shelf with two interviews, one of them with an answer, a draft and notes.
async fn filled() -> Shelf {
    let shelf = Shelf::new().await;
    shelf.begun().await;
    let (id, interview) = shelf.begun().await;
    let events = answer(&interview, "I led the launch \u{1f3e6}.");
    let interview = shelf.store.append(&id, &interview, &events).await.unwrap();
    let turn = interview.current_turn().unwrap();
    shelf
        .store
        .save_draft(&id, turn, "and then", noon())
        .await
        .unwrap();
    shelf.store.save_notes(&id, "12%?", noon()).await.unwrap();
    shelf.store.save_settings(&vec!["mine"]).await.unwrap();
    let invitation = Invitation::new(7);
    let store = &shelf.store;
    store
        .invite(&id, "Noor", &invitation, noon())
        .await
        .unwrap();
    let sheet = Sheet {
        overall: Some(4),
        notes: "Speaks fast".to_owned(),
        ..Sheet::default()
    };
    store
        .keep_sheet(&id, TurnId(1), &sheet, noon())
        .await
        .unwrap();
    shelf
}

/// The file with a change to what is inside, and a checksum that fits again.
fn forged(file: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut whole: Value = serde_json::from_str(file).unwrap();
    change(&mut whole["content"]);
    let content = serde_json::to_string(&whole["content"]).unwrap();
    let digest: String = Sha256::digest(content.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{{\"format\":1,\"sha256\":\"{digest}\",\"content\":{content}}}")
}

/// The file with somebody among its papers, changed in some way.
fn with_contact(file: &str, change: impl FnOnce(&mut Value)) -> String {
    forged(file, |content| {
        let mut contact = serde_json::json!({
            "kind": "contact", "id": "ada", "created": 0, "updated": 0,
            "body": { "name": "Ada", "stage": "spoken" },
        });
        change(&mut contact);
        content["papers"] = Value::Array(vec![contact]);
    })
}

#[tokio::test]
async fn a_paper_of_the_file_is_taken_in_where_it_can_be_read() {
    let good = with_contact(&filled().await.store.export().await.unwrap(), |_| {});
    let shelf = Shelf::new().await;
    let import = shelf.store.import::<Settings>(&good, Mode::Merge, noon());
    assert_eq!(import.await.unwrap().papers, 1);
    let people = shelf.store.papers::<prep::people::Contact>().await.unwrap();
    assert_eq!(people[0].paper.name, "Ada");
}

#[tokio::test]
async fn settings_that_cannot_be_read_here_are_refused_where_they_would_be_taken_and_said_so_where_they_stand()
 {
    let shelf = filled().await;
    let before = shelf.store.export().await.unwrap();
    let newer = forged(&before, |content| content["settings"] = 1.into());
    let import = |mode| shelf.store.import::<Settings>(&newer, mode, noon());
    let refused = import(Mode::Replace).await.unwrap_err();
    assert!(matches!(refused, ImportError::Settings(_)), "{refused}");
    assert_eq!(shelf.store.export().await.unwrap(), before);
    assert_eq!(import(Mode::Merge).await.unwrap().kept, 2);
    shelf.store.save_settings(&1).await.unwrap();
    let told = shelf.store.settings::<Settings>().await.unwrap_err();
    assert!(
        told.to_string().contains("settings say cannot be read"),
        "{told}"
    );
}

#[tokio::test]
async fn what_is_exported_comes_back_whole() {
    let shelf = filled().await;
    let file = shelf.store.export().await.unwrap();
    let other = Shelf::new().await;
    let imported = other
        .store
        .import::<Settings>(&file, Mode::Replace, noon())
        .await
        .unwrap();
    assert_eq!(imported.added, 2);
    assert_eq!(other.store.export().await.unwrap(), file);
}

#[tokio::test]
async fn of_an_interview_on_both_sides_the_one_that_goes_on_further_is_kept() {
    let shelf = Shelf::new().await;
    let (id, interview) = shelf.begun().await;
    let before = shelf.store.export().await.unwrap();
    let events = answer(&interview, "one answer more");
    let further = shelf.store.append(&id, &interview, &events).await.unwrap();
    let after = shelf.store.export().await.unwrap();

    let import = |file| shelf.store.import::<Settings>(file, Mode::Merge, noon());
    let kept = Imported {
        kept: 1,
        ..Imported::default()
    };
    assert_eq!(import(&before).await.unwrap(), kept);
    assert_eq!(shelf.store.load(&id).await.unwrap(), further);

    let behind = Shelf::new().await;
    let import = |file| behind.store.import::<Settings>(file, Mode::Merge, noon());
    assert_eq!(import(&before).await.unwrap().added, 1);
    assert_eq!(import(&after).await.unwrap().continued, 1);
    assert_eq!(behind.store.load(&id).await.unwrap(), further);
}

#[tokio::test]
async fn an_interview_that_goes_on_with_the_file_loses_nothing_that_was_here() {
    let there = Shelf::new().await;
    let (id, interview) = there.begun().await;
    let before = there.store.export().await.unwrap();
    let events = answer(&interview, "one answer more");
    let further = there.store.append(&id, &interview, &events).await.unwrap();
    let opened = interview.current_turn().unwrap();
    let turn = further.current_turn().unwrap();
    let store = &there.store;
    store.save_notes(&id, "theirs", noon()).await.unwrap();
    let their_draft = "typed there";
    store
        .save_draft(&id, turn, their_draft, noon())
        .await
        .unwrap();
    let after = store.export().await.unwrap();

    let here = Shelf::new().await;
    let store = &here.store;
    store
        .import::<Settings>(&before, Mode::Merge, noon())
        .await
        .unwrap();
    store.save_notes(&id, "mine", noon()).await.unwrap();
    store
        .save_draft(&id, opened, "typed here", noon())
        .await
        .unwrap();
    let invitation = Invitation::new(7);
    store
        .invite(&id, "Noor", &invitation, noon())
        .await
        .unwrap();
    let sheet = Sheet {
        overall: Some(4),
        ..Sheet::default()
    };
    store.keep_sheet(&id, opened, &sheet, noon()).await.unwrap();

    let imported = store
        .import::<Settings>(&after, Mode::Merge, noon())
        .await
        .unwrap();
    assert_eq!(imported.continued, 1);
    assert_eq!(store.load(&id).await.unwrap(), further);
    let row = async |of: &store::Store| of.list(store::Page::default()).await.unwrap();
    assert_eq!(row(store).await, row(&there.store).await);
    assert_eq!(store.notes(&id).await.unwrap(), "mine");
    let draft = store.draft(&id, opened).await.unwrap();
    assert_eq!(draft.as_deref(), Some("typed here"));
    let draft = store.draft(&id, turn).await.unwrap();
    assert_eq!(draft.as_deref(), Some(their_draft), "none was here");
    let invited = store.invited(&invitation).await.unwrap();
    assert_eq!(invited, Some((id.clone(), "Noor".to_owned())));
    assert_eq!(store.sheets(&id).await.unwrap(), [(opened, sheet)].into());
}

#[tokio::test]
async fn sheets_are_taken_under_the_name_of_whoever_wrote_them() {
    let there = Shelf::new().await;
    let (id, interview) = there.begun().await;
    let before = there.store.export().await.unwrap();
    let events = answer(&interview, "one answer more");
    let store = &there.store;
    store.append(&id, &interview, &events).await.unwrap();
    let invitation = Invitation::new(7);
    store
        .invite(&id, "Noor", &invitation, noon())
        .await
        .unwrap();
    let sheet = Sheet {
        overall: Some(2),
        ..Sheet::default()
    };
    let opened = interview.current_turn().unwrap();
    store.keep_sheet(&id, opened, &sheet, noon()).await.unwrap();
    let after = store.export().await.unwrap();
    for (asked, taken) in [(None, 1), (Some("Noor"), 1), (Some("Ada"), 0)] {
        let here = Shelf::new().await;
        let store = &here.store;
        store
            .import::<Settings>(&before, Mode::Merge, noon())
            .await
            .unwrap();
        if let Some(name) = asked {
            store
                .invite(&id, name, &Invitation::new(8), noon())
                .await
                .unwrap();
        }
        store
            .import::<Settings>(&after, Mode::Merge, noon())
            .await
            .unwrap();
        assert_eq!(store.sheets(&id).await.unwrap().len(), taken, "{asked:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_refused_changes_nothing_whichever_way_it_was_to_be_taken_in() {
    let shelf = filled().await;
    let before = shelf.store.export().await.unwrap();
    let good = filled().await.store.export().await.unwrap();
    let newer = good.replacen("\"format\":3", "\"format\":4", 1);
    let refusals = [
        ("", "not an export"),
        ("[]", "not an export"),
        ("{\"format\":1}", "not an export"),
        (&good[..good.len() - 10], "cut short"),
        (&newer, "update the program"),
        (&good.replace("I led", "I LED"), "checksum"),
        (
            &forged(&good, |content| {
                content["interviews"][1]["events"][1]["type"] = "abducted".into();
            }),
            "abducted",
        ),
        (
            &forged(&good, |content| {
                content["interviews"][1]["events"]
                    .as_array_mut()
                    .unwrap()
                    .remove(0);
            }),
            "does not begin with a setup",
        ),
        (
            &forged(&good, |content| {
                content["interviews"][1]["events"] = Value::Array(Vec::new());
            }),
            "does not begin with a setup",
        ),
        (
            &forged(&good, |content| {
                let first = content["interviews"][0]["id"].clone();
                content["interviews"][1]["id"] = first;
            }),
            "twice",
        ),
        (
            &forged(&good, |content| {
                content["interviews"][1]["id"] = "../../etc".into();
            }),
            "sixteen hexadecimal digits",
        ),
        (
            &forged(&good, |content| {
                content["people"] = 1.into();
            }),
            "people",
        ),
        (
            &with_contact(&good, |contact| {
                contact["body"]["stage"] = "befriended".into();
            }),
            "befriended",
        ),
        (
            &with_contact(&good, |contact| contact["body"] = "Ada".into()),
            "the contact \"ada\" in the file cannot be read",
        ),
        (
            &with_contact(&good, |contact| contact["created"] = i64::MAX.into()),
            "the contact \"ada\"",
        ),
        (
            &with_contact(&good, |contact| contact["updated"] = i64::MIN.into()),
            "the contact \"ada\"",
        ),
    ];
    for (file, said) in refusals {
        for mode in [Mode::Merge, Mode::Replace] {
            let refused = shelf
                .store
                .import::<Settings>(file, mode, noon())
                .await
                .unwrap_err();
            assert!(!matches!(refused, ImportError::Store(_)), "{refused}");
            assert!(refused.to_string().contains(said), "{said}: {refused}");
            assert_eq!(shelf.store.export().await.unwrap(), before, "{said}");
        }
    }
}

#[tokio::test]
async fn no_file_however_it_was_cut_is_taken_in_by_half() {
    let shelf = filled().await;
    let before = shelf.store.export().await.unwrap();
    let good = Shelf::new().await;
    good.begun().await;
    let file = good.store.export().await.unwrap();
    let cuts: Vec<usize> = file
        .char_indices()
        .map(|(place, _)| place)
        .step_by(97)
        .collect();
    for cut in cuts {
        let refused = shelf
            .store
            .import::<Settings>(&file[..cut], Mode::Replace, noon())
            .await;
        assert!(refused.is_err(), "cut at {cut}");
    }
    assert_eq!(shelf.store.export().await.unwrap(), before);
}

#[tokio::test]
async fn an_export_holds_what_a_friend_thought_and_nothing_that_lets_anybody_in() {
    let shelf = filled().await;
    let file = shelf.store.export().await.unwrap();
    assert!(file.contains("Speaks fast"), "{file}");
    let invitation = Invitation::new(7);
    assert!(!file.contains(invitation.as_str()), "{file}");
    let other = Shelf::new().await;
    other
        .store
        .import::<Settings>(&file, Mode::Replace, noon())
        .await
        .unwrap();
    assert_eq!(other.store.invited(&invitation).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_with_a_sheet_that_cannot_be_is_refused_whole() {
    let file = filled().await.store.export().await.unwrap();
    let place = |content: &Value| {
        let interviews = content["interviews"].as_array().unwrap();
        interviews
            .iter()
            .position(|each| each["friend"].is_object())
            .unwrap()
    };
    let level = forged(&file, |content| {
        let at = place(content);
        content["interviews"][at]["friend"]["sheets"][0]["sheet"]["overall"] = 9.into();
    });
    let turn = forged(&file, |content| {
        let at = place(content);
        content["interviews"][at]["friend"]["sheets"][0]["turn"] = 99.into();
    });
    for changed in [level, turn] {
        let other = Shelf::new().await;
        let refused = other
            .store
            .import::<Settings>(&changed, Mode::Replace, noon())
            .await;
        assert!(
            matches!(refused, Err(ImportError::Unusable { .. })),
            "{refused:?}"
        );
        assert_eq!(other.store.size().await.unwrap().interviews, 0);
    }
}
