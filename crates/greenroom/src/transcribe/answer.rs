//! What a transcription service answers.

use serde::Deserialize;
use store::recording::TimedWord;
use web::Transcript;

/// The parts that are used; services differ in what else they send.
#[derive(Deserialize)]
struct Answer {
    text: String,
    #[serde(default)]
    words: Option<Vec<Word>>,
    #[serde(default)]
    segments: Option<Vec<Segment>>,
}

#[derive(Deserialize)]
struct Word {
    word: String,
    start: f64,
    end: f64,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    text: String,
    start: f64,
    end: f64,
    #[serde(default)]
    words: Option<Vec<Word>>,
}

/// Reads an answer. Words have the times that the service gave; where it only timed sentences, their
/// words share the time by length.
pub(super) fn read(body: &[u8]) -> Result<Transcript, serde_json::Error> {
    let answer: Answer = serde_json::from_slice(body)?;
    let segments = answer.segments.unwrap_or_default();
    let words = match answer.words {
        Some(words) if !words.is_empty() => words.into_iter().map(timed).collect(),
        _ => segments.into_iter().flat_map(shared).collect(),
    };
    Ok(Transcript {
        text: answer.text.trim().to_owned(),
        words,
    })
}

fn timed(word: Word) -> TimedWord {
    TimedWord {
        word: word.word.trim().to_owned(),
        from: word.start,
        until: word.end,
    }
}

fn shared(segment: Segment) -> Vec<TimedWord> {
    if let Some(words) = segment.words.filter(|words| !words.is_empty()) {
        return words.into_iter().map(timed).collect();
    }
    let words: Vec<&str> = segment.text.split_whitespace().collect();
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let second = (segment.end - segment.start).max(0.0) / letters.max(1) as f64;
    let mut from = segment.start;
    words
        .into_iter()
        .map(|word| {
            let until = from + second * word.chars().count() as f64;
            let word = TimedWord {
                word: word.to_owned(),
                from,
                until,
            };
            from = until;
            word
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_taken_from_words_where_there_are_any_else_from_sentences() {
        let words = br#"{"text":" Um, we did it. ","words":[{"word":"Um","start":0.1,"end":0.4},{"word":"we","start":0.5,"end":0.6}]}"#;
        let read_words = read(words).unwrap();
        assert_eq!(read_words.text, "Um, we did it.");
        assert_eq!(read_words.words.len(), 2);
        let segments =
            br#"{"text":"We did","segments":[{"start":1.0,"end":2.0,"text":" We did"}]}"#;
        let shared = read(segments).unwrap().words;
        assert_eq!(shared.len(), 2);
        assert!((shared[0].until - 1.4).abs() < 1e-9 && (shared[1].until - 2.0).abs() < 1e-9);
        let plain = read(br#"{"text":"We did"}"#).unwrap();
        assert!(plain.words.is_empty());
    }

    #[test]
    fn what_is_no_transcript_is_refused() {
        for body in [&b"<html>"[..], b"", b"{}", b"[]", b"{\"text\":7}"] {
            assert!(read(body).is_err(), "{}", String::from_utf8_lossy(body));
        }
    }
}
