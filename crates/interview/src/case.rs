//! A case worked on real numbers for a question of the interview: graded by arithmetic, beside the
//! marks of what was said.

use coach::scorecard::{ANSWER_MARGIN, CriterionMark};
use serde::{Deserialize, Serialize};

use crate::command::Refusal;
use crate::decide::Proceedings;
use crate::estimate::Estimate;
use crate::event::{Event, TurnId};
use crate::interview::State;
use crate::memory::concern;
use crate::moves;

/// The grade of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseGrade {
    /// Names the case where it is kept.
    pub case: String,
    /// What the case is called.
    pub name: String,
    /// Points of 100.
    pub points: f64,
    /// The criteria that arithmetic can speak to. They quote nothing: what they rest on is said.
    pub criteria: Vec<CriterionMark>,
}

/// A case that was worked to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked {
    /// Its grade.
    pub grade: CaseGrade,
    /// What was presented; nothing where that was passed over.
    pub presentation: Option<String>,
}

impl CaseGrade {
    /// The grade on the scale of the anchors, where no points are 1 and all are 5. The grade itself is
    /// exact; of the next case it says no more than one answer does of the next.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        Estimate {
            level: 1.0 + 4.0 * (self.points / 100.0).clamp(0.0, 1.0),
            margin: ANSWER_MARGIN,
        }
    }
}

/// A graded case is taken in, in every state. Where its presentation is still waited for, that of the
/// case is it, and is not asked about again: the case's own questions were. The next question waits in a
/// break until the candidate comes back.
pub(crate) fn take(
    proceedings: &mut Proceedings<'_>,
    turn: TurnId,
    worked: Worked,
) -> Result<(), Refusal> {
    let thread = proceedings
        .interview
        .thread(turn)
        .ok_or(Refusal::NoSuchTurn(turn))?;
    let opened = thread.opened_by();
    match &thread.case {
        Some(known) if known.case == worked.grade.case => return Ok(()),
        Some(known) => return Err(Refusal::CaseTaken(known.name.clone())),
        None => {}
    }
    let waits = match proceedings.interview.state() {
        State::Presenting { turn } => turn == opened,
        // Breaks are taken from presentations, too.
        State::Paused { turn } => {
            turn == opened
                && proceedings
                    .interview
                    .turn(turn)
                    .is_some_and(|turn| turn.presentation && turn.reply.is_none())
        }
        State::Waiting | State::Answering { .. } | State::Choosing { .. } | State::Ended { .. } => {
            false
        }
    };
    if waits {
        match worked.presentation {
            Some(markdown) => {
                proceedings.record(Event::PresentationGiven {
                    turn: opened,
                    markdown,
                });
                if let Some(heard) = moves::take_in(proceedings, opened) {
                    moves::mark(proceedings, heard);
                }
            }
            None => proceedings.record(Event::Skipped { turn: opened }),
        }
    }
    let settled = concern::settled_by(&proceedings.interview, &worked.grade.criteria);
    proceedings.record(Event::CaseGraded {
        turn: opened,
        grade: Box::new(worked.grade),
    });
    for id in settled {
        proceedings.record(Event::Settled { id, turn: opened });
    }
    if waits {
        moves::move_on(proceedings)?;
        // The candidate reads the case's grade, not the next question.
        if matches!(proceedings.interview.state(), State::Answering { .. }) {
            proceedings.record(Event::Paused);
        }
    }
    Ok(())
}
