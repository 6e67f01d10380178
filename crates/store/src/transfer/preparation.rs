//! The candidate's papers and reviews on their way out and in.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::{Row as _, Sqlite, SqliteConnection, Transaction};

use crate::error::StoreError;
use crate::review::{Review, bound, reviewed};

/// A paper of any kind.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WholePaper {
    pub(super) kind: String,
    pub(super) id: String,
    /// Microseconds since 1970.
    pub(super) created: i64,
    /// Microseconds since 1970.
    pub(super) updated: i64,
    pub(super) body: Box<RawValue>,
}

pub(super) async fn papers(moment: &mut SqliteConnection) -> Result<Vec<WholePaper>, StoreError> {
    sqlx::query(include_str!("../paper/all.sql"))
        .fetch_all(moment)
        .await?
        .iter()
        .map(|row| {
            Ok(WholePaper {
                kind: row.try_get("kind")?,
                id: row.try_get("id")?,
                created: row.try_get("created_at")?,
                updated: row.try_get("updated_at")?,
                body: RawValue::from_string(row.try_get("body")?)?,
            })
        })
        .collect()
}

pub(super) async fn reviews(moment: &mut SqliteConnection) -> Result<Vec<Review>, StoreError> {
    sqlx::query(include_str!("../review/all.sql"))
        .fetch_all(moment)
        .await?
        .iter()
        .map(|row| reviewed(row).map_err(StoreError::from))
        .collect()
}

/// Takes in what is not there, and papers that were changed later than those that are; gives how many.
pub(super) async fn take_in(
    transaction: &mut Transaction<'_, Sqlite>,
    papers: &[WholePaper],
    reviews: &[Review],
) -> Result<(usize, usize), StoreError> {
    let mut taken = (0, 0);
    for paper in papers {
        let done = sqlx::query(include_str!("../paper/take.sql"))
            .bind(&paper.kind)
            .bind(&paper.id)
            .bind(paper.body.get())
            .bind(paper.created)
            .bind(paper.updated)
            .execute(&mut **transaction)
            .await?;
        taken.0 += usize::from(done.rows_affected() > 0);
    }
    for review in reviews {
        let done = bound(review, include_str!("../review/take.sql"))
            .execute(&mut **transaction)
            .await?;
        taken.1 += usize::from(done.rows_affected() > 0);
    }
    Ok(taken)
}
