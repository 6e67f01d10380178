//! Who is interviewed: a person at the terminal, or answers from a file.

use anyhow::Result;
use interview::setup::RoundSetup;
use interview::{Interview, Recorded, Refusal, Thread, Turn};
use jiff::Timestamp;

/// What is done with a turn.
pub(super) enum Reply {
    /// It is answered.
    Said {
        /// What was said.
        text: String,
        /// How long it took to say, when known.
        seconds: Option<f64>,
    },
    /// It is passed over.
    Skip,
    /// The round is closed.
    CloseRound,
    /// The interview is ended.
    End,
    /// The candidate leaves, to come back later.
    Leave,
}

/// What is done when a rating is asked for.
pub(super) enum Rated {
    /// 1 to 5; `None` when the candidate would rather not.
    Level(Option<u8>),
    /// The candidate leaves; the marks stay hidden.
    Leave,
}

/// Somebody who is interviewed.
pub(super) trait Candidate {
    /// What time it is for the candidate.
    fn now(&self) -> Timestamp;

    /// Takes in what just happened.
    fn told(&mut self, interview: &Interview, events: &[Recorded]) -> Result<()>;

    /// Whether the next round may begin now.
    fn ready(&mut self, next: &RoundSetup) -> Result<bool>;

    /// Replies to a turn.
    fn reply(&mut self, thread: &Thread, turn: &Turn) -> Result<Reply>;

    /// Rates the answer, before its marks are shown.
    fn rate(&mut self, thread: &Thread) -> Result<Rated>;

    /// Hears that something could not be done.
    fn refused(&mut self, refusal: Refusal) -> Result<()>;
}
