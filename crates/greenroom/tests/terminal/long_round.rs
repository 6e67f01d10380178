//! Forty minutes of one voice, as long as a whole round: recorded piece by piece, listened to, played, and
//! brought as a file of 48,000 samples a second in stereo, by a server that stays small.

use std::f64::consts::TAU;
use std::io::{Cursor, Read};

use crate::run::Desk;
use crate::served::{FORM, SOUND, Served};

const MINUTES: usize = 40;
/// The most memory that the server has had at any moment, in MB.
const MOST: u64 = 150;
/// What a browser sends at once: two seconds.
const PIECE: usize = 2 * 16_000;
/// Words a minute.
const PACE: usize = 150;

/// A minute of something like speech: syllables with a voice whose pitch moves, and pauses between.
fn minute(rate: u32, channels: usize) -> Vec<u8> {
    let mut turn = 0.0;
    (0..60 * rate)
        .map(|place| f64::from(place) / f64::from(rate))
        .map(|time| {
            let pitch = 120.0 + 25.0 * (TAU * 0.4 * time).sin();
            turn += TAU * pitch / f64::from(rate);
            let silent = time % 7.0 > 6.2;
            let syllable = (0.5 - 0.5 * (TAU * 4.0 * time).cos()).powf(0.7);
            let voice: f64 = (1..8)
                .map(|harmonic| (f64::from(harmonic) * turn).sin() / f64::from(harmonic))
                .sum();
            let loudness = if silent { 3.0 } else { 4_000.0 * syllable };
            (loudness * voice) as i16
        })
        .flat_map(|sample| std::iter::repeat_n(sample.to_le_bytes(), channels))
        .flatten()
        .collect()
}

/// The head of a sound file in stereo with so many bytes of samples.
fn head(bytes: u32) -> Vec<u8> {
    let mut head = b"RIFF".to_vec();
    head.extend((36 + bytes).to_le_bytes());
    head.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    head.extend(48_000_u32.to_le_bytes());
    head.extend(192_000_u32.to_le_bytes());
    head.extend(b"\x04\0\x10\0data");
    head.extend(bytes.to_le_bytes());
    head
}

/// The most memory that a process has had, in MB.
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let (_, most) = status.split_once("VmHWM:").unwrap();
    let kilobytes: u64 = most.split_whitespace().next().unwrap().parse().unwrap();
    kilobytes / 1_000
}

/// Waits until so many samples of a recording are there.
fn wait_for(served: &Served, recording: &str, samples: usize) {
    let came = (0..3_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        served.get(&format!("{recording}/pieces")) == samples.to_string().as_bytes()
    });
    assert!(came, "{recording} does not become {samples} samples long");
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "memory is read from /proc")]
fn forty_minutes_are_recorded_listened_to_played_and_brought_within_150_mb() {
    let desk = Desk::new();
    let served = Served::start(&desk);
    let tell = |what: &str| println!("{what}: {} MB", most_memory(served.child.id()));
    tell("started");

    let begun = served.post("/practise/question", b"question=failed-launch", FORM);
    let (interview, _) = begun.unwrap();
    let recording = format!("{interview}/recordings/1/0");
    let spoken = minute(16_000, 1);
    let pieces = spoken.chunks(2 * PIECE).cycle().take(MINUTES * 30);
    for (number, piece) in pieces.enumerate() {
        let path = format!("{recording}/pieces/{}", number * PIECE);
        let (_, samples) = served.post(&path, piece, SOUND).unwrap();
        assert_eq!(samples, ((number + 1) * PIECE).to_string());
    }
    tell("recorded");

    let said = "We+had+to+halve+the+loss,+so+I+removed+seven+of+eleven+fields.+";
    let answer = format!("turn=1&text={}", said.repeat(MINUTES * PACE / 12));
    served
        .post(&format!("{interview}/answer"), answer.as_bytes(), FORM)
        .unwrap();
    for turn in 2..20 {
        let nothing = format!("turn={turn}&text=Nothing+more.");
        served
            .post(&format!("{interview}/answer"), nothing.as_bytes(), FORM)
            .unwrap();
    }
    tell("answered");
    let marks = format!("{interview}/answers/1");
    served
        .post(&format!("{marks}/rating"), b"level=3", FORM)
        .unwrap();
    let page = String::from_utf8(served.get(&marks)).unwrap();
    assert!(page.contains("How it sounded") && page.contains("svg class=\"timeline\""));
    tell("listened to");

    let sound = served.get(&format!("{recording}/sound.wav"));
    assert_eq!(sound.len(), 44 + MINUTES * spoken.len());
    tell("played");

    let spoken = minute(48_000, 2);
    let bytes = u32::try_from(MINUTES * spoken.len()).unwrap();
    let before = "--edge\r\ncontent-disposition: form-data; name=\"question\"\r\n\r\nfailed-launch\r\n\
                  --edge\r\ncontent-disposition: form-data; name=\"sound\"; filename=\"mock.wav\"\r\n\r\n";
    let mut file: Box<dyn Read> = Box::new(Cursor::new([before.as_bytes(), &head(bytes)].concat()));
    for _ in 0..MINUTES {
        file = Box::new(file.chain(Cursor::new(spoken.clone())));
    }
    let file = file.chain(&b"\r\n--edge--\r\n"[..]);
    let work = served.send(
        "/recordings/bring",
        file,
        "multipart/form-data; boundary=edge",
    );
    let (_, interview) = work.rsplit_once("recording-").unwrap();
    let brought = format!("/interviews/{interview}/recordings/1/0");
    wait_for(&served, &brought, MINUTES * 60 * 16_000);
    tell("brought");
    assert!(most_memory(served.child.id()) < MOST);
}
