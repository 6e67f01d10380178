//! Files of sound: half a second of silence and one and a half of a tone of 220 Hz, in every kind.

#![allow(clippy::unwrap_used, reason = "builders of tests may stop")]

use std::io::Cursor;

use proptest::prelude::*;
use voice::error::DecodeError;
use voice::{Block, Delivery, Listener, Mono, RATE, Sound};

const HEADER: usize = 44;

const FILES: [(&str, &[u8]); 5] = [
    ("mp3", include_bytes!("files/tone.mp3")),
    ("m4a", include_bytes!("files/tone.m4a")),
    ("aac", include_bytes!("files/tone.aac")),
    ("ogg", include_bytes!("files/tone.ogg")),
    ("flac", include_bytes!("files/tone.flac")),
];

fn open(bytes: &[u8]) -> Result<Sound, DecodeError> {
    Sound::open(Cursor::new(bytes.to_vec()))
}

fn read(bytes: &[u8]) -> Result<Vec<Block>, DecodeError> {
    open(bytes)?.collect()
}

/// The tone as a wav file, which a recorder would write.
fn wav() -> Vec<u8> {
    let mut samples = Vec::new();
    let mut mono = Mono::new();
    for block in read(FILES[4].1).unwrap() {
        mono.feed(&block, &mut samples);
    }
    mono.finish(&mut samples);
    let bytes = Block::pcm(&samples);
    [&header(bytes.len() as u32, RATE), bytes.as_slice()].concat()
}

/// The head of a wav file with so many bytes of sound in one channel.
fn header(bytes: u32, rate: u32) -> [u8; HEADER] {
    let mut header = *b"RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0........\x02\0\x10\0data....";
    header[4..8].copy_from_slice(&(bytes + 36).to_le_bytes());
    header[24..28].copy_from_slice(&rate.to_le_bytes());
    header[28..32].copy_from_slice(&(2 * rate).to_le_bytes());
    header[40..44].copy_from_slice(&bytes.to_le_bytes());
    header
}

fn assert_tone(name: &str, heard: &Delivery) {
    assert!(
        (heard.seconds - 2.0).abs() < 0.15,
        "{name}: {}",
        heard.seconds
    );
    let first = heard.first_sound.unwrap();
    assert!((first - 0.5).abs() < 0.1, "{name}: begins at {first}");
    let median = heard.pitch.median.unwrap();
    assert!((median - 220.0).abs() < 2.0, "{name}: {median} Hz");
}

#[test]
fn every_kind_holds_the_same_tone() {
    for (name, bytes) in FILES {
        let sound = open(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_tone(
            name,
            &voice::measure(sound).unwrap_or_else(|error| panic!("{name}: {error}")),
        );
    }
    assert_tone("wav", &voice::measure(open(&wav()).unwrap()).unwrap());
}

#[test]
fn bare_samples_are_heard_as_a_file_of_them_is() {
    let wav = wav();
    let mut listener = Listener::new();
    for piece in wav[HEADER..].chunks(3_000) {
        listener.feed(&Block::from_pcm(piece, RATE, 1).unwrap());
    }
    assert_eq!(
        listener.finish(),
        voice::measure(open(&wav).unwrap()).unwrap()
    );
}

#[test]
fn samples_survive_the_disk() {
    let samples: Vec<f32> = (-100..=100).map(|step| step as f32 / 100.0).collect();
    let block = Block::from_pcm(&Block::pcm(&samples), RATE, 1).unwrap();
    for (before, after) in samples.iter().zip(block.samples()) {
        assert!((before - after).abs() < 1e-4);
    }
}

#[test]
fn what_the_browser_has_to_decode_says_so() {
    for bytes in [
        include_bytes!("files/tone.opus").as_slice(),
        include_bytes!("files/tone.webm").as_slice(),
    ] {
        let error = open(bytes).err().unwrap();
        assert!(matches!(error, DecodeError::OnlyBrowser(_)), "{error}");
        assert!(error.to_string().contains("browser"));
    }
}

#[test]
fn what_is_no_sound_is_called_by_its_name() {
    let cases: [(&[u8], &str); 5] = [
        (b"", "no sound"),
        (&[0; 4_000], "no sound"),
        (b"%PDF-1.7 and more", "a PDF"),
        (b"<!doctype html><title>Log in</title>", "a web page"),
        (
            b"I led the team that rebuilt our search page.",
            "no sound file",
        ),
    ];
    for (bytes, says) in cases {
        let error = open(bytes).err().unwrap().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_header_without_sound_is_empty() {
    let error = read(&header(0, RATE)).err().unwrap();
    assert!(matches!(error, DecodeError::Empty), "{error}");
}

#[test]
fn protected_music_is_told_apart() {
    let error = open(b"\0\0\0\x20ftypM4P \0\0\0\0M4P mp42isom")
        .err()
        .unwrap();
    assert!(matches!(error, DecodeError::Protected), "{error}");
}

#[test]
fn of_a_file_cut_short_everything_before_the_cut_is_given_and_then_said() {
    let wav = wav();
    let flac = FILES[4].1;
    for (name, bytes) in [
        ("wav", &wav[..wav.len() / 2]),
        ("flac", &flac[..flac.len() / 2]),
    ] {
        let mut seconds = 0.0;
        let mut said = None;
        for block in open(bytes).unwrap() {
            match block {
                Ok(block) => seconds += block.seconds(),
                Err(error) => said = Some(error),
            }
        }
        assert!(seconds > 0.4, "{name}: {seconds}");
        match said {
            Some(DecodeError::Truncated { seconds: told }) => assert_eq!(told, seconds),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_recorder_that_never_wrote_the_length_is_believed() {
    let mut wav = wav();
    wav[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    wav[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_tone("wav", &voice::measure(open(&wav).unwrap()).unwrap());
}

#[test]
fn a_file_that_promises_more_than_three_hours_is_refused_at_once() {
    let bytes = header(4 * 3600 * 16_000, 8_000);
    let error = open(&[&bytes[..], &[0; 64]].concat()).err().unwrap();
    assert!(matches!(error, DecodeError::TooLong(180)), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_files_end_without_a_panic(
        which in 0..FILES.len() + 1,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
        keep in 0.2_f64..1.0,
    ) {
        let mut bytes = FILES.get(which).map_or_else(wav, |(_, bytes)| bytes.to_vec());
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        if let Ok(sound) = open(&bytes) {
            let mut listener = Listener::new();
            for block in sound.flatten() {
                listener.feed(&block);
            }
            prop_assert!(listener.finish().seconds.is_finite());
        }
    }

    #[test]
    fn any_bytes_behind_any_beginning_end_without_a_panic(
        begin in prop::sample::select(vec![
            b"".as_slice(), b"RIFF\0\0\0\0WAVEfmt ", b"OggS\0\x02", b"fLaC\0\0\0\x22", b"ID3\x04\0\0",
            b"\xFF\xFB\x90\x64", b"\xFF\xF1\x50\x80", b"\0\0\0\x18ftypM4A \0\0\0\0", b"\x1A\x45\xDF\xA3",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..3_000),
    ) {
        if let Ok(sound) = open(&[begin, &rest].concat()) {
            prop_assert!(sound.flatten().count() < 10_000);
        }
    }
}
