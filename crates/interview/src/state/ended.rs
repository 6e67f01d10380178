//! Over. Answers can still be rated and questions tried again; nothing else happens.

use crate::command::{Command, Refusal};

pub(crate) fn refuse(command: &Command) -> Refusal {
    match command {
        Command::Answer { turn, .. } | Command::Present { turn, .. } | Command::Skip { turn } => {
            Refusal::NotThisTurn {
                given: *turn,
                current: None,
            }
        }
        _ => Refusal::HasEnded,
    }
}
