//! Teaches the coach: the model that reads sentences, and what each part of an answer adds to its
//! level. Used by `examples/train.rs` only; the program carries what that wrote.
//!
//! A reader finds more in sentences that it was trained on than in others. So sentences and answers
//! are dealt into parts by their questions, and each part is read by a reader that was trained without
//! it: what those readers find settles the thresholds and the levels. Weights then come from all
//! sentences.

mod diction;
mod ladders;
mod levels;
mod linear;
mod network;
mod thresholds;

use std::collections::{BTreeMap, HashMap};
use std::thread;

use pack::Pack;
use pack::id::QuestionId;
use pack::vocabulary::{CriterionId, EvidenceKind, QuestionKind};
use serde::Deserialize;

use crate::Coach;
use crate::diction::{Diction, Manner, words};
use crate::reading::{self, features::Feature, model, vectors::Place};
use crate::text::Text;

/// A sentence with the kinds that a careful rater would mark.
#[derive(Clone, Debug, Deserialize)]
pub struct Labelled {
    /// The sentence.
    pub text: String,
    /// Its kinds.
    pub kinds: Vec<EvidenceKind>,
    /// The kind of question that it answers.
    pub of: String,
    /// The answer in which it stands, where it stands in one.
    #[serde(default)]
    pub answer: Option<String>,
    /// Kinds of which the rater could not say whether they are there; no training on these.
    #[serde(default)]
    pub unsure: Vec<EvidenceKind>,
}

/// The sentences of an answer written to win without content: whatever they sound like, they are no
/// evidence of anything good. Which of the weaknesses each shows, nobody has said.
#[must_use]
pub fn hollow(answer: &str, of: QuestionKind) -> Vec<Labelled> {
    let text = Text::new(answer);
    text.sentences
        .iter()
        .map(|sentence| Labelled {
            text: text.quote(sentence).quote,
            kinds: Vec::new(),
            of: of.word().to_owned(),
            answer: None,
            unsure: vec![
                EvidenceKind::VagueClaim,
                EvidenceKind::Bluff,
                EvidenceKind::Rigid,
                EvidenceKind::FillerHeavy,
            ],
        })
        .collect()
}

/// An answer whose level was settled by whoever wrote it.
#[derive(Clone, Debug, Deserialize)]
pub struct Known {
    /// Names the answer; the labelled sentences that stand in it name it too.
    #[serde(default)]
    pub id: String,
    /// The question that it answers.
    pub question: QuestionId,
    /// The level, 1 to 5; answers written to win without content have none.
    #[serde(default)]
    pub level: Option<f64>,
    /// The level of each criterion, where somebody judged them one by one; null where the answer gave no
    /// occasion to judge.
    #[serde(default)]
    pub criteria: Option<BTreeMap<CriterionId, Option<u8>>>,
    /// What was said.
    pub text: String,
}

/// Why the coach cannot be taught.
#[derive(Debug, thiserror::Error)]
pub enum Untaught {
    /// An answer is to a question that the pack does not hold.
    #[error("the answer \"{0}\" is to a question that the pack does not hold")]
    NoQuestion(String),
    /// The word vectors or the weights cannot be read, or the equations have no solution.
    #[error("the weights could not be computed")]
    NoWeights,
}

/// What the coach was taught, in the form of the files in `lexicon`.
#[derive(Clone, Debug, PartialEq)]
pub struct Taught {
    /// `model.txt`: thresholds and linear weights.
    pub model: String,
    /// `network.bin`: the network.
    pub network: Vec<u8>,
    /// `diction.txt`: what words say of an answer as a whole.
    pub diction: String,
    /// `ladders.toml`: how far each piece of evidence lifts a criterion.
    pub ladders: String,
    /// `levels.toml`: what each part of an answer adds to its level.
    pub levels: String,
}

/// The level of an answer written to win without content.
pub const EMPTY: f64 = 1.0;

/// Parts into which sentences and answers are dealt.
const PARTS: usize = 4;

/// Teaches from labelled sentences and from answers of known level, some of which were written to win
/// without content.
///
/// # Errors
/// When an answer is to an unknown question, or nothing can be computed.
pub fn teach(pack: &Pack, sentences: &[Labelled], answers: &[Known]) -> Result<Taught, Untaught> {
    let rows = rows(pack, sentences, answers)?;
    let kept = linear::kept(&rows);
    let places: HashMap<Feature, usize> = kept.iter().copied().zip(0..).collect();
    let learn = |out: Option<usize>| {
        let seen: Vec<&Row> = rows.iter().filter(|row| Some(row.part) != out).collect();
        let weights = linear::learn(&seen, &places);
        Some((linear::written(&kept, &weights), network::learn(&seen)?))
    };
    let (whole, parts) = thread::scope(|scope| {
        let whole = scope.spawn(|| learn(None));
        let parts: Vec<_> = (0..PARTS)
            .map(|part| scope.spawn(move || learn(Some(part))))
            .collect();
        let parts: Option<Vec<_>> = parts
            .into_iter()
            .map(|part| part.join().ok().flatten())
            .collect();
        (whole.join().ok().flatten(), parts)
    });
    let (whole, parts) = whole.zip(parts).ok_or(Untaught::NoWeights)?;

    let none = thresholds::written(&[0.0; EvidenceKind::ALL.len()]);
    let mut found = Vec::with_capacity(rows.len());
    for (part, (weights, network)) in parts.iter().enumerate() {
        let reader =
            model::Model::parse(&format!("{none}{weights}"), network).ok_or(Untaught::NoWeights)?;
        for row in rows.iter().filter(|row| row.part == part) {
            found.push((reader.above(&row.features, &row.places, &row.of), row));
        }
    }
    let thresholds = thresholds::written(&thresholds::of(&found));

    let wholes = wholes(pack, answers)?;
    let answers_without = |out: Option<usize>| -> Vec<&diction::Whole> {
        let stays = |whole: &&diction::Whole| Some(part_of(&whole.question)) != out;
        wholes.iter().filter(stays).collect()
    };
    let mut parts_found = Vec::new();
    let mut judged = Vec::new();
    for (part, (weights, network)) in parts.iter().enumerate() {
        let model = model::Model::parse(&format!("{thresholds}{weights}"), network);
        let diction =
            diction::of(&answers_without(Some(part))).and_then(|diction| Diction::parse(&diction));
        let (model, diction) = model.zip(diction).ok_or(Untaught::NoWeights)?;
        let coach = Coach::taught(pack, model, diction);
        for answer in answers {
            if part_of(&answer.question) == part
                && let Some(question) = pack.question(&answer.question)
            {
                let (weighed, climbs) = coach.weigh(question, &answer.text);
                parts_found.push((question.kind, weighed.into_iter().collect(), answer.level));
                judged.push(ladders::Judged {
                    kind: question.kind,
                    climbs,
                    criteria: answer.criteria.clone(),
                    level: answer.level.unwrap_or(EMPTY),
                });
            }
        }
    }
    Ok(Taught {
        diction: diction::of(&answers_without(None)).ok_or(Untaught::NoWeights)?,
        ladders: ladders::of(&judged).ok_or(Untaught::NoWeights)?,
        levels: levels::of(parts_found).ok_or(Untaught::NoWeights)?,
        model: format!("{thresholds}{}", whole.0),
        network: whole.1,
    })
}

/// A sentence as training sees it.
struct Row {
    features: Vec<Feature>,
    places: Vec<Place>,
    of: String,
    /// For each kind whether it is there, in the order of [`EvidenceKind::ALL`]; `None` where nobody
    /// said.
    kinds: Vec<Option<bool>>,
    part: usize,
}

fn rows(pack: &Pack, sentences: &[Labelled], answers: &[Known]) -> Result<Vec<Row>, Untaught> {
    let parts: HashMap<&str, usize> = answers
        .iter()
        .map(|answer| (answer.id.as_str(), part_of(&answer.question)))
        .collect();
    let row = |sentence: &Labelled, part: usize| {
        let (features, places) = reading::shown(&sentence.text, &sentence.of);
        let labels = EvidenceKind::ALL
            .iter()
            .map(|kind| (!sentence.unsure.contains(kind)).then(|| sentence.kinds.contains(kind)));
        Row {
            features,
            places,
            of: sentence.of.clone(),
            kinds: labels.collect(),
            part,
        }
    };
    let mut rows = Vec::with_capacity(sentences.len());
    for (place, sentence) in sentences.iter().enumerate() {
        let answer = sentence.answer.as_deref();
        let part = answer.and_then(|id| parts.get(id)).copied();
        rows.push(row(sentence, part.unwrap_or(place % PARTS)));
    }
    for answer in answers {
        let question = pack
            .question(&answer.question)
            .ok_or_else(|| Untaught::NoQuestion(answer.id.clone()))?;
        if answer.level.is_none() {
            let part = part_of(&answer.question);
            let hollow = hollow(&answer.text, question.kind);
            rows.extend(hollow.iter().map(|sentence| row(sentence, part)));
        }
    }
    Ok(rows)
}

fn wholes(pack: &Pack, answers: &[Known]) -> Result<Vec<diction::Whole>, Untaught> {
    let whole = |answer: &Known| {
        let question = pack
            .question(&answer.question)
            .ok_or_else(|| Untaught::NoQuestion(answer.id.clone()))?;
        Ok(diction::Whole {
            words: words(&Text::new(&answer.text)),
            question: answer.question.clone(),
            manner: Manner::of(question.kind),
            level: answer.level,
        })
    };
    answers.iter().map(whole).collect()
}

/// The part of a question: answers to the same one stay together.
fn part_of(question: &QuestionId) -> usize {
    question.as_str().bytes().map(usize::from).sum::<usize>() % PARTS
}

/// Primes, so that a walk in such strides comes by every sentence once: the files hold like beside
/// like.
const STRIDES: [usize; 4] = [7_919, 6_101, 4_421, 9_973];

/// How much more a sentence of the kind counts than one without it: rare kinds would drown.
const POSITIVE: f32 = 2.0;
