//! Setting up an interview.

use axum::http::StatusCode;

use crate::support::Site;

type Fields = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn a_loop_is_set_up_without_the_rounds_left_out() {
    let site = Site::new().await;
    let fields = [
        ("round", "screen"),
        ("round", "case-study"),
        ("minutes-screen", "20"),
        ("questions-screen", "2"),
        ("clock", "timed"),
        ("seed", "12"),
    ];
    let begun = site.post("/practise/loop", &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let page = site.get(&begun.location).await;
    page.must_hold("Round 1 of 2")
        .must_hold("20 minutes, 2 questions")
        .must_hold("I am ready")
        .must_hold("Still to come");
    assert_eq!(
        site.turn(&begun.location).await,
        None,
        "no question before the candidate is ready"
    );
    site.post(&format!("{}/begin", begun.location), &[]).await;
    assert_eq!(site.turn(&begun.location).await, Some(1));
}

#[tokio::test]
async fn the_optional_round_is_offered_but_not_chosen() {
    let page = Site::new().await.get("/practise").await;
    page.must_hold("value=\"screen\" checked")
        .must_hold("value=\"technical\">")
        .must_not_hold("value=\"technical\" checked");
}

#[tokio::test]
async fn the_same_seed_asks_the_same_question() {
    let site = Site::new().await;
    let mut asked = Vec::new();
    for _ in 0..2 {
        let begun = site
            .post("/practise/round", &[("round", "screen"), ("seed", "99")])
            .await;
        let page = site.get(&begun.location).await;
        let (_, rest) = page.text.split_once("id=\"asked\"").unwrap();
        asked.push(rest.split("</h1>").next().unwrap().to_owned());
    }
    assert_eq!(asked[0], asked[1]);
}

#[tokio::test]
async fn an_untimed_round_has_no_clock() {
    let site = Site::new().await;
    let begun = site
        .post(
            "/practise/round",
            &[("round", "screen"), ("clock", "untimed")],
        )
        .await;
    site.get(&begun.location)
        .await
        .must_hold("No clock")
        .must_not_hold("minutes left");
}

#[tokio::test]
async fn what_is_open_can_be_gone_on_with() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.get("/practise")
        .await
        .must_hold("Go on")
        .must_hold(&format!("href=\"{interview}\""));
}

#[tokio::test]
async fn what_cannot_be_set_up_is_refused_with_the_reason() {
    let site = Site::new().await;
    let cases: [(&str, Fields, StatusCode, &str); 7] = [
        (
            "/practise/loop",
            &[],
            StatusCode::BAD_REQUEST,
            "at least one round",
        ),
        (
            "/practise/round",
            &[("round", "nowhere")],
            StatusCode::BAD_REQUEST,
            "There is no round",
        ),
        (
            "/practise/round",
            &[("round", "Not An Id")],
            StatusCode::NOT_FOUND,
            "There is no round",
        ),
        (
            "/practise/question",
            &[("question", "no-such-question")],
            StatusCode::BAD_REQUEST,
            "There is no question",
        ),
        (
            "/practise/round",
            &[("round", "screen"), ("minutes-screen", "4")],
            StatusCode::BAD_REQUEST,
            "choose 5 to 180",
        ),
        (
            "/practise/round",
            &[("round", "screen"), ("questions-screen", "0")],
            StatusCode::BAD_REQUEST,
            "choose 1 to",
        ),
        (
            "/practise/round",
            &[("round", "screen"), ("seed", "-1")],
            StatusCode::BAD_REQUEST,
            "seed is no number",
        ),
    ];
    for (path, fields, status, words) in cases {
        let refused = site.post(path, fields).await;
        assert_eq!(refused.status, status, "{path} {fields:?}");
        refused.must_hold(words);
    }
    assert_eq!(site.store.count().await.unwrap(), 0);
}

#[tokio::test]
async fn a_question_can_be_drawn() {
    let site = Site::new().await;
    let begun = site.post("/practise/question", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    assert!(site.turn(&begun.location).await.is_some());
}

#[tokio::test]
async fn every_round_of_every_pack_can_be_looked_at_and_begun() {
    let site = Site::new().await;
    for (_, files) in pack::embedded::packs() {
        let pack = pack::load(&files).unwrap();
        for round in &pack.rounds {
            let request = axum::http::Request::get(format!("/practise/round/{}", round.id))
                .header("host", "localhost:4747")
                .header("cookie", format!("pack={}", pack.manifest.id));
            let page = site
                .ask(request.body(axum::body::Body::empty()).unwrap())
                .await;
            assert_eq!(page.status, StatusCode::OK, "{}", round.id);
        }
    }
}

#[tokio::test]
async fn what_is_open_is_offered_however_many_interviews_were_held_since() {
    let site = Site::new().await;
    let open = site.round("screen", 2).await;
    for _ in 0..51 {
        site.wait(60);
        let over = site.question("failed-launch").await;
        site.post(&format!("{over}/skip"), &[("turn", "1")]).await;
    }
    site.get("/practise")
        .await
        .must_hold(&format!("href=\"{open}\""));
}
