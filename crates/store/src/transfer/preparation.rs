//! The candidate's papers and reviews on their way out and in.

use jiff::Timestamp;
use prep::people::Contact;
use prep::plan::Done;
use prep::research::{Canvas, Feed, Note, Simulated};
use prep::story::Story;
use prep::{Goal, Paper};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::{Row as _, Sqlite, SqliteConnection, Transaction};

use super::ImportError;
use crate::case::KeptCase;
use crate::error::StoreError;
use crate::experiment::KeptExperiment;
use crate::query::SavedQuery;
use crate::recording::Listened;
use crate::review::{Review, bound, reviewed};

/// Tells why a body cannot be read as a paper of its kind.
type Reads = fn(&str) -> Result<(), serde_json::Error>;

/// Every kind of paper that this program reads. What is of no kind among them is not looked at by anything.
const KINDS: [(&str, Reads); 12] = [
    kind::<Canvas>(),
    kind::<Contact>(),
    kind::<Done>(),
    kind::<Feed>(),
    kind::<Goal>(),
    kind::<KeptCase>(),
    kind::<KeptExperiment>(),
    kind::<Listened>(),
    kind::<Note>(),
    kind::<SavedQuery>(),
    kind::<Simulated>(),
    kind::<Story>(),
];

const fn kind<T: Paper>() -> (&'static str, Reads) {
    (T::KIND, |body| serde_json::from_str::<T>(body).map(drop))
}

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

/// Refuses a paper that nothing here could read, or that says a time that cannot be: one that was taken in
/// would keep every other of its kind from being shown.
pub(super) fn check(paper: &WholePaper) -> Result<(), ImportError> {
    let unusable = |reason: String| ImportError::Paper {
        kind: paper.kind.clone(),
        id: paper.id.clone(),
        reason,
    };
    for time in [paper.created, paper.updated] {
        Timestamp::from_microsecond(time).map_err(|error| unusable(error.to_string()))?;
    }
    match KINDS.iter().find(|(kind, _)| *kind == paper.kind) {
        Some((_, reads)) => reads(paper.body.get()).map_err(|error| unusable(error.to_string())),
        None => Ok(()),
    }
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
