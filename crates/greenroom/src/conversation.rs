//! An answer out of a transcript in which several speak: whose words, and which of them.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;
use voice::error::TranscriptError;
use voice::transcript::{self, Exchange, Form, Speaker, Talk, Transcript};

use crate::nearest::unknown;
use crate::spoken;

/// The most bytes that a transcript has.
const LONGEST: usize = 4 * 1024 * 1024;
/// How many characters are shown of what somebody says first.
const SHOWN: usize = 48;

/// What of a transcript is the answer.
#[derive(Args)]
pub(crate) struct Taken {
    /// Whose words of a transcript are marked; again for a second name of the same person
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
    /// Which answers of a transcript: 2, or 2-4 for those from the second question to the fourth
    #[arg(long, value_name = "N")]
    answers: Option<String>,
    /// Mark the file as it stands, even where it reads like a transcript
    #[arg(long, conflicts_with_all = ["speaker", "answers"])]
    as_it_stands: bool,
}

/// An answer.
pub(crate) struct Answer {
    /// What is said.
    pub(crate) text: String,
    /// How long it took, where the transcript tells.
    pub(crate) seconds: Option<f64>,
    /// Whether it was taken out of a transcript.
    pub(crate) taken: bool,
}

/// Reads an answer or a transcript of it; `-` is standard input.
pub(crate) fn read(file: &Path, taken: &Taken) -> Result<Answer> {
    let text = spoken::text(file, LONGEST)?;
    let name = spoken::name(file);
    let answer = if taken.as_it_stands {
        None
    } else {
        conversation(&text)
            .with_context(|| format!("{name} cannot be read as a transcript"))?
            .map(|transcript| of(&transcript, &name, taken))
            .transpose()?
    };
    let answer = match answer {
        Some(answer) => answer,
        None if taken.speaker.is_empty() && taken.answers.is_none() => Answer {
            text,
            seconds: None,
            taken: false,
        },
        None => bail!(
            "{name} names no speakers; leave out --speaker and --answers, or write names before what is said, as in \"Q: …\" and \"A: …\""
        ),
    };
    spoken::check(&answer.text, &name)?;
    Ok(answer)
}

/// The transcript that a text is; `None` where it is somebody's answer as it stands.
fn conversation(text: &str) -> Result<Option<Transcript>> {
    let plain = Form::of(text) == Form::Plain;
    match transcript::read(text) {
        Ok(transcript) => {
            let named = transcript
                .passages
                .iter()
                .any(|passage| passage.speaker.is_some());
            Ok(Some(transcript).filter(|_| named || !plain))
        }
        // An answer may be empty; what is marked of it then says so.
        Err(TranscriptError::Empty) if plain => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

fn of(transcript: &Transcript, name: &str, taken: &Taken) -> Result<Answer> {
    let talk = Talk::of(transcript);
    let mine = mine(transcript, &talk, name, &taken.speaker)?;
    let exchanges = talk.exchanges(transcript, &mine);
    let turns = match &taken.answers {
        Some(wanted) => stretch(wanted, &exchanges, name)?,
        None => {
            if exchanges.len() > 1 {
                eprintln!(
                    "greenroom: {name} holds {} questions, whose answers are marked as one; --answers 2 marks the second alone, --answers 2-3 a stretch",
                    exchanges.len()
                );
            }
            0..talk.turns.len()
        }
    };
    let own = talk.own(transcript, &mine, turns);
    let seconds = own
        .spans
        .map(|spans| spans.iter().map(voice::delivery::Span::seconds).sum());
    Ok(Answer {
        text: own.transcript.text,
        // Captions of no length tell no pace.
        seconds: seconds.filter(|seconds| (1.0..=86_400.0).contains(seconds)),
        taken: true,
    })
}

/// The speakers whose words are marked.
fn mine(transcript: &Transcript, talk: &Talk, name: &str, wanted: &[String]) -> Result<Vec<usize>> {
    if wanted.is_empty() {
        if talk.has_several() {
            bail!(
                "{} speak in {name}; say whose words are the answer with --speaker NAME:\n{}",
                talk.speakers.len(),
                listed(transcript, talk)
            );
        }
        return Ok(vec![0]);
    }
    wanted
        .iter()
        .map(|wanted| {
            let low = wanted.to_lowercase();
            let names = || {
                let named = talk.speakers.iter().enumerate();
                named.filter_map(|(place, speaker)| Some((place, speaker.name.as_deref()?)))
            };
            let whole = names().find(|(_, name)| name.to_lowercase() == low);
            // The beginning of one name is enough.
            let mut begun = names().filter(|(_, name)| name.to_lowercase().starts_with(&low));
            let only = begun.next().filter(|_| begun.next().is_none());
            whole.or(only).map(|(place, _)| place).ok_or_else(|| {
                let known: Vec<&str> = names().map(|(_, name)| name).collect();
                let listed = format!("In {name} speak: {}.", known.join(", "));
                unknown("speaker", wanted, known.into_iter(), &listed)
            })
        })
        .collect()
}

/// Who speaks, a line each.
fn listed(transcript: &Transcript, talk: &Talk) -> String {
    // What a file holds moves no cursor.
    let shown = |text: &str| -> String { text.chars().filter(|sign| !sign.is_control()).collect() };
    let called = |speaker: &Speaker| {
        speaker
            .name
            .as_deref()
            .map_or_else(|| "(no name)".to_owned(), shown)
    };
    let wide = talk
        .speakers
        .iter()
        .map(|speaker| called(speaker).chars().count())
        .max()
        .unwrap_or(0);
    let proposal = talk.proposal();
    let mut lines = String::new();
    for (place, speaker) in talk.speakers.iter().enumerate() {
        let first: String = shown(&transcript.passages[speaker.first].text)
            .chars()
            .take(SHOWN)
            .collect();
        let probably = if proposal == Some(place) {
            "; probably you"
        } else {
            ""
        };
        // Writing into a text cannot fail.
        let _ = write!(
            lines,
            "\n  {:wide$}  {} words, begins \"{first}\"{probably}",
            called(speaker),
            speaker.words
        );
    }
    lines.split_off(1)
}

/// The turns from one question to another.
fn stretch(wanted: &str, exchanges: &[Exchange], name: &str) -> Result<Range<usize>> {
    let (first, last) = wanted.split_once('-').unwrap_or((wanted, wanted));
    let number = |text: &str| -> Option<&Exchange> {
        exchanges.get(text.trim().parse::<usize>().ok()?.checked_sub(1)?)
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first.answer.end <= last.answer.end => {
            Ok(first.question.start..last.answer.end)
        }
        _ => bail!(
            "--answers {wanted} is none of the {} in {name}; give a number from 1 to {0}, or two with a line between them",
            exchanges.len()
        ),
    }
}
