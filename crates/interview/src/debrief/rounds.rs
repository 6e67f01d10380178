//! Each round's scorecard.

use coach::scorecard::ANSWER_MARGIN;
use pack::id::{QuestionId, RoundId};
use pack::vocabulary::CriterionId;
use serde::Serialize;

use crate::case::CaseGrade;
use crate::estimate::Estimate;
use crate::event::{RoundEnd, TurnId};
use crate::interview::{Interview, Rating, Round, Thread};

/// The marks of a round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoundCard {
    /// Which round.
    pub round: RoundId,
    /// As shown.
    pub name: String,
    /// How it ended; `None` while it runs.
    pub ended: Option<RoundEnd>,
    /// Minutes used, breaks and preparation left out.
    pub minutes: f64,
    /// The mean of its answers; `None` when nothing could be observed.
    pub level: Option<Estimate>,
    /// Each criterion over the round's answers.
    pub criteria: Vec<CriterionCard>,
    /// Each question, in the order in which it was asked.
    pub answers: Vec<AnswerCard>,
}

/// A criterion over a round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionCard {
    /// Which criterion.
    pub id: CriterionId,
    /// The mean of the answers in which it was observed; `None` where it never was.
    pub level: Option<f64>,
    /// Answers in which it was observed.
    pub observed: usize,
    /// Answers in which it could have been.
    pub of: usize,
    /// How many of these are no answers but cases, graded by arithmetic.
    pub arithmetic: usize,
}

/// One question of a round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerCard {
    /// The turn that opened it.
    pub turn: TurnId,
    /// Which question.
    pub question: QuestionId,
    /// As asked.
    pub text: String,
    /// Its level; `None` when nothing could be observed or it was passed over.
    pub level: Option<Estimate>,
    /// The candidate's own rating.
    pub rating: Option<Rating>,
    /// Whether nothing was said to it.
    pub skipped: bool,
    /// Probes that it took.
    pub probes: usize,
    /// The case on real numbers that was worked for it.
    pub case: Option<CaseCard>,
}

/// A case that was worked for a question: an observation of its own beside the answer's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseCard {
    /// Its grade, by arithmetic.
    #[serde(flatten)]
    pub grade: CaseGrade,
    /// The grade on the scale of the anchors.
    pub level: Estimate,
}

pub(super) fn cards(interview: &Interview) -> Vec<RoundCard> {
    interview
        .rounds()
        .iter()
        .map(|round| RoundCard {
            round: round.id.clone(),
            name: interview
                .round_setup(&round.id)
                .map_or_else(|| round.id.to_string(), |setup| setup.name.clone()),
            ended: round.closed.as_ref().map(|closed| closed.because),
            minutes: round.used(interview.updated_at()).as_secs_f64() / 60.0,
            level: level(round),
            criteria: criteria(round),
            answers: round.threads.iter().map(answer).collect(),
        })
        .collect()
}

/// The mean of a round's answers and of the cases worked for them, each counting the same.
pub(super) fn level(round: &Round) -> Option<Estimate> {
    let observed: Vec<Estimate> = round
        .threads
        .iter()
        .flat_map(|thread| {
            let graded = thread.case.as_ref().map(CaseGrade::estimate);
            [level_of(thread), graded]
        })
        .flatten()
        .collect();
    Estimate::mean(&observed)
}

pub(super) fn level_of(thread: &Thread) -> Option<Estimate> {
    let marks = thread.marks.as_ref()?;
    Some(Estimate {
        level: marks.level?,
        margin: marks.margin.unwrap_or(ANSWER_MARGIN),
    })
}

fn criteria(round: &Round) -> Vec<CriterionCard> {
    let mut cards: Vec<CriterionCard> = Vec::new();
    let mut sums: Vec<f64> = Vec::new();
    for (mark, arithmetic) in round.threads.iter().flat_map(Thread::judged) {
        let place = cards
            .iter()
            .position(|card| card.id == mark.id)
            .unwrap_or_else(|| {
                cards.push(CriterionCard {
                    id: mark.id,
                    level: None,
                    observed: 0,
                    of: 0,
                    arithmetic: 0,
                });
                sums.push(0.0);
                cards.len() - 1
            });
        cards[place].of += 1;
        cards[place].arithmetic += usize::from(arithmetic);
        if let Some(level) = mark.level {
            cards[place].observed += 1;
            sums[place] += f64::from(level);
            cards[place].level = Some(sums[place] / cards[place].observed as f64);
        }
    }
    cards
}

fn answer(thread: &Thread) -> AnswerCard {
    AnswerCard {
        turn: thread.opened_by(),
        question: thread.question.id.clone(),
        text: thread.question.text.clone(),
        level: level_of(thread),
        rating: thread.rating,
        skipped: thread.closed && !thread.answered(),
        probes: thread.follow_ups(),
        case: thread.case.as_ref().map(|grade| CaseCard {
            grade: grade.clone(),
            level: grade.estimate(),
        }),
    }
}
