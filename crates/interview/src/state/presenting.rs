//! A prepared presentation is waited for.

use super::open;
use crate::command::{Command, Refusal};
use crate::decide::{Proceedings, check_text, expect_turn};
use crate::event::{Event, TurnId};
use crate::moves;

pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    waiting: TurnId,
    command: Command,
) -> Result<(), Refusal> {
    let Command::Present { turn, markdown } = command else {
        let awaited = Refusal::PresentationAwaited(waiting);
        return open::decide(proceedings, waiting, &command, awaited);
    };
    expect_turn(turn, Some(waiting))?;
    check_text(&markdown)?;
    proceedings.record(Event::PresentationGiven { turn, markdown });
    moves::after_reply(proceedings, turn)
}
