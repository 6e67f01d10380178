//! Answers whose marks may be seen, over all interviews.

use interview::{Command, Interview};
use sqlx::SqlitePool;
use store::{InterviewId, Mode, Page, Store, Wanted};

use crate::shelf::{PACK, Settings, Shelf, after, answer, noon};

async fn does(
    store: &Store,
    id: &InterviewId,
    interview: &Interview,
    command: Command,
) -> Interview {
    let events = after(interview, command);
    store.append(id, interview, &events).await.unwrap()
}

/// A shelf with one question answered to its end.
async fn answered() -> (Shelf, InterviewId, Interview) {
    let shelf = Shelf::new().await;
    let (id, mut interview) = shelf.begun().await;
    while !interview.threads().any(|thread| thread.wants_rating()) {
        let events = answer(
            &interview,
            "In 2022 I launched what 41 of 12,000 members used.",
        );
        interview = shelf.store.append(&id, &interview, &events).await.unwrap();
    }
    (shelf, id, interview)
}

#[tokio::test]
async fn an_answer_appears_when_it_is_rated_and_not_before() {
    let (shelf, id, interview) = answered().await;
    assert_eq!(shelf.store.answers(None, 10).await.unwrap(), []);
    let thread = interview.threads().next().unwrap();
    let turn = thread.opened_by();
    let rating = Command::Rate {
        turn,
        level: Some(4),
    };
    does(&shelf.store, &id, &interview, rating).await;
    let answers = shelf.store.answers(None, 10).await.unwrap();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].question, thread.question.id);
    assert_eq!((answers[0].turn, answers[0].rating), (turn, Some(4)));
    let marks = thread.marks.as_ref().unwrap();
    assert_eq!(answers[0].level.map(|each| each.level), marks.level);
    assert_eq!(answers[0].criteria.len(), marks.criteria.len());
}

/// A shelf with a rated answer, one that was not to be rated, and one tried again twice.
async fn varied() -> Shelf {
    let (shelf, id, interview) = answered().await;
    let first = interview.threads().next().unwrap();
    let (turn, question) = (first.opened_by(), first.question.id.clone());
    let level = Some(2);
    let rating = Command::Rate { turn, level };
    let mut interview = does(&shelf.store, &id, &interview, rating).await;
    while !interview.threads().any(|thread| thread.wants_rating()) {
        let events = answer(&interview, "I asked five members and changed the plan.");
        interview = shelf.store.append(&id, &interview, &events).await.unwrap();
    }
    let turn = interview.threads().nth(1).unwrap().opened_by();
    let level = None;
    let mut interview = does(&shelf.store, &id, &interview, Command::Rate { turn, level }).await;
    interview = does(&shelf.store, &id, &interview, Command::End).await;
    for text in ["Once more.", "And again, with 12% this time."] {
        let again = Command::Retry {
            question: question.clone(),
            text: text.to_owned(),
            seconds: None,
            attempt: None,
        };
        interview = does(&shelf.store, &id, &interview, again).await;
    }
    shelf
}

#[tokio::test]
async fn attempts_are_counted_and_the_last_comes_first() {
    let shelf = varied().await;
    let answers = shelf.store.answers(None, 10).await.unwrap();
    let attempts: Vec<_> = answers.iter().map(|each| each.attempt).collect();
    assert_eq!(attempts, [2, 1, 0, 0]);
    assert_eq!(shelf.store.answers(None, 2).await.unwrap(), answers[..2]);
    for (pack, expected) in [("netflix", &answers[..]), ("elsewhere", &[])] {
        let pack = pack.parse().unwrap();
        let found = shelf.store.answers(Some(&pack), 10).await.unwrap();
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn they_come_along_with_an_import_and_go_with_their_interview() {
    let shelf = varied().await;
    let answers = shelf.store.answers(None, 10).await.unwrap();
    let other = Shelf::new().await;
    let file = shelf.store.export().await.unwrap();
    other
        .store
        .import::<Settings>(&file, Mode::Merge, noon())
        .await
        .unwrap();
    assert_eq!(other.store.answers(None, 10).await.unwrap(), answers);
    other
        .store
        .delete_interview(&answers[0].interview)
        .await
        .unwrap();
    assert_eq!(other.store.answers(None, 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_file_from_before_there_was_such_a_table_is_filled_with_what_it_knows() {
    let shelf = varied().await;
    let answers = shelf.store.answers(None, 10).await.unwrap();
    shelf.store.close().await;
    let file = shelf.path("greenroom.db");
    let pool = SqlitePool::connect(file.to_str().unwrap()).await.unwrap();
    for statement in [
        "DROP TABLE answers",
        "DELETE FROM _sqlx_migrations WHERE version = 2",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    pool.close().await;
    let updated = shelf.again().await;
    assert_eq!(updated.answers(None, 10).await.unwrap(), answers);
}

#[tokio::test]
async fn answers_to_one_question_are_told_from_those_to_others() {
    let shelf = varied().await;
    let pack = PACK.manifest.id.clone();
    let all = shelf.store.answers(None, 10).await.unwrap();
    let [again, .., first] = &all[..] else {
        panic!("{all:?}");
    };
    let to_it = shelf
        .store
        .answers_to(&pack, &again.question, 10)
        .await
        .unwrap();
    assert!(
        to_it.len() < all.len() && to_it.contains(again),
        "{to_it:?}"
    );
    assert!(to_it.iter().all(|each| each.question == again.question));
    let answered = shelf.store.questions_answered(&pack).await.unwrap();
    assert!(answered.contains(&again.question) && answered.contains(&first.question));
    assert_eq!(answered.len(), 2);
    let elsewhere = "elsewhere".parse().unwrap();
    let none = shelf.store.questions_answered(&elsewhere).await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn interviews_whose_answers_wait_for_a_rating_can_be_listed_alone() {
    let (shelf, id, interview) = answered().await;
    let (rated, _) = shelf.begun().await;
    let listed = async |unrated| {
        let wanted = Wanted {
            unrated: Some(unrated),
            ..Wanted::default()
        };
        let count = shelf.store.count_of(&wanted).await.unwrap();
        let page = Page {
            wanted,
            ..Page::default()
        };
        let listed = shelf.store.list(page).await.unwrap();
        assert_eq!(count, listed.len() as u64);
        listed.into_iter().map(|each| each.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(true).await, std::slice::from_ref(&id));
    assert_eq!(listed(false).await, [rated]);
    let turn = interview.threads().next().unwrap().opened_by();
    does(
        &shelf.store,
        &id,
        &interview,
        Command::Rate { turn, level: None },
    )
    .await;
    assert!(listed(true).await.is_empty());
}
