//! Writing what happened.

use interview::{Interview, Recorded};
use sqlx::{Sqlite, Transaction};

use super::{InterviewId, Row, count, microseconds};
use crate::answer;
use crate::error::StoreError;
use crate::open::Store;

/// Why events were not written. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else wrote first: another tab, or another program.
    #[error(
        "the interview went on in another window: it has {stored} events, not {expected}. Load it again; your text is kept as a draft"
    )]
    Conflict {
        /// The length that the writer knew.
        expected: u64,
        /// The length that it has.
        stored: u64,
    },
    /// The first event does not begin an interview.
    #[error("an interview begins with its setup")]
    NoStart,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AppendError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Keeps a new interview, from the event that began it and any that followed.
    ///
    /// # Errors
    /// When the events do not begin with a start, or the store fails.
    pub async fn create_interview(
        &self,
        events: &[Recorded],
    ) -> Result<(InterviewId, Interview), AppendError> {
        let interview = Interview::replay(events.iter().cloned()).ok_or(AppendError::NoStart)?;
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let id = insert(&mut transaction, None, &interview, events).await?;
        transaction.commit().await?;
        Ok((id, interview))
    }

    /// Writes what happened after `before`, and gives the interview as it then is. When this
    /// returns, the events are on the disk.
    ///
    /// # Errors
    /// [`AppendError::Conflict`] when the stored interview is not as long as `before`: another tab
    /// wrote first. Load again, and nothing is lost.
    pub async fn append(
        &self,
        id: &InterviewId,
        before: &Interview,
        events: &[Recorded],
    ) -> Result<Interview, AppendError> {
        let mut after = before.clone();
        for recorded in events {
            after.apply(recorded.event.clone(), recorded.at);
        }
        let expected = before.length();
        // The lock is taken at the start: two writers never both read the old length.
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        if !advance(&mut transaction, id, expected, &after, events).await? {
            let stored: Option<i64> = sqlx::query_scalar(include_str!("length.sql"))
                .bind(id.as_str())
                .fetch_optional(&mut *transaction)
                .await?;
            return Err(match stored {
                Some(stored) => AppendError::Conflict {
                    expected,
                    stored: stored.unsigned_abs(),
                },
                None => StoreError::NoSuchInterview(id.to_string()).into(),
            });
        }
        transaction.commit().await?;
        Ok(after)
    }

    /// Forgets an interview with its drafts, notes and recordings; of one that is gone, recordings that
    /// were left behind.
    ///
    /// # Errors
    /// When there is no such interview, or the store fails.
    pub async fn delete_interview(&self, id: &InterviewId) -> Result<(), StoreError> {
        let deleted = sqlx::query(include_str!("delete.sql"))
            .bind(id.as_str())
            .execute(&self.writer)
            .await?
            .rows_affected();
        self.forget_recordings_of(id.clone().into()).await?;
        if deleted == 0 {
            return Err(StoreError::NoSuchInterview(id.to_string()));
        }
        Ok(())
    }
}

/// Writes what happened after the first `expected` events, which leaves the interview as given; false,
/// and nothing written, where it is not that long.
pub(crate) async fn advance(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &InterviewId,
    expected: u64,
    after: &Interview,
    events: &[Recorded],
) -> Result<bool, StoreError> {
    let row = Row::of(after);
    let length = i64::try_from(expected).unwrap_or(i64::MAX);
    let advanced = sqlx::query(include_str!("advance.sql"))
        .bind(id.as_str())
        .bind(length)
        .bind(row.status.word())
        .bind(row.updated_at)
        .bind(row.length)
        .bind(row.rounds_held)
        .bind(row.questions)
        .bind(row.answered)
        .bind(row.unrated)
        .bind(row.estimate.map(|estimate| estimate.level))
        .bind(row.estimate.map(|estimate| estimate.margin))
        .bind(row.recommendation)
        .execute(&mut **transaction)
        .await?
        .rows_affected();
    if advanced == 0 {
        return Ok(false);
    }
    record(transaction, id, length, events).await?;
    answer::keep(transaction, id, after, events).await?;
    Ok(true)
}

/// Writes a whole interview, under a name of its own or a new one.
pub(crate) async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    id: Option<&InterviewId>,
    interview: &Interview,
    events: &[Recorded],
) -> Result<InterviewId, StoreError> {
    let setup = interview.setup();
    let row = Row::of(interview);
    let scope = serde_json::to_value(setup.scope)?;
    let named: String = sqlx::query_scalar(include_str!("create.sql"))
        .bind(id.map(InterviewId::as_str))
        .bind(setup.pack.as_str())
        .bind(scope.as_str())
        .bind(&setup.title)
        .bind(microseconds(interview.started_at()))
        .bind(count(setup.rounds.len()))
        .bind(row.status.word())
        .bind(row.updated_at)
        .bind(row.length)
        .bind(row.rounds_held)
        .bind(row.questions)
        .bind(row.answered)
        .bind(row.unrated)
        .bind(row.estimate.map(|estimate| estimate.level))
        .bind(row.estimate.map(|estimate| estimate.margin))
        .bind(row.recommendation)
        .fetch_one(&mut **transaction)
        .await?;
    let id = InterviewId(named);
    record(transaction, &id, 0, events).await?;
    answer::keep(transaction, &id, interview, events).await?;
    Ok(id)
}

async fn record(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &InterviewId,
    from: i64,
    events: &[Recorded],
) -> Result<(), StoreError> {
    for (seq, recorded) in (from..).zip(events) {
        sqlx::query(include_str!("record.sql"))
            .bind(id.as_str())
            .bind(seq)
            .bind(serde_json::to_string(recorded)?)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
