//! How fast somebody speaks.

use crate::sound::{Made, hear};

fn near(heard: f64, truth: f64, share: f64) -> bool {
    (heard / truth - 1.0).abs() <= share + 1e-9
}

#[test]
fn syllables_are_counted_within_5_percent() {
    let clean = Made::default()
        .silence(0.4)
        .syllables(60, 120.0)
        .silence(0.4);
    let noisy = clean.clone().noise(10.0);
    for made in [clean, noisy] {
        let found = made.heard().syllables.len();
        assert!(near(found as f64, 60.0, 0.05), "{found}");
    }
}

#[test]
fn syllables_hold_at_every_rate_in_stereo_and_cut_off() {
    let made = Made::default()
        .silence(0.4)
        .syllables(60, 120.0)
        .silence(0.4);
    for rate in [8_000, 44_100, 48_000] {
        let found = hear(&made.stereo(rate), rate, 2).syllables.len();
        assert!(near(found as f64, 60.0, 0.05), "{rate}: {found}");
    }
    let cut = made.cut_off(6.0).heard();
    assert!(cut.loudness.clipped_share > 0.005, "{:?}", cut.loudness);
    let found = cut.syllables.len();
    assert!(near(found as f64, 60.0, 0.05), "cut off: {found}");
}

#[test]
fn pauses_lower_one_rate_and_not_the_other() {
    let made = Made::default()
        .syllables(25, 120.0)
        .silence(5.0)
        .syllables(25, 120.0);
    let pace = made.heard().pace;
    // A fifth of a second a syllable.
    let without = pace.syllables_per_second_without_pauses.unwrap();
    assert!(near(without, 5.0, 0.05), "{without}");
    let with = pace.syllables_per_second.unwrap();
    assert!(near(with, 50.0 / 15.0, 0.05), "{with}");
}

#[test]
fn known_words_give_words_a_minute() {
    let made = Made::default()
        .silence(1.0)
        .syllables(50, 120.0)
        .silence(1.0);
    let pace = made.heard().with_words(30).pace;
    let words = pace.words_per_minute.unwrap();
    assert!(near(words, 180.0, 0.05), "{words}");
}
