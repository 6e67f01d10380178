//! Any text is read as captions or as plain text, or refused; what is read stands where it says, in order,
//! and can be laid over any sound and carried over into any other text. Never a panic.
//!
//! The text before the first byte 0 is read; what comes after it is the sound and the other text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voice::Delivery;
use voice::delivery::Span;
use voice::transcript::{self, Transcript};
use voice::words::{Word, align, carry};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let sound = heard(parts.next().unwrap_or_default());
    let other = String::from_utf8_lossy(parts.next().unwrap_or_default());
    for read in [transcript::srt, transcript::vtt, transcript::plain, transcript::read] {
        let Ok(read) = read(&text) else { continue };
        stands(&read);
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
        assert!(passage.marks.is_sorted_by(|one, other| one.seconds <= other.seconds));
        assert!(passage.marks.iter().all(|mark| mark.character <= said.len()));
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
