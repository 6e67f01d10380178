//! The same question asked of anybody's own answers: do the coach's measures agree with people who
//! rated them, and do they agree better than counting words does?

mod dice;
mod interval;
mod lines;
mod measures;

pub use interval::Agreement;
pub use lines::{BadLine, BadLines, Entry, read};

use pack::Pack;
use pack::id::{NotAnId, QuestionId};
use pack::model::Question;
use pack::vocabulary::QuestionKind;
use serde::Serialize;

use crate::Coach;
use measures::Measured;

/// What was found in a corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorpusReport {
    /// Answers read.
    pub answers: usize,
    /// Persons who gave them.
    pub persons: usize,
    /// Answers in which nothing could be marked; they take no part in the figures of the level.
    pub unmarked: usize,
    /// Each trait that was rated.
    pub traits: Vec<Trait>,
}

/// A rated trait, held against every measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trait {
    /// Its name in the corpus.
    #[serde(rename = "trait")]
    pub name: String,
    /// How many answers were rated on it.
    pub answers: usize,
    /// The coach's measures first, the baselines last.
    pub measures: Vec<Measure>,
}

/// How a measure agrees with the ratings of a trait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// Which measure.
    pub measure: &'static str,
    /// Whether it is a baseline, which a measure has to beat to be worth anything.
    pub baseline: bool,
    /// Answers with both the measure and the rating.
    pub answers: usize,
    /// Pearson's correlation.
    pub pearson: Agreement,
    /// Spearman's rank correlation.
    pub spearman: Agreement,
}

/// Holds every measure against every trait. Nothing is fitted: the coach is the one that marks
/// everybody's answers.
///
/// # Errors
/// Never with a pack that was loaded; the id under which unknown questions are asked is checked like
/// any other.
pub fn examine(pack: &Pack, entries: &[Entry]) -> Result<CorpusReport, NotAnId> {
    let coach = Coach::new(pack);
    let mut measured = Vec::with_capacity(entries.len());
    for entry in entries {
        let question = asked(pack, &entry.question)?;
        let marks = coach.hear(&question, &entry.transcript, entry.seconds);
        measured.push(Measured::of(entry, &marks.scorecard));
    }
    let mut names: Vec<&String> = entries
        .iter()
        .flat_map(|entry| entry.ratings.keys())
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut persons: Vec<&str> = entries.iter().map(|entry| entry.person.as_str()).collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(CorpusReport {
        answers: entries.len(),
        persons: persons.len(),
        unmarked: measured.iter().filter(|each| !each.marked()).count(),
        traits: names
            .into_iter()
            .map(|name| of_trait(name, entries, &measured))
            .collect(),
    })
}

fn of_trait(name: &str, entries: &[Entry], measured: &[Measured]) -> Trait {
    let rated = || {
        entries
            .iter()
            .zip(measured)
            .filter_map(|(entry, measured)| Some((entry, measured, *entry.ratings.get(name)?)))
    };
    let measures = measures::ALL
        .iter()
        .map(|(measure, baseline, value)| {
            let points: Vec<(&str, f64, f64)> = rated()
                .filter_map(|(entry, measured, rating)| {
                    Some((entry.person.as_str(), value(measured)?, rating))
                })
                .collect();
            let (pearson, spearman) = interval::agreements(&points);
            Measure {
                measure,
                baseline: *baseline,
                answers: points.len(),
                pearson,
                spearman,
            }
        })
        .collect();
    Trait {
        name: name.to_owned(),
        answers: rated().count(),
        measures,
    }
}

/// The pack's own question of that id or wording; anything else is asked as a behavioural one.
fn asked(pack: &Pack, question: &str) -> Result<Question, NotAnId> {
    let known = pack
        .questions
        .iter()
        .find(|each| each.id.as_str() == question || each.text == question);
    if let Some(known) = known {
        return Ok(known.clone());
    }
    Ok(Question {
        id: QuestionId::try_from("asked-elsewhere".to_owned())?,
        round: "elsewhere".parse()?,
        component: "elsewhere".parse()?,
        kind: QuestionKind::Behavioural,
        subject: None,
        asked_by: None,
        text: question.to_owned(),
        tests: String::new(),
        strong: Vec::new(),
        weak: Vec::new(),
        topics: Vec::new(),
        minutes: 2,
        themes: Vec::new(),
        values: Vec::new(),
        frames: Vec::new(),
        expects: Vec::new(),
        brief: None,
        follows: None,
        follows_any: false,
    })
}
