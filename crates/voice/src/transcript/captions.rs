//! SubRip and WebVTT: blocks of lines with times before them.

use super::time::{is_timing, seconds, timing};
use super::{Mark, Passage, Transcript};
use crate::error::TranscriptError;

/// Reads SubRip: a number, times, lines, a blank line. Tags for looks are taken out.
///
/// # Errors
/// A caption whose times cannot be read or run backwards; no words at all.
pub fn srt(text: &str) -> Result<Transcript, TranscriptError> {
    captions(text)
}

/// Reads WebVTT. Names of speakers (`<v …>`) and times between words are kept; notes, styles and regions
/// are passed over.
///
/// # Errors
/// As [`srt`], and a file that does not begin with `WEBVTT`.
pub fn vtt(text: &str) -> Result<Transcript, TranscriptError> {
    let body = text.trim_start_matches('\u{feff}');
    match body.lines().next() {
        Some(first) if first.starts_with("WEBVTT") => captions(body),
        _ => Err(TranscriptError::NoHeader),
    }
}

fn captions(text: &str) -> Result<Transcript, TranscriptError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut passages: Vec<Passage> = Vec::new();
    let mut lines = (1..).zip(text.lines()).peekable();
    while lines.peek().is_some() {
        let block: Vec<(usize, &str)> = lines
            .by_ref()
            .take_while(|(_, line)| !line.trim().is_empty())
            .collect();
        let Some(place) = block.iter().position(|(_, line)| is_timing(line)) else {
            // A number alone promises times; what else has none is a header, a note or a style.
            if let [(_, number), (line, found), ..] = block[..]
                && number.trim().parse::<u32>().is_ok()
            {
                return Err(TranscriptError::Time {
                    line,
                    found: found.trim().chars().take(60).collect(),
                    form: super::time::FORM,
                });
            }
            continue;
        };
        let (line, times) = block[place];
        let span = timing(times, line)?;
        let before = passages.iter().rev().find_map(|passage| passage.span);
        if before.is_some_and(|before| span.start < before.start) {
            return Err(TranscriptError::Backwards { line });
        }
        let said: Vec<&str> = block[place + 1..]
            .iter()
            .map(|(_, line)| line.trim())
            .collect();
        let mut passage = spoken(&said.join(" "));
        // A mark outside its caption tells nothing.
        passage
            .marks
            .retain(|mark| (span.start..=span.end).contains(&mark.seconds));
        passage.span = Some(span);
        passages.push(passage);
    }
    Transcript::of(passages)
}

/// What is said between the tags, who says it, and the times that stand between words.
fn spoken(line: &str) -> Passage {
    let mut passage = Passage::default();
    let mut characters = 0;
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        characters += add(&mut passage.text, before);
        let Some((tag, after)) = after.split_once('>') else {
            characters += add(&mut passage.text, "<");
            rest = after;
            continue;
        };
        if let Some(seconds) = seconds(tag) {
            let later = passage
                .marks
                .last()
                .is_none_or(|mark| mark.seconds <= seconds);
            if later {
                passage.marks.push(Mark {
                    character: characters,
                    seconds,
                });
            }
        } else if let Some(speaker) = tag.strip_prefix("v ").or_else(|| tag.strip_prefix("v.")) {
            passage
                .speaker
                .get_or_insert_with(|| speaker.trim().to_owned());
        }
        rest = after;
    }
    add(&mut passage.text, rest);
    passage
}

/// Adds text with its entities resolved; says how many characters came to it.
fn add(text: &mut String, piece: &str) -> usize {
    const ENTITIES: [(&str, &str); 6] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ];
    let plain = ENTITIES
        .iter()
        .fold(piece.to_owned(), |text, (entity, sign)| {
            text.replace(entity, sign)
        });
    text.push_str(&plain);
    plain.chars().count()
}
