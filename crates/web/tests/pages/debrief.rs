//! The packet at the end.

use axum::http::StatusCode;

use crate::support::{Site, held};

#[tokio::test]
async fn nothing_of_the_debrief_is_shown_while_an_answer_waits_for_its_rating() {
    let site = Site::new().await;
    let interview = held(&site).await;
    let page = site.get(&format!("{interview}/debrief")).await;
    page.must_hold("First, your own view")
        .must_hold("answers wait for your own rating");
    for words in ["Strengths", "Concerns", "likely", "Do next", "<blockquote"] {
        page.must_not_hold(words);
    }
}

#[tokio::test]
async fn the_debrief_holds_all_that_a_committee_would_see() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.rate_all(&interview, "5").await;
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("<figure class=\"distribution\">")
        .must_hold("aria-label=\"How likely each verdict is: Strong no hire")
        .must_hold("Do next")
        .must_hold("Practise it now")
        .must_hold("Round by round")
        .must_hold("Criterion by criterion")
        .must_hold("Strengths")
        .must_hold("Concerns")
        .must_hold("Common mistakes")
        .must_hold("Never observed")
        .must_hold("You said 5")
        .must_hold("higher than the marks do");
}

#[tokio::test]
async fn every_quote_of_the_debrief_leads_to_the_place_where_it_was_said() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.rate_all(&interview, "3").await;
    let debrief = site.get(&format!("{interview}/debrief")).await.text;
    let quotes: Vec<&str> = debrief
        .split("<blockquote class=\"quoted\"><a href=\"")
        .skip(1)
        .collect();
    assert!(quotes.len() > 5, "{} quotes", quotes.len());
    for quote in quotes {
        let (address, rest) = quote.split_once('"').unwrap();
        let (_, words) = rest.split_once('>').unwrap();
        let (words, _) = words.split_once('<').unwrap();
        let (page, place) = address.split_once('#').unwrap();
        let answer = site.get(page).await;
        let (_, turn) = answer
            .text
            .split_once(&format!("id=\"{place}\""))
            .unwrap_or_else(|| panic!("{address} leads nowhere"));
        let said = turn.split("<li id=\"turn-").next().unwrap();
        assert!(plain(said).contains(words), "\"{words}\" not at {address}");
    }
}

/// Text without the marks in it.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in markup.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if inside => {}
            _ => text.push(character),
        }
    }
    text
}

#[tokio::test]
async fn numbers_that_do_not_agree_and_stories_told_twice_are_laid_side_by_side() {
    let site = Site::new().await;
    let interview = site.round("screen", 3).await;
    while site.turn(&interview).await.is_some() {
        let second = site.get(&interview).await.holds("Question 2 of 3");
        let percent = if second { 40 } else { 12 };
        let told =
            format!("It was story=referral once. We gained percent={percent}:checkout then.");
        site.say(&interview, &told).await;
    }
    site.rate_all(&interview, "3").await;
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("Numbers that do not agree")
        .must_hold(">percent=12:checkout</a>")
        .must_hold(">percent=40:checkout</a>")
        .must_hold("Stories told twice")
        .must_hold("About 100% of it came back");
}

#[tokio::test]
async fn too_little_to_judge_is_said_and_no_curve_is_drawn() {
    let site = Site::new().await;
    let interview = site.round("screen", 1).await;
    site.post(&format!("{interview}/skip"), &[("turn", "1")])
        .await;
    site.post(&format!("{interview}/end"), &[]).await;
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("Not enough observed")
        .must_hold("Passed")
        .must_not_hold("<figure class=\"distribution\">");
}

#[tokio::test]
async fn a_debrief_can_be_read_in_the_middle_and_says_that_it_is_not_the_end() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("This interview is not over");
    let nowhere = site.get("/interviews/nowhere/debrief").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_said_comes_back_as_text_and_never_as_markup() {
    let site = Site::new().await;
    let interview = site.round("screen", 3).await;
    let hostile = "I cut <script>alert(1)</script> first & \"then\" <b>won</b>. It fell to 31%.";
    site.say_to_the_end(&interview, hostile).await;
    site.rate_all(&interview, "2").await;
    for page in [
        format!("{interview}/debrief"),
        "/".to_owned(),
        "/progress".to_owned(),
    ] {
        site.get(&page)
            .await
            .must_not_hold("<script>alert")
            .must_not_hold("<b>won");
    }
    site.get(&format!("{interview}/debrief"))
        .await
        .must_hold("&lt;script&gt;alert(1)");
}
