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

/// A mock interview with two questions, as a program for meetings writes it.
const MOCK: &str = "WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.100\n<v Ada Holt>Tell me about a launch that failed, please.</v>\n\n\
    2\n00:00:00.100 --> 00:00:00.400\n<v Bo Reyes>I led a launch in 2022,</v>\n\n\
    3\n00:00:00.400 --> 00:00:00.500\n<v Bo Reyes>and it failed.</v>\n\n\
    4\n00:00:00.500 --> 00:00:00.600\n<v Ada Holt>What would you do today, with a month of time?</v>\n\n\
    5\n00:00:00.600 --> 00:00:01.000\n<v Bo Reyes>I would test the promise first.</v>\n";

/// Brings a transcript, perhaps with a recording; gives the room.
async fn brought(site: &Site, name: &str, transcript: &str, sound: Option<&[u8]>) -> String {
    let mut files = vec![("transcript", name, transcript.as_bytes())];
    files.extend(sound.map(|sound| ("sound", "mock.wav", sound)));
    let brought = bring(site, &files).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    match sound {
        Some(_) => led(site, &brought.location).await.location,
        None => brought.location,
    }
}

/// Sends what stands in the room, rates it, and gives the page of its marks.
async fn marked(site: &Site, room: &str, text: &str) -> Shown {
    site.say_to_the_end(room, text).await;
    site.post(&format!("{room}/answers/1/rating"), &[("level", "2")])
        .await;
    site.get(&format!("{room}/answers/1")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_speakers_the_candidate_says_who_they_are_before_anything_is_taken() {
    let site = Site::new().await;
    let room = brought(&site, "mock.vtt", MOCK, None).await;
    let asked = site.get(&room).await.location;
    assert_eq!(asked, format!("{room}/brought"));
    site.get(&asked)
        .await
        .must_hold("Whose words are yours?")
        .must_hold("2 speakers")
        .must_hold("Ada Holt")
        .must_hold("18 words, 2 turns")
        .must_hold("Tell me about a launch that failed, please.")
        .must_hold("15 words, 2 turns")
        .must_hold("probably you");
    // Nobody chosen is asked again; back keeps what was ticked.
    site.get(&format!("{asked}?next=1"))
        .await
        .must_hold("Choose at least one");
    let which = site.get(&format!("{asked}?mine=1&next=1")).await;
    which
        .must_hold("This transcript holds 2 questions")
        .must_hold("What would you do today, with a month of time?")
        .must_hold("I would test the promise first.")
        .must_hold("You speak as")
        .must_hold("mine=1");
    // Still nothing was taken.
    assert_eq!(site.get(&room).await.location, asked);

    let taken = site.post(&asked, &[("mine", "1"), ("answers", "1")]).await;
    assert_eq!(taken.location, room);
    let page = site.get(&room).await;
    page.must_hold("\nI led a launch in 2022, and it failed.</textarea>")
        .must_hold("Taken from a transcript")
        .must_hold("Tell me about a launch that failed, please.")
        .must_not_hold("test the promise");
    // Something else may be taken until it is sent.
    site.post(&asked, &[("mine", "1"), ("from", "1"), ("to", "2")])
        .await;
    site.get(&room).await.must_hold(
        "\nI led a launch in 2022, and it failed.\nI would test the promise first.</textarea>",
    );
    site.post(&asked, &[("mine", "1"), ("answers", "1")]).await;

    let marks = marked(&site, &room, "I led a launch in 2022, and it failed.").await;
    marks
        .must_hold("The conversation around it")
        .must_hold("Tell me about a launch that failed, please.");
    let thread = site
        .store
        .load(&room["/interviews/".len()..].parse().unwrap())
        .await
        .unwrap();
    let said = thread.threads().next().unwrap().joined();
    let own = "I led a launch in 2022, and it failed.";
    assert!(
        said.text.split("\n\n").all(|turn| turn == own),
        "nothing of others is marked: {}",
        said.text
    );
    // It is sent: there is nothing to choose any more.
    assert_eq!(site.get(&asked).await.location, room);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_chosen_is_refused_and_changes_nothing() {
    let site = Site::new().await;
    let room = brought(&site, "mock.vtt", MOCK, None).await;
    let asked = format!("{room}/brought");
    for fields in [
        &[("answers", "1")][..],
        &[("mine", "7"), ("answers", "1")],
        &[("mine", "me"), ("answers", "1")],
        &[("mine", "1")],
        &[("mine", "1"), ("answers", "0")],
        &[("mine", "1"), ("answers", "3")],
        &[("mine", "1"), ("from", "2"), ("to", "1")],
        &[("mine", "1"), ("from", "1"), ("to", "99999999999999999999")],
    ] {
        let refused = site.post(&asked, fields).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{fields:?}: {}",
            refused.text
        );
    }
    assert_eq!(
        site.get(&format!("{asked}?mine=2")).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(site.get(&room).await.location, asked);
    // Without it the room is an ordinary one.
    assert_eq!(
        site.post(&format!("{asked}/none"), &[]).await.location,
        room
    );
    site.get(&room)
        .await
        .must_hold("</textarea>")
        .must_not_hold("Taken from");
    let alone = brought(&site, "notes.txt", "We did it.", None).await;
    assert_eq!(
        site.get(&format!("{alone}/brought")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_words_of_a_transcript_are_text_and_never_markup() {
    let site = Site::new().await;
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v &lt;script&gt;alert(1)&lt;/script&gt;>Is this &lt;b&gt;bold&lt;/b&gt; enough for you?\n\n00:03.000 --> 00:04.000\n<v Bo>It is &lt;i&gt;.\n";
    let room = brought(&site, "mock.vtt", text, None).await;
    let asked = format!("{room}/brought");
    for page in [asked.clone(), format!("{asked}?mine=1")] {
        let page = site.get(&page).await;
        page.must_not_hold("<script>alert").must_not_hold("<b>bold");
    }
    site.post(&asked, &[("mine", "1"), ("answers", "1")]).await;
    site.get(&room)
        .await
        .must_not_hold("<script>alert")
        .must_hold("It is &lt;i&gt;.");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_one_speaker_or_none_nothing_is_asked() {
    let site = Site::new().await;
    for (text, said) in [
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo>I led it,\n\n00:02.000 --> 00:03.000\n<v Bo>and it failed.\n",
            "\nI led it, and it failed.</textarea>",
        ),
        (
            "Here is my plan: first we ask.\n\nNote: then we build.",
            "\nHere is my plan: first we ask.\nNote: then we build.</textarea>",
        ),
    ] {
        let room = brought(&site, "mock.txt", text, None).await;
        site.get(&room).await.must_hold(said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_a_recording_are_of_the_candidate_alone_or_not_told() {
    let site = Site::new().await;
    let room = brought(&site, "mock.vtt", MOCK, Some(&tone())).await;
    site.post(
        &format!("{room}/brought"),
        &[("mine", "1"), ("answers", "1")],
    )
    .await;
    marked(&site, &room, "I led a launch in 2022, and it failed.")
        .await
        .must_hold("Others speak in this recording.")
        .must_hold("data-start=\"0.00\"")
        .must_hold("data-seconds=\"1.00\"");

    let untimed = "Q: Tell me about a launch that failed.\nA: I led one in 2022, and it failed.\n";
    let room = brought(&site, "mock.txt", untimed, Some(&tone())).await;
    site.post(
        &format!("{room}/brought"),
        &[("mine", "1"), ("answers", "1")],
    )
    .await;
    marked(&site, &room, "I led one in 2022, and it failed.")
        .await
        .must_hold("cannot be told of you alone")
        .must_not_hold("Words a minute");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_answer_of_the_same_conversation_goes_to_another_question() {
    let site = Site::new().await;
    let room = brought(&site, "mock.vtt", MOCK, Some(&tone())).await;
    site.post(
        &format!("{room}/brought"),
        &[("mine", "1"), ("answers", "1")],
    )
    .await;
    marked(&site, &room, "I led a launch in 2022, and it failed.")
        .await
        .must_hold("Mark another answer of it");
    let another = format!("{room}/brought/another");
    site.get(&another).await.must_hold("Say which question");
    let unknown = site.post(&another, &[("question", "nothing")]).await;
    assert!(unknown.status.is_client_error(), "{}", unknown.status);
    let begun = site.post(&another, &[("question", "failed-launch")]).await;
    let next = led(&site, &begun.location).await.location;
    assert_ne!(next, room);
    assert_eq!(
        site.get(&next).await.location,
        format!("{next}/brought"),
        "it asks again"
    );
    site.post(
        &format!("{next}/brought"),
        &[("mine", "1"), ("answers", "2")],
    )
    .await;
    site.get(&next)
        .await
        .must_hold("\nI would test the promise first.</textarea>")
        .must_hold("data-seconds=\"1\"");
    // The first stays as it was.
    site.get(&format!("{room}/answers/1"))
        .await
        .must_hold("I led a launch in 2022, and it failed.");
}
