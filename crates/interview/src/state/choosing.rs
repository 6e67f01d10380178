//! An answer is in, and whoever leads says what is asked next. The candidate can pause, end, or go on
//! without waiting.

use super::open;
use crate::command::{Command, FollowUp, LONGEST_WORDS, Refusal};
use crate::decide::{Proceedings, expect_turn};
use crate::event::{Event, TurnId};
use crate::moves;

pub(crate) fn decide(
    proceedings: &mut Proceedings<'_>,
    answered: TurnId,
    command: Command,
) -> Result<(), Refusal> {
    match command {
        Command::FollowUp { turn, with } => {
            expect_turn(turn, Some(answered))?;
            follow_up(proceedings, with)
        }
        Command::MoveOn { turn } => {
            expect_turn(turn, Some(answered))?;
            moves::close_thread(proceedings);
            moves::move_on(proceedings)
        }
        Command::GoOn { turn } => {
            expect_turn(turn, Some(answered))?;
            moves::go_on(proceedings)
        }
        Command::Skip { turn } => {
            expect_turn(turn, Some(answered))?;
            Err(Refusal::LeadAwaited(turn))
        }
        command => {
            let awaited = Refusal::LeadAwaited(answered);
            open::decide(proceedings, answered, &command, awaited)
        }
    }
}

fn follow_up(proceedings: &mut Proceedings<'_>, with: FollowUp) -> Result<(), Refusal> {
    match with {
        FollowUp::Probe(probe) => {
            let chosen = moves::hear(proceedings).and_then(|heard| {
                crate::probe::fitting(&proceedings.interview, &heard, proceedings.desk)
                    .find(|choice| choice.probe == probe)
            });
            moves::ask(proceedings, chosen.ok_or(Refusal::DoesNotFit(probe))?)
        }
        FollowUp::Words(words) => {
            let text = words.trim().to_owned();
            let characters = text.chars().count();
            if characters == 0 {
                return Err(Refusal::NoWords);
            }
            if characters > LONGEST_WORDS {
                return Err(Refusal::TooManyWords { characters });
            }
            let Some((parent, interviewer)) = moves::who_follows_up(proceedings) else {
                return Err(Refusal::NoRoundRunning);
            };
            proceedings.record(Event::Put {
                turn: proceedings.interview.next_turn(),
                parent,
                text,
                interviewer,
            });
            Ok(())
        }
    }
}
