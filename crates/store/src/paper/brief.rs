//! What most who look at many papers need of a long one: kept beside it, so that nobody has to read all of
//! it to know whether it matters.

use prep::Paper;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row as _;

use super::Kept;
use crate::error::StoreError;
use crate::interview::{time, undecodable};
use crate::open::Store;

/// A paper that is long.
pub trait Briefed: Paper {
    /// What most need of it.
    type Brief: Serialize + DeserializeOwned;
    /// The form of the brief. Raised when it changes; briefs of another edition are made anew.
    const EDITION: u32;

    /// Makes the brief.
    fn brief(&self) -> Self::Brief;
}

impl Store {
    /// The briefs of every paper of a kind, the one last changed first. A paper is read only where its
    /// brief was not made since it was last changed.
    ///
    /// # Errors
    /// When a paper cannot be read, or the store fails.
    pub async fn briefs<T: Briefed>(&self) -> Result<Vec<Kept<T::Brief>>, StoreError> {
        let rows = sqlx::query(include_str!("briefs.sql"))
            .bind(T::KIND)
            .bind(T::EDITION)
            .fetch_all(&self.readers)
            .await?;
        let mut briefs = Vec::with_capacity(rows.len());
        for row in rows {
            let id: String = row.try_get("id")?;
            let body: Option<String> = row.try_get("body")?;
            let Some(body) = body else {
                briefs.extend(self.made_brief::<T>(&id).await?);
                continue;
            };
            briefs.push(Kept {
                id,
                paper: serde_json::from_str(&body)
                    .map_err(|error| undecodable("body", error.to_string()))?,
                created: time(&row, "created_at")?,
                updated: time(&row, "updated_at")?,
            });
        }
        Ok(briefs)
    }

    /// The brief of a paper, made of it; none where the paper went meanwhile.
    async fn made_brief<T: Briefed>(&self, id: &str) -> Result<Option<Kept<T::Brief>>, StoreError> {
        let row = sqlx::query(include_str!("load.sql"))
            .bind(T::KIND)
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let Kept {
            id,
            paper,
            created,
            updated,
        } = super::kept::<T>(&row)?;
        let brief = paper.brief();
        let body: String = row.try_get("body")?;
        // Whoever looks is not to fail because the disk is full: the brief is then made again next time.
        let _ = sqlx::query(include_str!("keep_brief.sql"))
            .bind(T::KIND)
            .bind(&id)
            .bind(T::EDITION)
            .bind(serde_json::to_string(&brief)?)
            .bind(&body)
            .execute(&self.writer)
            .await;
        Ok(Some(Kept {
            id,
            paper: brief,
            created,
            updated,
        }))
    }
}
