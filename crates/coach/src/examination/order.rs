//! Do levels order answers as they were meant to be ordered?

use pack::vocabulary::QuestionKind;
use serde::Serialize;

use super::correlation::spearman;
use super::{Figure, Marked, Target, level};

/// Rank correlation of the level given with the level intended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Order {
    /// On answers that were read while the coach was built.
    pub building: Vec<Ordered>,
    /// On answers that were held out.
    pub held_out: Vec<Ordered>,
    /// On answers written when the coach was finished.
    pub fresh: Vec<Ordered>,
}

/// Rank correlation on answers to questions of a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ordered {
    /// The kind of question; `None` is all of them together.
    pub kind: Option<QuestionKind>,
    /// How many answers.
    pub answers: usize,
    /// Spearman's, equal levels sharing the mean of their ranks.
    pub correlation: Option<f64>,
}

impl Order {
    pub(super) fn of(
        building: &[Marked<'_>],
        held_out: &[Marked<'_>],
        fresh: &[Marked<'_>],
    ) -> Self {
        let all = |marked: &[Marked<'_>]| {
            QuestionKind::ALL
                .iter()
                .map(|kind| Some(*kind))
                .chain([None])
                .map(|kind| Ordered::of(kind, marked))
                .collect()
        };
        Self {
            building: all(building),
            held_out: all(held_out),
            fresh: all(fresh),
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        let target = |each: &Ordered| match each.kind {
            Some(QuestionKind::Behavioural) => Some(Target::AtLeast(0.85)),
            Some(QuestionKind::Case | QuestionKind::Technical) => Some(Target::AtLeast(0.80)),
            Some(QuestionKind::Motivation) | None => None,
        };
        let fresh = self
            .fresh
            .iter()
            .map(|each| each.figure("fresh", "written last", target(each)));
        let held_out = self
            .held_out
            .iter()
            .map(|each| each.figure("held_out", "held out", target(each)));
        let building = self
            .building
            .iter()
            .map(|each| each.figure("building", "read while building", None));
        fresh.chain(held_out).chain(building).collect()
    }
}

impl Ordered {
    fn of(kind: Option<QuestionKind>, marked: &[Marked<'_>]) -> Self {
        let (intended, given): (Vec<f64>, Vec<f64>) = marked
            .iter()
            .filter(|each| kind.is_none_or(|kind| kind == each.kind))
            .map(|each| (f64::from(each.answer.level), level(&each.card)))
            .unzip();
        Self {
            kind,
            answers: given.len(),
            correlation: spearman(&intended, &given),
        }
    }

    fn figure(&self, set: &str, words: &str, target: Option<Target>) -> Figure {
        let kind = self.kind.map_or("all", QuestionKind::word);
        Figure::new(
            format!("order_{set}_{kind}"),
            "Are better answers marked higher?",
            format!("rank correlation of given and intended level, {kind} answers {words}"),
            self.correlation,
            self.answers,
            target,
        )
    }
}
