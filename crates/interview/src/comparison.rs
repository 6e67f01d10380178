//! Two attempts at one question: which anchors changed, and whether it is more than noise.

use coach::scorecard::{ANSWER_MARGIN, Scorecard};
use pack::vocabulary::CriterionId;
use serde::Serialize;

/// What a second attempt changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Criteria that stand on another anchor than before, or were observed only once.
    pub changes: Vec<AnchorChange>,
    /// Level after less level before; `None` when either was not observed.
    pub difference: Option<f64>,
    /// A difference up to this can come about with no change at all (95%): the two margins together, the
    /// root of the sum of their squares.
    pub noise: f64,
    /// Whether the difference is no larger than that. True when there is no difference to judge.
    pub within_noise: bool,
}

/// A criterion on two anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnchorChange {
    /// Which criterion.
    pub criterion: CriterionId,
    /// The anchor before; `None` is "not observed".
    pub before: Option<u8>,
    /// The anchor after; `None` is "not observed".
    pub after: Option<u8>,
}

impl Comparison {
    /// The second attempt against the first.
    #[must_use]
    pub fn between(before: &Scorecard, after: &Scorecard) -> Self {
        let level_before = |criterion| {
            before
                .criteria
                .iter()
                .find(|mark| mark.id == criterion)
                .and_then(|mark| mark.level)
        };
        let changes = after
            .criteria
            .iter()
            .map(|mark| AnchorChange {
                criterion: mark.id,
                before: level_before(mark.id),
                after: mark.level,
            })
            .filter(|change| change.before != change.after)
            .collect();
        let difference = before
            .level
            .zip(after.level)
            .map(|(before, after)| after - before);
        let noise = before
            .margin
            .unwrap_or(ANSWER_MARGIN)
            .hypot(after.margin.unwrap_or(ANSWER_MARGIN));
        Self {
            changes,
            difference,
            noise,
            within_noise: difference.is_none_or(|difference| difference.abs() <= noise),
        }
    }
}
