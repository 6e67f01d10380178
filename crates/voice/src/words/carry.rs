//! A corrected transcript keeps the times of what was not corrected.

use std::time::{Duration, Instant};

use super::Word;
use super::align::{millisecond, within};
use super::cut::{self, Piece};
use crate::delivery::{Delivery, Span};

/// Longer it is not searched for what was not corrected. A text that was corrected is done at once; two that
/// have nothing in common would take minutes, and have nothing to be found.
const LONGEST_SEARCH: Duration = Duration::from_millis(500);

/// The words of a corrected text: those that stood there before keep their times, others lie between
/// their neighbours by their syllables.
#[must_use]
pub fn carry(before: &[Word], corrected: &str, delivery: &Delivery) -> Vec<Word> {
    let pieces = cut::words(corrected);
    let kept = unchanged(before, &pieces);
    let mut words: Vec<Word> = Vec::with_capacity(pieces.len());
    let mut place = 0;
    while place < pieces.len() {
        if let Some(old) = kept[place] {
            let old = &before[old];
            words.push(word(
                &pieces[place],
                Span {
                    start: old.start,
                    end: old.end,
                },
                old.estimated,
            ));
            place += 1;
            continue;
        }
        let end = (place..pieces.len())
            .find(|at| kept[*at].is_some())
            .unwrap_or(pieces.len());
        let whole = Span {
            start: words
                .last()
                .map_or_else(|| begin(before, delivery), |last| last.end),
            end: kept
                .get(end)
                .copied()
                .flatten()
                .map_or_else(|| finish(before, delivery), |old| before[old].start),
        };
        let whole = Span {
            end: whole.end.max(whole.start),
            ..whole
        };
        let spans = within(&pieces[place..end], whole, delivery);
        words.extend(
            pieces[place..end]
                .iter()
                .zip(spans)
                .map(|(piece, span)| word(piece, span, true)),
        );
        place = end;
    }
    words
}

fn word(piece: &Piece<'_>, span: Span, estimated: bool) -> Word {
    Word {
        text: piece.text.to_owned(),
        from: piece.from,
        to: piece.to,
        start: millisecond(span.start),
        end: millisecond(span.end),
        estimated,
    }
}

fn begin(before: &[Word], delivery: &Delivery) -> f64 {
    let first = before.first().map(|word| word.start);
    first
        .into_iter()
        .chain(delivery.first_sound)
        .reduce(f64::min)
        .unwrap_or(0.0)
}

fn finish(before: &[Word], delivery: &Delivery) -> f64 {
    let last = before.last().map(|word| word.end);
    let heard = delivery.stretches.last().map(|stretch| stretch.end);
    last.into_iter()
        .chain(heard)
        .reduce(f64::max)
        .unwrap_or(delivery.seconds)
}

/// For each new word the old one that it is: the same words in the same order.
fn unchanged(before: &[Word], pieces: &[Piece<'_>]) -> Vec<Option<usize>> {
    let old: Vec<String> = before.iter().map(|word| plain(&word.text)).collect();
    let new: Vec<String> = pieces.iter().map(|piece| plain(piece.text)).collect();
    let mut kept = vec![None; new.len()];
    let myers = similar::Algorithm::Myers;
    let until = Some(Instant::now() + LONGEST_SEARCH);
    for change in similar::capture_diff_slices_deadline(myers, &old, &new, until) {
        if let similar::DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = change
        {
            for step in 0..len {
                kept[new_index + step] = Some(old_index + step);
            }
        }
    }
    kept
}

/// A word without what only a writer sees.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|mark| mark.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
