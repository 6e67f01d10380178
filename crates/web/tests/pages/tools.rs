//! A world is asked in plain words and by tools; everything that is asked stands in the address.

use axum::http::StatusCode;

use crate::support::Site;
use crate::worlds::made;

/// Makes a small world; gives where it is asked.
async fn opened(site: &Site) -> String {
    made(site).await.replace("/worlds/", "/lab/")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_goes_on_is_asked_back_or_refused_with_the_reason() {
    let site = Site::new().await;
    let lab = opened(&site).await;
    site.get("/lab").await.must_hold(&format!("href=\"{lab}\""));
    site.get(&lab).await.must_hold("Ask in your own words");

    let asked = format!("{lab}?q=how+many+hours+did+people+watch+by+region");
    site.get(&asked)
        .await
        .must_hold("Hours watched by region")
        .must_hold("LATAM")
        .must_hold("The same in SQL")
        .must_hold("SUM(t.played_seconds * t.weight)")
        .must_hold("by device");
    site.get(&format!("{asked}&q=and+on+TVs%3F"))
        .await
        .must_hold("Hours watched by region, TV")
        .must_hold("device: TV");
    site.get(&format!("{lab}?q=how+is+retention"))
        .await
        .must_hold("Which do you mean")
        .must_hold("q=retention_d7");
    site.get(&format!("{lab}?q=what+do+members+think+of+the+new+logo"))
        .await
        .must_hold("cannot be answered");
    let strange = site
        .get(&format!("{lab}?q=%3Cscript%3Ealert%3C%2Fscript%3E"))
        .await;
    strange.must_not_hold("<script>alert");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tool_answers_and_says_in_words_what_it_cannot() {
    let site = Site::new().await;
    let lab = opened(&site).await;
    for (tool, expected) in [
        ("/metric", "Hours watched"),
        (
            "/metric?metric=watch_hours&by=week&by=region",
            "svg class=\"drawn\"",
        ),
        (
            "/metric?metric=watch_hours&only=device%3Dtv&rest=on",
            "the rest",
        ),
        (
            "/metric?metric=watch_hours&by=region&time=year+over+year",
            "a year earlier",
        ),
        (
            "/metric?metric=watch_hours&by=region&time=since&date=2025-04-01",
            "before",
        ),
        ("/metric?metric=signups&by=genre", "cannot be told by genre"),
        ("/metric?metric=nothing", "no metric"),
        (
            "/metric?metric=watch_hours&time=since&date=soon",
            "Say from which day on",
        ),
        ("/funnel", "reached the sign-up page"),
        (
            "/funnel?way=visiting&by=device",
            "watched a title to its end",
        ),
        (
            "/retention?by=acquisition_channel&grain=month",
            "days since joining",
        ),
        ("/segments", "Level"),
        (
            "/segments?metric=active_members&by=device&time=since&date=2025-04-01",
            "does not add up",
        ),
        ("/distribution?of=startup_seconds", "median"),
        (
            "/distribution?of=startup_seconds&time=since&date=2025-04-01",
            "2025-04-01 to",
        ),
        ("/funnel?way=visiting&time=since&date=2025-04-01", "after"),
        (
            "/diagnosis?metric=completion_rate&date=2025-04-01",
            "What carries the change of",
        ),
        (
            "/diagnosis?metric=completion_rate&by=device&by=plan&date=2025-04-05&until=2025-04-10&from=2025-03-20&to=2025-03-26",
            "Compared are 2025-03-20 to 2025-03-26 with 2025-04-05 to 2025-04-10, by device, plan",
        ),
        (
            "/diagnosis?date=2025-04-05&from=2025-04-01&to=2025-04-08",
            "cannot be compared",
        ),
        ("/diagnosis?date=soon", "is no day"),
        ("/diagnosis?date=2025-04-05&from=2025-04-01", "or neither"),
        ("/diagnosis?date=1999-01-01", "leaves no day on one side"),
    ] {
        let shown = site.get(&format!("{lab}{tool}")).await;
        assert_eq!(shown.status, StatusCode::OK, "{tool}");
        shown.must_hold(expected).must_not_hold("style=");
    }
    let nowhere = site.get("/lab/0123456789abcdef/funnel").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_keeps_its_numbers_and_tells_what_would_have_been_right() {
    let site = Site::new().await;
    let lab = opened(&site).await;
    let begun = site.get(&format!("{lab}/drills")).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    for form in ["reading", "denominator", "mix", "magnitude"] {
        let address = format!("{lab}/drills?form={form}&seed=3");
        let (once, again) = (site.get(&address).await, site.get(&address).await);
        assert_eq!(once.text, again.text);
        site.get(&format!("{address}&answer=1"))
            .await
            .must_hold("Another of these");
        site.get(&format!("{address}&answer=much"))
            .await
            .must_hold("That is no answer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_of_the_lab_is_for_today_once_there_is_a_world_and_comes_back_by_schedule() {
    let site = Site::new().await;
    let card = "/drills/cards/metrics-lab-mix?seed=3";
    site.get(card).await.must_hold("Make one");
    let lab = opened(&site).await;
    let exercise = format!("{lab}/drills?form=mix");
    site.get(card)
        .await
        .must_hold(&exercise.replace('&', "&amp;"));
    let post = async |answer: &str| {
        let fields = [("form", "mix"), ("seed", "3"), ("answer", answer)];
        site.post(&format!("{lab}/drills"), &fields).await
    };
    // What is no answer is kept nowhere.
    let unread = post("much").await;
    site.get(&unread.location)
        .await
        .must_hold("That is no answer");
    let seen = async || site.get("/drills/decks/metrics").await.holds("seen 1 time");
    assert!(!seen().await);
    let answered = post("1").await;
    site.get(&answered.location)
        .await
        .must_hold("comes back by schedule")
        .must_hold("Next card");
    assert!(seen().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn measures_of_ones_own_are_taken_or_their_faults_told() {
    let site = Site::new().await;
    site.get("/lab/metrics")
        .await
        .must_hold("long_waits")
        .must_hold("watch_hours");
    let own = std::path::Path::new(&site.folder()).join("metrics.toml");
    std::fs::write(&own, "[[metric]]\nid = \"mine\"\n").unwrap();
    site.get("/lab/metrics")
        .await
        .must_hold("None of your own metrics")
        .must_hold("mine: missing field");
    let mine = "[[metric]]\nid = \"mine\"\nname = \"plays of my own\"\nmeaning = \"Attempts to play.\"\n\
                unit = \"plays\"\nbetter = \"up\"\nof = { from = [\"plays\"] }\nsays = [\"mine\"]\n";
    std::fs::write(&own, mine).unwrap();
    site.get("/lab/metrics")
        .await
        .must_hold("plays of my own")
        .must_not_hold("None of your own metrics");
    let lab = opened(&site).await;
    site.get(&format!("{lab}/metric?metric=mine"))
        .await
        .must_hold("Plays of my own");
}
