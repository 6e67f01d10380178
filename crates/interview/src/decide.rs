//! From a command to what happens.

use jiff::Timestamp;

use crate::case;
use crate::command::{Command, LONGEST_ANSWER, Refusal};
use crate::desk::Desk;
use crate::event::{Event, Recorded, TurnId};
use crate::interview::{Interview, State};
use crate::state;

/// What a command leads to, in events that the caller stores and then applies, all or none.
///
/// # Errors
/// A [`Refusal`] that says where the interview stands; it is then unchanged.
pub fn decide(
    interview: &Interview,
    command: Command,
    now: Timestamp,
    desk: &Desk<'_>,
) -> Result<Vec<Recorded>, Refusal> {
    let mut proceedings = Proceedings {
        interview: interview.clone(),
        recorded: Vec::new(),
        now: now.max(interview.updated_at()),
        desk,
    };
    match command {
        Command::TakeCase { turn, worked } => case::take(&mut proceedings, turn, *worked)?,
        Command::Rate { turn, level } => state::rate(&mut proceedings, turn, level)?,
        Command::Correct { turn, text } => state::correct(&mut proceedings, turn, text)?,
        Command::Retry {
            question,
            text,
            seconds,
            attempt,
        } => state::retry(&mut proceedings, &question, text, seconds, attempt)?,
        Command::TakeLead { by } => state::take_lead(&mut proceedings, by)?,
        Command::LeaveLead => state::leave_lead(&mut proceedings)?,
        command => match interview.state() {
            State::Waiting => state::waiting::decide(&mut proceedings, command)?,
            State::Presenting { turn } => {
                state::presenting::decide(&mut proceedings, turn, command)?;
            }
            State::Answering { turn } => {
                state::answering::decide(&mut proceedings, turn, command)?;
            }
            State::Choosing { turn } => state::choosing::decide(&mut proceedings, turn, command)?,
            State::Paused { turn } => state::paused::decide(&mut proceedings, turn, command)?,
            State::Ended { .. } => return Err(state::ended::refuse(&command)),
        },
    }
    Ok(proceedings.recorded)
}

/// A decision in the making: the events so far, and the interview as they leave it.
pub(crate) struct Proceedings<'a> {
    pub(crate) interview: Interview,
    pub(crate) recorded: Vec<Recorded>,
    pub(crate) now: Timestamp,
    pub(crate) desk: &'a Desk<'a>,
}

impl Proceedings<'_> {
    pub(crate) fn record(&mut self, event: Event) {
        self.interview.apply(event.clone(), self.now);
        self.recorded.push(Recorded {
            at: self.now,
            event,
        });
    }
}

pub(crate) fn expect_turn(given: TurnId, current: Option<TurnId>) -> Result<(), Refusal> {
    if Some(given) == current {
        Ok(())
    } else {
        Err(Refusal::NotThisTurn { given, current })
    }
}

pub(crate) fn check_text(text: &str) -> Result<(), Refusal> {
    let characters = text.chars().count();
    if characters > LONGEST_ANSWER {
        return Err(Refusal::TooLong { characters });
    }
    Ok(())
}

pub(crate) fn check_seconds(seconds: Option<f64>) -> Result<(), Refusal> {
    const DAY: f64 = 86_400.0;
    match seconds {
        Some(length) if !(0.0..=DAY).contains(&length) => Err(Refusal::NoLength(length)),
        _ => Ok(()),
    }
}
