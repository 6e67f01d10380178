//! How high a voice is.

use crate::sound::{Made, hear};
use voice::{Delivery, RATE};

/// The share of steps with voice throughout that are told within a quarter tone.
fn right(made: &Made, heard: &Delivery) -> f64 {
    let step = (Delivery::STEP * f64::from(RATE)) as usize;
    let (mut voiced, mut right) = (0, 0);
    for (place, truth) in made.pitch.chunks_exact(step).enumerate() {
        if truth.contains(&0.0) {
            continue;
        }
        voiced += 1;
        let middle = truth[step / 2];
        let told = heard.pitch.track.get(place).copied().flatten();
        right += usize::from(told.is_some_and(|told| (12.0 * (told / middle).log2()).abs() <= 0.5));
    }
    assert!(voiced > 0);
    f64::from(right as u32) / f64::from(voiced)
}

#[test]
fn tones_are_told_over_the_whole_range() {
    for hertz in (65..=595).step_by(5).map(f64::from) {
        let made = Made::default()
            .silence(0.5)
            .glide(1.0, hertz, hertz, 0.3)
            .silence(0.5);
        let share = right(&made, &made.heard());
        assert!(share >= 0.95, "{hertz} Hz: {share}");
    }
}

#[test]
fn a_gliding_voice_is_followed_also_through_noise() {
    const VOWELS: [[f64; 3]; 3] = [
        [700.0, 1200.0, 2500.0],
        [300.0, 2200.0, 2900.0],
        [400.0, 900.0, 2300.0],
    ];
    for formants in VOWELS {
        for (from, to) in [(90.0, 140.0), (220.0, 160.0), (180.0, 320.0)] {
            let clean = Made::default()
                .silence(0.5)
                .vowel(2.0, from, to, formants)
                .silence(0.5);
            let noisy = clean.clone().noise(10.0);
            for made in [clean, noisy] {
                let share = right(&made, &made.heard());
                assert!(
                    share >= 0.95,
                    "{formants:?} from {from} to {to} Hz: {share}"
                );
            }
        }
    }
}

#[test]
fn pitch_holds_at_every_rate_in_stereo_and_cut_off() {
    let made = Made::default()
        .silence(0.5)
        .vowel(2.0, 110.0, 190.0, [500.0, 1700.0, 2500.0])
        .silence(0.5);
    for rate in [8_000, 44_100, 48_000] {
        let share = right(&made, &hear(&made.stereo(rate), rate, 2));
        assert!(share >= 0.95, "{rate}: {share}");
    }
    let share = right(&made, &made.clone().cut_off(12.0).heard());
    assert!(share >= 0.95, "cut off: {share}");
}

#[test]
fn the_range_is_told_in_semitones() {
    // An octave up, evenly: nine tenths of it lie between a twentieth from each end.
    let made = Made::default()
        .silence(1.0)
        .glide(6.0, 110.0, 220.0, 0.3)
        .silence(1.0);
    let pitch = made.heard().pitch;
    let range = pitch.range.unwrap();
    assert!((range - 10.8).abs() < 0.4, "{range}");
    let median = pitch.median.unwrap();
    assert!((12.0 * (median / 155.6).log2()).abs() < 0.5, "{median}");
}

#[test]
fn noise_has_no_pitch() {
    let pitch = Made::default()
        .silence(0.5)
        .hiss(3.0, 0.2)
        .silence(0.5)
        .heard()
        .pitch;
    assert_eq!(pitch.median, None);
    assert!(pitch.track.iter().all(Option::is_none));
}
