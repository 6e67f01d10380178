//! An answer is listened to: its words with their times, its timeline, marked moments, two attempts.

use axum::http::StatusCode;

use crate::support::Site;

const SAID: &str = "Sign-up had eleven fields. I had to halve the loss. I removed seven of them.";

/// A question answered aloud and rated; gives the addresses of the interview and of the recording.
async fn listened_to(site: &Site) -> (String, String) {
    let interview = site.question("failed-launch").await;
    let recording = format!("{interview}/recordings/1/0");
    site.speak(&recording, 6).await;
    site.say_to_the_end(&interview, SAID).await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    (interview, recording)
}

#[tokio::test]
async fn an_answer_that_was_spoken_has_its_sound_its_words_in_time_and_a_timeline() {
    let site = Site::new().await;
    let (interview, recording) = listened_to(&site).await;
    let page = site.get(&format!("{interview}/answers/1")).await;
    page.must_hold(&format!("src=\"{recording}/sound.wav\""))
        .must_hold("class=\"heard-word\" data-from=")
        .must_hold("<svg class=\"timeline\"")
        .must_hold("How it sounded")
        .must_hold("is estimated from the sound")
        .must_hold("never scored");
    assert!(page.text.matches("heard-word").count() >= 15);
}

#[tokio::test]
async fn before_it_is_rated_an_answer_can_be_heard_and_tells_nothing_of_its_marks() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let recording = format!("{interview}/recordings/1/0");
    site.speak(&recording, 2).await;
    site.say_to_the_end(&interview, SAID).await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold(&format!("src=\"{recording}/sound.wav\""))
        .must_not_hold("svg class=\"timeline\"");
}

#[tokio::test]
async fn a_typed_answer_has_the_same_page_without_sound() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.say_to_the_end(&interview, SAID).await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_not_hold("<audio")
        .must_not_hold("How it sounded");
}

#[tokio::test]
async fn moments_are_marked_in_the_order_of_the_sound_and_forgotten() {
    let site = Site::new().await;
    let (interview, recording) = listened_to(&site).await;
    let moments = format!("{recording}/moments");
    for (at, note) in [("4.5", "Here I <lost> the thread"), ("1.25", "")] {
        let kept = site.post(&moments, &[("at", at), ("note", note)]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    }
    let page = site.get(&format!("{interview}/answers/1")).await;
    page.must_hold("Here I &lt;lost&gt; the thread")
        .must_hold("data-hear=\"1.25\"");
    assert_eq!(page.text.matches("class=\"moment\" d=").count(), 2);
    for nowhere in ["99", "6.02", "-1", "NaN", "inf"] {
        let refused = site.post(&moments, &[("at", nowhere), ("note", "")]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{nowhere}");
    }
    let forget = async |moment: &str, at: &str| {
        let fields = [("moment", moment), ("at", at)];
        let done = site.post(&format!("{moments}/delete"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    };
    // Another window has forgotten one meanwhile: the one in its place is not the one that was meant.
    forget("0", "4.5").await;
    page.must_hold("name=\"at\" value=\"4.5\"");
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("&lt;lost&gt; the thread")
        .must_hold("data-hear=\"1.25\"");
    forget("1", "4.5").await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_not_hold("&lt;lost&gt; the thread")
        .must_hold("data-hear=\"1.25\"");
}

#[tokio::test]
async fn the_very_end_can_be_marked_as_players_round_it() {
    let site = Site::new().await;
    let (interview, recording) = listened_to(&site).await;
    let fields = [("at", "6.005"), ("note", "")];
    let kept = site.post(&format!("{recording}/moments"), &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("data-hear=\"6.00\"");
}

#[tokio::test]
async fn a_friends_follow_up_is_not_headed_as_the_question() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.post(&format!("{interview}/friend"), &[("name", "Noor")])
        .await;
    let page = site.get(&format!("{interview}/friend")).await.text;
    let (_, way_in) = page.split_once("href=\"/friend/").unwrap();
    let way_in = format!("/friend/{}", way_in.split('"').next().unwrap());
    site.post(&format!("{way_in}/lead"), &[]).await;
    site.say(&interview, SAID).await;
    let words = [("turn", "1"), ("words", "Which part was yours?")];
    site.post(&format!("{way_in}/ask"), &words).await;
    site.speak(&format!("{interview}/recordings/2/0"), 2).await;
    site.say(&interview, SAID).await;
    site.post(&format!("{way_in}/next"), &[("turn", "2")]).await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_hold("To the follow-up: Which part was yours?");
}

#[tokio::test]
async fn whoever_was_chosen_writes_it_down_and_its_times_are_used() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let recording = format!("{interview}/recordings/1/0");
    site.speak(&recording, 2).await;
    let nobody = site.post(&format!("{recording}/transcript"), &[]).await;
    assert_eq!(nobody.status, StatusCode::CONFLICT);
    nobody
        .must_hold("Nobody is chosen")
        .must_hold("/settings#transcription");
    let service = [
        ("by", "service"),
        ("address", "https://speech.example/v1"),
        ("model", "m"),
    ];
    let kept = site.post("/settings/transcription", &service).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    site.get("/settings")
        .await
        .must_hold("Sound leaves this machine");
    for page in ["/", "/about", "/nowhere"] {
        site.get(page)
            .await
            .must_hold("except the recordings that you have written down by");
    }
    site.get(&interview)
        .await
        .must_hold("Write it down")
        .must_hold("speech.example");
    let written = site.post(&format!("{recording}/transcript"), &[]).await;
    assert_eq!(written.text, "Um, we did it.");
    site.say_to_the_end(&interview, "Um, we did it.").await;
    site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await;
    site.get(&format!("{interview}/answers/1"))
        .await
        .must_not_hold("is estimated from the sound")
        .must_hold("data-from=\"0.20\"");
}

#[tokio::test]
async fn what_is_written_down_of_a_recording_that_was_deleted_meanwhile_is_not_kept() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    let recording = format!("{interview}/recordings/1/0");
    site.speak(&recording, 2).await;
    let service = [
        ("by", "service"),
        ("address", "http://127.0.0.1:8000/v1"),
        ("model", "slow"),
    ];
    site.post("/settings/transcription", &service).await;
    let written = site.post(&format!("{recording}/transcript"), &[]).await;
    assert_eq!(written.status, StatusCode::NOT_FOUND, "{}", written.text);
    let name = store::RecordingName {
        of: store::Occasion::Interview(interview.rsplit('/').next().unwrap().parse().unwrap()),
        turn: interview::TurnId(1),
        attempt: 0,
    };
    let kept = site.store.listened(&name).await.unwrap();
    assert!(kept.words.is_empty());
}

#[tokio::test]
async fn a_service_needs_an_address_that_can_be_one() {
    let site = Site::new().await;
    for address in ["", "speech", "ftp://127.0.0.1/", "http://"] {
        let fields = [("by", "service"), ("address", address)];
        let refused = site.post("/settings/transcription", &fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
    }
    let here = [("by", "service"), ("address", "http://127.0.0.1:8000/v1")];
    site.post("/settings/transcription", &here).await;
    site.get("/settings")
        .await
        .must_not_hold("Sound leaves this machine");
    site.get("/about")
        .await
        .must_hold("Everything stays on this machine. There is no account");
}

#[tokio::test]
async fn a_model_is_chosen_by_a_file_that_is_there_and_writes_recordings_down() {
    let site = Site::new().await;
    let model = format!("{}/model.bin", site.folder());
    for (file, why) in [
        ("", "the whole path"),
        ("model.bin", "the whole path"),
        (model.as_str(), "there is no file"),
    ] {
        let refused = site
            .post(
                "/settings/transcription",
                &[("by", "model"), ("file", file)],
            )
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{file}");
        refused.must_hold(why);
    }
    std::fs::write(&model, "").unwrap();
    let kept = site
        .post(
            "/settings/transcription",
            &[("by", "model"), ("file", &model)],
        )
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    site.get("/settings")
        .await
        .must_hold("value=\"model\" checked>")
        .must_hold(&model);
    let interview = site.question("failed-launch").await;
    site.get(&interview)
        .await
        .must_hold("Write it down")
        .must_not_hold("Sends the sound to");
}

#[tokio::test]
async fn a_program_that_runs_no_model_says_how_to_get_one_that_does() {
    let site = Site::without_whisper().await;
    site.get("/settings")
        .await
        .must_hold("value=\"model\" disabled>")
        .must_hold("--features whisper");
    let refused = site
        .post(
            "/settings/transcription",
            &[("by", "model"), ("file", "/model.bin")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.must_hold("--features whisper");
}

#[tokio::test]
async fn a_model_is_fetched_when_it_is_asked_for_and_used_when_it_is_there() {
    let site = Site::new().await;
    site.get("/settings").await.must_hold("Fetch it");
    let fetch = async |address: &str| {
        let begun = site
            .post("/settings/transcription/fetch", &[("address", address)])
            .await;
        for _ in 0..500 {
            let shown = site.get(&begun.location).await;
            if !shown.location.is_empty() || shown.holds("That did not work") {
                return shown;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("it never ends");
    };
    let none = fetch("http://models.example/nothing.bin").await;
    none.must_hold("What stands there is no model");
    site.get("/settings")
        .await
        .must_hold("value=\"nobody\" checked");
    let done = fetch("http://models.example/ggml-base.en.bin").await;
    assert_eq!(done.location, "/settings#transcription");
    let file = format!("{}/models/ggml-base.en.bin", site.folder());
    site.get("/settings")
        .await
        .must_hold("value=\"model\" checked")
        .must_hold(&format!("value=\"{file}\""));
    let refused = site
        .post(
            "/settings/transcription/fetch",
            &[("address", "file:///etc/passwd")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let without = Site::without_whisper().await;
    without.get("/settings").await.must_not_hold("Fetch it");
    let refused = without
        .post(
            "/settings/transcription/fetch",
            &[("address", "http://models.example/a.bin")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn words_that_were_put_right_are_marked_anew_and_the_first_are_kept() {
    let site = Site::new().await;
    let (interview, _) = listened_to(&site).await;
    let page = site.get(&format!("{interview}/answers/1/correct")).await;
    page.must_hold(SAID).must_hold("<audio");
    let right = "Sign-up had eleven fields. I removed eight of them.";
    let done = site
        .post(
            &format!("{interview}/answers/1/correct"),
            &[("text", right)],
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = site.get(&format!("{interview}/answers/1")).await;
    page.must_hold("eight")
        .must_hold("before, the marks said")
        .must_hold(SAID);
}

#[tokio::test]
async fn sound_that_was_left_waits_for_its_attempt_while_another_question_is_tried_again() {
    let site = Site::new().await;
    let interview = site.round("screen", 2).await;
    site.say_to_the_end(&interview, SAID).await;
    site.rate_all(&interview, "3").await;
    let page = site.get(&interview).await.text;
    let second = (2..)
        .find(|turn| page.contains(&format!("{interview}/answers/{turn}\"")))
        .unwrap();
    let left = format!("{interview}/recordings/1/1");
    site.speak(&left, 2).await;
    let other = format!("{interview}/answers/{second}/retry");
    site.post(&other, &[("text", SAID)]).await;
    let way = site.get(&left).await.location;
    assert_eq!(way, format!("{interview}/answers/1/retry"));
    site.get(&way)
        .await
        .must_hold(&format!("data-sound=\"{left}\" data-seconds=\"2\""));
    let sent = site.post(&way, &[("text", SAID)]).await;
    assert_eq!(site.get(&left).await.location, sent.location);
    site.get(&sent.location).await.must_hold(&left);
}

#[tokio::test]
async fn two_attempts_are_heard_side_by_side_and_the_better_becomes_a_version_of_a_story() {
    let site = Site::new().await;
    let (interview, first) = listened_to(&site).await;
    let second = format!("{interview}/recordings/1/1");
    site.speak(&second, 3).await;
    site.get(&format!("{interview}/answers/1/retry"))
        .await
        .must_hold(&format!("data-sound=\"{second}\""));
    let again = site
        .post(
            &format!("{interview}/answers/1/retry"),
            &[("text", "I removed seven fields. It fell from 58% to 31%.")],
        )
        .await;
    let page = site.get(&again.location).await;
    page.must_hold(&first)
        .must_hold(&second)
        .must_hold("How they sounded");
    assert_eq!(page.text.matches("<svg class=\"timeline\"").count(), 2);
    let told = [
        ("title", "The form"),
        ("text", "Eleven fields were too many."),
    ];
    let story = site.post("/stories", &told).await.location;
    let story = story.rsplit('/').next().unwrap();
    let id = interview.rsplit('/').next().unwrap();
    let version =
        format!("/stories/version?interview={id}&turn=1&attempt=1&story={story}&version=brief");
    site.get(&version)
        .await
        .must_hold("It fell from 58% to 31%.")
        .must_hold("Eleven fields were too many.");
    let new = format!("/stories/version?interview={id}&turn=1&attempt=0&story=");
    site.get(&new).await.must_hold(SAID);
}
