//! Do single criteria stand on the anchor that a careful interviewer would choose?

use pack::vocabulary::QuestionKind;
use serde::Serialize;

use super::correlation::spearman;
use super::figure::share;
use super::{Figure, Marked};

/// Marks of single criteria beside the intended ones, on answers that were held out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Criteria {
    /// The kind of question.
    pub kind: QuestionKind,
    /// How many marks.
    pub marks: usize,
    /// The share that is at most one anchor away.
    pub within_one: Option<f64>,
    /// How far above the intended anchor marks stand, in anchors, at the mean.
    pub above: Option<f64>,
    /// Spearman's rank correlation of marks, all criteria together.
    pub correlation: Option<f64>,
}

/// What was not observed was not shown.
const UNOBSERVED: u8 = 1;

/// By kind of question, those left out of which no answer was judged by criteria.
pub(super) fn of(marked: &[Marked<'_>]) -> Vec<Criteria> {
    QuestionKind::ALL
        .iter()
        .filter_map(|kind| {
            let marks: Vec<(f64, f64)> = marked
                .iter()
                .filter(|each| each.kind == *kind)
                .flat_map(pairs)
                .collect();
            (!marks.is_empty()).then(|| Criteria::new(*kind, &marks))
        })
        .collect()
}

/// Intended and given anchors of an answer.
fn pairs(marked: &Marked<'_>) -> Vec<(f64, f64)> {
    let judged = marked.answer.criteria.iter().flatten();
    judged
        .filter_map(|(criterion, level)| {
            let mark = marked
                .card
                .criteria
                .iter()
                .find(|mark| mark.id == *criterion)?;
            let given = mark.level.unwrap_or(UNOBSERVED);
            Some((f64::from((*level)?), f64::from(given)))
        })
        .collect()
}

impl Criteria {
    fn new(kind: QuestionKind, marks: &[(f64, f64)]) -> Self {
        let near = |pair: &&(f64, f64)| (pair.0 - pair.1).abs() <= 1.0;
        let above: f64 = marks.iter().map(|(intended, given)| given - intended).sum();
        let (intended, given): (Vec<f64>, Vec<f64>) = marks.iter().copied().unzip();
        Self {
            kind,
            marks: marks.len(),
            within_one: share(marks.iter().filter(near).count(), marks.len()),
            above: (!marks.is_empty()).then(|| above / marks.len() as f64),
            correlation: spearman(&intended, &given),
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        let kind = self.kind;
        let figure = |id: &str, measured: &str, value| {
            Figure::new(
                format!("criteria_{id}_{kind}"),
                "Does each criterion stand where it should?",
                format!("{measured}, {kind} answers held out"),
                value,
                self.marks,
                None,
            )
        };
        vec![
            figure(
                "within_one",
                "share of criteria marked at most one anchor from the intended one",
                self.within_one,
            ),
            figure(
                "above",
                "anchors by which criteria are marked above the intended one, at the mean",
                self.above,
            ),
            figure(
                "order",
                "rank correlation of given and intended anchors, all criteria together",
                self.correlation,
            ),
        ]
    }
}
