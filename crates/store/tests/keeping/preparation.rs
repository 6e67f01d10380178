//! Papers and reviews: kept, found, taken along.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use prep::drill::{Grade, Memory};
use prep::{Goal, Paper};
use serde::{Deserialize, Serialize};
use store::{Briefed, Mode, Review, Store, StoreError};

use crate::shelf::{PACK, Settings, Shelf, noon};

fn review(card: usize, minute: i64, grade: Grade) -> Review {
    let day = date(2026, 3, 2);
    Review {
        pack: PACK.manifest.id.clone(),
        card: PACK.drills[card].id.clone(),
        at: later(minute),
        day,
        grade,
        seed: u64::MAX - 1,
        given: "12\u{a0}%".to_owned(),
        memory: Memory {
            stability: 2.3 + minute as f32,
            difficulty: 5.5,
        },
        due: day.tomorrow().unwrap(),
    }
}

fn later(minutes: i64) -> Timestamp {
    noon() + SignedDuration::from_mins(minutes)
}

fn goal(day: i8) -> Goal {
    Goal {
        interview: Some(date(2026, 4, day)),
        ..Goal::default()
    }
}

#[tokio::test]
async fn a_review_comes_back_as_it_was_kept() {
    let shelf = Shelf::new().await;
    let kept = review(0, 0, Grade::Hard);
    let id = shelf.store.add_review(&kept).await.unwrap();
    assert_eq!(shelf.store.review(id).await.unwrap(), Some(kept.clone()));
    assert_eq!(
        shelf.store.last_review(&kept.pack).await.unwrap(),
        Some(kept)
    );
    assert_eq!(shelf.store.review(id + 1).await.unwrap(), None);
}

#[tokio::test]
async fn the_last_review_of_a_card_says_how_it_sits_and_all_of_them_how_often_it_was_seen() {
    let shelf = Shelf::new().await;
    for (card, minute, grade) in [
        (0, 0, Grade::Again),
        (1, 1, Grade::Good),
        (0, 2, Grade::Good),
    ] {
        let review = review(card, minute, grade);
        shelf.store.add_review(&review).await.unwrap();
    }
    let cards = shelf.store.cards(&PACK.manifest.id).await.unwrap();
    assert_eq!(cards.len(), 2);
    let first = cards
        .iter()
        .find(|card| card.card == PACK.drills[0].id)
        .unwrap();
    assert_eq!((first.times, first.missed), (2, 1));
    assert_eq!(first.at, later(2));
    assert!((first.memory.stability - 4.3).abs() < 1e-6);
    let days = shelf.store.review_days(&PACK.manifest.id).await.unwrap();
    assert_eq!((days[0].reviews, days[0].known), (3, 2));
    let other = "querline".parse().unwrap();
    assert!(shelf.store.cards(&other).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_paper_is_changed_in_its_place_and_can_be_forgotten() {
    let shelf = Shelf::new().await;
    let store = &shelf.store;
    store.keep_paper("netflix", &goal(1), noon()).await.unwrap();
    store
        .keep_paper("netflix", &goal(2), later(5))
        .await
        .unwrap();
    let kept = store.paper::<Goal>("netflix").await.unwrap().unwrap();
    assert_eq!(kept.paper, goal(2));
    assert_eq!((kept.created, kept.updated), (noon(), later(5)));
    let added = store.add_paper(&goal(3), later(6)).await.unwrap();
    let all = store.papers::<Goal>().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].id, added);
    assert!(store.forget_paper::<Goal>(&added).await.unwrap());
    assert!(!store.forget_paper::<Goal>(&added).await.unwrap());
}

/// A paper of which most need only the first word; counts how often it is read.
#[derive(Serialize)]
#[serde(transparent)]
struct Long(String);

static READ: AtomicUsize = AtomicUsize::new(0);

impl<'de> Deserialize<'de> for Long {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READ.fetch_add(1, Ordering::Relaxed);
        String::deserialize(deserializer).map(Self)
    }
}

impl Paper for Long {
    const KIND: &'static str = "long";
}

impl Briefed for Long {
    type Brief = String;
    const EDITION: u32 = 1;

    fn brief(&self) -> String {
        let first = self.0.split(' ').next();
        first.unwrap_or_default().to_owned()
    }
}

#[tokio::test]
async fn a_long_paper_is_read_once_for_its_brief_which_follows_every_change() {
    let shelf = Shelf::new().await;
    let store = &shelf.store;
    let briefs = async |store: &store::Store| {
        let before = READ.load(Ordering::Relaxed);
        let briefs: Vec<(String, String)> = store
            .briefs::<Long>()
            .await
            .unwrap()
            .into_iter()
            .map(|kept| (kept.id, kept.paper))
            .collect();
        (READ.load(Ordering::Relaxed) - before, briefs)
    };
    let long = |text: &str| Long(text.to_owned());
    let named = |id: &str, brief: &str| (id.to_owned(), brief.to_owned());
    store
        .keep_paper("a", &long("one two"), noon())
        .await
        .unwrap();
    store
        .keep_paper("b", &long("three four"), later(1))
        .await
        .unwrap();
    let both = vec![named("b", "three"), named("a", "one")];
    assert_eq!(briefs(store).await, (2, both.clone()));
    assert_eq!(briefs(store).await, (0, both), "nothing is read again");
    let kept = store.briefs::<Long>().await.unwrap();
    assert_eq!((kept[1].created, kept[1].updated), (noon(), noon()));

    store
        .keep_paper("a", &long("five six"), noon())
        .await
        .unwrap();
    let changed = vec![named("b", "three"), named("a", "five")];
    assert_eq!(briefs(store).await, (1, changed), "even at the same moment");

    let elsewhere = Shelf::new().await;
    let file = store.export().await.unwrap();
    elsewhere
        .store
        .keep_paper("b", &long("old"), noon())
        .await
        .unwrap();
    assert_eq!(briefs(&elsewhere.store).await.1, [named("b", "old")]);
    elsewhere
        .store
        .import::<Settings>(&file, Mode::Merge, later(2))
        .await
        .unwrap();
    let merged = vec![named("b", "three"), named("a", "five")];
    assert_eq!(briefs(&elsewhere.store).await, (2, merged));

    store.forget_paper::<Long>("a").await.unwrap();
    assert_eq!(briefs(store).await, (0, vec![named("b", "three")]));
    store.wipe().await.unwrap();
    assert_eq!(briefs(store).await, (0, Vec::new()));
}

#[tokio::test]
async fn no_more_of_a_kind_are_kept_than_may_be_and_of_many_all_or_none() {
    let shelf = Shelf::new().await;
    let other = shelf.again().await;
    let feeds = vec![prep::research::Feed::default(); 26];
    let (one, two) = tokio::join!(
        shelf.store.add_papers(&feeds, noon()),
        other.add_papers(&feeds, noon())
    );
    assert!(one.is_ok() != two.is_ok(), "two lots are more than fifty");
    let told = one.and(two).unwrap_err();
    assert!(
        matches!(told, StoreError::TooMany { kept: 26, .. }),
        "{told}"
    );
    let all = other.papers::<prep::research::Feed>().await.unwrap();
    assert_eq!(all.len(), 26);
}

#[tokio::test]
async fn changes_of_a_paper_by_two_programs_at_once_all_count() {
    const EACH: u32 = 25;
    let shelf = Shelf::new().await;
    let other = shelf.again().await;
    shelf
        .store
        .keep_paper("netflix", &goal(1), noon())
        .await
        .unwrap();
    let add = async |store: &Store| {
        for _ in 0..EACH {
            let more = |goal: &mut Goal| {
                goal.hours = Some(goal.hours.unwrap_or(0) + 1);
            };
            let changed = store.change_paper("netflix", later(1), more).await.unwrap();
            assert_eq!(changed, Some(()));
        }
    };
    tokio::join!(add(&shelf.store), add(&other));
    let kept = other.paper::<Goal>("netflix").await.unwrap().unwrap();
    assert_eq!(kept.paper.hours, Some(2 * EACH));
    assert_eq!((kept.created, kept.updated), (noon(), later(1)));
    let missing = other.change_paper("none", noon(), |_: &mut Goal| ()).await;
    assert_eq!(missing.unwrap(), None);
    assert!(other.paper::<Goal>("none").await.unwrap().is_none());
}

#[tokio::test]
async fn a_change_that_changes_nothing_writes_nothing_and_one_of_what_is_not_there_begins_it() {
    let shelf = Shelf::new().await;
    let store = &shelf.store;
    store.keep_paper("netflix", &goal(1), noon()).await.unwrap();
    let nothing = store.change_paper("netflix", later(1), |_: &mut Goal| 5);
    assert_eq!(nothing.await.unwrap(), Some(5));
    let kept = store.paper::<Goal>("netflix").await.unwrap().unwrap();
    assert_eq!(kept.updated, noon());
    let looked = store.change_or_add_paper("none", noon(), |goal: &mut Goal| goal.hours);
    assert_eq!(looked.await.unwrap(), None);
    assert!(store.paper::<Goal>("none").await.unwrap().is_none());
    for _ in 0..2 {
        let more = |goal: &mut Goal| goal.hours = Some(goal.hours.unwrap_or(0) + 1);
        let begun = store.change_or_add_paper("none", noon(), more);
        begun.await.unwrap();
    }
    let begun = store.paper::<Goal>("none").await.unwrap().unwrap();
    assert_eq!(begun.paper.hours, Some(2));
}

#[tokio::test]
async fn cards_are_remembered_as_they_sat_at_the_end_of_each_week() {
    let shelf = Shelf::new().await;
    let today = date(2026, 3, 22);
    let on = |card, back: i64, grade| {
        let day = today.saturating_sub(back.days());
        Review {
            at: noon() + SignedDuration::from_hours(24 * (40 - back)),
            day,
            memory: Memory {
                stability: back as f32,
                difficulty: 5.0,
            },
            ..review(card, 0, grade)
        }
    };
    for (card, back) in [(0, 30), (0, 13), (0, 9), (1, 8), (1, 7), (0, 6), (0, 0)] {
        let kept = on(card, back, Grade::Good);
        shelf.store.add_review(&kept).await.unwrap();
    }
    let id = &PACK.manifest.id;
    let weeks = shelf.store.cards_by_week(id, today, 3).await.unwrap();
    let sat: Vec<(Date, Vec<f32>)> = weeks
        .into_iter()
        .map(|(day, seen)| {
            let mut sat: Vec<f32> = seen.iter().map(|card| card.memory.stability).collect();
            sat.sort_by(f32::total_cmp);
            (day, sat)
        })
        .collect();
    assert_eq!(
        sat,
        [
            (date(2026, 3, 8), vec![30.0]),
            (date(2026, 3, 15), vec![7.0, 9.0]),
            (date(2026, 3, 22), vec![0.0, 7.0]),
        ]
    );
}

#[tokio::test]
async fn a_card_that_was_reviewed_since_it_was_shown_is_not_reviewed_again() {
    let shelf = Shelf::new().await;
    let other = shelf.again().await;
    let again = review(0, 0, Grade::Again);
    let twice = review(0, 1, Grade::Again);
    let (one, two) = tokio::join!(
        shelf.store.add_review_after(&again, 0),
        other.add_review_after(&twice, 0)
    );
    assert_eq!(one.unwrap(), two.unwrap());
    let known = shelf.store.cards(&again.pack).await.unwrap();
    assert_eq!(known[0].times, 1);
    let better = review(0, 2, Grade::Good);
    shelf.store.add_review_after(&better, 1).await.unwrap();
    let known = shelf.store.cards(&again.pack).await.unwrap();
    assert_eq!((known[0].times, known[0].missed), (2, 1));
}

#[tokio::test]
async fn the_reviews_of_a_day_are_those_of_that_day() {
    let shelf = Shelf::new().await;
    let kept = review(0, 0, Grade::Again);
    shelf.store.add_review(&kept).await.unwrap();
    let on = |day| shelf.store.reviews_on(&kept.pack, day);
    assert_eq!(on(kept.day).await.unwrap(), std::slice::from_ref(&kept));
    assert_eq!(on(kept.day.yesterday().unwrap()).await.unwrap(), []);
}

#[tokio::test]
async fn papers_and_reviews_travel_with_an_export() {
    let shelf = Shelf::new().await;
    let kept = review(0, 0, Grade::Good);
    shelf.store.add_review(&kept).await.unwrap();
    shelf
        .store
        .keep_paper("netflix", &goal(1), noon())
        .await
        .unwrap();
    let file = shelf.store.export().await.unwrap();

    let other = Shelf::new().await;
    other
        .store
        .keep_paper("netflix", &goal(9), later(60))
        .await
        .unwrap();
    let merged = other
        .store
        .import::<Settings>(&file, Mode::Merge, later(90))
        .await
        .unwrap();
    assert_eq!((merged.papers, merged.reviews), (0, 1));
    let own = other.store.paper::<Goal>("netflix").await.unwrap().unwrap();
    assert_eq!(own.paper, goal(9), "what was changed later stays");
    let again = other
        .store
        .import::<Settings>(&file, Mode::Merge, later(90))
        .await
        .unwrap();
    assert_eq!(again.reviews, 0);

    other
        .store
        .import::<Settings>(&file, Mode::Replace, later(95))
        .await
        .unwrap();
    assert_eq!(other.store.export().await.unwrap(), file);
    other.store.wipe().await.unwrap();
    assert!(other.store.cards(&kept.pack).await.unwrap().is_empty());
    assert!(other.store.papers::<Goal>().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_of_the_form_before_papers_is_still_read() {
    let shelf = Shelf::new().await;
    let content = r#"{"interviews":[],"settings":null}"#;
    let digest = "b8c0bf3fc02523e181fbcd6ed4329b444ee4e27236efa1b73610091a936808af";
    let file = format!("{{\"format\":1,\"sha256\":\"{digest}\",\"content\":{content}}}");
    shelf
        .store
        .import::<Settings>(&file, Mode::Merge, noon())
        .await
        .unwrap();
}
