//! Recordings that an older program left: it counted attempts through the whole interview, so that a
//! recording lost its attempt as soon as another question was tried again. When the store is opened they
//! are given the number that their attempt has among those at its own question.

use std::io::ErrorKind;
use std::sync::PoisonError;

use interview::{Interview, TurnId};
use prep::Paper;

use super::files::{Recordings, entries, failed, file_name};
use super::{Listened, RecordingError, RecordingName};
use crate::error::StoreError;
use crate::interview::InterviewId;
use crate::open::Store;

/// A recording under the name that an older program gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Old {
    interview: InterviewId,
    turn: TurnId,
    /// Counted through the interview from 1.
    number: u32,
}

impl Old {
    /// `TURN-NUMBER.wav`, with a number that is none of an answer's own.
    fn of_file(interview: &InterviewId, file: &str) -> Option<Self> {
        let (turn, number) = file.strip_suffix(".wav")?.split_once('-')?;
        Some(Self {
            interview: interview.clone(),
            turn: TurnId(turn.parse().ok()?),
            number: number.parse().ok().filter(|number| *number > 0)?,
        })
    }

    fn file(&self) -> std::path::PathBuf {
        let Self { turn, number, .. } = self;
        std::path::Path::new(self.interview.as_str()).join(format!("{turn}-{number}.wav"))
    }

    /// What was kept of it besides its sound was kept under this name.
    fn listened(&self) -> String {
        format!("{}.{}.{}", self.interview, self.turn, self.number)
    }

    fn named(&self, attempt: u32) -> RecordingName {
        RecordingName {
            of: self.interview.clone().into(),
            turn: self.turn,
            attempt,
        }
    }

    /// Its number among the attempts at its question, where it was sent.
    fn sent_as(&self, interview: &Interview) -> Option<u32> {
        let question = &interview.thread(self.turn)?.question.id;
        let place = usize::try_from(self.number).ok()?;
        let through = interview.retries().get(..place)?;
        through.last().filter(|retry| retry.question == *question)?;
        let attempts = through.iter().filter(|retry| retry.question == *question);
        u32::try_from(attempts.count()).ok()
    }

    /// The number of the attempt that comes next at its question.
    fn comes_next(&self, interview: &Interview) -> u32 {
        let made = interview
            .thread(self.turn)
            .map_or(0, |thread| interview.attempts(&thread.question.id).count());
        u32::try_from(made + 1).unwrap_or(u32::MAX)
    }
}

impl Store {
    /// Gives every recording of an older program the name that it has now. Those that were sent go with
    /// their attempt; one that was never sent waits for the attempt that comes next, behind others that do.
    pub(crate) async fn count_attempts_by_question(&self) -> Result<(), StoreError> {
        // Where the folder cannot be looked into, whatever wants a recording says so.
        let Ok(mut old) = self.with_recordings(Recordings::old).await else {
            return Ok(());
        };
        old.sort();
        for of_one in old.chunk_by(|one, other| one.interview == other.interview) {
            let Some(first) = of_one.first() else {
                continue;
            };
            let held = match self.load(&first.interview).await {
                Ok(held) => Some(held),
                // Without its interview no recording has an attempt: it keeps its number.
                Err(StoreError::NoSuchInterview(_)) => None,
                // Left for a program that can read it.
                Err(StoreError::Unreadable { .. }) => continue,
                Err(error) => return Err(error),
            };
            let sent = |each: &Old| match &held {
                Some(held) => each.sent_as(held),
                None => Some(each.number),
            };
            let (sent, waiting): (Vec<_>, Vec<_>) = of_one
                .iter()
                .map(|each| (each, sent(each)))
                .partition(|(_, sent)| sent.is_some());
            for (each, number) in sent.into_iter().chain(waiting) {
                let next = held.as_ref().map_or(1, |held| each.comes_next(held));
                self.rename(each, number, next).await?;
            }
        }
        Ok(())
    }

    /// Gives one recording its number, or the first one from `next` on that is free.
    async fn rename(&self, old: &Old, number: Option<u32>, next: u32) -> Result<(), StoreError> {
        let is_free = async |attempt| -> Result<bool, RecordingError> {
            let name = old.named(attempt);
            self.with_recordings(move |recordings| Ok(!recordings.holds(&name)))
                .await
        };
        let mut attempt = number.unwrap_or(next);
        if !is_free(attempt).await? {
            attempt = next;
        }
        while !is_free(attempt).await? {
            attempt += 1;
        }
        let name = old.named(attempt);
        // The sound last: where this ends in between, it is begun again with the sound.
        sqlx::query(include_str!("move_listened.sql"))
            .bind(Listened::KIND)
            .bind(old.listened())
            .bind(name.to_string())
            .execute(&self.writer)
            .await?;
        let old = old.clone();
        Ok(self
            .with_recordings(move |recordings| recordings.rename(&old, &name))
            .await?)
    }
}

impl Recordings {
    /// What an older program left.
    fn old(&self) -> Result<Vec<Old>, RecordingError> {
        let mut old = Vec::new();
        for folder in entries(&self.folder)? {
            if let Ok(interview) = file_name(&folder).parse::<InterviewId>() {
                let files = entries(&folder)?;
                let of_it = files.iter().map(|path| file_name(path));
                old.extend(of_it.filter_map(|file| Old::of_file(&interview, &file)));
            }
        }
        Ok(old)
    }

    fn holds(&self, name: &RecordingName) -> bool {
        self.folder.join(name.file()).exists()
    }

    fn rename(&self, old: &Old, name: &RecordingName) -> Result<(), RecordingError> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let from = self.folder.join(old.file());
        match std::fs::rename(&from, self.folder.join(name.file())) {
            // Another program that opened the store at the same time was first.
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&from, &error)),
            _ => Ok(()),
        }
    }
}
