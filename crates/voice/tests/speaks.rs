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
/// Ends that noise hides: the release of a stop, a voice that fades.
const HIDDEN: [&str; 6] = [
    "My designer wanted the whole thing, but I argued for a test.",
    "I checked every account that we had kept.",
    "Half of the loss was a fault of the clock.",
    "They asked me to think about the risk.",
    "In the end we took all of it back.",
    "I would talk to the people who left before I looked at the data.",
];
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

/// Noise with as much power in every octave: white noise through the filters of Paul Kellet (1999).
fn pink(length: usize, seed: u64) -> Vec<f32> {
    const FILTERS: [(f32, f32); 3] = [
        (0.99765, 0.099_046),
        (0.963, 0.296_516_4),
        (0.57, 1.052_691_3),
    ];
    let mut dice = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut kept = [0.0; 3];
    (0..length)
        .map(|_| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            let white = (dice >> 40) as f32 / (1 << 23) as f32 - 1.0;
            for (kept, (back, gain)) in kept.iter_mut().zip(FILTERS) {
                *kept = back * *kept + gain * white;
            }
            kept.iter().sum::<f32>() + 0.1848 * white
        })
        .collect()
}

/// Twelve people who talk without a pause.
fn babble(length: usize) -> Option<Vec<f32>> {
    let mut sum = vec![0.0; length];
    for place in 0..12 {
        let (voice, speed) = VOICES[place % VOICES.len()];
        let mut sentences = SENTENCES;
        sentences.rotate_left(place % SENTENCES.len());
        let said = say(&sentences.join(" "), voice, speed)?;
        let shifted = said.iter().cycle().skip(place * said.len() / 12);
        for (sum, sample) in sum.iter_mut().zip(shifted) {
            *sum += sample;
        }
    }
    Some(sum)
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
        Self::said(&SENTENCES, voice, speed)
    }

    fn said(sentences: &[&str], voice: &str, speed: &str) -> Option<Self> {
        let mut talk = Self::default();
        talk.wait(0.7);
        for (sentence, pause) in sentences.iter().zip([0.5, 1.4, 0.8, 0.4].iter().cycle()) {
            talk.add(&say(sentence, voice, speed)?);
            talk.wait(*pause);
        }
        Some(talk)
    }

    /// With noise, so many decibels below the mean power of the speech.
    fn with(mut self, noise: &[f32], below: f32) -> Self {
        let power = |samples: &[f32]| {
            let sum: f32 = samples.iter().map(|sample| sample * sample).sum();
            sum / samples.len() as f32
        };
        let mut speech = self.samples.clone();
        speech.retain(|sample| sample.abs() > 1e-4);
        let gain = (power(&speech) / power(noise) / 10_f32.powf(below / 10.0)).sqrt();
        for (sample, noise) in self.samples.iter_mut().zip(noise) {
            *sample += gain * noise;
        }
        self
    }

    /// The pauses between what was said, and how many of them are among `told` with both ends within so
    /// many seconds.
    fn found(&self, told: &[Span], within: f64) -> (usize, usize) {
        let near = |one: f64, other: f64| (one - other).abs() <= within;
        let pauses = self.spoken.windows(2);
        let found = pauses.clone().filter(|pair| {
            told.iter()
                .any(|pause| near(pause.start, pair[0].end) && near(pause.end, pair[1].start))
        });
        (pauses.len(), found.count())
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
        let (all, found) = talk.found(&pauses, 0.05);
        assert_eq!(found, all, "{voice}: {pauses:?} between {:?}", talk.spoken);
    }
}

/// How many pauses there are between sentences in noise 10 decibels below, said by every voice, and how many are
/// found within 50 ms.
fn found_in_noise(sentences: &[&str]) -> Option<(usize, usize)> {
    let (mut all, mut found) = (0, 0);
    for (voice, speed) in VOICES {
        let talk = Talk::said(&sentences.repeat(2), voice, speed)?;
        let syllables = talk.heard().syllables.len() as f64;
        let noise = pink(talk.samples.len(), 1);
        let talk = talk.with(&noise, 10.0);
        let heard = talk.heard();
        let counts = talk.found(&heard.pauses, 0.05);
        all += counts.0;
        found += counts.1;
        let rate = heard.syllables.len() as f64 / syllables;
        assert!((rate - 1.0).abs() < 0.05, "{voice}: {rate}");
        assert_eq!(heard.fillers, [], "{voice}");
    }
    Some((all, found))
}

#[test]
fn pauses_are_found_within_50_ms_in_noise_10_decibels_below() {
    if let Some((all, found)) = found_in_noise(&SENTENCES) {
        assert!(10 * found >= 8 * all, "{found} of {all}");
    }
}

/// What lies below the noise cannot be heard, so that a part of these ends is told too early.
#[test]
fn most_pauses_are_found_where_noise_hides_the_ends() {
    if let Some((all, found)) = found_in_noise(&HIDDEN) {
        assert!(10 * found >= 6 * all, "{found} of {all}");
    }
}

#[test]
fn most_pauses_are_noticed_before_twelve_people_who_talk_behind() {
    let (mut all, mut found) = (0, 0);
    for (voice, speed) in VOICES {
        let Some(talk) = Talk::said(&SENTENCES.repeat(2), voice, speed) else {
            return;
        };
        let noise = babble(talk.samples.len()).unwrap();
        let talk = talk.with(&noise, 15.0);
        let counts = talk.found(&talk.heard().pauses, 0.15);
        all += counts.0;
        found += counts.1;
    }
    assert!(3 * found >= all, "{found} of {all}");
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
