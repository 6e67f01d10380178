//! A whisper model in the program, with one in miniature in the place of a real one.

use std::time::Duration;

use store::Store;

use crate::miniature::{Then, model};
use crate::run::{Desk, words};
use crate::served::{FORM, SOUND, Served, keep_model};

/// Half a minute of anything, as the model hears it.
const HEARD: &str = "Um, we did it.";

/// A desk on which a model is chosen that does this behind its words.
fn desk(then: Then) -> Desk {
    let desk = Desk::new();
    let file = desk.path("model.bin");
    std::fs::write(&file, model(then)).unwrap();
    keep_model(&desk, &file);
    desk
}

/// A question with so many seconds of sound; gives the address of the recording.
fn spoken(served: &Served, seconds: usize) -> String {
    let begun = served.post("/practise/question", b"question=failed-launch", FORM);
    let (interview, _) = begun.unwrap();
    let recording = format!("{interview}/recordings/1/0");
    let second: Vec<u8> = (0..16_000_i16)
        .flat_map(|place| (place % 160 * 100).to_le_bytes())
        .collect();
    for number in 0..seconds {
        let path = format!("{recording}/pieces/{}", number * 16_000);
        served.post(&path, &second, SOUND).unwrap();
    }
    recording
}

#[test]
fn a_recording_is_written_down_with_the_times_of_its_words() {
    let desk = desk(Then::Ends);
    let looked = words(&desk.run(&["doctor", "--addr", "127.0.0.1:0"]));
    assert!(looked.contains("a model in this program"), "{looked}");

    let served = Served::start(&desk);
    let recording = spoken(&served, 65);
    let (_, text) = served
        .post(&format!("{recording}/transcript"), b"", FORM)
        .unwrap();
    // Half a minute is heard at a time.
    assert_eq!(text, [HEARD; 3].join(" "));
    drop(served);

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listened = runtime.block_on(async {
        let store = Store::open(&desk.path("data/greenroom.db")).await.unwrap();
        let name = store.recordings().await.unwrap().remove(0).name;
        let listened = store.listened(&name).await.unwrap();
        store.close().await;
        listened
    });
    let starts: Vec<f64> = listened
        .words
        .iter()
        .filter(|word| word.word == "Um,")
        .map(|word| word.from)
        .collect();
    assert_eq!(starts.len(), 3);
    for (half_minute, start) in (0_u32..).zip(&starts) {
        let begins = 30.0 * f64::from(half_minute);
        assert!((begins..begins + 30.0).contains(start), "{starts:?}");
    }
    assert!(
        listened
            .words
            .iter()
            .all(|word| word.from <= word.until && word.until <= 91.0)
    );
}

#[test]
fn who_waits_is_told_how_far_it_is_and_who_goes_away_stops_it() {
    let desk = desk(Then::Repeats);
    let served = Served::start(&desk);
    let long = spoken(&served, 600);
    let address = format!("{long}/transcript");
    let waits = served.asked(&address);
    until("half a minute is heard", || served.get(&address) == b"5");
    drop(waits);
    // Whoever comes next does not wait for what nobody waits for.
    std::fs::write(desk.path("model.bin"), model(Then::Ends)).unwrap();
    let short = spoken(&served, 2);
    let (_, text) = served
        .post(&format!("{short}/transcript"), b"", FORM)
        .unwrap();
    assert_eq!(text, HEARD);
    assert_eq!(served.get(&address), b"");
}

/// Waits for something that comes on any machine, on a busy one late.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let came = (0..3_000).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        is_so()
    });
    assert!(came, "it does not come to this: {what}");
}

#[test]
fn a_file_that_is_no_whole_model_is_told_to_be_none_and_the_server_goes_on() {
    let desk = desk(Then::Ends);
    let whole = model(Then::Ends);
    let served = Served::start(&desk);
    let recording = spoken(&served, 2);
    let mut renamed = whole.clone();
    let name = b"encoder.conv1.bias";
    let place = whole
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    renamed[place] = b'E';
    let cases = [
        (&whole[..whole.len() - 4], "breaks off"),
        (&b"RIFF\0\0\0\0WAVEfmt "[..], "no model"),
        (&renamed, "do not fit together"),
    ];
    for (bytes, why) in cases {
        std::fs::write(desk.path("model.bin"), bytes).unwrap();
        let (_, page) = served
            .post(&format!("{recording}/transcript"), b"", FORM)
            .unwrap();
        assert!(page.contains(why), "{why}: {page}");
    }
    std::fs::write(desk.path("model.bin"), whole).unwrap();
    let (_, text) = served
        .post(&format!("{recording}/transcript"), b"", FORM)
        .unwrap();
    assert_eq!(text, HEARD);
}
