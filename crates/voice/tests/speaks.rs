//! Speech by espeak-ng, put together with pauses and fillers at known times. Where espeak-ng is missing
//! these tests say so and hold nothing.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]
#![allow(clippy::print_stderr, reason = "what is passed over says so")]

use std::io::Cursor;
use std::process::Command;

use voice::delivery::Span;
use voice::words::align;
use voice::{Block, Delivery, Listener, Mono, RATE, Sound, transcript};

const SENTENCES: [&str; 4] = [
    "I led the team that rebuilt our search page.",
    "We had lost nine percent of sessions since the spring.",
    "My designer wanted to ship the whole thing at once.",
    "Two million members found something to watch again.",
];
/// Of the sentences, as spoken.
const SYLLABLES: usize = 11 + 12 + 13 + 12;
const VOICES: [(&str, &str); 3] = [
    ("en-us", "150"),
    ("en-gb+f3", "180"),
    ("en-gb-scotland", "210"),
];

/// What espeak-ng says, at [`RATE`]; `None` where it is missing.
fn say(text: &str, voice: &str, speed: &str) -> Option<Vec<f32>> {
    let said = Command::new("espeak-ng")
        .args(["-v", voice, "-s", speed, "--stdout", text])
        .output();
    let Ok(said) = said else {
        eprintln!(
            "espeak-ng is missing: nothing was said and nothing tested (apt-get install espeak-ng)"
        );
        return None;
    };
    let mut samples = Vec::new();
    let mut mono = Mono::new();
    for block in Sound::open(Cursor::new(said.stdout)).unwrap() {
        mono.feed(&block.unwrap(), &mut samples);
    }
    mono.finish(&mut samples);
    let loudest = samples
        .iter()
        .fold(0.0_f32, |most, sample| most.max(sample.abs()));
    let heard = |sample: &f32| sample.abs() > 0.0056 * loudest;
    let first = samples.iter().position(heard)?;
    let last = samples.iter().rposition(heard)?;
    Some(
        samples[first..=last]
            .iter()
            .map(|sample| sample * 0.5 / loudest)
            .collect(),
    )
}

/// Sentences with pauses between them.
#[derive(Default)]
struct Talk {
    samples: Vec<f32>,
    spoken: Vec<Span>,
}

impl Talk {
    fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(RATE)
    }

    fn wait(&mut self, seconds: f64) {
        let more = (seconds * f64::from(RATE)) as usize;
        self.samples.resize(self.samples.len() + more, 0.0);
    }

    fn add(&mut self, samples: &[f32]) {
        let start = self.seconds();
        self.samples.extend_from_slice(samples);
        self.spoken.push(Span {
            start,
            end: self.seconds(),
        });
    }

    fn new(voice: &str, speed: &str) -> Option<Self> {
        let mut talk = Self::default();
        talk.wait(0.7);
        for (sentence, pause) in SENTENCES.iter().zip([0.5, 1.4, 0.8, 0.4]) {
            talk.add(&say(sentence, voice, speed)?);
            talk.wait(pause);
        }
        Some(talk)
    }

    fn heard(&self) -> Delivery {
        let mut listener = Listener::new();
        for piece in self.samples.chunks(RATE as usize) {
            listener.feed(&Block::new(piece.to_vec(), RATE, 1).unwrap());
        }
        listener.finish()
    }
}

#[test]
fn pauses_between_sentences_are_found_within_50_ms() {
    for (voice, speed) in VOICES {
        let Some(talk) = Talk::new(voice, speed) else {
            return;
        };
        let pauses = talk.heard().pauses;
        for pair in talk.spoken.windows(2) {
            let (start, end) = (pair[0].end, pair[1].start);
            let found = pauses.iter().any(|pause| {
                (pause.start - start).abs() <= 0.05 && (pause.end - end).abs() <= 0.05
            });
            assert!(
                found,
                "{voice}: no pause from {start} to {end} in {pauses:?}"
            );
        }
    }
}

#[test]
fn the_rate_is_told_within_5_percent() {
    for (voice, speed) in VOICES {
        let Some(talk) = Talk::new(voice, speed) else {
            return;
        };
        let seconds = talk.spoken.last().unwrap().end - talk.spoken[0].start;
        let words: usize = SENTENCES
            .iter()
            .map(|sentence| sentence.split_whitespace().count())
            .sum();
        let pace = talk.heard().with_words(words).pace;
        let off = |told: Option<f64>, truth: f64| (told.unwrap() / truth - 1.0).abs();
        assert!(
            off(pace.words_per_minute, words as f64 * 60.0 / seconds) < 0.05,
            "{voice}: {pace:?}"
        );
        let syllables = SYLLABLES as f64 / seconds;
        assert!(
            off(pace.syllables_per_second, syllables) < 0.05,
            "{voice}: {pace:?}, not {syllables}"
        );
    }
}

#[test]
fn fillers_are_heard_and_speech_is_not_taken_for_one() {
    let Some(filler) = say("[[V:]]", "en-us", "160") else {
        return;
    };
    let mut talk = Talk::new("en-us", "160").unwrap();
    assert_eq!(talk.heard().fillers, []);
    talk.wait(0.4);
    talk.add(&filler);
    talk.wait(0.5);
    talk.add(&say(SENTENCES[0], "en-us", "160").unwrap());
    let truth = talk.spoken[SENTENCES.len()];
    let fillers = talk.heard().fillers;
    assert_eq!(fillers.len(), 1, "{fillers:?}");
    assert!(
        (fillers[0].start - truth.start).abs() < 0.1 && (fillers[0].end - truth.end).abs() < 0.1
    );
}

#[test]
fn every_sentence_is_laid_where_it_was_said() {
    for (voice, speed) in VOICES {
        let Some(talk) = Talk::new(voice, speed) else {
            return;
        };
        let words = align(
            &transcript::plain(&SENTENCES.join(" ")).unwrap(),
            &talk.heard(),
        );
        let mut first = 0;
        for (sentence, truth) in SENTENCES.iter().zip(&talk.spoken) {
            let count = sentence.split_whitespace().count();
            let (start, end) = (words[first].start, words[first + count - 1].end);
            let near = (start - truth.start).abs() <= 0.1 && (end - truth.end).abs() <= 0.1;
            assert!(
                near,
                "{voice}: {sentence} from {start} to {end}, not {truth:?}"
            );
            first += count;
        }
    }
}
