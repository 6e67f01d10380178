//! Answers being typed, saved as they are typed.

use interview::TurnId;
use jiff::Timestamp;

use crate::error::StoreError;
use crate::interview::{InterviewId, microseconds};
use crate::open::Store;

impl Store {
    /// Keeps what is typed so far for a turn, in place of what was kept before.
    ///
    /// # Errors
    /// When there is no such interview, or the store fails.
    pub async fn save_draft(
        &self,
        interview: &InterviewId,
        turn: TurnId,
        text: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let saved = sqlx::query(include_str!("save.sql"))
            .bind(interview.as_str())
            .bind(turn.0)
            .bind(text)
            .bind(microseconds(at))
            .execute(&self.writer)
            .await?
            .rows_affected();
        if saved == 0 {
            return Err(StoreError::NoSuchInterview(interview.to_string()));
        }
        Ok(())
    }

    /// What was typed so far for a turn.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draft(
        &self,
        interview: &InterviewId,
        turn: TurnId,
    ) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar(include_str!("load.sql"))
            .bind(interview.as_str())
            .bind(turn.0)
            .fetch_optional(&self.readers)
            .await?)
    }
}
