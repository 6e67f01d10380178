//! Where pauses begin and end.

use crate::sound::{Made, hear};
use voice::Delivery;
use voice::delivery::Span;

const PAUSES: [f64; 3] = [0.6, 1.5, 0.35];

/// Four stretches of speech with pauses between them, and where these are.
fn speech() -> (Made, Vec<Span>) {
    let mut made = Made::default().silence(0.8).syllables(12, 120.0);
    let mut truth = Vec::new();
    for (place, pause) in PAUSES.into_iter().enumerate() {
        let start = made.seconds();
        made = made.silence(pause);
        // A syllable begins with a closure, which is silence as well.
        truth.push(Span {
            start,
            end: made.seconds() + 0.06,
        });
        made = made.syllables(9 + place, 140.0);
    }
    (made.silence(0.7), truth)
}

fn assert_near(heard: &Delivery, truth: &[Span]) {
    assert_eq!(
        heard.pauses.len(),
        truth.len(),
        "{:?} are not {truth:?}",
        heard.pauses
    );
    for (heard, truth) in heard.pauses.iter().zip(truth) {
        let near = |one: f64, other: f64| (one - other).abs() <= 0.05;
        assert!(
            near(heard.start, truth.start) && near(heard.end, truth.end),
            "{heard:?} is not within 50 ms of {truth:?}"
        );
    }
}

#[test]
fn pauses_begin_and_end_within_50_ms() {
    let (made, truth) = speech();
    assert_near(&made.heard(), &truth);
}

#[test]
fn pauses_hold_with_noise_10_decibels_below() {
    let (made, truth) = speech();
    assert_near(&made.noise(10.0).heard(), &truth);
}

#[test]
fn pauses_hold_at_every_rate_and_in_stereo() {
    let (made, truth) = speech();
    for rate in [8_000, 44_100, 48_000] {
        assert_near(&hear(&made.stereo(rate), rate, 2), &truth);
    }
}

#[test]
fn pauses_hold_where_the_voice_was_cut_off() {
    let (made, truth) = speech();
    let heard = made.cut_off(12.0).heard();
    assert!(heard.loudness.clipped_share > 0.01);
    assert_near(&heard, &truth);
}

#[test]
fn a_quiet_recording_has_the_same_pauses() {
    let (mut made, truth) = speech();
    made.samples.iter_mut().for_each(|sample| *sample *= 0.01);
    assert_near(&made.heard(), &truth);
}

#[test]
fn the_first_sound_is_where_speech_begins() {
    let (made, _) = speech();
    let first = made.heard().first_sound.unwrap();
    assert!((first - 0.86).abs() < 0.05, "{first}");
}

#[test]
fn gaps_inside_words_are_no_pauses() {
    let made = Made::default()
        .silence(0.5)
        .syllables(30, 110.0)
        .silence(0.5);
    assert!(made.heard().pauses.is_empty());
}
