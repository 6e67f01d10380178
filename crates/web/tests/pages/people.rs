//! People: kept, written to, followed up on the plan, learned from.

use axum::http::StatusCode;

use crate::support::Site;

const ADA: [(&str, &str); 6] = [
    ("name", "Ada Obi"),
    ("role", "Product manager"),
    ("met", "Spoke at a meet-up"),
    (
        "theirs",
        "I read your post on how the kids profile lost its search box",
    ),
    ("ask", "how did you find out that nobody missed it?"),
    ("me", "I have run renewals at a newspaper for three years"),
];

async fn ada(site: &Site) -> String {
    let kept = site.post("/people", &ADA).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    kept.location
}

#[tokio::test]
async fn a_letter_is_made_of_own_words_and_what_is_missing_is_said() {
    let site = Site::new().await;
    site.get("/people").await.must_hold("Nobody yet");
    let address = ada(&site).await;
    site.get(&address)
        .await
        .must_hold("Hello Ada,")
        .must_hold("lost its search box")
        .must_hold("First message");
    site.get(&format!("{address}?letter=thanks"))
        .await
        .must_hold("Still empty: what became of their advice");
    site.get("/people/new")
        .await
        .must_hold("renewals at a newspaper");
    let nameless = site
        .post("/people", &[("name", ""), ("ask", "why so?")])
        .await;
    assert_eq!(nameless.status, StatusCode::BAD_REQUEST);
    nameless.must_hold("needs a name").must_hold("why so?");
}

#[tokio::test]
async fn whoever_was_written_to_comes_back_on_the_plan() {
    let site = Site::new().await;
    let address = ada(&site).await;
    let moved = site
        .post(&format!("{address}/stage"), &[("stage", "written")])
        .await;
    assert_eq!(moved.location, address);
    site.get(&address)
        .await
        .must_hold("A week later, once")
        .must_hold("The plan reminds you");
    site.get("/plan")
        .await
        .must_hold("Write to Ada Obi")
        .must_hold(&address);
    site.post(&format!("{address}/stage"), &[("stage", "thanked")])
        .await;
    site.get("/plan").await.must_not_hold("Write to Ada Obi");
    let none = site
        .post(&format!("{address}/stage"), &[("stage", "moon")])
        .await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn of_somebody_who_cannot_be_kept_all_that_was_written_is_given_back() {
    let site = Site::new().await;
    let written = [
        ("name", " "),
        ("address", "https://example.org/ada"),
        ("follow_up", "2025-07-01"),
        ("questions", "Who decides?\r\nWhen?"),
    ];
    let refused = site.post("/people", &written).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused
        .must_hold("https://example.org/ada")
        .must_hold("2025-07-01")
        .must_hold("Who decides?\nWhen?");
}

#[tokio::test]
async fn what_was_learned_becomes_a_note_with_its_source() {
    let site = Site::new().await;
    let address = ada(&site).await;
    let learned = [
        ("title", "Nobody signs off a test"),
        ("text", "I thought a council did."),
    ];
    let kept = site.post(&format!("{address}/learned"), &learned).await;
    assert_eq!(kept.location, address);
    site.get(&address)
        .await
        .must_hold("Nobody signs off a test");
    site.get("/research")
        .await
        .must_hold("Ada Obi (Product manager), in conversation");
    assert_eq!(
        site.post(&format!("{address}/delete"), &[]).await.location,
        "/people"
    );
    site.get("/research")
        .await
        .must_hold("Nobody signs off a test");
    let empty = site
        .post(&format!("{}/learned", ada(&site).await), &[("title", " ")])
        .await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
}
