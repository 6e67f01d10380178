//! Where sentences end: at their marks, at the ends of lines, and in a stretch without marks where a
//! new clause begins.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Sentence, Token};
use crate::evidence::Span;

/// A stretch of more words than this without a mark is cut into clauses.
const LONGEST: usize = 28;
/// About so many words are said in a breath.
const BREATH: usize = 15;
/// A clause has at least so many words before it may end.
const SHORTEST: usize = 6;

pub(super) fn of(raw: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for bytes in lines_and_sentences(raw) {
        let end = first
            + tokens[first..]
                .iter()
                .take_while(|token| token.bytes.start < bytes.end)
                .count();
        for stretch in at_marks(raw, tokens, first..end) {
            for words in clauses(raw, tokens, stretch) {
                sentences.push(sentence(raw, tokens, words, bytes.end));
            }
        }
        first = end;
    }
    sentences
}

fn lines_and_sentences(raw: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    raw.split_inclusive('\n')
        .scan(0, |start, line| {
            let at = *start;
            *start += line.len();
            Some((at, line))
        })
        .flat_map(|(at, line)| {
            line.split_sentence_bound_indices()
                .map(move |(start, sentence)| at + start..at + start + sentence.len())
        })
}

/// Words whose mark ends no sentence.
const SHORTENED: [&str; 10] = [
    "e.g", "i.e", "g", "e", "vs", "approx", "etc", "no", "mr", "dr",
];

/// The standard's rule keeps a sentence open when the next begins in lower case, as people type and
/// as a filler sound does; here its mark ends it all the same.
fn at_marks(raw: &str, tokens: &[Token], words: Range<usize>) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = words.start;
    for at in words.clone().skip(1) {
        let before = &tokens[at - 1];
        let between = &raw[before.bytes.end..tokens[at].bytes.start.max(before.bytes.end)];
        let mark = between
            .trim_end()
            .trim_end_matches(['\'', '"', '\u{201d}', '\u{2019}', ')', '*'])
            .ends_with(['.', '!', '?']);
        if mark
            && between.ends_with(char::is_whitespace)
            && !SHORTENED.contains(&before.word.as_str())
        {
            stretches.push(start..at);
            start = at;
        }
    }
    stretches.push(start..words.end);
    stretches
}

/// From the first to the last word, with the mark that ends it.
fn sentence(raw: &str, tokens: &[Token], words: Range<usize>, limit: usize) -> Sentence {
    let start = tokens[words.start].bytes.start;
    let last = &tokens[words.end - 1];
    let next = tokens
        .get(words.end)
        .map_or(limit, |token| token.bytes.start.min(limit))
        // A sentence's bound can fall inside a word of a strange script.
        .max(last.bytes.end);
    let marks: &str = {
        let after = &raw[last.bytes.end..next];
        let length = after
            .char_indices()
            .take_while(|(_, each)| !each.is_whitespace() && !each.is_control())
            .last()
            .map_or(0, |(at, each)| at + each.len_utf8());
        &after[..length]
    };
    Sentence {
        bytes: start..last.bytes.end + marks.len(),
        span: Span {
            start: tokens[words.start].characters.start,
            end: last.characters.end + marks.chars().count(),
        },
        tokens: words,
    }
}

/// A new clause may begin with one of these …
const OPENERS: [&str; 12] = [
    "and", "so", "but", "then", "because", "which", "while", "when", "or", "anyway", "okay", "now",
];
/// … when one of these follows, straight away or after one of the openers more.
const SUBJECTS: [&str; 34] = [
    "i",
    "we",
    "they",
    "he",
    "she",
    "it",
    "you",
    "there",
    "that",
    "this",
    "the",
    "our",
    "my",
    "their",
    "i'd",
    "i'm",
    "i've",
    "we'd",
    "we're",
    "we've",
    "they'd",
    "it's",
    "that's",
    "what",
    "people",
    "nobody",
    "everybody",
    "one",
    "some",
    "so",
    "then",
    "if",
    "after",
    "there's",
];

/// Words with which people begin to say something new.
const BEGINNERS: [&str; 22] = [
    "i", "we", "they", "he", "she", "i'd", "i'm", "i've", "we'd", "we're", "we've", "they'd",
    "it's", "that's", "there's", "if", "before", "after", "since", "until", "every", "by",
];

fn clauses(raw: &str, tokens: &[Token], words: Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    if words.is_empty() {
        return clauses;
    }
    let spoken: Vec<usize> = words
        .clone()
        .filter(|place| !tokens[*place].filler)
        .collect();
    // A longer sentence with marks of its own inside is a sentence.
    let stretch = &raw[tokens[words.start].bytes.start..tokens[words.end - 1].bytes.end];
    let marked = stretch.matches([',', ';', ':', '–', '—']).count() * 14 > spoken.len();
    if spoken.len() <= LONGEST / 2 || (marked && spoken.len() <= 2 * LONGEST) {
        clauses.push(words);
        return clauses;
    }
    let word = |at: usize| {
        spoken
            .get(at)
            .map_or("", |place| tokens[*place].word.as_str())
    };
    let mut start = words.start;
    let mut since = 0;
    for at in 0..spoken.len() {
        let begins = OPENERS.contains(&word(at)) && SUBJECTS.contains(&word(at + 1));
        let long_enough = since >= SHORTEST;
        let left = spoken.len() - at;
        if begins && long_enough && left >= 4 {
            shortened(tokens, start..spoken[at], &mut clauses);
            start = spoken[at];
            since = 0;
        }
        since += 1;
    }
    shortened(tokens, start..words.end, &mut clauses);
    clauses
}

/// Cuts what is still too long for one thing said, a breath after another: before a word that may
/// begin a clause, or else between any two words. Sounds of hesitation do not count, so that they
/// change nothing.
fn shortened(tokens: &[Token], words: Range<usize>, clauses: &mut Vec<Range<usize>>) {
    let spoken: Vec<usize> = words
        .clone()
        .filter(|place| !tokens[*place].filler)
        .collect();
    if spoken.len() <= LONGEST {
        clauses.push(words);
        return;
    }
    let begins = |at: &usize| {
        let word = tokens[spoken[*at]].word.as_str();
        OPENERS.contains(&word) || BEGINNERS.contains(&word)
    };
    let cut = (SHORTEST..spoken.len() - SHORTEST)
        .filter(begins)
        .min_by_key(|at| at.abs_diff(BREATH))
        .unwrap_or(BREATH);
    clauses.push(words.start..spoken[cut]);
    shortened(tokens, spoken[cut]..words.end, clauses);
}
