//! The self-check, the plan and readiness.

use axum::http::StatusCode;

use crate::support::{Site, held};

const ANSWERS: [(&str, &str); 6] = [
    ("aim", "company"),
    ("industry", "business"),
    ("structure", "none"),
    ("level", "experienced"),
    ("interview", ""),
    ("hours", "6"),
];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut answers = ANSWERS.to_vec();
    for answer in &mut answers {
        if answer.0 == name {
            answer.1 = value;
        }
    }
    answers
}

/// The next value of a hidden field after some words.
fn field(page: &str, after: &str, name: &str) -> String {
    let (_, rest) = page.split_once(after).unwrap();
    let (_, rest) = rest
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn three_questions_lead_to_a_breakdown_and_into_the_plan() {
    let site = Site::new().await;
    site.get("/").await.must_hold("Where do you stand?");
    site.get("/check")
        .await
        .must_hold("Do you have a clear goal?");
    let answered = site.post("/check", &ANSWERS).await;
    assert_eq!(answered.location, "/check");
    site.get("/check")
        .await
        .must_hold("Do this first")
        .must_hold("Begin every case with that person")
        .must_hold("A guess: nothing of it was seen yet")
        .must_hold("href=\"/plan\"");
    site.get("/")
        .await
        .must_not_hold("Where do you stand?")
        .must_hold("The whole plan");
    site.get("/plan").await.must_hold("at most 6 hours");
}

#[tokio::test]
async fn a_check_without_its_answers_says_which_is_missing() {
    let site = Site::new().await;
    for (name, value, words) in [
        ("aim", "", "whether you have a clear goal"),
        ("industry", "luck", "which industry"),
        ("hours", "0", "from 1 to 60"),
        ("interview", "soon", "is no day"),
        ("interview", "1999-01-01", "has passed"),
    ] {
        let refused = site.post("/check", &with(name, value)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name}");
        refused.must_hold(words);
    }
    site.get("/check")
        .await
        .must_hold("Do you have a clear goal?");
}

#[tokio::test]
async fn a_sitting_is_ticked_off_and_the_tick_taken_back() {
    let site = Site::new().await;
    site.post("/check", &ANSWERS).await;
    let page = site.get("/").await;
    let key = field(&page.text, "id=\"today\"", "key");
    let minutes = field(&page.text, "id=\"today\"", "minutes");
    let tick = |done: &'static str| {
        let (site, key, minutes) = (&site, key.clone(), minutes.clone());
        async move {
            let fields = [
                ("key", key.as_str()),
                ("minutes", &minutes),
                ("done", done),
                ("back", "/"),
            ];
            site.post("/plan/done", &fields).await
        }
    };
    assert_eq!(tick("yes").await.location, "/");
    site.get("/").await.must_hold("Not done after all");
    site.get("/plan").await.must_hold("minutes done");
    tick("no").await;
    site.get("/").await.must_not_hold("Not done after all");
    let foreign = [("key", "<b>"), ("minutes", "10"), ("done", "yes")];
    let refused = site.post("/plan/done", &foreign).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_time_there_is_can_be_changed_and_a_day_that_passed_is_said() {
    let site = Site::new().await;
    let fields = |interview: &'static str| {
        [
            ("interview", interview),
            ("hours", "4"),
            ("begins", "07:15"),
            ("rest", "6"),
            ("rest", "7"),
            ("back", "/plan"),
        ]
    };
    let kept = site.post("/plan/goal", &fields("2099-01-01")).await;
    assert_eq!(kept.location, "/plan");
    site.get("/plan")
        .await
        .must_hold("At most 4 hours")
        .must_hold("value=\"07:15\"")
        .must_hold("name=\"rest\" value=\"7\" checked")
        .must_hold("The next six weeks are laid out");
    site.post("/plan/goal", &fields("2000-01-01")).await;
    site.get("/plan")
        .await
        .must_hold("which has passed")
        .must_hold("Time there is");
    assert_eq!(site.get("/plan/calendar.ics").await.location, "/plan");
    site.get("/").await.must_hold("which has passed");
    let early = [("interview", ""), ("hours", "5"), ("begins", "early")];
    let refused = site.post("/plan/goal", &early).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_calendar_is_a_file_to_save() {
    let site = Site::new().await;
    let file = site.get("/plan/calendar.ics").await;
    assert!(file.saved_as.contains("greenroom.ics"), "{}", file.saved_as);
    assert!(file.text.starts_with("BEGIN:VCALENDAR"));
}

#[tokio::test]
async fn marks_move_readiness_and_draw_its_weeks() {
    let site = Site::new().await;
    site.get("/readiness")
        .await
        .must_hold("Never rehearsed")
        .must_hold("After your first week");
    let interview = held(&site).await;
    site.rate_all(&interview, "3").await;
    site.get("/readiness")
        .await
        .must_hold("3 answers")
        .must_hold("week by week")
        .must_hold("What would tell most");
}
