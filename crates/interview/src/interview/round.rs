//! A round that was opened, and its clock.

use jiff::{SignedDuration, Timestamp};
use pack::id::RoundId;

use super::Thread;
use crate::event::RoundEnd;

/// The most that one turn takes from the round's clock: whoever shut the lid without pausing is not
/// charged for the night.
pub const LONGEST_TURN: SignedDuration = SignedDuration::from_mins(20);

/// A round that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Which round.
    pub id: RoundId,
    /// What was said at the start.
    pub opening: String,
    /// When it began.
    pub opened: Timestamp,
    /// Its questions, in the order in which they were asked.
    pub threads: Vec<Thread>,
    /// How it ended; `None` while it runs.
    pub closed: Option<Closed>,
    pub(super) used: SignedDuration,
    pub(super) running_since: Option<Timestamp>,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Why.
    pub because: RoundEnd,
    /// What was said at the end.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl Round {
    pub(super) const fn opened(id: RoundId, opening: String, at: Timestamp) -> Self {
        Self {
            id,
            opening,
            opened: at,
            threads: Vec::new(),
            closed: None,
            used: SignedDuration::ZERO,
            running_since: None,
        }
    }

    /// Time used, breaks and preparation left out.
    #[must_use]
    pub fn used(&self, now: Timestamp) -> SignedDuration {
        self.running_since.map_or(self.used, |since| {
            let turn = now
                .duration_since(since)
                .clamp(SignedDuration::ZERO, LONGEST_TURN);
            self.used + turn
        })
    }
}
