//! SubRip and WebVTT: blocks of lines with times before them.

use super::cue::{Cue, Line};
use super::labels::{self, Found, LONGEST_NAME};
use super::time::{self, is_timing, seconds, timing};
use super::{Mark, Passage, Transcript, rolling};
use crate::delivery::Span;
use crate::error::TranscriptError;

/// Reads SubRip: a number, times, lines, a blank line. Tags for looks are taken out.
///
/// # Errors
/// A caption whose times cannot be read or run backwards; too many speakers; no words at all.
pub fn srt(text: &str) -> Result<Transcript, TranscriptError> {
    captions(text)
}

/// Reads WebVTT. Names of speakers (`<v …>`) and times between words are kept; notes, styles and regions
/// are passed over.
///
/// # Errors
/// As [`srt`], a speaker's name that is too long, and a file that does not begin with `WEBVTT`.
pub fn vtt(text: &str) -> Result<Transcript, TranscriptError> {
    let body = text.trim_start_matches('\u{feff}');
    match body.lines().next() {
        Some(first) if first.starts_with("WEBVTT") => captions(body),
        _ => Err(TranscriptError::NoHeader),
    }
}

fn captions(text: &str) -> Result<Transcript, TranscriptError> {
    let mut cues = cues(text.trim_start_matches('\u{feff}'))?;
    rolling::once(&mut cues);
    Transcript::of(passages(cues))
}

/// The captions as they stand in the file.
fn cues(text: &str) -> Result<Vec<Cue>, TranscriptError> {
    let mut cues: Vec<Cue> = Vec::new();
    for block in blocks(text) {
        let Some(place) = block.iter().position(|(_, line)| is_timing(line)) else {
            // A number alone promises times; what else has none is a header, a note or a style.
            if let [(_, number), (line, found), ..] = block[..]
                && number.trim().parse::<u32>().is_ok()
            {
                return Err(TranscriptError::Time {
                    line,
                    found: found.trim().chars().take(60).collect(),
                    form: time::FORM,
                });
            }
            continue;
        };
        let (line, times) = block[place];
        let span = timing(times, line)?;
        if cues
            .last()
            .is_some_and(|before| span.start < before.span.start)
        {
            return Err(TranscriptError::Backwards { line });
        }
        cues.push(cue(span, &block[place + 1..])?);
    }
    Ok(cues)
}

/// Lines with their numbers, parted by blank ones. A line of white space alone is part of a caption, as
/// captions that roll have it above their first line, unless the head of the next caption follows.
fn blocks(text: &str) -> Vec<Vec<(usize, &str)>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_number = |line: &str| line.trim().parse::<u32>().is_ok();
    let parts = |place: usize| {
        let next = |ahead: usize| lines.get(place + ahead).copied().unwrap_or_default();
        lines[place].is_empty()
            || next(1).trim().is_empty()
            || is_timing(next(1))
            || is_timing(next(2))
            || is_number(next(1))
    };
    let mut blocks = vec![Vec::new()];
    for (place, line) in lines.iter().copied().enumerate() {
        if !line.trim().is_empty() {
            if let Some(block) = blocks.last_mut() {
                block.push((place + 1, line));
            }
        } else if parts(place) {
            blocks.push(Vec::new());
        }
    }
    blocks
}

fn cue(span: Span, lines: &[(usize, &str)]) -> Result<Cue, TranscriptError> {
    let mut cue = Cue {
        span,
        lines: Vec::new(),
    };
    // Whoever is named speaks until somebody else is, over the lines of one caption.
    let mut voice = None;
    for (number, line) in lines {
        spoken(line.trim(), &mut voice, &mut cue, *number)?;
    }
    for line in &mut cue.lines {
        // A time outside its caption tells nothing.
        line.keep_times(span);
    }
    Ok(cue)
}

/// Adds what is said between the tags, who says it, and the times that stand between words.
fn spoken(
    line: &str,
    voice: &mut Option<String>,
    cue: &mut Cue,
    number: usize,
) -> Result<(), TranscriptError> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut characters = 0;
    let mut rest = line;
    let mut close = |text: &mut String, marks: &mut Vec<Mark>, voice: &Option<String>| {
        cue.lines.extend(Line::of(text, marks, voice.clone()));
        text.clear();
        marks.clear();
    };
    while let Some((before, after)) = rest.split_once('<') {
        characters += add(&mut text, before);
        let Some((tag, after)) = after.split_once('>') else {
            characters += add(&mut text, "<");
            rest = after;
            continue;
        };
        if let Some(seconds) = seconds(tag) {
            let later = marks
                .last()
                .is_none_or(|mark: &Mark| mark.seconds <= seconds);
            if later {
                marks.push(Mark {
                    character: characters,
                    seconds,
                });
            }
        } else if let Some(named) = named(tag) {
            if named.chars().count() > LONGEST_NAME {
                return Err(TranscriptError::LongName { line: number });
            }
            close(&mut text, &mut marks, voice);
            characters = 0;
            *voice = Some(named).filter(|name| !name.is_empty());
        } else if tag == "/v" {
            close(&mut text, &mut marks, voice);
            characters = 0;
            *voice = None;
        }
        rest = after;
    }
    add(&mut text, rest);
    close(&mut text, &mut marks, voice);
    Ok(())
}

/// The name in a tag `v Name` or `v.class.class Name`.
fn named(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix('v')?;
    let name = match rest.chars().next()? {
        '.' => rest.split_once(char::is_whitespace)?.1,
        mark if mark.is_whitespace() => rest,
        _ => return None,
    };
    let mut resolved = String::new();
    add(&mut resolved, name);
    Some(resolved.split_whitespace().collect::<Vec<_>>().join(" "))
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

/// What is said in captions, each time by one speaker. Where captions have no voices, lines that begin with
/// names have them; who is named speaks until somebody else is.
fn passages(mut cues: Vec<Cue>) -> Vec<Passage> {
    let voices = cues
        .iter()
        .flat_map(|cue| &cue.lines)
        .any(|line| line.voice.is_some());
    if !voices {
        name(&mut cues);
    }
    let mut passages: Vec<Passage> = Vec::new();
    for cue in cues {
        let whole: usize = cue.lines.iter().map(Line::characters).sum();
        let mut said = 0;
        let parts = cue.lines.chunk_by(|one, other| one.voice == other.voice);
        for part in parts {
            let characters: usize = part.iter().map(Line::characters).sum();
            // Of a caption with several speakers each has a share of the time by what they say.
            let at = |said: usize| {
                let share = said as f64 / whole.max(1) as f64;
                cue.span.start + share * cue.span.seconds()
            };
            let span = Span {
                start: at(said),
                end: if said + characters == whole {
                    cue.span.end
                } else {
                    at(said + characters)
                },
            };
            said += characters;
            passages.push(Line::passage(part, span));
        }
    }
    // A share may begin after the caption behind it.
    let mut next = f64::INFINITY;
    for span in passages
        .iter_mut()
        .rev()
        .filter_map(|passage| passage.span.as_mut())
    {
        span.start = span.start.min(next);
        next = span.start;
    }
    passages
}

/// Takes names from the beginnings of lines.
fn name(cues: &mut [Cue]) {
    let mut found = Found {
        lines: Vec::new(),
        begins: Vec::new(),
        titles: Vec::new(),
        timed: true,
    };
    for cue in &*cues {
        for (place, line) in cue.lines.iter().enumerate() {
            let text = line.text();
            let label = labels::label(&text).filter(|_| line.whole);
            found.lines.push(label.map(|label| label.name));
            // What goes on from the caption before is no beginning without a name.
            found.begins.push(place == 0 && line.whole);
            found.titles.push(labels::title(&text));
        }
    }
    let names = found.names();
    if names.is_empty() {
        return;
    }
    let mut speaks: Option<String> = None;
    let lines = cues.iter_mut().flat_map(|cue| &mut cue.lines);
    for (line, named) in lines.zip(found.lines) {
        if let Some(name) = named.and_then(|name| names.get(&labels::key(&name))) {
            line.drop_label();
            speaks = Some(name.clone());
        }
        line.voice.clone_from(&speaks);
    }
    for cue in cues {
        cue.lines.retain(|line| !line.said.is_empty());
    }
}

impl Line {
    /// Takes the name away that stands at the beginning.
    fn drop_label(&mut self) {
        let text = self.text();
        let rest = labels::label(&text).map_or("", |label| label.rest);
        let mut words = rest.split_whitespace();
        let kept = rest.split_whitespace().count();
        let dropped = self.said.len().saturating_sub(kept);
        let at = self
            .said
            .drain(..dropped)
            .filter_map(|said| said.at)
            .next_back();
        if let Some(first) = self.said.first_mut() {
            first.at = first.at.or(at);
            // "Q:What" is one word with its label.
            first.text = words.next().map(str::to_owned).unwrap_or_default();
        }
    }
}
