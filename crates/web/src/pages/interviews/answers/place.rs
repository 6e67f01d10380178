//! Which answer an address means.

use interview::{Interview, Thread, TurnId};
use pack::id::QuestionId;

use crate::failure::Failure;
use crate::room::Room;

/// The question to which the turn of an address belongs.
pub(super) fn thread<'room>(room: &'room Room, turn: &str) -> Result<&'room Thread, Failure> {
    turn.parse()
        .ok()
        .and_then(|number| room.interview.thread(TurnId(number)))
        .ok_or_else(|| Failure::NoSuch {
            what: "answer",
            id: turn.to_owned(),
        })
}

/// How many attempts at a question there were after its answer.
pub(crate) fn attempts(interview: &Interview, question: &QuestionId) -> u32 {
    u32::try_from(interview.attempts(question).count()).unwrap_or(u32::MAX)
}

/// The name of the round in which a question was asked.
pub(super) fn round_name<'room>(room: &'room Room, thread: &Thread) -> &'room str {
    let interview = &room.interview;
    interview
        .round_of(thread.opened_by())
        .and_then(|round| interview.round_setup(&round.id))
        .map_or("", |setup| setup.name.as_str())
}
