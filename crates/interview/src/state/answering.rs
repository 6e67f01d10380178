//! An answer to a question or a probe is waited for.

use super::open;
use crate::command::{Command, Refusal};
use crate::decide::{Proceedings, check_seconds, check_text, expect_turn};
use crate::event::{Event, TurnId};
use crate::moves;

pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    waiting: TurnId,
    command: Command,
) -> Result<(), Refusal> {
    let Command::Answer {
        turn,
        text,
        seconds,
    } = command
    else {
        let awaited = Refusal::AnswerAwaited(waiting);
        return open::decide(proceedings, waiting, &command, awaited);
    };
    expect_turn(turn, Some(waiting))?;
    check_text(&text)?;
    check_seconds(seconds)?;
    proceedings.record(Event::Answered {
        turn,
        text,
        seconds,
    });
    moves::after_reply(proceedings, turn)
}
