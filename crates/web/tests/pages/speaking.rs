//! Answers by voice: sound is taken in, played, counted and forgotten.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Shown, Site};

/// Sends a piece of sound as our script does.
async fn piece(site: &Site, recording: &str, at: u64, sound: &'static [u8]) -> Shown {
    let request = Request::post(format!("{recording}/pieces/{at}"))
        .header("host", "localhost:4747")
        .header("origin", "http://localhost:4747");
    site.ask(request.body(Body::from(sound)).unwrap()).await
}

/// A question with four samples spoken; gives the addresses of the interview and of the recording.
async fn spoken(site: &Site) -> (String, String) {
    let interview = site.question("failed-launch").await;
    let recording = format!("{interview}/recordings/1/0");
    let kept = piece(site, &recording, 0, b"abcdefgh").await;
    assert_eq!((kept.status, kept.text.as_str()), (StatusCode::OK, "4"));
    (interview, recording)
}

#[tokio::test]
async fn the_room_offers_to_be_spoken_to_and_asks_for_nothing_by_itself() {
    let site = Site::new().await;
    let interview = site.question("failed-launch").await;
    site.get(&interview)
        .await
        .must_hold("id=\"speaking\"")
        .must_hold("aria-label=\"Speak your answer\" hidden")
        .must_hold(&format!("data-sound=\"{interview}/recordings/1/0\""));
}

#[tokio::test]
async fn what_was_spoken_is_there_after_a_reload_and_can_be_heard() {
    let site = Site::new().await;
    let (interview, recording) = spoken(&site).await;
    let count = site.get(&format!("{recording}/pieces")).await;
    assert_eq!(count.text, "4");
    site.get(&interview)
        .await
        .must_hold("data-seconds=\"0.00025\"")
        .must_hold(&format!("src=\"{recording}/sound.wav\""));
    let whole = site.get(&format!("{recording}/sound.wav")).await;
    assert_eq!(whole.status, StatusCode::OK);
    assert!(whole.text.ends_with("dataabcdefgh") || whole.text.ends_with("abcdefgh"));
}

#[tokio::test]
async fn a_player_that_jumps_gets_the_part_that_it_asks_for() {
    let site = Site::new().await;
    let (_, recording) = spoken(&site).await;
    let part = Request::get(format!("{recording}/sound.wav"))
        .header("host", "localhost:4747")
        .header("range", "bytes=46-49");
    let shown = site.ask(part.body(Body::empty()).unwrap()).await;
    assert_eq!(shown.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(shown.text, "cdef");
}

#[tokio::test]
async fn sound_comes_from_our_own_page_and_belongs_to_a_question_that_was_asked() {
    let site = Site::new().await;
    let (interview, recording) = spoken(&site).await;
    let foreign = Request::post(format!("{recording}/pieces/4"))
        .header("host", "localhost:4747")
        .header("origin", "http://elsewhere.example");
    let refused = site.ask(foreign.body(Body::from("ab")).unwrap()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for nowhere in [
        format!("{interview}/recordings/9/0"),
        format!("{interview}/recordings/1/2"),
        "/interviews/0000000000000000/recordings/1/0".to_owned(),
        "/interviews/..%2F..%2Fetc/recordings/1/0".to_owned(),
    ] {
        let refused = piece(&site, &nowhere, 0, b"ab").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{nowhere}");
        let none = site.get(&format!("{nowhere}/sound.wav")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a_piece_is_bounded_and_whole() {
    let site = Site::new().await;
    let (_, recording) = spoken(&site).await;
    static HUGE: [u8; 128_002] = [1; 128_002];
    let refused = piece(&site, &recording, 4, &HUGE).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    for odd in [&b"abc"[..], b""] {
        let refused = piece(&site, &recording, 4, odd).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    }
    let elsewhere = piece(&site, &recording, 0, b"xxxx").await;
    assert_eq!(elsewhere.status, StatusCode::CONFLICT);
    elsewhere.must_hold("Another window");
}

#[tokio::test]
async fn when_the_room_is_used_up_recording_stops_and_says_what_to_do() {
    let site = Site::new().await;
    let (_, recording) = spoken(&site).await;
    let mut preferences = web::Preferences::default();
    preferences.speaking.most_megabytes = 0;
    site.store.save_settings(&preferences).await.unwrap();
    let refused = piece(&site, &recording, 4, b"ij").await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    refused
        .must_hold("delete some")
        .must_hold("href=\"/recordings\"");
    let whole = site.get(&format!("{recording}/sound.wav")).await;
    assert!(whole.text.ends_with("abcdefgh"), "what was recorded stays");
}

#[tokio::test]
async fn recordings_are_listed_with_their_size_and_forgotten_one_by_one_or_all() {
    let site = Site::new().await;
    let (_, one) = spoken(&site).await;
    let (_, other) = spoken(&site).await;
    let list = site.get("/recordings").await;
    list.must_hold("104 bytes of 2.0 GB used")
        .must_hold(&one)
        .must_hold(&other);
    site.get(&format!("{one}/delete"))
        .await
        .must_hold("Delete this recording?");
    site.post(&format!("{one}/delete"), &[]).await;
    site.get("/recordings")
        .await
        .must_not_hold(&one)
        .must_hold(&other);
    site.get("/recordings/delete")
        .await
        .must_hold("1 of them, 52 bytes");
    site.post("/recordings/delete", &[]).await;
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
}

#[tokio::test]
async fn sound_that_outlived_its_interview_is_listed_and_goes_with_all_others() {
    let site = Site::new().await;
    let (_, there) = spoken(&site).await;
    let (interview, _) = spoken(&site).await;
    let id = interview.rsplit('/').next().unwrap();
    let gone: store::InterviewId = id.parse().unwrap();
    site.store.delete_interview(&gone).await.unwrap();
    let late = store::RecordingName {
        of: gone.into(),
        turn: interview::TurnId(1),
        attempt: 0,
    };
    let sound = b"abcd".to_vec();
    site.store.keep_sound(&late, 0, sound, 1_000).await.unwrap();
    let list = site.get("/recordings").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text);
    list.must_hold(&there)
        .must_hold("Of an interview that was deleted");
    site.post("/recordings/delete", &[]).await;
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
}

#[tokio::test]
async fn begun_anew_an_answer_has_nothing_recorded() {
    let site = Site::new().await;
    let (_, recording) = spoken(&site).await;
    let done = site.post(&format!("{recording}/anew"), &[]).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    assert_eq!(site.get(&format!("{recording}/pieces")).await.text, "0");
}

#[tokio::test]
async fn forgetting_everything_or_an_interview_forgets_its_voice() {
    let site = Site::new().await;
    let (interview, _) = spoken(&site).await;
    site.post(&format!("{interview}/delete"), &[]).await;
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
    spoken(&site).await;
    site.post("/settings/wipe", &[("sure", "yes")]).await;
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
}

#[tokio::test]
async fn what_is_chosen_about_speaking_holds_in_the_room() {
    let site = Site::new().await;
    let chosen = [
        ("way", "open"),
        ("silence", "9"),
        ("read_aloud", "true"),
        ("most_megabytes", "300"),
    ];
    let kept = site.post("/settings/speaking", &chosen).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    site.get("/settings").await.must_hold("of 300.0 MB used");
    let interview = site.question("failed-launch").await;
    site.get(&interview)
        .await
        .must_hold("value=\"open\" checked")
        .must_hold("value=\"9\"")
        .must_hold("data-read=\"true\"");
    let absurd = [("way", "open"), ("silence", "0"), ("most_megabytes", "300")];
    let refused = site.post("/settings/speaking", &absurd).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}
