//! A break. Nothing is asked, nothing is charged, and the turn waits as it was.

use crate::command::{Command, Refusal};
use crate::decide::{Proceedings, expect_turn};
use crate::event::{Event, RoundEnd, TurnId};
use crate::interview::State;
use crate::moves;

pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    open: TurnId,
    command: Command,
) -> Result<(), Refusal> {
    match command {
        Command::Resume => {
            proceedings.record(Event::Resumed);
            let led = proceedings.interview.lead().is_some();
            if matches!(proceedings.interview.state(), State::Choosing { .. }) && !led {
                // Whoever led has left meanwhile.
                return moves::go_on(proceedings);
            }
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
        Command::Answer { turn, .. } | Command::Present { turn, .. } | Command::Skip { turn } => {
            expect_turn(turn, Some(open))?;
            Err(Refusal::IsPaused)
        }
        _ => Err(Refusal::IsPaused),
    }
}
