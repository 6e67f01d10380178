//! Looking after the file: its size, a backup, its health, and forgetting everything.

use std::path::Path;

use serde::Serialize;

use crate::error::StoreError;
use crate::open::Store;
use crate::recording::Recordings;

/// How much is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Bytes on the disk, the write-ahead log included.
    pub bytes: u64,
    /// Interviews.
    pub interviews: u64,
}

impl Store {
    /// How much is stored.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn size(&self) -> Result<Size, StoreError> {
        let beside = |suffix: &str| {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            std::fs::metadata(name).map_or(0, |found| found.len())
        };
        Ok(Size {
            bytes: beside("") + beside("-wal"),
            interviews: self.count().await?,
        })
    }

    /// Writes a copy of the whole file, consistent even while others write. Recordings are files of
    /// their own and are not in it.
    ///
    /// # Errors
    /// When there is already something under that name, or the disk refuses.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        sqlx::query("VACUUM INTO ?1")
            .bind(to.to_string_lossy().as_ref())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Reads the whole file and says what is wrong with it; `None` when nothing is.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub async fn check(&self) -> Result<Option<String>, StoreError> {
        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(10)")
            .fetch_all(&self.readers)
            .await?;
        Ok((found != ["ok"]).then(|| found.join("; ")))
    }

    /// Forgets everything, recordings too, and overwrites where it stood.
    ///
    /// # Errors
    /// When the store fails; then nothing is forgotten. [`StoreError::SoundLeft`] where everything but a
    /// recording is forgotten, [`StoreError::TracesLeft`] where everything is, but could not be overwritten.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        crate::transfer::clear(&mut transaction).await?;
        transaction.commit().await?;
        // From here on everything that was written is forgotten. What fails now keeps nothing else from
        // being removed, and may not be told as if all were still here.
        let sound = self.with_recordings(Recordings::forget_all).await;
        let traces = self.overwrite().await;
        match (sound, traces) {
            (Ok(()), Ok(())) => Ok(()),
            (Err(sound), Ok(())) => Err(StoreError::SoundLeft(sound)),
            (Ok(()), Err(reason)) => Err(StoreError::TracesLeft(reason)),
            (Err(sound), Err(reason)) => Err(StoreError::TracesLeft(format!("{reason}; {sound}"))),
        }
    }

    /// Writes the file anew without what was deleted, and empties the log beside it; tells why it could not.
    async fn overwrite(&self) -> Result<(), String> {
        let told = |error: sqlx::Error| error.to_string();
        let anew = sqlx::query("VACUUM").execute(&self.writer).await;
        // Worth trying even where there was no room to write the file anew: what the log holds goes.
        let busy: bool = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&self.writer)
            .await
            .map_err(told)?;
        anew.map_err(told)?;
        if busy {
            return Err("another program is reading the database".to_owned());
        }
        Ok(())
    }
}
