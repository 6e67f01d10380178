//! What the candidate writes outside interviews, kept as whoever reads it has it.

mod brief;

use jiff::Timestamp;
use prep::{Counted, Paper};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Row as _, Sqlite, Transaction};

pub use brief::Briefed;

use crate::error::StoreError;
use crate::interview::{microseconds, time};
use crate::open::Store;

/// A paper as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// Names it among its kind.
    pub id: String,
    /// What was written.
    #[serde(flatten)]
    pub paper: T,
    /// When it was first kept.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
}

impl Store {
    /// Keeps a new paper; gives the name that was drawn for it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_paper<T: Paper>(
        &self,
        paper: &T,
        at: Timestamp,
    ) -> Result<String, StoreError> {
        Ok(sqlx::query_scalar(include_str!("add.sql"))
            .bind(T::KIND)
            .bind(serde_json::to_string(paper)?)
            .bind(microseconds(at))
            .fetch_one(&self.writer)
            .await?)
    }

    /// Keeps new papers, all or none; gives the names that were drawn for them.
    ///
    /// # Errors
    /// [`StoreError::TooMany`] where there would be more of the kind than are kept; or the store fails.
    pub async fn add_papers<T: Counted>(
        &self,
        papers: &[T],
        at: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let kept = count::<T>(&mut *transaction).await?;
        if kept + papers.len() > T::MOST {
            return Err(StoreError::TooMany {
                kept,
                more: papers.len(),
                most: T::MOST,
            });
        }
        let mut ids = Vec::with_capacity(papers.len());
        for paper in papers {
            let id = sqlx::query_scalar(include_str!("add.sql"))
                .bind(T::KIND)
                .bind(serde_json::to_string(paper)?)
                .bind(microseconds(at))
                .fetch_one(&mut *transaction)
                .await?;
            ids.push(id);
        }
        transaction.commit().await?;
        Ok(ids)
    }

    /// Keeps a paper under a name, in place of what was kept under it before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_paper<T: Paper>(
        &self,
        id: &str,
        paper: &T,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(include_str!("keep.sql"))
            .bind(T::KIND)
            .bind(id)
            .bind(serde_json::to_string(paper)?)
            .bind(microseconds(at))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Changes a paper as it now is: between its being read and kept again nobody else writes, in
    /// another window or another program. Gives what the change gave; none where there is no such paper.
    /// What is left as it was is not written, and does not count as changed.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails; then nothing is changed.
    pub async fn change_paper<T: Paper, R>(
        &self,
        id: &str,
        at: Timestamp,
        how: impl FnOnce(&mut T) -> R,
    ) -> Result<Option<R>, StoreError> {
        // The lock is taken at the start: two writers never both read what was there before.
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let Some((paper, before)) = stored::<T>(&mut transaction, id).await? else {
            return Ok(None);
        };
        let done = change(transaction, id, at, paper, &before, how).await?;
        Ok(Some(done))
    }

    /// The same for a paper that may not be there yet: it then begins as its default, and is kept where the
    /// change makes something else of that.
    ///
    /// # Errors
    /// As [`Store::change_paper`].
    pub async fn change_or_add_paper<T: Paper + Default, R>(
        &self,
        id: &str,
        at: Timestamp,
        how: impl FnOnce(&mut T) -> R,
    ) -> Result<R, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let (paper, before) = match stored::<T>(&mut transaction, id).await? {
            Some(found) => found,
            None => (T::default(), serde_json::to_string(&T::default())?),
        };
        change(transaction, id, at, paper, &before, how).await
    }

    /// The paper of that name, where there is one.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails.
    pub async fn paper<T: Paper>(&self, id: &str) -> Result<Option<Kept<T>>, StoreError> {
        let row = sqlx::query(include_str!("load.sql"))
            .bind(T::KIND)
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(kept).transpose()
    }

    /// Every paper of a kind, the one last changed first.
    ///
    /// # Errors
    /// When one cannot be read, or the store fails.
    pub async fn papers<T: Paper>(&self) -> Result<Vec<Kept<T>>, StoreError> {
        sqlx::query(include_str!("list.sql"))
            .bind(T::KIND)
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(kept)
            .collect()
    }

    /// What the papers of a kind are called.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn paper_ids<T: Paper>(&self) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(include_str!("ids.sql"))
            .bind(T::KIND)
            .fetch_all(&self.readers)
            .await?)
    }

    /// How many papers of a kind there are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_papers<T: Paper>(&self) -> Result<usize, StoreError> {
        count::<T>(&self.readers).await
    }

    /// Forgets the paper of that name; says whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_paper<T: Paper>(&self, id: &str) -> Result<bool, StoreError> {
        let gone = sqlx::query(include_str!("forget.sql"))
            .bind(T::KIND)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(gone.rows_affected() > 0)
    }
}

async fn count<T: Paper>(from: impl Executor<'_, Database = Sqlite>) -> Result<usize, StoreError> {
    let count: i64 = sqlx::query_scalar(include_str!("count.sql"))
        .bind(T::KIND)
        .fetch_one(from)
        .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// A paper that is to be changed, and its body as it stands.
async fn stored<T: Paper>(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &str,
) -> Result<Option<(T, String)>, StoreError> {
    let row = sqlx::query(include_str!("load.sql"))
        .bind(T::KIND)
        .bind(id)
        .fetch_optional(&mut **transaction)
        .await?;
    match row {
        Some(row) => Ok(Some((kept::<T>(&row)?.paper, row.try_get("body")?))),
        None => Ok(None),
    }
}

/// Changes a paper and keeps it, where it is no longer as it was before.
async fn change<T: Paper, R>(
    mut transaction: Transaction<'_, Sqlite>,
    id: &str,
    at: Timestamp,
    mut paper: T,
    before: &str,
    how: impl FnOnce(&mut T) -> R,
) -> Result<R, StoreError> {
    let done = how(&mut paper);
    let body = serde_json::to_string(&paper)?;
    if body != before {
        sqlx::query(include_str!("keep.sql"))
            .bind(T::KIND)
            .bind(id)
            .bind(body)
            .bind(microseconds(at))
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(done)
}

fn kept<T: Paper>(row: &SqliteRow) -> Result<Kept<T>, StoreError> {
    let body: String = row.try_get("body")?;
    let id: String = row.try_get("id")?;
    Ok(Kept {
        paper: serde_json::from_str(&body).map_err(|error| StoreError::NotKnown {
            what: format!("the {} \"{id}\"", T::KIND),
            reason: error.to_string(),
        })?,
        id,
        created: time(row, "created_at")?,
        updated: time(row, "updated_at")?,
    })
}
