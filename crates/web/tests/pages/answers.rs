//! Rating, marks, another attempt.

use axum::http::StatusCode;

use crate::support::Site;

const STORY: &str = "Sign-up had eleven fields. I had to halve the loss. I removed seven of them. \
    The data showed nobody used them. We could have bought a tool. We tested it together. \
    Giving up fell from 58% to 31%. Members wrote to thank us. I would ask support first next time.";

/// A question answered to its end.
async fn answered(site: &Site) -> String {
    let interview = site.question("failed-launch").await;
    site.say_to_the_end(&interview, STORY).await;
    interview
}

#[tokio::test]
async fn nothing_of_the_marks_is_shown_before_the_own_rating() {
    let site = Site::new().await;
    let interview = answered(&site).await;
    let marks = [
        "Begin with the moment",
        "invented anchor",
        "<mark",
        "Found so much",
        "A decision is told without",
        "give or take",
    ];
    for path in [
        format!("{interview}/answers/1"),
        interview.clone(),
        "/practise".to_owned(),
        "/".to_owned(),
    ] {
        let page = site.get(&path).await;
        for words in marks {
            page.must_not_hold(words);
        }
    }
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("How good was your answer?");
    let early = site.get(&format!("{interview}/answers/1/retry")).await;
    assert_eq!(early.location, format!("{interview}/answers/1"));
    let forced = site
        .post(&format!("{interview}/answers/1/retry"), &[("text", STORY)])
        .await;
    assert_eq!(forced.status, StatusCode::CONFLICT);
    forced.must_hold("Rate it first").must_hold("eleven fields");
}

#[tokio::test]
async fn after_the_rating_every_part_of_the_marks_is_shown() {
    let site = Site::new().await;
    let interview = answered(&site).await;
    let rated = site
        .post(&format!("{interview}/answers/1/rating"), &[("level", "4")])
        .await;
    assert_eq!(rated.location, format!("{interview}/answers/1"));
    site.get(&rated.location)
        .await
        .must_hold("You said <strong>4</strong>, strong")
        .must_hold("give or take 0.8")
        .must_hold("Two things to change")
        .must_hold("Which moment was it, in one sentence?")
        .must_hold("Not in your answer: what came of it, measured")
        .must_hold("<mark class=\"ev-own\" data-lead=\"ev-own\">")
        .must_hold("What is marked")
        .must_hold("Found so much and no more.")
        .must_hold("sounds like")
        .must_hold("A decision is told without the number behind it.")
        .must_hold("Its shape")
        .must_hold("Shown, never scored")
        .must_hold("Try it again");
}

#[tokio::test]
async fn a_pace_is_told_only_where_so_many_words_can_be_said_in_the_time() {
    for (seconds, told) in [("2", false), ("60", true)] {
        let site = Site::new().await;
        let interview = site.question("failed-launch").await;
        for _ in 0..10 {
            let Some(turn) = site.turn(&interview).await else {
                break;
            };
            let turn = turn.to_string();
            let fields = [("turn", &turn[..]), ("text", STORY), ("seconds", seconds)];
            site.post(&format!("{interview}/answer"), &fields).await;
        }
        site.post(&format!("{interview}/answers/1/rating"), &[("level", "4")])
            .await;
        let page = site.get(&format!("{interview}/answers/1")).await;
        page.must_hold("Longest stretch without a point");
        assert_eq!(page.holds("Words a minute"), told, "{seconds}");
        assert_eq!(
            page.holds("Time from first word to last"),
            told,
            "{seconds}"
        );
    }
}

#[tokio::test]
async fn a_rating_cannot_be_changed_once_the_marks_are_seen() {
    let site = Site::new().await;
    let interview = answered(&site).await;
    let path = format!("{interview}/answers/1/rating");
    site.post(&path, &[("level", "none")]).await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("You did not rate it yourself");
    let again = site.post(&path, &[("level", "5")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("You did not rate it yourself");
}

#[tokio::test]
async fn a_rating_is_a_number_from_one_to_five() {
    let site = Site::new().await;
    let interview = answered(&site).await;
    for level in ["0", "6", "good", ""] {
        let refused = site
            .post(
                &format!("{interview}/answers/1/rating"),
                &[("level", level)],
            )
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{level}");
    }
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("How good was your answer?");
}

#[tokio::test]
async fn an_answer_can_be_rated_in_the_middle_of_the_round_without_losing_a_word() {
    let site = Site::new().await;
    let interview = site.round("screen", 3).await;
    while !site.get(&interview).await.holds("While it is fresh") {
        site.say(&interview, STORY).await;
    }
    let turn = site.turn(&interview).await.unwrap().to_string();
    let rated = site
        .fragment(
            &format!("{interview}/answers/1/rating"),
            &[("turn", &turn), ("text", "Half a sent"), ("level", "3")],
        )
        .await;
    rated
        .must_hold("Half a sent")
        .must_hold("Your last answer is rated")
        .must_not_hold("<mark");
    let early = site
        .post(
            &format!("{interview}/answers/{turn}/rating"),
            &[("level", "3")],
        )
        .await;
    assert_eq!(early.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn another_attempt_is_compared_anchor_by_anchor_and_against_the_noise() {
    let site = Site::new().await;
    let interview = answered(&site).await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get(&format!("{interview}/answers/1/retry"))
        .await
        .must_hold("Change two things")
        .must_not_hold("eleven fields");
    let tried = site
        .post(
            &format!("{interview}/answers/1/retry"),
            &[(
                "text",
                "I removed seven fields. It fell to 31%. I learned to ask.",
            )],
        )
        .await;
    assert_eq!(
        tried.location,
        format!("{interview}/answers/1/comparison/1")
    );
    site.get(&tried.location)
        .await
        .must_hold("First attempt")
        .must_hold("This attempt")
        .must_hold("inside the noise")
        .must_hold("Which anchors changed")
        .must_hold("It fell to 31%");
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("attempt 2");
}

#[tokio::test]
async fn attempts_are_counted_by_question_wherever_they_are_linked() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.say_to_the_end(&interview, STORY).await;
    site.rate_all(&interview, "3").await;
    let debrief = site.get(&interview).await.text;
    let second = (2..)
        .find(|turn| debrief.contains(&format!("{interview}/answers/{turn}\"")))
        .unwrap();
    let mut led = Vec::new();
    for (turn, text) in [(1, "Zebra."), (second, "Newt."), (1, "Wren."), (1, "Yak.")] {
        let answer = format!("{interview}/answers/{turn}");
        let tried = site
            .post(&format!("{answer}/retry"), &[("text", text)])
            .await;
        site.get(&tried.location)
            .await
            .must_hold(text.trim_end_matches('.'));
        led.push(tried.location);
    }
    let way = |turn: u32, attempt: u32| format!("{interview}/answers/{turn}/comparison/{attempt}");
    assert_eq!(led, [way(1, 1), way(second, 1), way(1, 2), way(1, 3)]);
    let page = site.get(&format!("{interview}/answers/1")).await;
    for attempt in 1..=3 {
        page.must_hold(&format!("href=\"{}\"", way(1, attempt)));
    }
    let progress = site.get("/progress").await;
    for address in &led {
        progress.must_hold(&format!("href=\"{address}\""));
    }
    let beyond = site.get(&way(second, 2)).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_is_sent_twice_is_one_attempt() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.say_to_the_end(&interview, STORY).await;
    site.rate_all(&interview, "3").await;
    let again = format!("{interview}/answers/1/retry");
    site.get(&again)
        .await
        .must_hold("name=\"attempt\" value=\"1\"");
    let said = [("attempt", "1"), ("text", "It fell from 58%\r\nto 31%.")];
    let (one, other) = tokio::join!(site.post(&again, &said), site.post(&again, &said));
    let late = site.post(&again, &said).await;
    let first = format!("{interview}/answers/1/comparison/1");
    assert_eq!(
        [one.location, other.location, late.location],
        [first.clone(), first.clone(), first]
    );
    // Other words from a window that did not know of it are an attempt of their own.
    let other = [("attempt", "1"), ("text", "It fell by half.")];
    let tried = site.post(&again, &other).await;
    assert!(tried.location.ends_with("/comparison/2"), "{}", tried.text);
}

#[tokio::test]
async fn a_question_waits_for_the_end_of_its_round_to_be_tried_again() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.post(&format!("{interview}/skip"), &[("turn", "1")])
        .await;
    let early = site.get(&format!("{interview}/answers/1/retry")).await;
    assert_eq!(early.location, interview);
    let refused = site
        .post(&format!("{interview}/answers/1/retry"), &[("text", STORY)])
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.must_hold("eleven fields");
}

#[tokio::test]
async fn what_was_passed_can_be_tried_afterwards() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.post(&format!("{interview}/skip"), &[("turn", "1")])
        .await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("You passed on this one");
    let tried = site
        .post(&format!("{interview}/answers/1/retry"), &[("text", STORY)])
        .await;
    site.get(&tried.location)
        .await
        .must_hold("<mark")
        .must_not_hold("First attempt</figcaption>");
}

#[tokio::test]
async fn a_question_about_a_presentation_leads_to_its_own_answer_and_both_can_be_reached_and_deleted()
 {
    let site = Site::new().await;
    let pack = pack::load(&pack::embedded::packs().remove(0).1).unwrap();
    let about = pack
        .questions
        .iter()
        .find(|question| question.follows.is_some())
        .unwrap();
    let interview = site.question(about.id.as_str()).await;
    let plan = [("turn", "1"), ("text", "# The plan\n\nThree steps.")];
    site.post(&format!("{interview}/present"), &plan).await;
    site.say_to_the_end(&interview, STORY).await;
    let led = site.get(&interview).await.location;
    let first = format!("{interview}/answers/1");
    assert!(led.starts_with(&format!("{interview}/answers/")), "{led}");
    assert_ne!(led, first);
    site.get(&led)
        .await
        .must_hold(&about.text)
        .must_hold(&format!("href=\"{first}\""));
    for answer in [&led, &first] {
        site.post(&format!("{answer}/rating"), &[("level", "3")])
            .await;
    }
    for (answer, other) in [(&led, &first), (&first, &led)] {
        site.get(answer)
            .await
            .must_hold(&format!("href=\"{other}\""))
            .must_hold(&format!("href=\"{interview}/delete\""));
    }
    site.post(&format!("{interview}/delete"), &[]).await;
    assert_eq!(site.get(&first).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_single_question_can_be_deleted_before_it_is_rated_and_after_it_was_passed() {
    let site = Site::new().await;
    let unrated = answered(&site).await;
    let passed = site.question("failed-launch").await;
    site.post(&format!("{passed}/skip"), &[("turn", "1")]).await;
    for interview in [unrated, passed] {
        site.get(&format!("{interview}/answers/1"))
            .await
            .must_hold(&format!("href=\"{interview}/delete\""));
    }
}

#[tokio::test]
async fn claims_are_shown_right_and_wrong_with_what_is_true() {
    let site = Site::new().await;
    let pack = pack::load(&pack::embedded::packs().remove(0).1).unwrap();
    let question = pack
        .questions
        .iter()
        .find(|question| question.expects.len() > 1 && question.stands_alone())
        .unwrap();
    let interview = site.question(question.id.as_str()).await;
    site.say_to_the_end(&interview, STORY).await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("Right and wrong")
        .must_hold("An invented correction.")
        .must_hold("ev-wrong");
}
