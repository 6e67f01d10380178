//! The outline of an answer, and what can be said of its delivery from text and time alone.

use serde::{Deserialize, Serialize};

use pack::vocabulary::{EvidenceKind, QuestionKind};

use crate::answer::{Answer, Read};
use crate::evidence::Span;

/// A part of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Where, when, at what stake.
    Situation,
    /// What had to be achieved.
    Task,
    /// What was done.
    Action,
    /// What came of it.
    Result,
    /// What was learned.
    Reflection,
    /// None of these.
    Other,
}

/// Share of words in each part, and which sentence belongs to which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Share of words, 0 to 1.
    pub situation: f64,
    /// Share of words, 0 to 1.
    pub task: f64,
    /// Share of words, 0 to 1.
    pub action: f64,
    /// Share of words, 0 to 1.
    pub result: f64,
    /// Share of words, 0 to 1.
    pub reflection: f64,
    /// Every sentence with its part, in the order of the text.
    pub parts: Vec<(Span, Part)>,
}

/// What sort of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One event, with what was done and what came of it.
    Story,
    /// Told like a story, but as what "usually" happens, or without an event.
    PseudoStory,
    /// An instance named, not told.
    Example,
    /// What the speaker thinks.
    Opinion,
    /// What the speaker is like.
    SelfDescription,
    /// A problem worked through.
    Analysis,
    /// Too little to say.
    Nothing,
}

/// What text and time alone can say of delivery. Shown with what research says of it; never scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Words, filler sounds included.
    pub words: usize,
    /// Length in seconds, when known.
    pub seconds: Option<f64>,
    /// Words a minute, when the length is known.
    pub words_per_minute: Option<f64>,
    /// Filler sounds: um, uh, er, hmm.
    pub filler_sounds: usize,
    /// Filler words: "like", "you know", "sort of" where they carry no meaning.
    pub filler_words: usize,
    /// Filler sounds a minute, when the length is known.
    pub filler_sounds_per_minute: Option<f64>,
    /// Words taken back or begun twice.
    pub restarts: usize,
    /// Words before the first piece of evidence.
    pub words_to_first_point: Option<usize>,
    /// Words of the longest stretch without a piece of evidence.
    pub longest_stretch_without_point: usize,
}

impl Shape {
    /// The outline of an answer. A sentence belongs to the part of its plainest evidence.
    pub(crate) fn of(read: &Answer) -> Self {
        let parts: Vec<(Span, Part)> = read
            .sentences
            .iter()
            .map(|sentence| (sentence.quote.span, part(sentence)))
            .collect();
        let words: usize = read.sentences.iter().map(|sentence| sentence.words).sum();
        let share = |wanted: Part| {
            let of_part = read
                .sentences
                .iter()
                .zip(&parts)
                .filter(|(_, (_, part))| *part == wanted)
                .map(|(sentence, _)| sentence.words)
                .sum::<usize>();
            of_part as f64 / words.max(1) as f64
        };
        Self {
            situation: share(Part::Situation),
            task: share(Part::Task),
            action: share(Part::Action),
            result: share(Part::Result),
            reflection: share(Part::Reflection),
            parts,
        }
    }
}

fn part(sentence: &Read) -> Part {
    use EvidenceKind as E;
    let of = |kind: E| match kind {
        E::Situation => Some(Part::Situation),
        E::Task => Some(Part::Task),
        E::ActionOwn
        | E::ActionTeam
        | E::Pivot
        | E::DataUsed
        | E::Alternative
        | E::Tradeoff
        | E::Stakeholder
        | E::Prioritisation
        | E::Experiment => Some(Part::Action),
        E::ResultQuantified | E::ResultUnquantified => Some(Part::Result),
        E::Reflection => Some(Part::Reflection),
        _ => None,
    };
    sentence
        .seen
        .iter()
        .filter_map(|seen| Some((seen.strength, of(seen.kind)?)))
        .max_by(|first, second| first.0.total_cmp(&second.0))
        .map_or(Part::Other, |(_, part)| part)
}

/// What sort of answer it is.
pub(crate) fn form(read: &Answer, kind: QuestionKind) -> Form {
    use EvidenceKind as E;
    let times = |kind: E| read.of(kind).len();
    let acts = times(E::ActionOwn) + times(E::ActionTeam);
    let ends = times(E::ResultQuantified) + times(E::ResultUnquantified) + times(E::Reflection);
    let set = times(E::Situation) + times(E::Task) + times(E::UserView) + times(E::Stakeholder);
    let worked = [
        E::Scope,
        E::Hypothesis,
        E::Segment,
        E::Metric,
        E::Recommendation,
        E::Experiment,
        E::SystemPart,
        E::Limit,
    ]
    .into_iter()
    .filter(|kind| read.has(*kind))
    .count();
    let hollow = times(E::VagueClaim) + times(E::Bluff);
    let told = matches!(kind, QuestionKind::Behavioural | QuestionKind::Motivation);
    if read.words < 12 {
        Form::Nothing
    } else if !told && worked >= 2 {
        Form::Analysis
    } else if acts >= 2 && ends >= 1 {
        Form::Story
    } else if acts >= 2 && set >= 1 {
        Form::PseudoStory
    } else if acts >= 1 {
        Form::Example
    } else if hollow >= 1 && told {
        Form::SelfDescription
    } else {
        Form::Opinion
    }
}
