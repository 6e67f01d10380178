//! A friend or coach as interviewer.

use axum::http::StatusCode;

use crate::support::{Site, held};

const SHORT: &str = "We did it.";

/// Invites somebody; gives the address of their view.
async fn invited(site: &Site, interview: &str) -> String {
    let asked = site
        .post(&format!("{interview}/friend"), &[("name", "Noor")])
        .await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let page = site.get(&format!("{interview}/friend")).await.text;
    let (_, rest) = page.split_once("href=\"/friend/").unwrap();
    format!("/friend/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn without_an_invitation_there_is_nothing() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let id = interview.strip_prefix("/interviews/").unwrap();
    for path in [
        "/friend/".to_owned(),
        format!("/friend/{id}"),
        "/friend/0000000000000000000000000000feed".to_owned(),
        format!("/friend/{}", "f".repeat(32)),
    ] {
        let shown = site.get(&path).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{path}");
        shown.must_not_hold("Listen for");
    }
    let way_in = invited(&site, &interview).await;
    site.get(&way_in).await.must_hold("Listen for");
    for (path, fields) in [
        ("lead", &[][..]),
        ("ask", &[("turn", "1"), ("words", "Why?")]),
        ("sheets/1", &[("overall", "5")]),
    ] {
        let other = format!("/friend/{}/{path}", "0".repeat(32));
        assert_eq!(
            site.post(&other, fields).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_withdrawn_invitation_opens_nothing_and_a_new_one_is_another() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let first = invited(&site, &interview).await;
    let second = invited(&site, &interview).await;
    assert_ne!(first, second);
    assert_eq!(site.get(&first).await.status, StatusCode::NOT_FOUND);
    site.post(&format!("{second}/lead"), &[]).await;
    site.post(&format!("{interview}/friend/withdraw"), &[])
        .await;
    assert_eq!(site.get(&second).await.status, StatusCode::NOT_FOUND);
    // Nobody is waited for who cannot come back.
    site.say(&interview, SHORT).await;
    site.get(&interview).await.must_not_hold("what comes next");
}

#[tokio::test]
async fn a_friend_sees_the_script_and_the_answers_and_no_marks_and_no_way_elsewhere() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.rate_all(&interview, "3").await;
    let way_in = invited(&site, &interview).await;
    let view = site.get(&way_in).await;
    view.must_hold("That was the interview")
        .must_hold("I removed seven of them.");
    for words in ["of 5, give or take", "You said 3", "On its anchors"] {
        view.must_not_hold(words);
    }
    for address in view.text.split("href=\"").skip(1) {
        let address = address.split('"').next().unwrap();
        let stays = address.starts_with(&way_in) || address.starts_with('#');
        assert!(stays, "a link leads to {address}");
    }
    for address in view.text.split("action=\"").skip(1) {
        let address = address.split('"').next().unwrap();
        assert!(address.starts_with(&way_in), "a form goes to {address}");
    }
}

#[tokio::test]
async fn the_last_answer_of_a_round_can_be_read_once_the_round_is_over() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let way_in = invited(&site, &interview).await;
    site.say(&interview, SHORT).await;
    let running = site.get(&way_in).await;
    running.must_hold(SHORT).must_not_hold("What was said");
    site.say_to_the_end(&interview, SHORT).await;
    let over = site.get(&way_in).await;
    over.must_hold("That was the interview")
        .must_hold("What was said")
        .must_hold(SHORT);
}

#[tokio::test]
async fn what_the_candidate_is_typing_is_not_shown_to_the_friend() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let way_in = invited(&site, &interview).await;
    let fields = [
        ("turn", "1"),
        ("text", "half a sentence"),
        ("notes", "secret points"),
    ];
    site.post(&format!("{interview}/draft"), &fields).await;
    site.get(&way_in)
        .await
        .must_not_hold("half a sentence")
        .must_not_hold("secret points");
}

#[tokio::test]
async fn a_friend_who_leads_is_waited_for_and_their_words_are_asked() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let way_in = invited(&site, &interview).await;
    site.post(&format!("{way_in}/lead"), &[]).await;
    site.say(&interview, SHORT).await;
    site.get(&interview)
        .await
        .must_hold("Noor has your answer, and says what comes next.")
        .must_hold("Go on without waiting");
    // Sent twice, an answer is no disagreement; another one is.
    let answer = format!("{interview}/answer");
    let again = site.post(&answer, &[("turn", "1"), ("text", SHORT)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    let other = site.post(&answer, &[("turn", "1"), ("text", "No.")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    site.get(&way_in)
        .await
        .must_hold(SHORT)
        .must_hold("Or a follow-up that fits")
        .must_hold("The program would ask this.");

    let fields = [("turn", "1"), ("words", "Which part was <b>yours</b>?")];
    site.post(&format!("{way_in}/ask"), &fields).await;
    site.get(&interview)
        .await
        .must_hold("Which part was &lt;b&gt;yours&lt;/b&gt;?")
        .must_hold("Follow-up")
        .must_hold("Noor");

    // Pressed twice, or too late: nothing more is asked.
    let again = site.post(&format!("{way_in}/ask"), &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    site.say(&interview, "Seven fields were mine.").await;
    site.post(&format!("{way_in}/next"), &[("turn", "2")]).await;
    site.get(&interview).await.must_hold("Question 2 of 2");
}

#[tokio::test]
async fn a_follow_up_chosen_from_the_list_is_asked_as_it_stands_there() {
    let site = Site::new().await;
    let interview = site.round("hiring-manager", 2).await;
    let way_in = invited(&site, &interview).await;
    site.post(&format!("{way_in}/lead"), &[]).await;
    site.say(&interview, SHORT).await;
    let view = site.get(&way_in).await.text;
    let last = view.split("name=\"probe\" value=\"").last().unwrap();
    let (probe, rest) = last.split_once("\">").unwrap();
    let words = rest.split('<').next().unwrap();
    let fields = [("turn", "1"), ("probe", probe)];
    site.post(&format!("{way_in}/ask"), &fields).await;
    site.get(&interview)
        .await
        .must_hold(words)
        .must_hold("Noor");

    let foreign = [("turn", "2"), ("probe", "nothing-like-it")];
    site.say(&interview, SHORT).await;
    let refused = site.post(&format!("{way_in}/ask"), &foreign).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.must_hold("does not fit what was said");
}

#[tokio::test]
async fn the_candidate_need_not_wait_for_a_friend_who_does_not_come_back() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let way_in = invited(&site, &interview).await;
    site.post(&format!("{way_in}/lead"), &[]).await;
    site.say(&interview, SHORT).await;
    let fields = [("turn", "1"), ("notes", "kept")];
    site.post(&format!("{interview}/go-on"), &fields).await;
    site.get(&interview)
        .await
        .must_hold("Follow-up")
        .must_hold("kept");
}

#[tokio::test]
async fn our_script_hears_nothing_while_nothing_happens() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let way_in = invited(&site, &interview).await;
    let page = site.get(&way_in).await.text;
    let (_, rest) = page.split_once("data-seen=\"").unwrap();
    let seen = rest.split('"').next().unwrap();
    let address = format!("{way_in}?seen={seen}");
    assert_eq!(site.look(&address).await.status, StatusCode::NO_CONTENT);
    site.say(&interview, SHORT).await;
    let told = site.look(&address).await;
    assert_eq!(told.status, StatusCode::OK);
    told.must_hold(SHORT);
}

/// The friend's sheet of the first answer.
const SHEET: &[(&str, &str)] = &[
    ("mark-relevance", "5"),
    ("mark-structure", "2"),
    ("mark-impact", "none"),
    ("why-structure", "No thread to follow"),
    ("overall", "4"),
    ("because", "Convincing"),
    ("pass_on", "Say the number first"),
    ("notes", "Fidgets when asked for figures"),
];

#[tokio::test]
async fn the_friends_marks_stand_beside_the_programs_and_their_notes_only_where_released() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let way_in = invited(&site, &interview).await;
    let kept = site.post(&format!("{way_in}/sheets/1"), SHEET).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    site.get(&way_in)
        .await
        .must_hold("name=\"mark-structure\" value=\"2\" checked")
        .must_hold("Fidgets when asked for figures");
    site.say_to_the_end(&interview, SHORT).await;

    let answer = format!("{interview}/answers/1");
    let unrated = site.get(&answer).await;
    unrated
        .must_not_hold("Noor")
        .must_not_hold("Say the number first");
    site.post(&format!("{answer}/rating"), &[("level", "3")])
        .await;
    let debrief = format!("{interview}/debrief");
    for page in [&answer, &debrief] {
        site.get(page)
            .await
            .must_hold("Noor")
            .must_hold("No thread to follow")
            .must_hold("Convincing")
            .must_hold("Say the number first")
            .must_not_hold("Fidgets");
    }
    let mut released = SHEET.to_vec();
    released.push(("release", "yes"));
    site.post(&format!("{way_in}/sheets/1"), &released).await;
    for page in [&answer, &debrief] {
        site.get(page).await.must_hold("Fidgets");
    }
}

#[tokio::test]
async fn what_a_friend_writes_on_a_question_that_was_passed_is_read_by_the_candidate() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let way_in = invited(&site, &interview).await;
    let words = [("pass_on", "You had a story for this")];
    site.post(&format!("{way_in}/sheets/1"), &words).await;
    site.post(&format!("{interview}/skip"), &[("turn", "1")])
        .await;
    for page in ["answers/1", "debrief"] {
        site.get(&format!("{interview}/{page}"))
            .await
            .must_hold("You had a story for this")
            .must_not_hold("marked this answer too");
    }
}

#[tokio::test]
async fn nothing_of_the_friends_is_shown_while_the_round_goes_on() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    let way_in = invited(&site, &interview).await;
    let mut released = SHEET.to_vec();
    released.push(("release", "yes"));
    site.post(&format!("{way_in}/sheets/1"), &released).await;
    while !site.get(&interview).await.holds("Question 2 of 2") {
        site.say(&interview, SHORT).await;
    }
    let answer = format!("{interview}/answers/1");
    site.post(&format!("{answer}/rating"), &[("level", "3")])
        .await;
    for page in [&interview, &answer, &format!("{interview}/debrief")] {
        site.get(page)
            .await
            .must_not_hold("Say the number first")
            .must_not_hold("Fidgets");
    }
}

#[tokio::test]
async fn the_programs_marks_never_change_by_the_friends() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.say_to_the_end(&interview, SHORT).await;
    let answer = format!("{interview}/answers/1");
    site.post(&format!("{answer}/rating"), &[("level", "3")])
        .await;
    let before = site.get(&answer).await.text;
    let way_in = invited(&site, &interview).await;
    site.post(&format!("{way_in}/sheets/1"), SHEET).await;
    let after = site.get(&answer).await.text;
    let start = after
        .find("<section class=\"side\" aria-labelledby=\"beside\"")
        .unwrap();
    let end = start + after[start..].find("</section>").unwrap() + "</section>".len();
    assert_eq!(format!("{}{}", &after[..start], &after[end..]), before);
}

#[tokio::test]
async fn a_mark_off_the_anchors_and_a_sheet_for_no_question_are_refused() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let way_in = invited(&site, &interview).await;
    for (path, fields, status) in [
        ("sheets/1", ("overall", "6"), StatusCode::BAD_REQUEST),
        ("sheets/1", ("mark-impact", "-1"), StatusCode::BAD_REQUEST),
        ("sheets/9", ("overall", "3"), StatusCode::NOT_FOUND),
        ("sheets/x", ("overall", "3"), StatusCode::NOT_FOUND),
    ] {
        let kept = site.post(&format!("{way_in}/{path}"), &[fields]).await;
        assert_eq!(kept.status, status, "{path} {fields:?}");
    }
}
