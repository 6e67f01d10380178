//! How loud a recording is.

use crate::sound::{Made, hear};
use voice::RATE;

#[test]
fn a_tone_is_as_loud_as_the_standard_says() {
    // By ITU-R BS.1770 a sine of 997 Hz at full scale in one channel is −3.01 LUFS.
    let made = Made::default().glide(5.0, 997.0, 997.0, 1.0);
    let whole = made.heard().loudness.whole.unwrap();
    assert!((whole + 3.01).abs() < 0.15, "{whole}");
    let quiet = Made::default().glide(5.0, 997.0, 997.0, 0.1);
    let whole = quiet.heard().loudness.whole.unwrap();
    assert!((whole + 23.01).abs() < 0.15, "{whole}");
}

#[test]
fn pauses_do_not_make_a_speaker_quiet() {
    let speech = Made::default().syllables(40, 120.0);
    let slow = speech.clone().silence(20.0).then(&speech);
    let whole = |made: &Made| made.heard().loudness.whole.unwrap();
    assert!((whole(&speech) - whole(&slow)).abs() < 0.5);
}

#[test]
fn what_was_cut_off_is_told_and_a_loud_tone_is_not() {
    let loud = Made::default().glide(2.0, 200.0, 200.0, 0.98);
    assert_eq!(loud.heard().loudness.clipped_share, 0.0);

    let mut cut = Made::default().glide(2.0, 200.0, 200.0, 1.6);
    cut.samples
        .iter_mut()
        .for_each(|sample| *sample = sample.clamp(-1.0, 1.0));
    // The share of a period in which a sine of 1.6 lies beyond 1.
    let truth = 1.0 - 2.0 / std::f64::consts::PI * (1.0_f64 / 1.6).asin();
    let share = hear(&cut.samples, RATE, 1).loudness.clipped_share;
    assert!((share - truth).abs() < 0.03, "{share} is not {truth}");
}
