//! The candidate rates an answer of their own. In every state: a rating waits for no interviewer.

use crate::command::Refusal;
use crate::decide::Proceedings;
use crate::event::{Event, TurnId};

pub(crate) fn rate(
    proceedings: &mut Proceedings<'_>,
    turn: TurnId,
    level: Option<u8>,
) -> Result<(), Refusal> {
    let thread = proceedings
        .interview
        .thread(turn)
        .ok_or(Refusal::NoSuchTurn(turn))?;
    if let Some(level) = level.filter(|level| !(1..=5).contains(level)) {
        return Err(Refusal::NoLevel(level));
    }
    if thread.rating.is_some() {
        return Err(Refusal::AlreadyRated);
    }
    if !thread.closed {
        return Err(Refusal::StillOpen);
    }
    if !thread.answered() {
        return Err(Refusal::NothingSaid);
    }
    let turn = thread.opened_by();
    proceedings.record(Event::SelfRated { turn, level });
    Ok(())
}
