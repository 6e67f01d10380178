//! How the candidate's own ratings compare with the marks.

use pack::id::QuestionId;
use serde::Serialize;

use super::rounds::level_of;
use crate::event::TurnId;
use crate::interview::Interview;

/// The ratings against the marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SelfView {
    /// Mean of rating less level: above zero, the candidate rates higher. `None` without ratings.
    pub mean_gap: Option<f64>,
    /// Each rated answer.
    pub gaps: Vec<Gap>,
}

/// One rated answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// The turn that opened the question.
    pub turn: TurnId,
    /// Which question.
    pub question: QuestionId,
    /// The candidate's rating.
    pub rating: u8,
    /// The level of the marks.
    pub level: f64,
    /// Rating less level.
    pub gap: f64,
    /// Whether the gap is smaller than the margin of the marks.
    pub within_margin: bool,
}

/// A mean gap smaller than this is none.
const NONE: f64 = 0.25;

impl SelfView {
    /// How the candidate sees the own answers, on the whole.
    #[must_use]
    pub fn says(&self) -> String {
        match self.mean_gap {
            None => "You rated none of the answers. Rating before seeing the marks is how one learns to judge oneself in the room.".to_owned(),
            Some(mean) if mean.abs() < NONE => "On the whole you see your answers as the marks do.".to_owned(),
            Some(mean) => format!(
                "You rate your answers {} than the marks do, by {:.1} on average.",
                if mean > 0.0 { "higher" } else { "lower" },
                mean.abs()
            ),
        }
    }

    pub(super) fn of(interview: &Interview) -> Self {
        let gaps: Vec<Gap> = interview
            .threads()
            .filter_map(|thread| {
                let rating = thread.rating?.level?;
                let estimate = level_of(thread)?;
                let gap = f64::from(rating) - estimate.level;
                Some(Gap {
                    turn: thread.opened_by(),
                    question: thread.question.id.clone(),
                    rating,
                    level: estimate.level,
                    gap,
                    within_margin: gap.abs() <= estimate.margin,
                })
            })
            .collect();
        let mean_gap = (!gaps.is_empty())
            .then(|| gaps.iter().map(|gap| gap.gap).sum::<f64>() / gaps.len() as f64);
        Self { mean_gap, gaps }
    }
}
