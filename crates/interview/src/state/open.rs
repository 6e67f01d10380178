//! What can be done with a turn that waits, besides giving it what it waits for.

use crate::command::{Command, Refusal};
use crate::decide::{Proceedings, expect_turn};
use crate::event::{Event, RoundEnd, TurnId};
use crate::moves;

/// `awaited` says what the turn waits for, to whoever gives it something else.
pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    open: TurnId,
    command: &Command,
    awaited: Refusal,
) -> Result<(), Refusal> {
    match command {
        Command::Answer { turn, .. } | Command::Present { turn, .. } => {
            expect_turn(*turn, Some(open))?;
            Err(awaited)
        }
        Command::Skip { turn } => {
            expect_turn(*turn, Some(open))?;
            proceedings.record(Event::Skipped { turn: *turn });
            moves::close_thread(proceedings);
            moves::move_on(proceedings)
        }
        Command::Pause => {
            proceedings.record(Event::Paused);
            Ok(())
        }
        Command::CloseRound => {
            moves::close_round(proceedings, RoundEnd::ByCandidate);
            Ok(())
        }
        Command::End => {
            moves::end(proceedings);
            Ok(())
        }
        Command::Resume => Err(Refusal::NotPaused),
        Command::FollowUp { .. } | Command::MoveOn { .. } | Command::GoOn { .. } => {
            Err(Refusal::LeadNotAwaited)
        }
        _ => Err(Refusal::RoundRunning(open)),
    }
}
