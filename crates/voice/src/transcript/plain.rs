//! Text: an answer as it stands, or a conversation with names and perhaps times.
//!
//! Programs for meetings write who speaks in one of three ways: in front of what is said ("Ann: …"), on a
//! line of its own with a time ("Ann  0:12"), or on two ("Ann", then "0:12"). What is none of these is
//! somebody's own text.

use std::collections::BTreeSet;

use super::labels::{self, Found};
use super::time;
use super::{Passage, Transcript};
use crate::delivery::Span;
use crate::error::TranscriptError;

/// A time of this many seconds stands for the time of day: no sound here is as long.
const TIME_OF_DAY: f64 = 3.0 * 3600.0;
/// How long the last one speaks for each word, where nothing says when they end, in seconds.
const A_WORD: f64 = 0.5;
/// What a program writes below its transcript and nobody says.
const FOOT: &str = "Transcribed by https://otter.ai";

/// Reads plain text. Without speakers it is taken as it stands: lines of a paragraph are joined, blank
/// lines part them. With speakers a passage is what one says under a name.
///
/// # Errors
/// A text without words, or one with too many speakers.
pub fn plain(text: &str) -> Result<Transcript, TranscriptError> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| *line != FOOT)
        .collect();
    // Times alone may stand between turns of which each has its name in front.
    let turns = match (headed(&lines), labelled(&lines)) {
        (Some(headed), Some(labelled)) if speakers(&headed) < speakers(&labelled) => Some(labelled),
        (headed, labelled) => headed.or(labelled),
    };
    match turns {
        Some(turns) => Transcript::of(passages(turns)),
        None => {
            let paragraphs = lines
                .split(|line| line.is_empty())
                .map(|lines| lines.join(" "));
            let passages = paragraphs.map(|text| Passage {
                text,
                ..Passage::default()
            });
            Transcript::of(passages)
        }
    }
}

/// What somebody says under one name or time.
#[derive(Default)]
struct Turn {
    speaker: Option<String>,
    at: Option<f64>,
    said: Vec<String>,
}

/// How many are named.
fn speakers(turns: &[Turn]) -> usize {
    let names: BTreeSet<&str> = turns
        .iter()
        .filter_map(|turn| turn.speaker.as_deref())
        .collect();
    names.len()
}

/// A line that holds a time and perhaps a name, and nothing that is said.
struct Head {
    name: Option<String>,
    at: f64,
    /// How many lines it takes.
    lines: usize,
}

/// The head that begins at a line; `above` says whether names stand above their times.
fn head(lines: &[&str], place: usize, above: bool) -> Option<Head> {
    let line = bare(lines[place]);
    if let Some(at) = alone(line) {
        return Some(Head {
            name: None,
            at,
            lines: 1,
        });
    }
    if let (name, Some(at)) = labels::trailing_time(line) {
        return Some(Head {
            name: Some(alone_name(name)?),
            at,
            lines: 1,
        });
    }
    let at = alone(bare(lines.get(place + 1)?)).filter(|_| above)?;
    Some(Head {
        name: Some(alone_name(line)?),
        at,
        lines: 2,
    })
}

/// A line that is nothing but a name.
fn alone_name(line: &str) -> Option<String> {
    let name = labels::tidy(line.trim_matches(['[', ']', '*', '_', ':', ' ']));
    (labels::known(&name).is_some() || labels::may_be(&name)).then_some(name)
}

/// Whether every time that stands alone has a name above it.
fn names_above(lines: &[&str]) -> bool {
    (0..lines.len())
        .filter(|place| alone(bare(lines[*place])).is_some())
        .all(|place| {
            let above = place.checked_sub(1).map(|place| bare(lines[place]));
            above.is_some_and(|line| alone_name(line).is_some())
        })
}

/// A line without what only makes it bold.
fn bare(line: &str) -> &str {
    line.trim_matches(['*', '_']).trim()
}

/// A line that is a time.
fn alone(line: &str) -> Option<f64> {
    time::clock(line.trim_matches(['[', ']', '(', ')']))
}

/// The turns of a text in which times stand on lines of their own.
fn headed(lines: &[&str]) -> Option<Vec<Turn>> {
    let mut turns: Vec<Turn> = vec![Turn::default()];
    let mut place = 0;
    let mut titles = true;
    let above = names_above(lines);
    while place < lines.len() {
        if let Some(head) = head(lines, place, above) {
            place += head.lines;
            // A time alone says when whoever speaks goes on.
            let speaker = head.name.or_else(|| turns.last()?.speaker.clone());
            turns.push(Turn {
                speaker,
                at: Some(head.at),
                said: Vec::new(),
            });
        } else {
            if !lines[place].is_empty() {
                titles &= turns.len() > 1 || labels::title(lines[place]);
                turns.last_mut()?.said.push(lines[place].to_owned());
            }
            place += 1;
        }
    }
    // A time in a text of somebody's own is alone, or as it happens to come.
    let times: Vec<f64> = turns.iter().filter_map(|turn| turn.at).collect();
    if times.len() < 2 || !times.is_sorted() || turns.len() < 2 {
        return None;
    }
    let before = turns.remove(0);
    if !titles {
        turns.insert(0, before);
    }
    Some(turns)
}

/// The turns of a text in which names stand in front of what is said.
fn labelled(lines: &[&str]) -> Option<Vec<Turn>> {
    // Some programs write the time on a line of its own every few minutes.
    let said: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| alone(bare(line)).is_none())
        .collect();
    named(&said, said.len() < lines.len())
}

fn named(lines: &[&str], timed: bool) -> Option<Vec<Turn>> {
    let labels: Vec<_> = lines.iter().map(|line| labels::label(line)).collect();
    let spoken = || {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
    };
    let found = Found {
        lines: spoken()
            .map(|(place, _)| labels[place].as_ref().map(|label| label.name.clone()))
            .collect(),
        begins: spoken()
            .map(|(place, _)| place == 0 || lines[place - 1].is_empty())
            .collect(),
        titles: spoken().map(|(_, line)| labels::title(line)).collect(),
        timed: timed || labels.iter().flatten().any(|label| label.at.is_some()),
    };
    let names = found.names();
    if names.is_empty() {
        return None;
    }
    let mut turns: Vec<Turn> = Vec::new();
    let mut before = Turn::default();
    for (line, label) in lines.iter().zip(&labels) {
        let name = label
            .as_ref()
            .and_then(|label| Some((label, names.get(&labels::key(&label.name))?)));
        match name {
            Some((label, name)) => turns.push(Turn {
                speaker: Some(name.clone()),
                at: label.at,
                said: vec![label.rest.to_owned()],
            }),
            None if line.is_empty() => {}
            None => turns
                .last_mut()
                .unwrap_or(&mut before)
                .said
                .push((*line).to_owned()),
        }
    }
    // Titles above a conversation are nobody's words.
    if before.said.iter().any(|line| !labels::title(line)) {
        turns.insert(0, before);
    }
    Some(turns)
}

/// Turns with their times, where all of them have one.
fn passages(turns: Vec<Turn>) -> Vec<Passage> {
    let turns: Vec<Turn> = turns
        .into_iter()
        .filter(|turn| {
            turn.said
                .iter()
                .any(|line| line.contains(char::is_alphanumeric))
        })
        .collect();
    let times: Option<Vec<f64>> = turns.iter().map(|turn| turn.at).collect();
    let times = times.filter(|times| {
        times.is_sorted() && times.first().is_some_and(|first| *first < TIME_OF_DAY)
    });
    let end = |place: usize, times: &[f64], text: &str| {
        let words = text.split_whitespace().count();
        times
            .get(place + 1)
            .copied()
            .unwrap_or(times[place] + A_WORD * words as f64)
    };
    turns
        .into_iter()
        .enumerate()
        .map(|(place, turn)| {
            let text = turn.said.join(" ").trim().to_owned();
            let span = times.as_ref().map(|times| Span {
                start: times[place],
                end: end(place, times, &text),
            });
            Passage {
                text,
                speaker: turn.speaker,
                span,
                ..Passage::default()
            }
        })
        .collect()
}
