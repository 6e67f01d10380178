//! Recordings and transcripts from elsewhere.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Shown, Site};

/// A second of a tone, as an ordinary sound file of 8,000 samples a second.
fn tone() -> Vec<u8> {
    let samples: Vec<u8> = (0..8_000)
        .map(|place| (f64::from(place) * 0.2).sin() * 9_000.0)
        .flat_map(|value| (value as i16).to_le_bytes())
        .collect();
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + samples.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8_000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((samples.len() as u32).to_le_bytes());
    file.extend(samples);
    file
}

/// Brings files, each with the field that it is in and its name.
async fn bring(site: &Site, files: &[(&str, &str, &[u8])]) -> Shown {
    let mut body =
        b"--edge\r\ncontent-disposition: form-data; name=\"question\"\r\n\r\nfailed-launch\r\n"
            .to_vec();
    for (field, name, bytes) in files {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let request = Request::post("/recordings/bring")
        .header("host", "localhost:4747")
        .header("origin", "http://localhost:4747")
        .header("content-type", "multipart/form-data; boundary=edge");
    site.ask(request.body(Body::from(body)).unwrap()).await
}

/// Where the work leads that a page shows, or the page that says why it failed.
async fn led(site: &Site, work: &str) -> Shown {
    for _ in 0..600 {
        let shown = site.get(work).await;
        if !shown.location.is_empty() || shown.holds("That did not work") {
            return shown;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the work does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_with_its_transcript_is_put_into_the_room_of_its_question() {
    let site = Site::new().await;
    let captions = b"1\n00:00:00,100 --> 00:00:00,900\nUm, we did it.\n";
    let brought = bring(
        &site,
        &[
            ("sound", "mock.wav", &tone()),
            ("transcript", "mock.srt", captions),
        ],
    )
    .await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    let room = led(&site, &brought.location).await.location;
    let page = site.get(&room).await;
    page.must_hold("Um, we did it.")
        .must_hold("Brought from mock.wav")
        .must_hold("data-seconds=\"1\"")
        .must_hold("No clock");
    site.say_to_the_end(&room, "Um, we did it.").await;
    site.post(&format!("{room}/answers/1/rating"), &[("level", "2")])
        .await;
    site.get(&format!("{room}/answers/1"))
        .await
        .must_hold("How it sounded")
        .must_not_hold("is estimated from the sound");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_alone_is_an_answer_to_look_over() {
    let site = Site::new().await;
    let brought = bring(
        &site,
        &[(
            "transcript",
            "notes.txt",
            &b"We did it.\n\nIt was late."[..],
        )],
    )
    .await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    site.get(&brought.location).await.must_hold("We did it.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cut_short_is_kept_as_far_as_it_goes_and_says_so() {
    let site = Site::new().await;
    let whole = tone();
    let brought = bring(&site, &[("sound", "cut.wav", &whole[..whole.len() / 2])]).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    let room = led(&site, &brought.location).await.location;
    site.get(&room).await.must_hold("broke off before its end");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_sound_or_no_transcript_is_refused_with_what_to_do() {
    let site = Site::new().await;
    for (field, name, bytes, said) in [
        ("sound", "voice.mp3", &b"<!DOCTYPE html><p>no"[..], "sound"),
        ("sound", "empty.wav", &b""[..], "no sound"),
        ("transcript", "empty.srt", &b""[..], "no words"),
        (
            "transcript",
            "bad.srt",
            &b"1\n00:00:01 --> x\nHello\n"[..],
            "line",
        ),
    ] {
        let refused = bring(&site, &[(field, name, bytes)]).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{name}: {}",
            refused.text
        );
        refused.must_hold(said);
    }
    let nothing = bring(&site, &[]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    site.get("/recordings")
        .await
        .must_hold("Nothing recorded yet");
}

#[tokio::test]
async fn what_is_too_long_for_a_name_or_a_transcript_is_refused() {
    let site = Site::new().await;
    let long = vec![b'x'; 4 * 1024 * 1024 + 1];
    let transcript = bring(&site, &[("transcript", "long.txt", &long)]).await;
    assert_eq!(transcript.status, StatusCode::BAD_REQUEST);
    transcript.must_hold("at most 4 MB");
    for field in ["question", "brought"] {
        let name = bring(&site, &[(field, "", &long)]).await;
        assert_eq!(name.status, StatusCode::BAD_REQUEST, "{field}");
        name.must_hold("longer than any can be");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mislabelled_recording_is_told_by_what_is_in_it() {
    let site = Site::new().await;
    let brought = bring(&site, &[("sound", "really-a-wav.mp3", &tone())]).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    assert!(
        led(&site, &brought.location)
            .await
            .location
            .starts_with("/interviews/")
    );
}
