//! The candidate's own stories.

use axum::http::StatusCode;

use crate::support::Site;

const TEXT: &str = "Sign-up had eleven fields. I had to halve the loss. I removed seven of them. \
    The data showed nobody used them. Giving up fell from 58% to 31%. I would ask support first. story=form";

/// Writes a story; gives its address.
async fn written(site: &Site, title: &str, theme: &str) -> String {
    let kept = site
        .post(
            "/stories",
            &[
                ("title", title),
                ("text", TEXT),
                ("theme", theme),
                ("theme", "pivot"),
            ],
        )
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    kept.location
}

#[tokio::test]
async fn an_interview_of_a_pack_that_is_not_here_takes_no_story_away() {
    let site = Site::new().await;
    let story = written(&site, "The form", "failure").await;
    let interview = site.question("failed-launch").await;
    let id = interview.rsplit('/').next().unwrap().parse().unwrap();
    let mut events = site.store.events(&id).await.unwrap();
    let interview::Event::Started { setup } = &mut events[0].event else {
        panic!("{events:?}");
    };
    setup.pack = "elsewhere".parse().unwrap();
    let (foreign, _) = site.store.create_interview(&events).await.unwrap();
    let there = site.get(&format!("/interviews/{foreign}")).await;
    assert_eq!(there.status, StatusCode::NOT_FOUND);
    there.must_hold("The pack is not here");
    let page = site.get(&story).await;
    assert_eq!(page.status, StatusCode::OK);
    page.must_hold("Where it was told");
}

#[tokio::test]
async fn a_story_is_written_read_changed_and_deleted() {
    let site = Site::new().await;
    site.get("/stories")
        .await
        .must_hold("None yet")
        .must_hold("Trade-off");
    let story = written(&site, "The <form>", "failure").await;
    site.get(&story)
        .await
        .must_hold("The &lt;form&gt;")
        .must_hold("As the coach reads it")
        .must_hold("Your strongest sentences")
        .must_hold("Tell it as a story of failure");
    let list = site.get("/stories").await;
    list.must_hold("The &lt;form&gt;")
        .must_hold("1 of 3 lengths");
    site.wait(60);
    let changed = format!("{TEXT} It held for a year.");
    let kept = site
        .post(
            &story,
            &[
                ("title", "The form"),
                ("text", &changed),
                ("brief", "It fell by half."),
            ],
        )
        .await;
    assert_eq!(kept.location, story);
    site.get(&story)
        .await
        .must_hold("It fell by half.")
        .must_hold("Strength over time");
    site.get(&format!("{story}/edit"))
        .await
        .must_hold("It held for a year.");
    site.get(&format!("{story}/delete"))
        .await
        .must_hold("Delete this story?");
    let gone = site.post(&format!("{story}/delete"), &[]).await;
    assert_eq!(gone.location, "/stories");
    assert_eq!(site.get(&story).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_story_can_be_read_before_it_is_kept() {
    let site = Site::new().await;
    let read = site
        .post(
            "/stories/read",
            &[("title", "T"), ("text", TEXT), ("theme", "launch")],
        )
        .await;
    read.must_hold("As the coach reads it")
        .must_hold("value=\"launch\" checked")
        .must_hold("eleven fields");
    site.get("/stories").await.must_hold("None yet");
}

#[tokio::test]
async fn what_cannot_be_kept_is_given_back() {
    let site = Site::new().await;
    let refused = site
        .post(
            "/stories",
            &[
                ("title", " "),
                ("text", TEXT),
                ("middle", "In ninety seconds."),
                ("brief", "In thirty."),
                ("theme", "failure"),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused
        .must_hold("eleven fields")
        .must_hold("In ninety seconds.\n\nIn thirty.")
        .must_not_hold("failure");
    let none = site
        .post("/stories/import", &[("markdown", "no heading")])
        .await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    none.must_hold("no heading")
        .must_hold("begin each with a heading");
}

#[tokio::test]
async fn markdown_is_taken_in_a_story_a_heading() {
    let site = Site::new().await;
    let markdown = "# One\r\nIt began.\r\n\r\n## Two\r\nIt ended.";
    let taken = site
        .post("/stories/import", &[("markdown", markdown)])
        .await;
    assert_eq!(taken.location, "/stories");
    site.get("/stories")
        .await
        .must_hold("One")
        .must_hold("Two")
        .must_hold("2 of at least 6");
}

#[tokio::test]
async fn stories_are_taken_in_all_or_none_and_not_twice() {
    let site = Site::new().await;
    let almost = vec![prep::story::Story::default(); 498];
    let at = jiff::Timestamp::UNIX_EPOCH;
    site.store.add_papers(&almost, at).await.unwrap();
    let count = async || {
        let all = site.store.papers::<prep::story::Story>().await.unwrap();
        all.len()
    };
    let take = |markdown: &'static str| {
        let site = &site;
        async move {
            site.post("/stories/import", &[("markdown", markdown)])
                .await
        }
    };
    let three = "# One\nIt began.\n# Two\nIt went on.\n# Three\nIt ended.";
    let refused = take(three).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused
        .must_hold("498 are kept already")
        .must_hold("It went on.");
    assert_eq!(count().await, 498);
    let two = "# One\nIt began.\n# Two\nIt went on.";
    for _ in 0..2 {
        assert_eq!(take(two).await.location, "/stories");
        assert_eq!(count().await, 500);
    }
    let one_more = site
        .post("/stories", &[("title", "T"), ("text", TEXT)])
        .await;
    assert_eq!(one_more.status, StatusCode::BAD_REQUEST);
    one_more.must_hold("delete some first");
}

#[tokio::test]
async fn the_question_finds_its_story_and_coverage_its_holes() {
    let site = Site::new().await;
    site.get("/stories/match?question=failed-launch")
        .await
        .must_hold("None of your stories fits");
    written(&site, "The form", "failure").await;
    site.get("/stories/match?question=failed-launch")
        .await
        .must_hold("The form")
        .must_hold("Tell it as a story of failure");
    let page = site.get("/stories").await;
    let (_, holes) = page.text.split_once("id=\"holes\"").unwrap();
    assert!(
        !holes
            .split("id=\"import\"")
            .next()
            .unwrap()
            .contains("Failure")
    );
}

#[tokio::test]
async fn an_answer_becomes_a_story_and_the_story_knows_where_it_was_told() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.say_to_the_end(&interview, TEXT).await;
    let asked = site
        .get(&format!(
            "/stories/new?interview={}&turn=1",
            interview.trim_start_matches("/interviews/")
        ))
        .await;
    asked
        .must_hold("eleven fields")
        .must_hold("value=\"failure\" checked");
    site.rate_all(&interview, "3").await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("Keep it as a story");
    let story = written(&site, "The form", "failure").await;
    site.get(&story)
        .await
        .must_hold(&format!("{interview}/answers/1"));
}
