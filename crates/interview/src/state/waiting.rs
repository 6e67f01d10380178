//! Before the first round, or between two.

use crate::command::{Command, Refusal};
use crate::decide::Proceedings;
use crate::moves;

pub(crate) fn decide(proceedings: &mut Proceedings<'_>, command: Command) -> Result<(), Refusal> {
    match command {
        Command::Begin => moves::open_round(proceedings),
        Command::End => {
            moves::end(proceedings);
            Ok(())
        }
        Command::Answer { turn, .. } | Command::Present { turn, .. } | Command::Skip { turn } => {
            Err(Refusal::NotThisTurn {
                given: turn,
                current: None,
            })
        }
        Command::Resume => Err(Refusal::NotPaused),
        _ => Err(Refusal::NoRoundRunning),
    }
}
