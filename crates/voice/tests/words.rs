//! Transcripts, and when each word was said.

use proptest::prelude::*;
use voice::Delivery;
use voice::delivery::Span;
use voice::error::TranscriptError;
use voice::transcript::{self, Transcript};
use voice::words::{Word, align, carry};

fn heard(stretches: &[(f64, f64)]) -> Delivery {
    let stretches: Vec<Span> = stretches
        .iter()
        .map(|(start, end)| Span {
            start: *start,
            end: *end,
        })
        .collect();
    Delivery {
        seconds: stretches.last().map_or(0.0, |last| last.end + 0.5),
        first_sound: stretches.first().map(|first| first.start),
        stretches,
        ..Delivery::default()
    }
}

fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

#[test]
fn captions_keep_their_times_and_speakers() {
    let read = transcript::read(
        "WEBVTT - mock\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:03.500 align:start\n\
         <v Ann>I <b>led</b> the team &amp; the&nbsp;plan.\n\n01:00:04.000 --> 01:00:05.000\n<c.loud>Really?</c>\n",
    )
    .unwrap();
    assert_eq!(read.text, "I led the team & the plan.\nReally?");
    assert_eq!(read.passages[0].speaker.as_deref(), Some("Ann"));
    assert_eq!(
        read.passages[0].span,
        Some(Span {
            start: 1.0,
            end: 3.5
        })
    );
    assert_eq!(
        read.passages[1].span,
        Some(Span {
            start: 3604.0,
            end: 3605.0
        })
    );
    assert_eq!(read.passages[1].from, 27);
}

#[test]
fn srt_is_read_with_either_line_end_and_in_any_script() {
    let text = "\u{feff}1\r\n00:00:00,500 --> 00:00:02,000\r\nJ’ai mené\r\nl’équipe.\r\n\r\n2\r\n00:00:02,100 --> 00:00:03,000\r\n日本語です\r\n";
    let read = transcript::read(text).unwrap();
    assert_eq!(read.text, "J’ai mené l’équipe.\n日本語です");
    let words = align(&read, &Delivery::default());
    assert_eq!(texts(&words), ["J’ai", "mené", "l’équipe.", "日本語です"]);
    let characters: Vec<char> = read.text.chars().collect();
    for word in &words {
        assert_eq!(
            characters[word.from..word.to].iter().collect::<String>(),
            word.text
        );
    }
}

#[test]
fn faults_name_their_line() {
    let cases = [
        (
            "1\n00:00:01,000 --> 00:00:02,000\nfine\n\n2\n00:00:61,000 --> 00:01:02,000\nwrong\n",
            6,
        ),
        ("1\n00:00:01,000 --> soon\nwrong\n", 2),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nfine\n\n2\n00:00:03,000 -> 00:00:04,000\nwrong arrow\n",
            6,
        ),
    ];
    for (text, expected) in cases {
        match transcript::read(text) {
            Err(TranscriptError::Time { line, .. }) => assert_eq!(line, expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    let backwards =
        "1\n00:00:05,000 --> 00:00:06,000\none\n\n2\n00:00:01,000 --> 00:00:02,000\ntwo\n";
    assert_eq!(
        transcript::read(backwards),
        Err(TranscriptError::Backwards { line: 6 })
    );
    assert_eq!(
        transcript::vtt("1\n00:00.000 --> 00:01.000\nno header"),
        Err(TranscriptError::NoHeader)
    );
    for empty in ["", " \n\n", "WEBVTT\n\n", "—"] {
        assert_eq!(
            transcript::read(empty),
            Err(TranscriptError::Empty),
            "{empty:?}"
        );
    }
}

#[test]
fn times_between_words_are_known_times() {
    let read = transcript::read(
        "WEBVTT\n\n00:01.000 --> 00:03.000\nI <00:01.200>led <00:01.600>the <00:01.700>team\n",
    )
    .unwrap();
    let words = align(&read, &heard(&[(1.0, 3.0)]));
    let starts: Vec<f64> = words.iter().map(|word| word.start).collect();
    assert_eq!(starts, [1.0, 1.2, 1.6, 1.7]);
    assert!(words.iter().all(|word| !word.estimated));
}

#[test]
fn words_without_times_fill_speech_and_leave_pauses_free() {
    let read = transcript::plain("I led the team. We shipped it in June and learned a great deal.")
        .unwrap();
    let delivery = heard(&[(1.0, 2.0), (4.0, 7.0)]);
    let words = align(&read, &delivery);
    assert!(words.iter().all(|word| word.estimated));
    assert_eq!(words[3].text, "team.");
    assert_eq!(
        (words[0].start, words[3].end),
        (1.0, 2.0),
        "the sentence ends at the pause"
    );
    assert_eq!((words[4].start, words.last().unwrap().end), (4.0, 7.0));
}

#[test]
fn a_longer_word_takes_longer() {
    let read = transcript::plain("we reorganised it").unwrap();
    let words = align(&read, &heard(&[(0.0, 2.0)]));
    let seconds = |word: &Word| word.end - word.start;
    assert!(seconds(&words[1]) > 2.0 * seconds(&words[0]));
}

#[test]
fn a_correction_moves_nothing_that_was_right() {
    let read = transcript::plain("I lead the team. We lost nine percent of sessions.").unwrap();
    let delivery = heard(&[(0.5, 1.5), (2.5, 5.0)]);
    let before = align(&read, &delivery);
    let after = carry(
        &before,
        "I led the whole team. We lost nine per cent of all sessions!",
        &delivery,
    );
    for (old, new) in [
        (0, 0),
        (2, 2),
        (3, 4),
        (4, 5),
        (5, 6),
        (6, 7),
        (8, 10),
        (9, 12),
    ] {
        assert_eq!(
            (before[old].start, before[old].end),
            (after[new].start, after[new].end),
            "{}",
            after[new].text
        );
    }
    assert_eq!(after[1].text, "led");
    assert_eq!(
        (after[1].start, after[1].end),
        (before[1].start, before[1].end)
    );
    assert!(after[1].estimated);
}

#[test]
fn a_long_text_of_which_nothing_is_left_is_carried_too() {
    let told = |letter: char| -> String {
        (0..20_000)
            .map(|number| format!("{letter}{number} "))
            .collect()
    };
    let delivery = heard(&[(0.5, 9_000.0)]);
    let words = align(&transcript::plain(&told('a')).unwrap(), &delivery);
    let carried = carry(&words, &told('b'), &delivery);
    assert_eq!(carried.len(), 20_000);
    assert!(carried.iter().all(|word| word.estimated));
}

fn assert_in_order(words: &[Word]) {
    for word in words {
        assert!(word.start <= word.end && word.from < word.to, "{word:?}");
    }
    for pair in words.windows(2) {
        assert!(
            pair[0].end <= pair[1].start + 1e-9 && pair[0].to <= pair[1].from,
            "{pair:?}"
        );
    }
}

/// A time as captions write it, from milliseconds.
fn written(milliseconds: u32, comma: char, hours: bool) -> String {
    let (seconds, part) = (milliseconds / 1_000, milliseconds % 1_000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let long = if hours || minutes >= 60 {
        format!("{:02}:", minutes / 60)
    } else {
        String::new()
    };
    format!("{long}{:02}:{seconds:02}{comma}{part:03}", minutes % 60)
}

proptest! {
    #[test]
    fn captions_say_again_what_was_written_and_when(
        captions in prop::collection::vec(
            (0_u32..90_000, 0_u32..9_000, "[a-zé日]{1,9}( [a-z]{1,6}[,.?]?){0,6}"),
            1..20,
        ),
        web in any::<bool>(),
        numbered in any::<bool>(),
        ends in prop::sample::select(vec!["\n", "\r\n"]),
        mark in prop::sample::select(vec!["", "\u{feff}"]),
    ) {
        let mut lines = Vec::new();
        if web {
            lines.extend(["WEBVTT".to_owned(), String::new()]);
        }
        let (mut at, mut spans) = (0, Vec::new());
        // Captions that say the same at the same time are one: these all begin with a word of their own.
        let captions: Vec<_> = captions
            .into_iter()
            .enumerate()
            .map(|(number, (gap, length, said))| (gap, length, format!("{number}{said}")))
            .collect();
        for (number, (gap, length, said)) in captions.iter().enumerate() {
            let (start, end) = (at + gap, at + gap + length);
            at = start;
            spans.push((f64::from(start) / 1_000.0, f64::from(end) / 1_000.0));
            if numbered {
                lines.push((number + 1).to_string());
            }
            let comma = if web { '.' } else { ',' };
            let [start, end] = [start, end].map(|time| written(time, comma, !web));
            lines.push(format!("{start} --> {end}"));
            // Long captions stand on two lines.
            lines.extend(said.splitn(2, ' ').map(str::to_owned));
            lines.push(String::new());
        }
        let read = transcript::read(&format!("{mark}{}", lines.join(ends))).unwrap();
        prop_assert_eq!(read.passages.len(), captions.len());
        for (passage, ((.., said), (start, end))) in read.passages.iter().zip(captions.iter().zip(spans)) {
            prop_assert_eq!(&passage.text, said);
            let span = passage.span.unwrap();
            prop_assert!((span.start - start).abs() < 1e-6 && (span.end - end).abs() < 1e-6);
        }
    }

    #[test]
    fn plain_text_keeps_its_words_and_its_paragraphs(
        paragraphs in prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}[.]?){0,12}", 1..8),
        ends in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let text = paragraphs.join(&format!("{ends}{ends}"));
        let read = transcript::read(&text).unwrap();
        prop_assert_eq!(read.text, paragraphs.join("\n"));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(WEBVTT\n)?([0-9:., <>a-c\n-]|-->|\n\n|<v x>|é){0,80}") {
        if let Ok(read) = transcript::read(&text) {
            let characters: Vec<char> = read.text.chars().collect();
            for word in align(&read, &heard(&[(1.0, 9.0)])) {
                prop_assert_eq!(characters[word.from..word.to].iter().collect::<String>(), word.text);
                prop_assert!(word.start <= word.end);
            }
        }
    }

    #[test]
    fn estimated_words_are_in_order_and_keep_out_of_pauses(
        text in "([a-z]{1,9}[.,]? ){1,60}",
        lengths in prop::collection::vec((0.1_f64..4.0, 0.25_f64..3.0), 1..8),
    ) {
        let mut at = 0.0;
        let stretches: Vec<(f64, f64)> = lengths.iter().map(|(speech, pause)| {
            let stretch = (at, at + speech);
            at += speech + pause;
            stretch
        }).collect();
        let delivery = heard(&stretches);
        let words = align(&transcript::plain(&text).unwrap(), &delivery);
        assert_in_order(&words);
        for word in &words {
            let inside = delivery.stretches.iter().any(|stretch| stretch.start - 0.002 <= word.start && word.end <= stretch.end + 0.002);
            prop_assert!(inside, "{word:?} lies in a pause");
        }
    }

    #[test]
    fn any_correction_keeps_words_in_order(
        before in "([a-d]{1,3} ){1,30}",
        after in "([a-d]{1,3} ){0,30}",
    ) {
        let delivery = heard(&[(0.5, 4.0), (5.0, 9.0)]);
        let words = align(&transcript::plain(&before).unwrap(), &delivery);
        let carried = carry(&words, &after, &delivery);
        prop_assert_eq!(carried.len(), after.split_whitespace().count());
        assert_in_order(&carried);
    }

    #[test]
    fn the_same_text_keeps_every_time(text in "([a-z]{1,6}[.,]? ){1,40}") {
        let delivery = heard(&[(0.5, 4.0), (5.0, 9.0)]);
        let read: Transcript = transcript::plain(&text).unwrap();
        let words = align(&read, &delivery);
        prop_assert_eq!(carry(&words, &read.text, &delivery), words);
    }
}
