//! How every change of an interview goes: load, decide, append.

use std::sync::Arc;

use interview::{Command, Interview, decide};
use store::{AppendError, InterviewId};

use crate::app::{App, Panel};
use crate::failure::Failure;

/// How often a decision is made anew because another window wrote in between.
const ATTEMPTS: usize = 3;

/// An interview, and the panel that holds it.
pub(crate) struct Room {
    pub(crate) id: InterviewId,
    pub(crate) interview: Interview,
    pub(crate) panel: Panel,
}

impl Room {
    /// The interview of that name as it now stands.
    pub(crate) async fn enter(app: &App, id: &str) -> Result<Self, Failure> {
        let id: InterviewId = id.parse().map_err(|_| Failure::NoSuch {
            what: "interview",
            id: id.to_owned(),
        })?;
        let interview = app.store.load(&id).await?;
        let wanted = &interview.setup().pack;
        let panel = app
            .panel(wanted)
            .ok_or_else(|| Failure::NoPack {
                pack: wanted.clone(),
            })?
            .clone();
        Ok(Self {
            id,
            interview,
            panel,
        })
    }

    /// What the candidate does, done: when this returns, it is on the disk. Where another window
    /// wrote in between, the decision is made anew on what it left.
    pub(crate) async fn act(app: &Arc<App>, id: &str, command: Command) -> Result<Self, Failure> {
        let mut room = Self::enter(app, id).await?;
        for _ in 0..ATTEMPTS {
            let events = room.decide(app, command.clone()).await?;
            match app.store.append(&room.id, &room.interview, &events).await {
                Ok(interview) => return Ok(Self { interview, ..room }),
                Err(AppendError::Conflict { .. }) => room = Self::enter(app, id).await?,
                Err(AppendError::NoStart) => return Err(Failure::Broken),
                Err(AppendError::Store(error)) => return Err(error.into()),
            }
        }
        Err(Failure::Elsewhere { interview: room.id })
    }

    /// Reading a long answer takes a while, and a reader may fail on words that nobody foresaw: it
    /// works beside the server's threads.
    async fn decide(
        &self,
        app: &App,
        command: Command,
    ) -> Result<Vec<interview::Recorded>, Failure> {
        let interview = self.interview.clone();
        let panel = self.panel.clone();
        let now = app.now();
        tokio::task::spawn_blocking(move || decide(&interview, command, now, &panel.desk()))
            .await
            .map_err(|_| Failure::Broken)?
            .map_err(|refusal| Failure::Refused {
                interview: self.id.clone(),
                refusal,
            })
    }
}
