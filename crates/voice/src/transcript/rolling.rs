//! Captions that repeat what was shown before: each word is kept once, at its own time.
//!
//! Captions that roll show their last line once more above the new one; those that grow say all again with
//! a word more; some files hold a caption twice. What is shown again while it is still shown is always a
//! repetition of the captions. What is shown again right after could also be said twice: it is a
//! repetition of the captions where the file does so throughout, which is told from captions that go on
//! from what they repeat.

use super::cue::{Cue, Line};

/// Captions with less time between them than this follow right on each other, in seconds.
const AT_ONCE: f64 = 0.1;
/// Captions that overlap by less, in seconds, were only rounded.
const ROUNDED: f64 = 0.01;
/// So many captions before one can it repeat.
const BEHIND: usize = 4;
/// So many captions have to go on from what they repeat, and half of those that could.
const LEAST: usize = 2;
/// A repetition of so few words inside two captions may be chance.
const CHANCE: usize = 1;
/// No caption shows more lines than this at once, nor shares more words with another but in whole lines.
const MOST_LINES: usize = 8;
const MOST_SHARED: usize = 60;

/// Leaves each word once.
pub(super) fn once(cues: &mut Vec<Cue>) {
    let rolls = rolls(cues);
    let shown = cues.clone();
    for (place, cue) in cues.iter_mut().enumerate() {
        let repeated = (place.saturating_sub(BEHIND)..place)
            .filter_map(|before| repeated(&shown[before], &shown[place], rolls))
            .max()
            .unwrap_or(0);
        drop_words(&mut cue.lines, repeated);
    }
    cues.retain(|cue| !cue.lines.is_empty());
}

/// Whether captions repeat those before them throughout.
fn rolls(cues: &[Cue]) -> bool {
    let (mut on, mut could) = (0, 0);
    for pair in cues.windows(2) {
        let [before, cue] = pair else { continue };
        if !follows(before, cue) {
            continue;
        }
        match again(before, cue) {
            // Nothing but what was there: it may be shown, or said, again.
            Some(words) if words == count(cue) => {}
            Some(_) => (on, could) = (on + 1, could + 1),
            None => could += 1,
        }
    }
    on >= LEAST && 2 * on >= could
}

/// Whether a caption comes right after another, and neither later nor while it is still shown.
fn follows(before: &Cue, cue: &Cue) -> bool {
    let gap = cue.span.start - before.span.end;
    (-ROUNDED..AT_ONCE).contains(&gap)
}

/// How many words at the beginning of a caption repeat an earlier one.
fn repeated(before: &Cue, cue: &Cue, rolls: bool) -> Option<usize> {
    let gap = cue.span.start - before.span.end;
    if gap < -ROUNDED {
        again(before, cue).or_else(|| overlap(before, cue))
    } else if rolls && gap < AT_ONCE {
        again(before, cue)
    } else {
        None
    }
}

/// How many words a caption repeats of the last lines of another, which it goes on from or is the beginning
/// of: as many lines as it can be.
fn again(before: &Cue, cue: &Cue) -> Option<usize> {
    let first = before.lines.len().saturating_sub(MOST_LINES);
    (first..before.lines.len()).find_map(|line| {
        let lines = &before.lines[line..];
        let alike = of(lines).zip(words(cue)).all(|(one, other)| one == other);
        let length: usize = lines.iter().map(|line| line.said.len()).sum();
        alike.then_some(length.min(count(cue)))
    })
}

/// How many of the last words of a caption are the first of another that is shown at the same time.
fn overlap(before: &Cue, cue: &Cue) -> Option<usize> {
    let one: Vec<_> = words(before).collect();
    let other: Vec<_> = words(cue).collect();
    (CHANCE + 1..=one.len().min(other.len()).min(MOST_SHARED))
        .rev()
        .find(|length| one[one.len() - length..] == other[..*length])
}

/// What words are compared by: who says them, where that is told, and their letters.
type Shown<'a> = (Option<&'a str>, &'a str);

fn of(lines: &[Line]) -> impl Iterator<Item = Shown<'_>> {
    lines.iter().flat_map(|line| {
        line.said
            .iter()
            .map(|said| (line.voice.as_deref(), said.plain.as_str()))
    })
}

fn words(cue: &Cue) -> impl Iterator<Item = Shown<'_>> {
    of(&cue.lines)
}

fn count(cue: &Cue) -> usize {
    cue.lines.iter().map(|line| line.said.len()).sum()
}

fn drop_words(lines: &mut Vec<Line>, mut repeated: usize) {
    for line in lines.iter_mut() {
        let here = repeated.min(line.said.len());
        line.said.drain(..here);
        line.whole &= here == 0;
        repeated -= here;
    }
    lines.retain(|line| !line.said.is_empty());
}
