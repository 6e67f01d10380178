//! Words laid over the sound: each stretch of speech takes words by how long they take to say.

use super::Word;
use super::cut::{self, Piece};
use crate::delivery::{Delivery, Span};
use crate::transcript::{Passage, Transcript};

/// When each word of a transcript was said.
///
/// Times that the transcript holds are kept. What lies between them is worked out: words take time by
/// their syllables, none lies in a pause, and where a pause could follow one of a few words, it follows
/// the one that ends a sentence. Without any sound measured, a transcript without times has none either.
#[must_use]
pub fn align(transcript: &Transcript, delivery: &Delivery) -> Vec<Word> {
    let mut words = Vec::new();
    let starts = transcript.passages.iter().skip(1);
    let starts = starts.map(|passage| passage.span.map(|span| span.start));
    for (passage, next) in transcript.passages.iter().zip(starts.chain([None])) {
        passage_words(passage, next, delivery, &mut words);
    }
    words
}

/// `next` is when the passage behind begins: what is shown beyond that was said before it.
fn passage_words(passage: &Passage, next: Option<f64>, delivery: &Delivery, into: &mut Vec<Word>) {
    let pieces: Vec<Piece<'_>> = cut::words(&passage.text);
    let shown = passage.span.map(|span| {
        let next = next.filter(|next| *next > span.start);
        let latest = passage.marks.last().map_or(span.start, |mark| mark.seconds);
        Span {
            end: next.map_or(span.end, |next| span.end.min(next.max(latest))),
            ..span
        }
    });
    let whole = shown.unwrap_or(Span {
        start: delivery.first_sound.unwrap_or(0.0),
        end: delivery
            .stretches
            .last()
            .map_or(delivery.seconds, |last| last.end),
    });
    // Known times cut the passage into parts.
    let mut bounds = vec![(0, whole.start)];
    for mark in &passage.marks {
        let word = pieces
            .iter()
            .take_while(|piece| piece.from < mark.character)
            .count();
        bounds.push((word, mark.seconds));
    }
    bounds.push((pieces.len(), whole.end));
    for pair in bounds.windows(2) {
        let [(first, start), (last, end)] = [pair[0], pair[1]];
        if first >= last {
            continue;
        }
        let known = !passage.marks.is_empty() && last - first == 1;
        let spans = if known {
            vec![Span { start, end }]
        } else {
            within(&pieces[first..last], Span { start, end }, delivery)
        };
        into.extend(
            pieces[first..last]
                .iter()
                .zip(spans)
                .map(|(piece, span)| Word {
                    text: piece.text.to_owned(),
                    from: passage.from + piece.from,
                    to: passage.from + piece.to,
                    start: millisecond(span.start),
                    end: millisecond(span.end.max(span.start)),
                    estimated: !known,
                }),
        );
    }
}

/// Lays words over the stretches of speech that lie in `whole`.
pub(super) fn within(pieces: &[Piece<'_>], whole: Span, delivery: &Delivery) -> Vec<Span> {
    let mut speech: Vec<Stretch> = delivery
        .stretches
        .iter()
        .map(|stretch| Span {
            start: stretch.start.max(whole.start),
            end: stretch.end.min(whole.end),
        })
        .filter(|stretch| stretch.seconds() > 0.0)
        .map(|span| Stretch::new(span, &delivery.syllables))
        .collect();
    if speech.is_empty() {
        speech.push(Stretch::new(whole, &[]));
    }
    let weights: Vec<f64> = pieces
        .iter()
        .map(|piece| piece.syllables() as f64)
        .collect();
    let mut spans = Vec::with_capacity(pieces.len());
    let mut left: f64 = speech.iter().map(Stretch::capacity).sum();
    let mut next = 0;
    for (place, stretch) in speech.iter().enumerate() {
        let end = if place + 1 == speech.len() {
            pieces.len()
        } else {
            let weight: f64 = weights[next..].iter().sum();
            let wanted = weight * stretch.capacity() / left.max(f64::EPSILON);
            best_end(pieces, &weights, next, wanted)
        };
        stretch.spread(&weights[next..end], &mut spans);
        left -= stretch.capacity();
        next = end;
    }
    spans
}

/// A stretch of speech with the syllables that were heard in it.
struct Stretch {
    span: Span,
    syllables: Vec<f64>,
}

impl Stretch {
    fn new(span: Span, syllables: &[f32]) -> Self {
        let inside = |at: &f64| (span.start..=span.end).contains(at);
        let syllables = syllables
            .iter()
            .map(|at| f64::from(*at))
            .filter(inside)
            .collect();
        Self { span, syllables }
    }

    /// How many syllables it holds: as many as were heard, or as most people say in the time.
    fn capacity(&self) -> f64 {
        const A_SECOND: f64 = 4.0;
        match self.syllables.len() {
            0 => self.span.seconds() * A_SECOND,
            heard => heard as f64,
        }
    }

    /// When a share of its syllables is said.
    fn at(&self, share: f64) -> f64 {
        let count = self.syllables.len() as f64;
        let mut before = (0.0, self.span.start);
        let middles = (0..)
            .zip(&self.syllables)
            .map(|(place, at)| ((f64::from(place) + 0.5) / count, *at));
        for after in middles.chain([(1.0, self.span.end)]) {
            if share <= after.0 {
                let part = (share - before.0) / (after.0 - before.0);
                return before.1 + part * (after.1 - before.1);
            }
            before = after;
        }
        self.span.end
    }

    /// Gives each word its part.
    fn spread(&self, weights: &[f64], into: &mut Vec<Span>) {
        let whole: f64 = weights.iter().sum();
        let mut said = 0.0;
        for weight in weights {
            let start = self.at(said / whole);
            said += weight;
            into.push(Span {
                start,
                end: self.at(said / whole),
            });
        }
    }
}

/// The word after the one that a pause follows best: where the weights come to what is wanted, drawn to
/// the end of a sentence or clause nearby.
fn best_end(pieces: &[Piece<'_>], weights: &[f64], first: usize, wanted: f64) -> usize {
    let mut weight = 0.0;
    let mut best = (f64::INFINITY, first);
    for end in first..=pieces.len() {
        if end > first {
            weight += weights[end - 1];
        }
        let away: f64 = weight - wanted;
        let draw = match end
            .checked_sub(1)
            .filter(|last| *last >= first)
            .map(|last| &pieces[last])
        {
            Some(piece) if piece.ends_sentence() => 0.0,
            Some(piece) if piece.ends_clause() => 1.0,
            Some(_) => 4.0,
            None => 6.0,
        };
        // What is off counts by its share too: after a long stretch one can be off by more.
        let cost = away.abs() / (1.0 + 0.1 * wanted) + draw;
        if cost < best.0 {
            best = (cost, end);
        }
    }
    best.1
}

pub(super) fn millisecond(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
