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
        // Straight lines between samples are good enough to hear by.
        let length = (made.seconds() * f64::from(rate)) as usize;
        let at = |place: usize| {
            let position = place as f64 * f64::from(voice::RATE) / f64::from(rate);
            let (before, part) = (position as usize, position.fract() as f32);
            let next = made.samples.get(before + 1).copied().unwrap_or(0.0);
            made.samples[before] * (1.0 - part) + next * part
        };
        let stereo: Vec<f32> = (0..length)
            .flat_map(|place| [at(place), 0.5 * at(place)])
            .collect();
        assert_near(&hear(&stereo, rate, 2), &truth);
    }
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
