//! Reading what happened.

use interview::{Interview, Recorded};
use sqlx::{Executor, Sqlite};

use super::InterviewId;
use crate::error::StoreError;
use crate::open::Store;

impl Store {
    /// The interview as its events leave it.
    ///
    /// # Errors
    /// When there is no such interview, an event cannot be read, or the store fails.
    pub async fn load(&self, id: &InterviewId) -> Result<Interview, StoreError> {
        let events = self.events(id).await?;
        Interview::replay(events).ok_or_else(|| StoreError::Unreadable {
            interview: id.to_string(),
            seq: 0,
            reason: "it does not begin with a setup".to_owned(),
        })
    }

    /// Everything that happened in an interview, in order.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn events(&self, id: &InterviewId) -> Result<Vec<Recorded>, StoreError> {
        events(&self.readers, id).await
    }
}

pub(crate) async fn events(
    from: impl Executor<'_, Database = Sqlite>,
    id: &InterviewId,
) -> Result<Vec<Recorded>, StoreError> {
    let rows: Vec<(i64, String)> = sqlx::query_as(include_str!("events.sql"))
        .bind(id.as_str())
        .fetch_all(from)
        .await?;
    if rows.is_empty() {
        return Err(StoreError::NoSuchInterview(id.to_string()));
    }
    rows.into_iter()
        .map(|(seq, recorded)| {
            serde_json::from_str(&recorded).map_err(|error| StoreError::Unreadable {
                interview: id.to_string(),
                seq,
                reason: error.to_string(),
            })
        })
        .collect()
}
