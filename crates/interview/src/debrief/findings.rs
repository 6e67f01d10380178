//! Strengths and concerns, each with the words that it rests on.

use coach::scorecard::CriterionMark;
use pack::vocabulary::{CriterionId, MistakeId};
use serde::Serialize;

use crate::interview::{Interview, Round, Thread};
use crate::memory::Said;

/// Marks from here on are strengths.
const STRENGTH_FROM: u8 = 4;
/// Marks below this are short of sound.
const SOUND: u8 = 3;
/// Means below this are concerns: nearer to level 2 than to level 3.
const CONCERN_BELOW: f64 = 2.5;
/// A committee reads no more.
const MOST: usize = 5;

/// A criterion that stood out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Which criterion.
    pub criterion: CriterionId,
    /// For a strength the best mark, for a concern the mean of all; `None` when never observed.
    pub level: Option<f64>,
    /// Answers in which it was so: marked as a strength, or below 3.
    pub answers: usize,
    /// Answers in which it was observed.
    pub of: usize,
    /// Why, from the mark that it rests on.
    pub because: String,
    /// Whether that mark is of a case, graded by arithmetic: it then quotes nothing.
    pub arithmetic: bool,
    /// The words that it rests on; empty only for what was not said, and of arithmetic.
    pub quotes: Vec<Said>,
}

/// A common mistake, over the whole interview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mistake {
    /// Which mistake.
    pub id: MistakeId,
    /// Answers in which it was made.
    pub answers: usize,
    /// What was seen in the first of them.
    pub because: String,
    /// The words that show it, over all answers; empty when it is shown by absences.
    pub quotes: Vec<Said>,
}

/// A mark and the question that it is of.
pub(super) struct Placed<'a> {
    pub(super) round: &'a Round,
    pub(super) thread: &'a Thread,
    pub(super) mark: &'a CriterionMark,
    /// Whether it is of a case that was graded by arithmetic.
    pub(super) arithmetic: bool,
}

/// Every mark of a criterion, in order.
pub(super) fn marks(interview: &Interview, criterion: CriterionId) -> Vec<Placed<'_>> {
    placed(interview)
        .into_iter()
        .filter(|placed| placed.mark.id == criterion)
        .collect()
}

/// Every criterion that a question asked for.
pub(super) fn criteria(interview: &Interview) -> Vec<CriterionId> {
    let mut criteria: Vec<CriterionId> = placed(interview)
        .iter()
        .map(|placed| placed.mark.id)
        .collect();
    criteria.sort_unstable();
    criteria.dedup();
    criteria
}

/// The mean of a criterion's marks; `None` when it was never observed.
pub(super) fn mean(marks: &[Placed<'_>]) -> Option<f64> {
    let levels: Vec<f64> = marks
        .iter()
        .filter_map(|placed| placed.mark.level.map(f64::from))
        .collect();
    (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64)
}

pub(super) fn strengths(interview: &Interview) -> Vec<Point> {
    let mut points: Vec<Point> = criteria(interview)
        .into_iter()
        .filter_map(|criterion| {
            let marks = marks(interview, criterion);
            let strong = |placed: &&Placed<'_>| placed.mark.level >= Some(STRENGTH_FROM);
            let best = marks
                .iter()
                .filter(strong)
                .filter(|placed| placed.arithmetic || !placed.quotes().is_empty())
                .max_by_key(|placed| placed.mark.level)?;
            Some(Point {
                criterion,
                level: best.mark.level.map(f64::from),
                answers: marks.iter().filter(strong).count(),
                of: observed(&marks),
                because: best.mark.because.clone(),
                arithmetic: best.arithmetic,
                quotes: best.quotes(),
            })
        })
        .collect();
    // What holds in most answers comes before what was shown once, however well.
    points.sort_by(|first, second| {
        second
            .share()
            .total_cmp(&first.share())
            .then(second.answers.cmp(&first.answers))
    });
    points.truncate(MOST);
    points
}

pub(super) fn concerns(interview: &Interview) -> Vec<Point> {
    let mut points: Vec<Point> = criteria(interview)
        .into_iter()
        .filter_map(|criterion| {
            let marks = marks(interview, criterion);
            let level = mean(&marks).filter(|mean| *mean < CONCERN_BELOW)?;
            let weakest = marks
                .iter()
                .filter(|placed| placed.mark.level.is_some())
                .min_by_key(|placed| placed.mark.level)?;
            Some(Point {
                criterion,
                level: Some(level),
                answers: marks
                    .iter()
                    .filter(|placed| placed.mark.level.is_some_and(|level| level < SOUND))
                    .count(),
                of: observed(&marks),
                because: weakest.mark.because.clone(),
                arithmetic: weakest.arithmetic,
                quotes: weakest.quotes(),
            })
        })
        .collect();
    points.sort_by(|first, second| {
        first
            .level
            .unwrap_or(0.0)
            .total_cmp(&second.level.unwrap_or(0.0))
    });
    points.truncate(MOST);
    points
}

impl Point {
    /// In how much of what was observed it was so.
    fn share(&self) -> f64 {
        self.answers as f64 / self.of.max(1) as f64
    }
}

fn observed(marks: &[Placed<'_>]) -> usize {
    marks
        .iter()
        .filter(|placed| placed.mark.level.is_some())
        .count()
}

pub(super) fn never_observed(interview: &Interview) -> Vec<CriterionId> {
    criteria(interview)
        .into_iter()
        .filter(|criterion| mean(&marks(interview, *criterion)).is_none())
        .collect()
}

pub(super) fn mistakes(interview: &Interview) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    for (round, thread) in threads(interview) {
        for flag in thread.marks.iter().flat_map(|marks| &marks.flags) {
            let quotes = flag
                .quotes
                .iter()
                .filter_map(|quote| Said::place(round, thread, quote));
            if let Some(known) = mistakes.iter_mut().find(|known| known.id == flag.id) {
                known.answers += 1;
                known.quotes.extend(quotes);
            } else {
                mistakes.push(Mistake {
                    id: flag.id,
                    answers: 1,
                    because: flag.because.clone(),
                    quotes: quotes.collect(),
                });
            }
        }
    }
    mistakes.sort_by_key(|mistake| std::cmp::Reverse(mistake.answers));
    mistakes
}

fn placed(interview: &Interview) -> Vec<Placed<'_>> {
    threads(interview)
        .flat_map(|(round, thread)| {
            thread.judged().map(move |(mark, arithmetic)| Placed {
                round,
                thread,
                mark,
                arithmetic,
            })
        })
        .collect()
}

fn threads(interview: &Interview) -> impl Iterator<Item = (&Round, &Thread)> {
    interview
        .rounds()
        .iter()
        .flat_map(|round| round.threads.iter().map(move |thread| (round, thread)))
}

impl Placed<'_> {
    /// The words that the mark rests on, at most three.
    fn quotes(&self) -> Vec<Said> {
        self.mark
            .evidence
            .iter()
            .filter_map(|evidence| Said::place(self.round, self.thread, &evidence.quote))
            .take(3)
            .collect()
    }
}
