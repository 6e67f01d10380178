//! Home and progress: what they say of what was done.

use axum::http::StatusCode;

use crate::support::{Site, held, opened_too};

#[tokio::test]
async fn at_first_home_shows_where_to_begin_and_progress_says_that_nothing_is_rated() {
    let site = Site::new().await;
    site.get("/")
        .await
        .must_hold("Rehearse the whole interview")
        .must_not_hold("Recent marks");
    site.get("/progress")
        .await
        .must_hold("Nothing rated yet")
        .must_hold("No interview fits.");
}

#[tokio::test]
async fn home_asks_for_ratings_before_anything_else_is_marked() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.get("/")
        .await
        .must_hold("<h1>Rate your answers</h1>")
        .must_hold("3 answers wait for your own rating")
        .must_hold(&format!("href=\"{interview}/debrief\""))
        .must_not_hold("Rehearse the whole interview");
    let single = site.question("failed-launch").await;
    site.say_to_the_end(&single, "We did it.").await;
    site.rate_all(&interview, "3").await;
    // Once something is marked, what waits has a place of its own.
    site.get("/")
        .await
        .must_hold("Next step")
        .must_hold("Wait for your own rating")
        .must_hold(&format!("href=\"{single}\""));
    site.post(&format!("{single}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get("/")
        .await
        .must_not_hold("Wait for your own rating");
}

#[tokio::test]
async fn home_leads_back_into_what_is_open_and_shows_the_last_marks() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.rate_all(&interview, "4").await;
    site.get("/")
        .await
        .must_hold("Next step")
        .must_hold("Recent marks")
        .must_hold("you said 4")
        .must_not_hold("Go on where you were");
    let open = opened_too(&site).await;
    site.get("/")
        .await
        .must_hold("Go on where you were")
        .must_hold(&format!("href=\"{open}\""))
        .must_hold("Next step");
}

#[tokio::test]
async fn levels_are_drawn_with_their_margins_and_told_in_a_table_too() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.rate_all(&interview, "4").await;
    let page = site.get("/progress").await;
    page.must_hold("aria-label=\"Level of each answer with its margin")
        .must_hold("give or take")
        .must_hold("As a table")
        .must_hold("By component")
        .must_hold("By criterion")
        .must_hold("rate yourself")
        .must_not_hold("NaN");
    let (_, levels) = page.text.split_once("id=\"levels\"").unwrap();
    let (levels, _) = levels.split_once("id=\"components\"").unwrap();
    let count = |words: &str| levels.matches(words).count();
    assert!(count("<circle") >= 3, "{levels}");
    assert_eq!(count("<circle"), count("<td><a"));
}

#[tokio::test]
async fn unrated_answers_show_nowhere_in_progress() {
    let site = Site::new().await;
    held(&site).await;
    site.get("/progress")
        .await
        .must_hold("Nothing rated yet")
        .must_hold("to be rated")
        .must_not_hold("<circle");
}

#[tokio::test]
async fn the_history_is_filtered_and_comes_in_pages() {
    let site = Site::new().await;
    for _ in 0..21 {
        site.wait(60);
        site.question("failed-launch").await;
    }
    held(&site).await;
    let first = site.get("/progress").await;
    first.must_hold("22 interviews").must_hold("Page 1 of 2");
    site.get("/progress?page=2")
        .await
        .must_hold("Page 2 of 2")
        .must_hold("Newer");
    site.get("/progress?scope=round&state=over")
        .await
        .must_hold("1 interview<");
    site.get("/progress?scope=loop")
        .await
        .must_hold("No interview fits.");
    for strange in ["page=0", "page=-7", "page=99999999999", "scope=%3Cb%3E"] {
        let shown = site.get(&format!("/progress?{strange}")).await;
        assert_eq!(shown.status, StatusCode::OK, "{strange}");
        shown.must_hold("22 interviews").must_not_hold("<b>");
    }
}
