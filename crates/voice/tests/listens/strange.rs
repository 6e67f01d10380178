//! Sound that is not what was hoped for.

use crate::sound::{Made, hear};
use proptest::prelude::*;
use voice::{Block, Delivery, Listener, RATE};

fn assert_sound(heard: &Delivery) {
    let ordered = |spans: &[voice::delivery::Span]| {
        spans.iter().all(|span| {
            0.0 <= span.start && span.start < span.end && span.end <= heard.seconds + 0.011
        }) && spans.windows(2).all(|pair| pair[0].end < pair[1].start)
    };
    assert!(
        ordered(&heard.stretches) && ordered(&heard.pauses),
        "{heard:?}"
    );
    assert_eq!(heard.pauses.len(), heard.stretches.len().saturating_sub(1));
    assert!(heard.pauses.iter().all(|pause| pause.seconds() > 0.2499));
    assert!((0.0..=1.0).contains(&heard.loudness.clipped_share));
    assert!(
        heard
            .loudness
            .track
            .iter()
            .all(|level| (-70.0..=20.0).contains(level))
    );
    assert!(
        heard
            .pitch
            .track
            .iter()
            .flatten()
            .all(|hertz| (59.0..=601.0).contains(hertz))
    );
    assert!(heard.pace.speech_seconds <= heard.pace.speaking_seconds + 1e-9);
    for filler in &heard.fillers {
        assert!(filler.start < filler.end && (0.0..=1.0).contains(&filler.clearness));
    }
    assert!(heard.syllables.is_sorted());
}

#[test]
fn nothing_at_all_is_heard_as_nothing() {
    let heard = Listener::new().finish();
    assert_eq!(heard, Delivery::default());
}

#[test]
fn silence_and_noise_hold_no_speech() {
    let silence = Made::default().silence(4.0);
    let noise = Made::default().hiss(4.0, 0.1);
    let hum = Made::default().glide(4.0, 50.0, 50.0, 0.05);
    for made in [silence, noise, hum] {
        let heard = made.heard();
        assert_sound(&heard);
        assert_eq!(heard.first_sound, None, "{heard:?}");
        assert!(heard.syllables.is_empty());
        assert_eq!(heard.pace.syllables_per_second, None);
    }
}

#[test]
fn music_is_heard_without_harm() {
    const MELODY: [f64; 8] = [220.0, 262.0, 330.0, 294.0, 262.0, 247.0, 196.0, 220.0];
    let melody = MELODY.iter().fold(Made::default(), |made, hertz| {
        made.glide(0.4, *hertz, *hertz, 0.2).silence(0.05)
    });
    let mut chords = Made::default();
    for hertz in MELODY {
        let third = Made::default().glide(0.45, hertz * 1.26, hertz * 1.26, 0.2);
        let fifth = Made::default().glide(0.45, hertz * 1.5, hertz * 1.5, 0.2);
        let begin = chords.samples.len();
        chords = chords.glide(0.45, hertz, hertz, 0.2);
        for voice in [third, fifth] {
            for (sample, other) in chords.samples[begin..].iter_mut().zip(voice.samples) {
                *sample += other;
            }
        }
    }
    for made in [melody.clone(), chords.clone(), chords.then(&melody)] {
        let heard = made.heard();
        assert_sound(&heard);
        assert!((heard.seconds - made.seconds()).abs() < 0.01);
        assert!(heard.pauses.is_empty(), "{:?}", heard.pauses);
    }
}

#[test]
fn an_offset_changes_nothing_that_is_heard() {
    let made = Made::default()
        .silence(0.5)
        .syllables(12, 120.0)
        .silence(0.8)
        .syllables(8, 120.0);
    let moved: Vec<f32> = made.samples.iter().map(|sample| sample + 0.2).collect();
    let (straight, moved) = (made.heard(), hear(&moved, RATE, 1));
    assert_eq!(straight.stretches, moved.stretches);
    assert_eq!(straight.syllables.len(), moved.syllables.len());
}

#[test]
fn samples_that_are_no_number_are_silence() {
    let mut made = Made::default()
        .syllables(12, 120.0)
        .silence(1.0)
        .syllables(8, 120.0);
    let clean = made.heard();
    for (place, wrong) in [
        (40_000, f32::NAN),
        (40_001, f32::INFINITY),
        (40_002, f32::NEG_INFINITY),
    ] {
        made.samples[place] = wrong;
    }
    assert_eq!(made.heard().stretches, clean.stretches);
}

#[test]
fn a_click_is_no_speech() {
    let mut made = Made::default()
        .silence(1.0)
        .syllables(12, 120.0)
        .silence(2.0)
        .syllables(8, 120.0);
    let clean = made.heard();
    let middle = (1.0 + 12.0 * 0.2 + 1.0) * f64::from(RATE);
    for place in 0..30 {
        made.samples[middle as usize + place] = if place % 2 == 0 { 0.7 } else { -0.7 };
    }
    assert_eq!(made.heard().pauses, clean.pauses);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_samples_at_any_rate_are_heard_without_a_panic(
        samples in prop::collection::vec(any::<f32>(), 0..6_000),
        rate in prop_oneof![Just(8_000_u32), Just(11_025), Just(16_000), Just(44_100), Just(48_000), Just(96_000)],
        channels in 1_u16..4,
    ) {
        assert_sound(&hear(&samples, rate, channels));
    }

    #[test]
    fn how_sound_is_cut_into_pieces_changes_nothing(cuts in prop::collection::vec(1_usize..9_000, 1..12)) {
        let made = Made::default().silence(0.3).syllables(8, 150.0).silence(0.5).vowel(0.4, 120.0, 118.0, [500.0, 1500.0, 2500.0]);
        let whole = {
            let mut listener = Listener::new();
            listener.feed(&Block::new(made.samples.clone(), 22_050, 1).unwrap());
            listener.finish()
        };
        let mut listener = Listener::new();
        let mut rest = made.samples.as_slice();
        for cut in cuts {
            let (piece, after) = rest.split_at(cut.min(rest.len()));
            listener.feed(&Block::new(piece.to_vec(), 22_050, 1).unwrap());
            rest = after;
        }
        listener.feed(&Block::new(rest.to_vec(), 22_050, 1).unwrap());
        prop_assert_eq!(listener.finish(), whole);
    }
}
