//! An answer to a question or a probe is waited for.

use crate::command::{Command, Refusal};
use crate::decide::{Proceedings, check_seconds, check_text, expect_turn};
use crate::event::{Event, RoundEnd, TurnId};
use crate::moves;

pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    open: TurnId,
    command: Command,
) -> Result<(), Refusal> {
    match command {
        Command::Answer {
            turn,
            text,
            seconds,
        } => {
            expect_turn(turn, Some(open))?;
            check_text(&text)?;
            check_seconds(seconds)?;
            proceedings.record(Event::Answered {
                turn,
                text,
                seconds,
            });
            moves::after_reply(proceedings, turn)
        }
        Command::Skip { turn } => {
            expect_turn(turn, Some(open))?;
            proceedings.record(Event::Skipped { turn });
            moves::close_thread(proceedings);
            moves::move_on(proceedings)
        }
        Command::Present { turn, .. } => {
            expect_turn(turn, Some(open))?;
            Err(Refusal::AnswerAwaited(open))
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
        Command::Begin | Command::Rate { .. } | Command::Retry { .. } => {
            Err(Refusal::RoundRunning(open))
        }
    }
}
