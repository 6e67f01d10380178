//! The settings: one row of JSON, whose form belongs to whoever reads it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::open::Store;

impl Store {
    /// The settings; their default when none were saved.
    ///
    /// # Errors
    /// When they cannot be read in this form, or the store fails.
    pub async fn settings<T: DeserializeOwned + Default>(&self) -> Result<T, StoreError> {
        let body: Option<String> = sqlx::query_scalar(include_str!("load.sql"))
            .fetch_optional(&self.readers)
            .await?;
        Ok(match body {
            Some(body) => serde_json::from_str(&body).map_err(|error| StoreError::NotKnown {
                what: "what the settings say".to_owned(),
                reason: error.to_string(),
            })?,
            None => T::default(),
        })
    }

    /// Keeps the settings.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_settings<T: Serialize + Sync>(&self, settings: &T) -> Result<(), StoreError> {
        sqlx::query(include_str!("save.sql"))
            .bind(serde_json::to_string(settings)?)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
