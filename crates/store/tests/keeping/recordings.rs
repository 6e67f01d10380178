//! Recordings: grown in pieces, found again after a crash, forgotten for good.

use interview::{Command, TurnId};
use store::recording::{LARGEST_PIECE, Listened, Moment, RATE};
use store::{InterviewId, Mode, Recording, RecordingError, RecordingName, StoreError};

use crate::shelf::{Settings, Shelf, after, noon};

const PLENTY: u64 = 1 << 30;

fn first(interview: &InterviewId) -> RecordingName {
    RecordingName {
        of: interview.clone().into(),
        turn: TurnId(1),
        attempt: 0,
    }
}

/// So many samples of one value.
fn sound(value: i16, samples: usize) -> Vec<u8> {
    std::iter::repeat_n(value.to_le_bytes(), samples)
        .flatten()
        .collect()
}

/// The samples of a sound file, read past its head.
fn samples(recording: &Recording) -> Vec<i16> {
    let file = std::fs::read(&recording.path).unwrap();
    file[44..]
        .chunks_exact(2)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

/// What the head of a sound file says of the length of the sound, in bytes.
fn said_length(recording: &Recording) -> u32 {
    let file = std::fs::read(&recording.path).unwrap();
    assert_eq!(&file[..4], b"RIFF");
    assert_eq!(&file[36..40], b"data");
    u32::from_le_bytes(file[40..44].try_into().unwrap())
}

#[tokio::test]
async fn pieces_make_one_whole_whether_they_come_late_or_twice() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    let keep = |at, value| shelf.store.keep_sound(&name, at, sound(value, 100), PLENTY);
    assert_eq!(keep(0, 1).await.unwrap(), 100);
    assert_eq!(keep(200, 3).await.unwrap(), 300);
    assert_eq!(keep(0, 1).await.unwrap(), 300, "twice");
    assert_eq!(keep(100, 2).await.unwrap(), 300, "late");
    let found = shelf.store.recording(&name).await.unwrap().unwrap();
    let expected: Vec<i16> = [1, 2, 3]
        .into_iter()
        .flat_map(|value| [value; 100])
        .collect();
    assert_eq!(samples(&found), expected);
    assert_eq!(said_length(&found), 600);
    assert!((found.seconds() - 300.0 / f64::from(RATE)).abs() < 1e-12);
}

#[tokio::test]
async fn what_never_came_is_silent() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    shelf
        .store
        .keep_sound(&name, 50, sound(7, 10), PLENTY)
        .await
        .unwrap();
    let found = shelf.store.recording(&name).await.unwrap().unwrap();
    assert_eq!(samples(&found)[..50], [0; 50]);
}

#[tokio::test]
async fn two_windows_do_not_talk_over_each_other() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    let keep = |at, value| shelf.store.keep_sound(&name, at, sound(value, 100), PLENTY);
    keep(0, 1).await.unwrap();
    let refused = keep(50, 2).await.unwrap_err();
    assert!(matches!(refused, RecordingError::Elsewhere), "{refused}");
    let found = shelf.store.recording(&name).await.unwrap().unwrap();
    assert_eq!(samples(&found), [1; 100]);
}

#[tokio::test]
async fn a_file_torn_by_a_crash_is_put_right_and_goes_on() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    shelf
        .store
        .keep_sound(&name, 0, sound(1, 100), PLENTY)
        .await
        .unwrap();
    let path = shelf.store.recording(&name).await.unwrap().unwrap().path;
    // The power went while a piece was written: half of a sample of it, and an old head.
    let mut torn = std::fs::read(&path).unwrap();
    torn.extend(&sound(2, 30)[..59]);
    std::fs::write(&path, &torn).unwrap();
    let found = shelf.again().await.recording(&name).await.unwrap().unwrap();
    assert_eq!(found.samples, 129);
    assert_eq!(said_length(&found), 258);
    let whole = shelf
        .store
        .keep_sound(&name, 100, sound(2, 100), PLENTY)
        .await;
    assert_eq!(whole.unwrap(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_while_sound_comes_in_leaves_the_head_as_long_as_the_sound() {
    const PIECES: u64 = 60;
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    let mut path = None;
    for piece in 0..PIECES {
        let keep = shelf
            .store
            .keep_sound(&name, piece * 100, sound(1, 100), PLENTY);
        let (kept, found) = tokio::join!(keep, shelf.store.recording(&name));
        kept.unwrap();
        path = path.or(found.unwrap().map(|found| found.path));
        let Some(path) = &path else { continue };
        let file = std::fs::read(path).unwrap();
        let said = u32::from_le_bytes(file[40..44].try_into().unwrap());
        assert_eq!(said as usize, file.len() - 44, "after piece {piece}");
    }
    assert!(path.is_some());
}

#[tokio::test]
async fn no_more_is_kept_than_may_be_and_what_is_kept_stays() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    shelf
        .store
        .keep_sound(&name, 0, sound(1, 100), 300)
        .await
        .unwrap();
    let refused = shelf.store.keep_sound(&name, 100, sound(1, 100), 300).await;
    let told = refused.unwrap_err().to_string();
    assert!(told.contains("244 of the 300 bytes"), "{told}");
    let again = shelf.store.keep_sound(&name, 0, sound(1, 100), 300).await;
    assert_eq!(again.unwrap(), 100, "a piece sent twice takes no room");
}

#[tokio::test]
async fn what_is_no_piece_of_sound_is_refused() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    let name = first(&id);
    for bytes in [0, 3, 2 * LARGEST_PIECE + 2] {
        let refused = shelf
            .store
            .keep_sound(&name, 0, vec![1; bytes], PLENTY)
            .await;
        assert!(
            matches!(refused, Err(RecordingError::NoPiece(_))),
            "{bytes}"
        );
    }
    let far = shelf
        .store
        .keep_sound(&name, u64::from(u32::MAX), sound(1, 1), PLENTY)
        .await;
    assert!(matches!(far, Err(RecordingError::NoPlace { .. })));
    assert!(shelf.store.recording(&name).await.unwrap().is_none());
}

#[tokio::test]
async fn a_recording_is_forgotten_alone_with_its_interview_or_with_everything() {
    let shelf = Shelf::new().await;
    let (one, _) = shelf.begun().await;
    let (other, _) = shelf.begun().await;
    let mut names: Vec<RecordingName> = [&one, &one, &other].map(first).into();
    names[1].attempt = 1;
    for name in &names {
        shelf
            .store
            .keep_sound(name, 0, sound(1, 10), PLENTY)
            .await
            .unwrap();
    }
    let left = async || {
        let all = shelf.store.recordings().await.unwrap();
        all.into_iter().map(|each| each.name).collect::<Vec<_>>()
    };
    assert!(shelf.store.forget_recording(&names[0]).await.unwrap());
    assert!(!shelf.store.forget_recording(&names[0]).await.unwrap());
    assert_eq!(left().await.len(), 2);
    shelf.store.delete_interview(&one).await.unwrap();
    assert_eq!(left().await, [names[2].clone()]);
    shelf.store.wipe().await.unwrap();
    assert!(left().await.is_empty());
    assert!(
        std::fs::read_dir(shelf.path("recordings"))
            .unwrap()
            .next()
            .is_none()
    );
}

#[tokio::test]
async fn only_recordings_are_forgotten_whatever_else_lies_beside_them() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    shelf
        .store
        .keep_sound(&first(&id), 0, sound(1, 10), PLENTY)
        .await
        .unwrap();
    let folder = shelf.path("recordings");
    let of_interview = folder.join(id.as_str());
    let foreign = folder.join("my songs");
    std::fs::create_dir(&foreign).unwrap();
    let strays = [
        folder.join(".DS_Store"),
        foreign.join("1-0.wav"),
        of_interview.join(".DS_Store"),
    ];
    for stray in &strays {
        std::fs::write(stray, "mine").unwrap();
    }
    shelf.store.wipe().await.unwrap();
    assert!(shelf.store.recordings().await.unwrap().is_empty());
    assert!(!of_interview.join("1-0.wav").exists());
    for stray in &strays {
        assert_eq!(std::fs::read_to_string(stray).unwrap(), "mine");
    }
}

#[tokio::test]
async fn a_recording_that_cannot_be_forgotten_keeps_no_other_from_it_and_is_told() {
    let shelf = Shelf::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        let (id, _) = shelf.begun().await;
        shelf
            .store
            .keep_sound(&first(&id), 0, sound(1, 10), PLENTY)
            .await
            .unwrap();
        ids.push(id);
    }
    // Nobody, not even root, can write over a folder.
    let stuck = shelf
        .path("recordings")
        .join(ids[2].as_str())
        .join("0-0.wav");
    std::fs::create_dir(&stuck).unwrap();
    let told = shelf.store.wipe().await.unwrap_err();
    assert!(matches!(told, StoreError::SoundLeft(_)), "{told}");
    assert!(told.to_string().contains("0-0.wav"), "{told}");
    for id in &ids {
        let file = shelf.path("recordings").join(id.as_str()).join("1-0.wav");
        assert!(!file.exists(), "{}", file.display());
    }
    std::fs::remove_dir(&stuck).unwrap();
    shelf.store.wipe().await.unwrap();
    assert!(shelf.store.recordings().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_forgotten_but_not_overwritten_is_told_so_and_the_sound_is_gone_all_the_same() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    shelf
        .store
        .keep_sound(&first(&id), 0, sound(1, 10), PLENTY)
        .await
        .unwrap();
    let reader = sqlx::SqlitePool::connect(shelf.path("greenroom.db").to_str().unwrap())
        .await
        .unwrap();
    let mut looking = reader.begin().await.unwrap();
    sqlx::query("SELECT title FROM interviews")
        .fetch_all(&mut *looking)
        .await
        .unwrap();
    let told = shelf.store.wipe().await.unwrap_err();
    assert!(matches!(told, StoreError::TracesLeft(_)), "{told}");
    assert!(told.leaves_something());
    assert!(
        told.to_string().contains("everything is forgotten"),
        "{told}"
    );
    assert_eq!(shelf.store.count().await.unwrap(), 0);
    assert!(shelf.store.recordings().await.unwrap().is_empty());
    looking.rollback().await.unwrap();
    shelf.store.wipe().await.unwrap();
}

#[tokio::test]
async fn sound_that_outlived_its_interview_is_forgotten_when_that_is_deleted_again() {
    let shelf = Shelf::new().await;
    let (one, _) = shelf.begun().await;
    shelf.store.delete_interview(&one).await.unwrap();
    shelf
        .store
        .keep_sound(&first(&one), 0, sound(1, 10), PLENTY)
        .await
        .unwrap();
    assert!(shelf.store.delete_interview(&one).await.is_err());
    assert!(shelf.store.recordings().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_kept_besides_the_sound_goes_with_it_and_travels_without_it() {
    let shelf = Shelf::new().await;
    let (one, _) = shelf.begun().await;
    let (other, _) = shelf.begun().await;
    let listened = Listened {
        moments: vec![Moment {
            at: 1.5,
            note: "here".to_owned(),
        }],
        ..Listened::default()
    };
    let names = [first(&one), first(&other)];
    for name in &names {
        shelf
            .store
            .keep_paper(&name.to_string(), &listened, noon())
            .await
            .unwrap();
    }
    let elsewhere = Shelf::new().await;
    let file = shelf.store.export().await.unwrap();
    elsewhere
        .store
        .import::<Settings>(&file, Mode::Merge, noon())
        .await
        .unwrap();
    assert_eq!(elsewhere.store.listened(&names[0]).await.unwrap(), listened);
    shelf.store.delete_interview(&one).await.unwrap();
    assert_eq!(
        shelf.store.listened(&names[0]).await.unwrap(),
        Listened::default()
    );
    assert_eq!(shelf.store.listened(&names[1]).await.unwrap(), listened);
    shelf.store.forget_recording(&names[1]).await.unwrap();
    assert_eq!(
        shelf.store.listened(&names[1]).await.unwrap(),
        Listened::default()
    );
}

#[tokio::test]
async fn an_import_in_place_of_everything_keeps_the_sound_of_interviews_that_come_back() {
    let shelf = Shelf::new().await;
    let (stays, _) = shelf.begun().await;
    let file = shelf.store.export().await.unwrap();
    let (goes, _) = shelf.begun().await;
    for id in [&stays, &goes] {
        shelf
            .store
            .keep_sound(&first(id), 0, sound(1, 10), PLENTY)
            .await
            .unwrap();
    }
    shelf
        .store
        .import::<Settings>(&file, Mode::Replace, noon())
        .await
        .unwrap();
    let left = shelf.store.recordings().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, first(&stays));
}

#[tokio::test]
async fn sound_of_an_older_program_finds_its_attempt_and_what_was_never_sent_waits_for_the_next() {
    let shelf = Shelf::new().await;
    let (id, mut interview) = shelf.begun().await;
    let does = async |interview, command| {
        let events = after(&interview, command);
        shelf.store.append(&id, &interview, &events).await.unwrap()
    };
    for _ in 0..2 {
        let turn = interview.current_turn().unwrap();
        interview = does(interview, Command::Skip { turn }).await;
    }
    interview = does(interview, Command::End).await;
    let asked: Vec<_> = interview
        .threads()
        .take(2)
        .map(|thread| (thread.opened_by(), thread.question.id.clone()))
        .collect();
    let [(one, first_question), (two, second_question)] = &asked[..] else {
        panic!("{asked:?}");
    };
    for question in [first_question, second_question, first_question] {
        let again = Command::Retry {
            question: question.clone(),
            text: "Once more.".to_owned(),
            seconds: None,
            attempt: None,
        };
        interview = does(interview, again).await;
    }
    // The third attempt of the interview was the second at the first question. At the second question
    // something was said before its attempt, and never sent.
    let folder = shelf.path("recordings").join(id.as_str());
    std::fs::create_dir_all(&folder).unwrap();
    for (turn, number) in [(one, 1), (two, 1), (two, 2), (one, 3)] {
        let mut file = vec![0; 44];
        file.extend(sound(i16::try_from(number).unwrap(), 10));
        std::fs::write(folder.join(format!("{turn}-{number}.wav")), file).unwrap();
    }
    let listened = Listened {
        broken_off: true,
        ..Listened::default()
    };
    shelf
        .store
        .keep_paper(&format!("{id}.{one}.3"), &listened, noon())
        .await
        .unwrap();
    let again = shelf.again().await;
    let found: Vec<_> = again
        .recordings()
        .await
        .unwrap()
        .iter()
        .map(|each| (each.name.turn, each.name.attempt, samples(each)[0]))
        .collect();
    assert_eq!(
        found,
        [(*one, 1, 1), (*one, 2, 3), (*two, 1, 2), (*two, 2, 1)]
    );
    let second = RecordingName {
        of: id.clone().into(),
        turn: *one,
        attempt: 2,
    };
    assert_eq!(again.listened(&second).await.unwrap(), listened);
    assert_eq!(shelf.again().await.recordings().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_says_so() {
    let shelf = Shelf::new().await;
    let (id, _) = shelf.begun().await;
    std::fs::write(shelf.path("recordings"), b"in the way").unwrap();
    let refused = shelf
        .store
        .keep_sound(&first(&id), 0, sound(1, 10), PLENTY)
        .await;
    let told = StoreError::from(refused.unwrap_err()).to_string();
    assert!(told.contains("Make it writable"), "{told}");
}

#[test]
fn a_name_is_read_as_it_is_written() {
    let id: InterviewId = "0123456789abcdef".parse().unwrap();
    for attempt in [0, 1, 12] {
        let name = RecordingName {
            attempt,
            ..first(&id)
        };
        assert_eq!(name.to_string().parse(), Ok(name));
    }
    let case = RecordingName::of_case("fedcba9876543210".parse().unwrap(), 2);
    assert_eq!(case.to_string(), "case-fedcba9876543210.2.0");
    assert_eq!(case.to_string().parse(), Ok(case));
    for foreign in [
        "",
        "case-../../etc.1.0",
        "case-case-fedcba9876543210.1.0",
        // An attempt as an older program counted it.
        "0123456789abcdef.1.2",
        "../../etc.1.0",
        "0123456789abcdef.1",
        "0123456789abcdef.1.0.0",
    ] {
        assert!(foreign.parse::<RecordingName>().is_err(), "{foreign}");
    }
}
