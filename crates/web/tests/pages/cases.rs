//! Cases, from the brief to the grade.

use std::time::Duration;

use crate::support::{Shown, Site};

/// Begins a case on a small world and waits until it can be asked; gives its address.
async fn begun(site: &Site, case: &str, seed: &str) -> String {
    let begun = site
        .post(
            "/cases",
            &[("case", case), ("seed", seed), ("members", "3000")],
        )
        .await;
    waited(site, &begun.location).await
}

/// Waits until long work leads somewhere.
async fn waited(site: &Site, address: &str) -> String {
    for _ in 0..3_000 {
        let shown = site.get(address).await;
        if !shown.location.is_empty() {
            return shown.location;
        }
        shown.must_not_hold("That did not work");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("{address} never ends");
}

/// Concludes in some way, and has it read.
async fn concluded(site: &Site, case: &str, cause: &str, segment: &[(&str, &str)]) {
    let mut fields = vec![
        ("cause", cause),
        ("size", "\u{2212}10 %"),
        ("low", "-14"),
        ("high", "-7,5"),
        ("option", "ease-the-ads"),
        ("not-late_dubbing", "titles finish as they did before"),
        ("why", "it is the plan with ads"),
    ];
    fields.extend(segment);
    let kept = site.post(&format!("{case}/conclude"), &fields).await;
    waited(site, &kept.location).await;
}

async fn asked_until_graded(site: &Site, case: &str) -> Shown {
    let shown = site.get(case).await;
    shown.must_hold("Start the clock");
    site.post(&format!("{case}/begin"), &[]).await;
    site.get(case).await.must_hold("25 minutes left");
    site.wait(60);
    let text =
        "Hours fell by ten per cent among members with ads. I recommend to take the load back.";
    site.post(
        &format!("{case}/draft"),
        &[("turn", "presentation"), ("text", "a draft")],
    )
    .await;
    site.get(case).await.must_hold("a draft");
    site.post(&format!("{case}/present"), &[("text", text)])
        .await;
    for place in 0..4 {
        let question = site.get(case).await;
        if place > 1 && question.holds("of 100") {
            return question;
        }
        question.must_hold("Question ").must_not_hold("{");
        let place = place.to_string();
        site.post(
            &format!("{case}/answer"),
            &[
                ("place", &place),
                ("text", "I would look at it by plan again."),
            ],
        )
        .await;
    }
    site.get(case).await
}

#[tokio::test]
async fn a_case_goes_from_the_brief_to_the_grade_and_survives_a_reload_on_the_way() {
    let site = Site::new().await;
    // Seed 8 draws more advertisements; nothing on the way says so.
    let case = begun(&site, "latam-engagement", "8").await;
    let room = site.get(&case).await;
    room.must_hold("Marisol")
        .must_hold("Ask in plain words")
        .must_not_hold("{change}");
    site.post(
        &format!("{case}/check"),
        &[("check", "records"), ("since", "2025-06-02")],
    )
    .await;
    site.post(
        &format!("{case}/ask"),
        &[(
            "text",
            "watch hours by plan since 2 June 2025 in latin america",
        )],
    )
    .await;
    site.post(&format!("{case}/ask"), &[("text", "and on TVs?")])
        .await;
    site.post(
        &format!("{case}/ask"),
        &[("text", "what do members think of the logo")],
    )
    .await;
    site.post(
        &format!("{case}/check"),
        &[("check", "advertisements"), ("since", "2025-06-02")],
    )
    .await;
    site.post(
        &format!("{case}/keep"),
        &[("asking", "1"), ("note", "the number is real")],
    )
    .await;
    site.post(&format!("{case}/keep"), &[("note", "ask about ads")])
        .await;
    site.post(
        &format!("{case}/notebook"),
        &[("entry", "2"), ("do", "up"), ("note", "")],
    )
    .await;
    let room = site.get(&case).await;
    room.must_hold("All plays that visits counted are in the table")
        .must_hold("That cannot be answered")
        .must_hold("the number is real");
    let first = room.text.find("ask about ads").unwrap();
    assert!(first < room.text.find("the number is real").unwrap());
    concluded(&site, &case, "more_ads", &[("segment-plan", "ads")]).await;
    // Nothing is asked after the conclusion, and the room can be looked at.
    let late = site
        .post(&format!("{case}/ask"), &[("text", "churn by plan")])
        .await;
    assert_eq!(late.status, 400);
    site.get(&format!("{case}/room"))
        .await
        .must_hold("the number is real");
    let grade = asked_until_graded(&site, &case).await;
    grade
        .must_hold("of 100")
        .must_hold("More advertisements are shown")
        .must_hold("A strong candidate")
        .must_hold("What each request was worth")
        .must_hold("by arithmetic");
    site.get(&format!("{case}/marks/0"))
        .await
        .must_hold("Your presentation");
    site.get("/cases").await.must_hold("graded");
}

#[tokio::test]
async fn a_wrong_conclusion_is_shown_the_fact_against_it() {
    let site = Site::new().await;
    let case = begun(&site, "latam-engagement", "8").await;
    let refused = site
        .post(
            &format!("{case}/conclude"),
            &[("cause", "bad_luck"), ("size", "-10")],
        )
        .await;
    assert_eq!(refused.status, 400);
    // A cause that there is none of is refused, and the case stays open.
    site.get(&case).await.must_hold("Ask in plain words");
    concluded(
        &site,
        &case,
        "expired_titles",
        &[("segment-genre", "drama")],
    )
    .await;
    site.post(&format!("{case}/begin"), &[]).await;
    site.post(&format!("{case}/present"), &[("pass", "yes"), ("text", "")])
        .await;
    // The strongest fact against it is the one that shows the cause.
    site.get(&case)
        .await
        .must_hold("seconds of advertisements are shown by the hour");
    for place in ["0", "1", "2", "3"] {
        site.post(
            &format!("{case}/answer"),
            &[("place", place), ("pass", "yes"), ("text", "")],
        )
        .await;
    }
    site.get(&case)
        .await
        .must_hold("You concluded: licences of titles ended")
        .must_hold("What you chose brings back 65%");
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words() {
    let site = Site::new().await;
    let nothing = site.post("/cases", &[("case", "no-such-case")]).await;
    assert_eq!(nothing.status, 404);
    let seed = site
        .post("/cases", &[("case", "latam-engagement"), ("seed", "x")])
        .await;
    assert_eq!(seed.status, 400);
    seed.must_hold("a seed is a whole number")
        .must_not_hold("panicked");
    assert_eq!(site.get("/cases/none").await.status, 404);
    site.get("/cases").await.must_hold("Engagement in India");
}
