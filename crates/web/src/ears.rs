//! What is measured of recordings. Kept in memory while the program runs: the sound gives it again.

use std::collections::VecDeque;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use store::recording::RATE;
use store::{Recording, RecordingError, RecordingName};
use voice::delivery::Span;
use voice::error::DecodeError;
use voice::{Delivery, Listener, Sound};

use crate::failure::Failure;

/// Recordings of which the measures are kept: more than one looks at together.
const MOST: usize = 24;
/// Seconds of nothing at all from which on sound is missing: no microphone is that silent.
const LOST: f64 = 0.5;

/// What was heard in a recording.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heard {
    /// How it sounded.
    pub(crate) delivery: Delivery,
    /// Where no sound arrived.
    pub(crate) lost: Vec<Span>,
}

/// Listens to recordings, each once.
#[derive(Default)]
pub(crate) struct Ears(Mutex<VecDeque<Known>>);

/// What was heard in a recording of so many samples, of all of it or of some spans.
struct Known {
    name: RecordingName,
    samples: u64,
    spans: Option<Vec<Span>>,
    heard: Arc<Heard>,
}

impl Ears {
    /// What is heard in a recording; of `spans` alone, where others speak in the rest of it.
    pub(crate) async fn hear(
        &self,
        recording: &Recording,
        spans: Option<Vec<Span>>,
    ) -> Result<Arc<Heard>, Failure> {
        if let Some(known) = self.known(recording, spans.as_deref()) {
            return Ok(known);
        }
        let path = recording.path.clone();
        let within = spans.clone();
        let heard = tokio::task::spawn_blocking(move || listen(&path, within.as_deref()))
            .await
            .map_err(|_| Failure::Broken)?
            .map_err(|error| RecordingError::Disk {
                path: recording.path.clone(),
                reason: error.to_string(),
            })?;
        let heard = Arc::new(heard);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| known.name != recording.name);
        kept.push_back(Known {
            name: recording.name.clone(),
            samples: recording.samples,
            spans,
            heard: heard.clone(),
        });
        if kept.len() > MOST {
            kept.pop_front();
        }
        Ok(heard)
    }

    fn known(&self, recording: &Recording, spans: Option<&[Span]>) -> Option<Arc<Heard>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().find(|known| {
            known.name == recording.name
                && known.samples == recording.samples
                && known.spans.as_deref() == spans
        })?;
        Some(known.heard.clone())
    }
}

fn listen(path: &Path, spans: Option<&[Span]>) -> Result<Heard, DecodeError> {
    let mut listener = Listener::new();
    let mut silence = Silence::default();
    for piece in Sound::open(BufReader::new(File::open(path)?))? {
        match piece {
            Ok(piece) => {
                silence.pass(piece.samples());
                listener.feed(&piece);
            }
            // Somebody still speaks: what is there now is heard.
            Err(DecodeError::Truncated { .. }) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(Heard {
        delivery: match spans {
            Some(spans) => listener.finish_within(spans),
            None => listener.finish(),
        },
        lost: silence.end(),
    })
}

/// Finds where there is nothing at all, not even noise.
#[derive(Default)]
struct Silence {
    passed: usize,
    since: Option<usize>,
    found: Vec<Span>,
}

impl Silence {
    fn pass(&mut self, piece: &[f32]) {
        for sample in piece {
            match (*sample == 0.0, self.since) {
                (true, None) => self.since = Some(self.passed),
                (false, Some(_)) => self.close(),
                _ => {}
            }
            self.passed += 1;
        }
    }

    fn close(&mut self) {
        let second = |sample: usize| sample as f64 / f64::from(RATE);
        if let Some(since) = self.since.take() {
            let span = Span {
                start: second(since),
                end: second(self.passed),
            };
            if span.seconds() >= LOST {
                self.found.push(span);
            }
        }
    }

    fn end(mut self) -> Vec<Span> {
        self.close();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_nothing_is_found_whole_however_it_is_cut() {
        let second = RATE as usize;
        let mut samples = vec![0.5; 2 * second];
        samples[second / 2..second / 2 + second].fill(0.0);
        samples[10..100].fill(0.0);
        for cut in [7, 1_000, 40_000] {
            let mut silence = Silence::default();
            for piece in samples.chunks(cut) {
                silence.pass(piece);
            }
            let found = silence.end();
            assert_eq!(
                found,
                [Span {
                    start: 0.5,
                    end: 1.5
                }],
                "{cut}"
            );
        }
    }
}
