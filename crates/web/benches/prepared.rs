//! Pages at the server, from the request to the last byte, for somebody who has prepared for long:
//! 200 stories, 5,000 reviews of cards, 2,000 notes. The aim is 50 milliseconds a page.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement stops where it fails"
)]

#[allow(dead_code, reason = "the tests of the pages use more of it")]
#[path = "../tests/pages/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::Bencher;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use prep::Goal;
use prep::drill::{Grade, next};
use prep::research::Note;
use prep::story::{Story, Strength};
use store::Review;
use support::{Site, held};
use tokio::runtime::{Builder, Runtime};

const STORIES: usize = 200;
const REVIEWS: usize = 5_000;
const NOTES: usize = 2_000;

struct Prepared {
    runtime: Runtime,
    site: Site,
    story: String,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (site, story) = runtime.block_on(async {
        let site = Site::new().await;
        let interview = held(&site).await;
        site.rate_all(&interview, "4").await;
        let story = fill(&site).await;
        (site, story)
    });
    Prepared {
        runtime,
        site,
        story,
    }
});

/// Fills the store; gives the id of a story.
async fn fill(site: &Site) -> String {
    let store = &site.store;
    let now: Timestamp = "2025-06-15T12:00:00Z".parse().unwrap();
    let (_, files) = pack::embedded::packs().swap_remove(0);
    let pack = pack::load(&files).unwrap();
    let goal = Goal {
        interview: Some(date(2025, 7, 20)),
        hours: Some(8),
        ..Goal::default()
    };
    store
        .keep_paper(pack.manifest.id.as_str(), &goal, now)
        .await
        .unwrap();
    let themes = ["failure", "launch", "pivot", "influence", "ethics"];
    let mut last = String::new();
    for number in 0..STORIES {
        let strength = Strength {
            at: now,
            level: 2.0 + (number % 3) as f64,
            margin: 0.6,
        };
        let story = Story {
            title: format!("Story {number}"),
            text: "In March 2023 our sign-up form had eleven fields and 58% of people gave up. \
                I removed seven of them. By June it had fallen to 31%. "
                .repeat(10),
            themes: vec![themes[number % themes.len()].parse().unwrap()],
            strengths: vec![strength; 5],
            marks: (0..60).map(|mark| format!("{number}-{mark}")).collect(),
            ..Story::default()
        };
        last = store.add_paper(&story, now).await.unwrap();
    }
    for number in 0..NOTES {
        let note = Note {
            title: format!("Note {number} on prepaid plans in India"),
            quote: "Some 92% of mobile subscriptions were prepaid at the end of the year. "
                .repeat(4),
            text: "What I make of it is that data is bought by the day. ".repeat(6),
            source: "The regulator".to_owned(),
            as_of: "2025-03".to_owned(),
            market: ["apac", "latam", "emea", "ucan"][number % 4].to_owned(),
            use_it: format!("With {number}% prepaid, autoplay costs trust."),
            ..Note::default()
        };
        store.add_paper(&note, now).await.unwrap();
    }
    let mut seen = vec![None; pack.drills.len()];
    for number in 0..REVIEWS {
        let place = number % pack.drills.len();
        let day = date(2025, 5, 1).saturating_add(((number / 120) as i64).days());
        let grade = Grade::ALL[number % 4];
        let after = next(seen[place], grade, day, goal.interview);
        seen[place] = Some((after.memory, day));
        let review = Review {
            pack: pack.manifest.id.clone(),
            card: pack.drills[place].id.clone(),
            at: now - SignedDuration::from_secs((REVIEWS - number) as i64 * 60),
            day,
            grade,
            seed: number as u64,
            given: String::new(),
            memory: after.memory,
            due: after.due,
        };
        store.add_review(&review).await.unwrap();
    }
    last
}

fn main() {
    LazyLock::force(&PREPARED);
    divan::main();
}

#[divan::bench(args = [
    "/", "/prepare", "/check", "/plan", "/readiness", "/drills", "/stories",
    "/stories/match?question=failed-launch", "/research", "/research?q=prepaid&market=apac&page=3",
    "/research/markets/apac", "/research/cards", "/questions/india-engagement", "/brief", "/people",
    "/plan/plan.pdf",
])]
fn page(bencher: Bencher<'_, '_>, address: &str) {
    shown(bencher, address);
}

#[divan::bench]
fn one_story(bencher: Bencher<'_, '_>) {
    shown(bencher, &format!("/stories/{}", PREPARED.story));
}

fn shown(bencher: Bencher<'_, '_>, address: &str) {
    let prepared = &*PREPARED;
    bencher.bench(|| {
        let shown = prepared.runtime.block_on(prepared.site.get(address));
        assert!(shown.status.is_success(), "{address}: {}", shown.status);
        shown.text.len()
    });
}
