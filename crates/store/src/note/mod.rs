//! Notes beside an interview.

use jiff::Timestamp;

use crate::error::StoreError;
use crate::interview::{InterviewId, microseconds};
use crate::open::Store;

impl Store {
    /// Keeps the notes of an interview, in place of what was kept before.
    ///
    /// # Errors
    /// When there is no such interview, or the store fails.
    pub async fn save_notes(
        &self,
        interview: &InterviewId,
        text: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let saved = sqlx::query(include_str!("save.sql"))
            .bind(interview.as_str())
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

    /// The notes of an interview; empty when there are none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn notes(&self, interview: &InterviewId) -> Result<String, StoreError> {
        let notes: Option<String> = sqlx::query_scalar(include_str!("load.sql"))
            .bind(interview.as_str())
            .fetch_optional(&self.readers)
            .await?;
        Ok(notes.unwrap_or_default())
    }
}
