//! The packet that a hiring committee would see: the whole interview, combined in code, with its
//! uncertainty. A pure function of the interview; the pack only lends its words.

mod actions;
mod findings;
mod recommendation;
mod rounds;
mod self_view;

use jiff::Timestamp;
use pack::Pack;
use pack::vocabulary::CriterionId;
use serde::Serialize;

pub use actions::NextAction;
pub use findings::{Mistake, Point};
pub use recommendation::{BOUNDS, Likelihood, Recommendation, Verdict};
pub use rounds::{AnswerCard, CaseCard, CriterionCard, RoundCard};
pub use self_view::{Gap, SelfView};

use crate::brought::Use;
use crate::estimate::Estimate;
use crate::event::TurnId;
use crate::interview::{Interview, State, Thread};
use crate::memory::{Kept, Memory};

/// The packet of an interview, ended or not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Debrief {
    /// What was practised.
    pub title: String,
    /// When it was set up.
    pub started: Timestamp,
    /// When the last thing happened.
    pub updated: Timestamp,
    /// Whether every round was held.
    pub complete: bool,
    /// What a committee would be told, and how far to trust it.
    pub recommendation: Recommendation,
    /// Each round's scorecard.
    pub rounds: Vec<RoundCard>,
    /// What was shown best, with quotes; at most five.
    pub strengths: Vec<Point>,
    /// What was shown least, with quotes where there are words to quote; at most five.
    pub concerns: Vec<Point>,
    /// Common mistakes, with how often each was made.
    pub mistakes: Vec<Mistake>,
    /// Numbers that do not agree.
    pub contradictions: Vec<Kept>,
    /// Stories told twice.
    pub stories_reused: Vec<Kept>,
    /// Notes that an interviewer asked for, and notes that an answer used.
    pub research: Vec<Use>,
    /// Criteria that every round left unseen, though a question asked for them.
    pub never_observed: Vec<CriterionId>,
    /// At most three things to do next.
    pub actions: Vec<NextAction>,
    /// How the candidate's own ratings compare.
    pub self_view: SelfView,
    /// Questions that the candidate has not rated; their marks are to stay hidden until then.
    pub unrated: Vec<TurnId>,
}

impl Debrief {
    /// The packet as the interview now stands.
    #[must_use]
    pub fn of(interview: &Interview, pack: &Pack) -> Self {
        let kept = |wanted: fn(&Memory) -> bool| {
            interview
                .memory()
                .iter()
                .filter(|kept| wanted(&kept.memory) && kept.memory.stands(interview))
                .cloned()
                .collect()
        };
        Self {
            title: interview.setup().title.clone(),
            started: interview.started_at(),
            updated: interview.updated_at(),
            complete: interview.state() == State::Ended { early: false },
            recommendation: Recommendation::of(interview),
            rounds: rounds::cards(interview),
            strengths: findings::strengths(interview),
            concerns: findings::concerns(interview),
            mistakes: findings::mistakes(interview),
            contradictions: kept(|memory| matches!(memory, Memory::Contradiction { .. })),
            stories_reused: kept(|memory| matches!(memory, Memory::StoryReused { .. })),
            research: interview.brought(),
            never_observed: findings::never_observed(interview),
            actions: actions::next(interview, pack),
            self_view: SelfView::of(interview),
            unrated: interview
                .threads()
                .filter(|thread| thread.wants_rating())
                .map(Thread::opened_by)
                .collect(),
        }
    }
}

/// The level of the whole interview: the mean of its rounds, each round the mean of its answers.
/// `None` when nothing could be observed.
#[must_use]
pub fn overall(interview: &Interview) -> Option<Estimate> {
    let rounds: Vec<Estimate> = interview
        .rounds()
        .iter()
        .filter_map(rounds::level)
        .collect();
    Estimate::mean(&rounds)
}
