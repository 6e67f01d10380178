//! Holds an interview with a candidate: decide, store, tell, until it is over or the candidate
//! leaves. What was stored is never lost, whenever the program ends.

use anyhow::{Context, Result, bail};
use interview::{Command, Desk, Interview, Recorded, State, TurnId, decide};
use store::{AppendError, InterviewId, Store};

use super::candidate::{Candidate, Rated, Reply};
use crate::unable::Unable;

/// An interview being held.
pub(super) struct Sitting<'a> {
    pub(super) store: &'a Store,
    pub(super) id: InterviewId,
    pub(super) interview: Interview,
    pub(super) desk: Desk<'a>,
}

impl Sitting<'_> {
    /// Holds the interview until it is over or the candidate leaves.
    pub(super) async fn hold(&mut self, candidate: &mut dyn Candidate) -> Result<()> {
        loop {
            if !self.ask_for_ratings(candidate).await? {
                return Ok(());
            }
            let command = match self.interview.state() {
                State::Ended { .. } => return Ok(()),
                State::Waiting => {
                    let next = self.interview.next_round().context("no round is left")?;
                    // Whoever just asked for an interview is ready for its first round.
                    if !self.interview.rounds().is_empty() && !candidate.ready(next)? {
                        return Ok(());
                    }
                    Command::Begin
                }
                State::Paused { .. } => Command::Resume,
                // A friend leads from a page; in a terminal nobody is waited for.
                State::Choosing { turn } => Command::GoOn { turn },
                State::Presenting { turn } | State::Answering { turn } => {
                    let Some(command) = self.reply(candidate, turn)? else {
                        self.step(candidate, Command::Pause).await?;
                        return Ok(());
                    };
                    command
                }
            };
            self.step(candidate, command).await?;
        }
    }

    /// Asks for every rating that is due; false when the candidate leaves instead.
    async fn ask_for_ratings(&mut self, candidate: &mut dyn Candidate) -> Result<bool> {
        loop {
            let due = self.interview.threads().find(|each| each.wants_rating());
            let Some((turn, rated)) = due
                .map(|thread| Ok::<_, anyhow::Error>((thread.opened_by(), candidate.rate(thread)?)))
                .transpose()?
            else {
                return Ok(true);
            };
            let Rated::Level(level) = rated else {
                return Ok(false);
            };
            self.step(candidate, Command::Rate { turn, level }).await?;
        }
    }

    /// What the candidate's reply to a turn asks for; `None` when they leave.
    fn reply(&self, candidate: &mut dyn Candidate, turn: TurnId) -> Result<Option<Command>> {
        let (thread, asked) = self
            .interview
            .thread(turn)
            .zip(self.interview.turn(turn))
            .context("the turn that waits is not in the interview")?;
        Ok(Some(match candidate.reply(thread, asked)? {
            Reply::Said { text, .. } if asked.presentation => Command::Present {
                turn,
                markdown: text,
            },
            Reply::Said { text, seconds } => Command::Answer {
                turn,
                text,
                seconds,
            },
            Reply::Skip => Command::Skip { turn },
            Reply::CloseRound => Command::CloseRound,
            Reply::End => Command::End,
            Reply::Leave => return Ok(None),
        }))
    }

    async fn step(&mut self, candidate: &mut dyn Candidate, command: Command) -> Result<()> {
        match decide(&self.interview, command, candidate.now(), &self.desk) {
            Ok(events) => self.keep(candidate, &events).await,
            Err(refusal) => candidate.refused(refusal),
        }
    }

    async fn keep(&mut self, candidate: &mut dyn Candidate, events: &[Recorded]) -> Result<()> {
        let kept = self.store.append(&self.id, &self.interview, events).await;
        match kept {
            Ok(interview) => {
                self.interview = interview;
                candidate.told(&self.interview, events)
            }
            Err(conflict @ AppendError::Conflict { .. }) => {
                bail!(
                    "{conflict}; go on with: greenroom interview --resume {}",
                    self.id
                )
            }
            Err(error) => Err(Unable::because(error)),
        }
    }
}
