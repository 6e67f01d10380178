//! Any text is read as captions or as plain text, or refused; what is read stands where it says, in order,
//! and can be laid over any sound and carried over into any other text. Whoever speaks in it says all of it
//! between them, in turns, and what some of them say stands in order. Never a panic.
//!
//! The text before the first byte 0 is read; what comes after it is the sound and the other text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voice::Delivery;
use voice::delivery::Span;
use voice::transcript::{self, LONGEST_NAME, MOST_SPEAKERS, Talk, Transcript};
use voice::words::{Word, align, carry};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let sound = heard(parts.next().unwrap_or_default());
    let other = String::from_utf8_lossy(parts.next().unwrap_or_default());
    for read in [
        transcript::srt,
        transcript::vtt,
        transcript::plain,
        transcript::read,
    ] {
        let Ok(read) = read(&text) else { continue };
        stands(&read);
        spoken(&read, &sound);
        let words = align(&read, &sound);
        said(&read.text, &words);
        said(&other, &carry(&words, &other, &sound));
    }
});

/// Speech and pauses, by turns, as long as the bytes say.
fn heard(bytes: &[u8]) -> Delivery {
    let mut stretches = Vec::new();
    let mut at = 0.0;
    for pair in bytes.chunks_exact(2) {
        at += f64::from(pair[0]) / 20.0;
        let start = at;
        at += f64::from(pair[1]) / 20.0;
        stretches.push(Span { start, end: at });
    }
    Delivery {
        seconds: at,
        first_sound: stretches.first().map(|first| first.start),
        stretches,
        ..Delivery::default()
    }
}

fn stands(read: &Transcript) {
    let text: Vec<char> = read.text.chars().collect();
    let mut before = 0.0;
    for passage in &read.passages {
        let said: Vec<char> = passage.text.chars().collect();
        assert_eq!(text[passage.from..][..said.len()], said);
        if let Some(span) = passage.span {
            assert!(before <= span.start && span.start <= span.end && span.end.is_finite());
            before = span.start;
        }
        assert!(
            passage
                .marks
                .is_sorted_by(|one, other| one.seconds <= other.seconds)
        );
        assert!(
            passage
                .marks
                .iter()
                .all(|mark| mark.character <= said.len())
        );
    }
}

fn spoken(read: &Transcript, sound: &Delivery) {
    let talk = Talk::of(read);
    assert!(talk.speakers.len() <= MOST_SPEAKERS + 1);
    for speaker in &talk.speakers {
        let name = speaker.name.as_deref().unwrap_or("nobody");
        assert!(!name.is_empty() && name.chars().count() <= LONGEST_NAME);
        assert!(speaker.words > 0 && speaker.long <= speaker.words);
    }
    let mut end = 0;
    for (place, turn) in talk.turns.iter().enumerate() {
        assert!(turn.passages.start == end && turn.passages.end > end);
        assert!(place == 0 || talk.turns[place - 1].speaker != turn.speaker);
        end = turn.passages.end;
    }
    assert_eq!(end, read.passages.len());
    let proposal = talk.proposal().unwrap_or_default();
    for mine in [vec![proposal], (0..talk.speakers.len()).collect()] {
        let mut before = 0;
        for exchange in talk.exchanges(read, &mine) {
            assert!(
                before <= exchange.question.start && exchange.question.end == exchange.answer.start
            );
            assert!(!exchange.answer.is_empty() && exchange.answer.end <= talk.turns.len());
            before = exchange.answer.end;
        }
        let own = talk.own(read, &mine, 0..talk.turns.len());
        stands(&own.transcript);
        said(&own.transcript.text, &align(&own.transcript, sound));
        let words = |text: &str| text.split_whitespace().count();
        let of_mine: usize = mine
            .iter()
            .map(|speaker| talk.speakers[*speaker].words)
            .sum();
        assert_eq!(words(&own.transcript.text), of_mine);
    }
}

fn said(text: &str, words: &[Word]) {
    let text: Vec<char> = text.chars().collect();
    let mut behind = 0;
    for word in words {
        assert!(behind <= word.from && word.from < word.to);
        assert!(text[word.from..word.to].iter().collect::<String>() == word.text);
        assert!(word.start.is_finite() && word.start <= word.end);
        behind = word.to;
    }
}
