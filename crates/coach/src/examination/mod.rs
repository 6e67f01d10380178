//! The coach's own examination: how far its marks can be trusted, on answers whose level, weakness
//! or evidence was settled by whoever wrote and labelled them.
//!
//! The answers are part of the program, so anybody can repeat the examination where they are. Some
//! of them were read while the coach was built; figures on those flatter it, and are kept apart from
//! figures on answers that were held out.
//!
//! ```text
//! answers ──Examiner──▶ marks ──order, criteria, attacks, length, changes, planted, spotting──▶ Report
//! ```

mod attacks;
mod changes;
pub mod corpus;

mod correlation;
mod criteria;
mod figure;
mod gold;
mod length;
mod order;
mod planted;
mod repeated;
mod spotting;

pub use attacks::{Attacked, Source};
pub use changes::{Change, Changed};
pub use criteria::Criteria;
pub use figure::{Figure, Target};
pub use length::Length;
pub use order::{Order, Ordered};
pub use planted::{Flaw, Planted};
pub use repeated::Repeated;
pub use spotting::{Spotted, Spotting};

use pack::Pack;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::QuestionKind;
use serde::Serialize;

use crate::Coach;
use crate::scorecard::Scorecard;
use gold::{Gold, GoldAnswer};

/// Why the examination cannot be held. What it needs is part of the program: a fault is a fault of
/// the program's, found by its tests.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no embedded pack, or it cannot be read.
    #[error("the content pack inside the program cannot be read: {0}")]
    Pack(String),
    /// An answer or sentence cannot be read.
    #[error("{file}, line {line}: {fault}")]
    Line {
        /// The file of the examination.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        fault: String,
    },
    /// An answer is to a question that the pack does not hold.
    #[error("the examination answers the question \"{0}\", which the pack does not hold")]
    NoQuestion(QuestionId),
    /// A flaw was planted in, or a sentence taken from, an answer that is not there.
    #[error("the examination speaks of the answer \"{0}\", which it does not hold")]
    NoAnswer(String),
}

/// What the examination found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The figures in words, with their targets, in the order in which they are told.
    pub figures: Vec<Figure>,
    /// How well levels follow the intended levels.
    pub order: Order,
    /// How well single criteria follow the intended anchors, by kind of question.
    pub criteria: Vec<Criteria>,
    /// Answers written to win without content, by where they come from and what they try.
    pub attacks: Vec<Attacked>,
    /// Whether length is rewarded.
    pub length: Length,
    /// What changes without content do to the level.
    pub changes: Vec<Changed>,
    /// Flaws planted in good answers.
    pub planted: Planted,
    /// Whether evidence is found where it is, and only there.
    pub evidence: Spotting,
    /// Whether the same answer gets the same marks.
    pub repeated: Repeated,
}

impl Report {
    /// The figure of that name.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

/// Holds the examination. It marks some three thousand answers: seconds, not milliseconds.
///
/// # Errors
/// When the program's own content cannot be read; see [`Fault`].
pub fn examine() -> Result<Report, Fault> {
    let gold = Gold::load()?;
    let examiner = Examiner::embedded()?;
    let building = examiner.mark_all(&gold.building)?;
    let held_out = examiner.mark_all(&gold.held_out)?;

    let fresh = examiner.mark_all(&gold.fresh)?;

    let order = Order::of(&building, &held_out, &fresh);
    let criteria = criteria::of(&fresh);
    let attacks = attacks::of(&examiner, &gold, &building)?;
    let length = Length::of(&building, &held_out, &fresh);
    let marked: Vec<&Marked<'_>> = building.iter().chain(&held_out).collect();
    let changes = changes::of(&examiner, &marked);
    let planted = Planted::of(&examiner, &gold.planted, &marked)?;
    let evidence = Spotting::of(&gold, &held_out)?;
    let repeated = Repeated::of(&Examiner::embedded()?, &marked);

    let mut figures = order.figures();
    figures.extend(criteria.iter().flat_map(Criteria::figures));
    figures.extend(attacks::figures(&attacks));
    figures.extend(length.figures());
    figures.extend(changes.iter().flat_map(Changed::figures));
    figures.extend(planted.figures());
    figures.extend(evidence.figures());
    figures.push(repeated.figure());
    Ok(Report {
        figures,
        order,
        criteria,
        attacks,
        length,
        changes,
        planted,
        evidence,
        repeated,
    })
}

/// The default pack and the coach that reads answers to its questions.
struct Examiner {
    pack: Pack,
    coach: Coach,
}

/// An answer with its marks.
struct Marked<'gold> {
    answer: &'gold GoldAnswer,
    kind: QuestionKind,
    card: Scorecard,
}

/// Where nothing was observed, nothing was shown: for these figures that is the lowest level.
const UNOBSERVED: f64 = 1.0;

/// The level for the purposes of these figures.
fn level(card: &Scorecard) -> f64 {
    card.level.unwrap_or(UNOBSERVED)
}

impl Examiner {
    fn embedded() -> Result<Self, Fault> {
        let (_, files) = pack::embedded::packs()
            .into_iter()
            .next()
            .ok_or_else(|| Fault::Pack("there is none".to_owned()))?;
        let pack = pack::load(&files).map_err(|faults| Fault::Pack(faults.to_string()))?;
        Ok(Self {
            coach: Coach::new(&pack),
            pack,
        })
    }

    fn question(&self, id: &QuestionId) -> Result<&Question, Fault> {
        self.pack
            .question(id)
            .ok_or_else(|| Fault::NoQuestion(id.clone()))
    }

    fn mark(&self, question: &QuestionId, text: &str) -> Result<Scorecard, Fault> {
        Ok(self
            .coach
            .hear(self.question(question)?, text, None)
            .scorecard)
    }

    fn mark_all<'gold>(&self, answers: &'gold [GoldAnswer]) -> Result<Vec<Marked<'gold>>, Fault> {
        answers
            .iter()
            .map(|answer| {
                Ok(Marked {
                    answer,
                    kind: self.question(&answer.question)?.kind,
                    card: self.mark(&answer.question, &answer.text)?,
                })
            })
            .collect()
    }
}
