//! One of several people, told of alone.

use voice::delivery::Span;
use voice::{Block, Delivery, Listener, RATE};

use crate::sound::Made;

fn within(made: &Made, spans: &[(f64, f64)]) -> Delivery {
    let spans: Vec<Span> = spans
        .iter()
        .map(|(start, end)| Span {
            start: *start,
            end: *end,
        })
        .collect();
    let mut listener = Listener::new();
    listener.feed(&Block::new(made.samples.clone(), RATE, 1).unwrap());
    listener.finish_within(&spans)
}

/// A low voice, a high one three times as fast to speak, and the low one again with a pause inside.
fn talk() -> Made {
    let low = Made::default().syllables(25, 110.0);
    let high = Made::default().syllables(40, 300.0);
    low.clone()
        .silence(1.0)
        .then(&high)
        .silence(1.0)
        .then(&low)
        .silence(2.0)
        .then(&low)
}

#[test]
fn only_what_lies_in_the_spans_is_told() {
    let made = talk();
    let seconds = Made::default().syllables(25, 110.0).seconds();
    let other = Made::default().syllables(40, 300.0).seconds();
    let again = seconds + 2.0 + other;
    let end = made.seconds();
    let told = within(&made, &[(0.0, seconds + 0.4), (again - 0.4, end)]);

    assert_eq!(
        told.seconds,
        made.heard().seconds,
        "times stay those of the recording"
    );
    assert_eq!(
        told.pauses.len(),
        1,
        "the time of others is no pause: {:?}",
        told.pauses
    );
    assert!(
        (told.pauses[0].seconds() - 2.0).abs() < 0.1,
        "{:?}",
        told.pauses
    );
    let outside = |at: f64| at > seconds + 0.4 && at < again - 0.4;
    assert!(
        told.stretches
            .iter()
            .all(|stretch| !outside(stretch.start) && !outside(stretch.end))
    );
    assert!(told.syllables.iter().all(|at| !outside(f64::from(*at))));
    assert!(
        (told.syllables.len() as f64 - 75.0).abs() <= 4.0,
        "{}",
        told.syllables.len()
    );
    assert!(
        (told.pace.speaking_seconds - (3.0 * seconds + 2.0)).abs() < 0.3,
        "{:?}",
        told.pace
    );
    assert!(
        (told.pitch.median.unwrap() - 110.0).abs() < 6.0,
        "{:?}",
        told.pitch.median
    );
    let other_voice = within(&made, &[(seconds + 0.8, again - 0.8)]);
    assert!((other_voice.pitch.median.unwrap() - 300.0).abs() < 15.0);
}

#[test]
fn another_voice_makes_nobody_louder_or_cut_off() {
    let quiet = Made::default().syllables(25, 120.0);
    let loud = quiet.clone().cut_off(6.0);
    let both = quiet.clone().silence(1.0).then(&loud);
    let end = quiet.seconds();
    let own = within(&both, &[(0.0, end)]).loudness;
    let alone = quiet.heard().loudness;
    assert!(
        (own.whole.unwrap() - alone.whole.unwrap()).abs() < 0.3,
        "{own:?}"
    );
    assert_eq!(own.clipped_share, 0.0);
    assert!(both.heard().loudness.clipped_share > 0.001);
    assert!(
        own.track[(10.0 * (end + 2.0)) as usize..]
            .iter()
            .all(|loudness| *loudness == -70.0)
    );
}

#[test]
fn all_of_a_recording_is_what_it_is_without_spans() {
    let made = talk();
    let whole = within(&made, &[(-1.0, 2.0), (1.0, 1e9)]);
    assert_eq!(whole, made.heard());
}

#[test]
fn nothing_is_told_of_no_spans_or_of_such_as_cannot_be() {
    let made = talk();
    for spans in [
        &[][..],
        &[(3.0, 1.0)],
        &[(1e6, 2e6)],
        &[(f64::NAN, f64::NAN)],
        &[(f64::NEG_INFINITY, -1.0)],
    ] {
        let told = within(&made, spans);
        assert!(
            told.stretches.is_empty() && told.fillers.is_empty(),
            "{spans:?}"
        );
        assert_eq!(
            (told.first_sound, told.loudness.whole),
            (None, None),
            "{spans:?}"
        );
        assert_eq!(told.pace.syllables_per_second, None, "{spans:?}");
    }
}
