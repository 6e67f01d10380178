//! The interview room.

use axum::http::StatusCode;

use crate::support::Site;

const SHORT: &str = "We did it.";

#[tokio::test]
async fn a_thin_answer_is_followed_up_and_then_the_round_goes_on() {
    let site = Site::new().await;
    let interview = site.round("hiring-manager", 2).await;
    let page = site.get(&interview).await;
    page.must_hold("Question 1 of 2").must_hold("minutes left");
    site.say(&interview, SHORT).await;
    site.get(&interview)
        .await
        .must_hold("Follow-up")
        .must_hold("What you said to this so far")
        .must_hold(SHORT);
    site.say_to_the_end(&interview, SHORT).await;
    site.get(&interview)
        .await
        .must_hold("That was the round")
        .must_hold("wait for your own rating");
}

#[tokio::test]
async fn an_answer_changes_the_stage_only_when_our_script_asks() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let fields = [("turn", "1"), ("text", SHORT)];
    let shown = site.fragment(&format!("{interview}/answer"), &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    shown
        .must_hold("id=\"stage\"")
        .must_hold("data-turn=\"2\"")
        .must_not_hold("<html");
}

#[tokio::test]
async fn the_last_answer_leads_from_the_stage_to_the_page() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    for turn in 1..10 {
        let turn = turn.to_string();
        let shown = site
            .fragment(
                &format!("{interview}/answer"),
                &[("turn", &turn), ("text", SHORT)],
            )
            .await;
        if shown.status == StatusCode::SEE_OTHER {
            assert_eq!(shown.location, interview);
            let last = site.get(&interview).await;
            assert_eq!(last.location, format!("{interview}/answers/1"));
            return;
        }
    }
    panic!("the question does not end");
}

#[tokio::test]
async fn what_is_typed_is_kept_across_reloads_and_days() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let kept = site
        .fragment(
            &format!("{interview}/draft"),
            &[
                ("turn", "1"),
                ("text", "Half a sent"),
                ("notes", "three points"),
            ],
        )
        .await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    site.wait(5 * 86_400);
    site.get(&interview)
        .await
        .must_hold("Half a sent")
        .must_hold("three points");
}

#[tokio::test]
async fn a_break_keeps_what_is_typed_and_stops_the_clock() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.wait(60);
    let fields = [("turn", "1"), ("text", "Half a sent"), ("notes", "a note")];
    site.post(&format!("{interview}/pause"), &fields).await;
    site.get(&interview).await.must_hold("Paused");
    site.wait(3 * 86_400);
    site.post(&format!("{interview}/resume"), &[]).await;
    site.get(&interview)
        .await
        .must_hold("Half a sent")
        .must_hold("a note")
        .must_hold("29 minutes left");
}

#[tokio::test]
async fn a_button_pressed_twice_does_no_harm() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    for path in ["pause", "pause", "resume", "resume", "begin"] {
        let done = site.post(&format!("{interview}/{path}"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}");
    }
    let fields = [("turn", "1"), ("text", SHORT)];
    for _ in 0..2 {
        let done = site.post(&format!("{interview}/answer"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(site.turn(&interview).await, Some(2));
}

#[tokio::test]
async fn of_two_windows_the_second_gets_its_words_back() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.say(&interview, SHORT).await;
    let fields = [
        ("turn", "1"),
        ("text", "Another <answer>, from the other window"),
    ];
    let refused = site.post(&format!("{interview}/answer"), &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused
        .must_hold("another window")
        .must_hold("Another &lt;answer&gt;, from the other window")
        .must_hold(&interview);
    let id = interview.rsplit('/').next().unwrap().parse().unwrap();
    let draft = site.store.draft(&id, interview::TurnId(1)).await.unwrap();
    assert_eq!(
        draft.as_deref(),
        Some("Another <answer>, from the other window")
    );
}

#[tokio::test]
async fn answers_at_the_same_moment_are_taken_once() {
    let site = std::sync::Arc::new(Site::new().await);
    let interview = site.round("screen", 3).await;
    let tasks: Vec<_> = (0..8)
        .map(|window| {
            let site = site.clone();
            let path = format!("{interview}/answer");
            tokio::spawn(async move {
                let text = format!("Answer of window {window}");
                site.post(&path, &[("turn", "1"), ("text", &text)])
                    .await
                    .status
            })
        })
        .collect();
    let mut taken = 0;
    for task in tasks {
        match task.await.unwrap() {
            StatusCode::SEE_OTHER => taken += 1,
            StatusCode::CONFLICT => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(taken, 1);
    assert_eq!(site.turn(&interview).await, Some(2));
}

#[tokio::test]
async fn a_question_can_be_passed_and_a_round_be_ended() {
    let site = Site::new().await;
    let interview = site.round("screen", 3).await;
    site.post(&format!("{interview}/skip"), &[("turn", "1")])
        .await;
    let turn = site.turn(&interview).await.unwrap().to_string();
    site.post(
        &format!("{interview}/close-round"),
        &[("turn", &turn), ("text", "Begun")],
    )
    .await;
    site.get(&interview)
        .await
        .must_hold("Passed")
        .must_hold("Everything is rated");
}

#[tokio::test]
async fn what_was_typed_before_a_question_was_passed_stands_where_it_is_tried_again() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let fields = [("turn", "1"), ("text", "Half a story")];
    site.post(&format!("{interview}/skip"), &fields).await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("You passed on this one");
    site.get(&format!("{interview}/answers/1/retry"))
        .await
        .must_hold("Half a story");

    // The same where a follow-up was passed; nothing typed takes nothing away.
    let interview = site.question("failed-launch").await;
    site.say(&interview, SHORT).await;
    let fields = [("turn", "2"), ("text", "Half a reply")];
    site.post(&format!("{interview}/skip"), &fields).await;
    let fields = [("level", "3")];
    site.post(&format!("{interview}/answers/1/rating"), &fields)
        .await;
    site.get(&format!("{interview}/answers/1/retry"))
        .await
        .must_hold("Half a reply");
}

#[tokio::test]
async fn an_interview_can_be_stopped_between_rounds() {
    let site = Site::new().await;
    let fields = [
        ("round", "screen"),
        ("round", "hiring-manager"),
        ("questions-screen", "1"),
    ];
    let interview = site.post("/practise/loop", &fields).await.location;
    site.post(&format!("{interview}/begin"), &[]).await;
    site.say_to_the_end(&interview, SHORT).await;
    site.get(&interview)
        .await
        .must_hold("Round 2 of 2")
        .must_hold("Go in");
    site.post(&format!("{interview}/end"), &[]).await;
    site.get(&interview).await.must_hold("That was the loop");
}

#[tokio::test]
async fn a_presentation_is_prepared_previewed_given_and_asked_about() {
    let site = Site::new().await;
    let interview = site.round("case-study", 2).await;
    site.get(&interview)
        .await
        .must_hold("The brief")
        .must_hold("Your presentation");
    let fields = [("turn", "1"), ("text", "# My plan\n\n- **one** point")];
    let preview = site
        .fragment(&format!("{interview}/preview"), &fields)
        .await;
    preview
        .must_hold("<h1>My plan</h1>")
        .must_hold("<strong>one</strong>");
    site.get(&interview).await.must_hold("# My plan");
    let without_script = site.post(&format!("{interview}/preview"), &fields).await;
    without_script
        .must_hold("<html")
        .must_hold("<h1>My plan</h1>");
    site.wait(86_400);
    site.post(&format!("{interview}/present"), &fields).await;
    let page = site.get(&interview).await;
    page.must_hold("minutes left")
        .must_hold("name=\"seconds\"")
        .must_not_hold("Your presentation</span>")
        .must_hold("<summary>The brief</summary>");
    while !site.get(&interview).await.text.contains("Question 2 of 2") {
        site.say(&interview, SHORT).await;
    }
    let about = site.get(&interview).await;
    about
        .must_hold("<summary>The brief</summary>")
        .must_hold("<summary>The presentation</summary>");
}

#[tokio::test]
async fn a_presentation_is_given_against_a_clock_that_outlives_a_reload() {
    let site = Site::new().await;
    let interview = site.round("case-study", 2).await;
    let giving = format!("{interview}/giving");
    // Nothing is prepared yet.
    assert_eq!(site.get(&giving).await.location, interview);
    let fields = [("turn", "1"), ("text", "# My plan\n\n- **one** point")];
    site.get(&interview)
        .await
        .must_hold("Give it against the clock");
    let begun = site.post(&giving, &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    site.get(&begun.location)
        .await
        .must_hold("<h1>My plan</h1>")
        .must_hold("25 minutes left");
    site.wait(600);
    site.get(&begun.location).await.must_hold("15 minutes left");
    site.wait(1_200);
    site.get(&begun.location).await.must_hold("Time is over");
    let presented = site.post(&format!("{interview}/present"), &fields).await;
    assert_eq!(presented.location, interview);
    // What was presented is asked about, and the round's own clock has not run before.
    site.get(&interview).await.must_hold("50 minutes left");
    assert_eq!(site.get(&giving).await.location, interview);
}

#[tokio::test]
async fn how_long_an_answer_took_is_kept_when_it_is_known() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let id = interview.rsplit('/').next().unwrap().parse().unwrap();
    for (turn, seconds) in [("1", "95"), ("2", "")] {
        site.post(
            &format!("{interview}/answer"),
            &[("turn", turn), ("text", SHORT), ("seconds", seconds)],
        )
        .await;
    }
    let kept = site.store.load(&id).await.unwrap();
    let seconds: Vec<Option<f64>> = kept
        .threads()
        .flat_map(|thread| &thread.turns)
        .filter_map(|turn| match turn.reply {
            Some(interview::interview::Reply::Said { seconds, .. }) => Some(seconds),
            _ => None,
        })
        .collect();
    assert_eq!(seconds, [Some(95.0), None]);
}

#[tokio::test]
async fn a_full_disk_gives_the_words_back() {
    let site = Site::nearly_full(200_000).await;
    let interview = site.question("failed-launch").await;
    let long = "A word of the answer. ".repeat(9_000);
    let refused = site
        .post(
            &format!("{interview}/answer"),
            &[("turn", "1"), ("text", &long)],
        )
        .await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    refused.must_hold("disk is full").must_hold(&long);
    assert_eq!(site.turn(&interview).await, Some(1), "and nothing was lost");
}

#[tokio::test]
async fn unknown_interviews_answers_and_attempts_are_told_apart() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    for (path, what) in [
        ("/interviews/0123456789abcdef", "interview"),
        ("/interviews/nonsense", "interview"),
        (&format!("{interview}/answers/99") as &str, "answer"),
        (&format!("{interview}/answers/x"), "answer"),
        (&format!("{interview}/answers/1/comparison/1"), "attempt"),
    ] {
        let missing = site.get(path).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
        missing.must_hold(&format!("There is no {what}"));
    }
    let lost = site
        .post(
            "/interviews/0123456789abcdef/answer",
            &[("turn", "1"), ("text", "My words")],
        )
        .await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    lost.must_hold("My words");
    let formless = site
        .post(&format!("{interview}/answer"), &[("text", "My words")])
        .await;
    assert_eq!(formless.status, StatusCode::BAD_REQUEST);
    formless.must_hold("My words");
}
