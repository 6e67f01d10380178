//! What to do next: at most three things, each tied to a criterion and to questions that practise it.

use coach::scorecard::Advice;
use pack::Pack;
use pack::id::QuestionId;
use pack::model::Question;
use pack::vocabulary::{CriterionId, QuestionKind};
use serde::Serialize;

use super::findings::{self, Placed};
use crate::interview::Interview;
use crate::memory::Said;

/// More than this is not done.
const MOST: usize = 3;
/// Questions offered with each.
const QUESTIONS: usize = 3;
/// Criteria at this mean or above need no action.
const GOOD_ENOUGH: f64 = 4.0;

/// Something to practise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextAction {
    /// The criterion that it would raise.
    pub criterion: CriterionId,
    /// The form of question in which it was weakest.
    pub kind: QuestionKind,
    /// The mean so far; `None` when it was never observed.
    pub level: Option<f64>,
    /// What to change, about the answers and never about the person.
    pub change: String,
    /// The words that it is about, where there are any.
    pub said: Option<Said>,
    /// Questions that practise it: those not offered for another action first, then those not
    /// asked yet.
    pub practise: Vec<QuestionId>,
}

pub(super) fn next(interview: &Interview, pack: &Pack) -> Vec<NextAction> {
    let mut ranked: Vec<(f64, CriterionId, Vec<Placed<'_>>)> = findings::criteria(interview)
        .into_iter()
        .map(|criterion| {
            let marks = findings::marks(interview, criterion);
            // What was never shown ranks with the weakest that was.
            let rank = findings::mean(&marks).unwrap_or(1.0);
            (rank, criterion, marks)
        })
        .filter(|(rank, _, _)| *rank < GOOD_ENOUGH)
        .collect();
    // Of two equally weak criteria, the one that was asked for more often comes first.
    ranked.sort_by(|first, second| {
        first
            .0
            .total_cmp(&second.0)
            .then(second.2.len().cmp(&first.2.len()))
    });
    let mut actions: Vec<NextAction> = Vec::new();
    for (_, criterion, marks) in ranked {
        if actions.len() == MOST {
            break;
        }
        actions.extend(action(interview, pack, criterion, &marks, &actions));
    }
    actions
}

fn action(
    interview: &Interview,
    pack: &Pack,
    criterion: CriterionId,
    marks: &[Placed<'_>],
    before: &[NextAction],
) -> Option<NextAction> {
    let weakest = marks.iter().min_by_key(|placed| placed.mark.level)?;
    let kind = weakest.thread.question.kind;
    let advised = marks
        .iter()
        .find_map(|placed| Some((placed, advice(placed, criterion)?)));
    let change = match advised {
        Some((_, advice)) => advice.change.clone(),
        None => pack
            .criteria
            .iter()
            .find(|each| each.id == criterion && each.kind == kind)
            .map(|each| each.ask.clone())?,
    };
    let said = advised.and_then(|(placed, advice)| {
        Said::place(placed.round, placed.thread, advice.quote.as_ref()?)
    });
    Some(NextAction {
        criterion,
        kind,
        level: findings::mean(marks),
        change,
        said,
        practise: practise(interview, pack, kind, weakest, before),
    })
}

fn advice<'a>(placed: &Placed<'a>, criterion: CriterionId) -> Option<&'a Advice> {
    placed
        .thread
        .marks
        .as_ref()?
        .advice
        .iter()
        .find(|advice| advice.criterion == criterion)
}

fn practise(
    interview: &Interview,
    pack: &Pack,
    kind: QuestionKind,
    weakest: &Placed<'_>,
    before: &[NextAction],
) -> Vec<QuestionId> {
    let mut fitting: Vec<&Question> = pack
        .questions
        .iter()
        .filter(|each| each.kind == kind && !each.is_about_a_presentation())
        .collect();
    fitting.sort_by_key(|each| {
        (
            before
                .iter()
                .any(|action| action.practise.contains(&each.id)),
            interview.asked(&each.id),
            !each.stands_alone(),
            each.component != weakest.thread.question.component,
        )
    });
    fitting
        .into_iter()
        .take(QUESTIONS)
        .map(|each| each.id.clone())
        .collect()
}
