//! Answers and sentences whose level, weakness or evidence was settled by whoever wrote them.

use std::collections::BTreeMap;

use pack::id::QuestionId;
use pack::vocabulary::{CriterionId, EvidenceKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Fault;

/// An answer written to be of a level.
#[derive(Deserialize)]
pub(super) struct GoldAnswer {
    pub(super) id: String,
    pub(super) question: QuestionId,
    pub(super) level: u8,
    /// The anchor of each criterion, where they were settled one by one; null where the answer gives no
    /// occasion to judge.
    #[serde(default)]
    pub(super) criteria: Option<BTreeMap<CriterionId, Option<u8>>>,
    pub(super) text: String,
}

/// An answer written to win without content.
#[derive(Deserialize)]
pub(super) struct Attack {
    pub(super) question: QuestionId,
    pub(super) attack: String,
    /// The highest level that it may get.
    pub(super) ceiling: f64,
    pub(super) text: String,
}

/// A gold answer with one thing taken out or put in.
#[derive(Deserialize)]
pub(super) struct Spoilt {
    pub(super) question: QuestionId,
    pub(super) of: String,
    pub(super) flaw: String,
    /// The criterion that has to fall.
    pub(super) criterion: CriterionId,
    pub(super) text: String,
}

/// A sentence with the kinds that a careful rater marked.
#[derive(Deserialize)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) kinds: Vec<EvidenceKind>,
    pub(super) of: String,
    /// The answer in which it stands, where it stands in one.
    pub(super) answer: Option<String>,
}

/// Everything that the coach is examined on.
pub(super) struct Gold {
    /// Read while the coach was built.
    pub(super) building: Vec<GoldAnswer>,
    /// Never read while the coach was built.
    pub(super) held_out: Vec<GoldAnswer>,
    /// Written when the coach was finished; nobody has looked at what it makes of them one by one.
    pub(super) fresh: Vec<GoldAnswer>,
    pub(super) attacks: Vec<Attack>,
    pub(super) held_out_attacks: Vec<Attack>,
    pub(super) planted: Vec<Spoilt>,
    /// Every sentence of some of the held-out answers.
    pub(super) in_answers: Vec<Sentence>,
    /// The same sentences in the same order, labelled by a second rater who saw no other labels.
    pub(super) in_answers_again: Vec<Sentence>,
    pub(super) sentences: Vec<Sentence>,
}

macro_rules! lines {
    ($file:literal) => {
        of(
            $file,
            include_str!(concat!("../../examination/", $file, ".jsonl")),
        )
    };
}

impl Gold {
    pub(super) fn load() -> Result<Self, Fault> {
        Ok(Self {
            building: [
                lines!("answers/behavioural")?,
                lines!("answers/motivation")?,
                lines!("answers/case")?,
                lines!("answers/technical")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            held_out: lines!("answers/held-out")?,
            fresh: [
                lines!("answers/held-out-fresh")?,
                lines!("answers/held-out-last")?,
                lines!("answers/held-out-criteria")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            attacks: [
                lines!("answers/adversarial-people")?,
                lines!("answers/adversarial-cases")?,
                lines!("answers/pretended-fluent")?,
                lines!("answers/pretended-vivid")?,
                lines!("answers/pretended-more")?,
                lines!("answers/pretended-again")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            held_out_attacks: [
                lines!("answers/held-out-adversarial")?,
                lines!("answers/held-out-pretended")?,
                lines!("answers/held-out-pretended-more")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            planted: [
                lines!("answers/planted-people")?,
                lines!("answers/planted-cases")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            in_answers: lines!("sentences/held-out-answers")?,
            in_answers_again: lines!("sentences/held-out-answers-second-rater")?,
            sentences: lines!("sentences/held-out")?,
        })
    }
}

fn of<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, Fault> {
    text.lines()
        .enumerate()
        .map(|(place, line)| {
            serde_json::from_str(line).map_err(|error| Fault::Line {
                file,
                line: place + 1,
                fault: error.to_string(),
            })
        })
        .collect()
}
