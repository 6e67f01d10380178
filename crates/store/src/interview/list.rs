//! Interviews as lists show them: one row each, no event read.

use interview::debrief::Verdict;
use interview::estimate::Estimate;
use interview::setup::Scope;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::{InterviewId, Status};
use crate::error::StoreError;
use crate::open::Store;

/// The most interviews on a page.
const MOST: u32 = 1_000;

/// Which interviews; everything that is left open lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those that are over, or those that can be gone on with.
    pub ended: Option<bool>,
    /// How much of a loop they are.
    pub scope: Option<Scope>,
    /// Those with answers that wait for the candidate's own rating, or those without.
    pub unrated: Option<bool>,
}

/// Which part of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many to leave out, newest first.
    pub after: u32,
    /// How many to give, 1,000 at most.
    pub most: u32,
    /// Which ones.
    pub wanted: Wanted,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            after: 0,
            most: 50,
            wanted: Wanted::default(),
        }
    }
}

impl Wanted {
    fn scope_word(&self) -> Result<Option<String>, StoreError> {
        let word = self.scope.map(serde_json::to_value).transpose()?;
        Ok(word.and_then(|word| word.as_str().map(str::to_owned)))
    }
}

/// An interview as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// Names it.
    pub id: InterviewId,
    /// The pack that it is drawn from.
    pub pack: String,
    /// How much of a loop it is.
    pub scope: Scope,
    /// As shown.
    pub title: String,
    /// How far it is.
    pub status: Status,
    /// When it was set up.
    pub started: Timestamp,
    /// When the last thing happened.
    pub updated: Timestamp,
    /// Rounds set up.
    pub rounds: u32,
    /// Rounds closed.
    pub rounds_held: u32,
    /// Questions asked.
    pub questions: u32,
    /// Questions answered.
    pub answered: u32,
    /// Answers whose marks wait for the candidate's own rating. While there are any, the level is
    /// not to be shown.
    pub unrated: u32,
    /// The level of the whole; `None` when nothing was observed.
    pub level: Option<Estimate>,
    /// What a committee would be told, once it is over and enough was observed.
    pub recommendation: Option<Verdict>,
}

impl Store {
    /// Interviews, the one last touched first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list(&self, page: Page) -> Result<Vec<Listed>, StoreError> {
        sqlx::query(include_str!("list.sql"))
            .bind(page.most.min(MOST))
            .bind(page.after)
            .bind(page.wanted.ended)
            .bind(page.wanted.scope_word()?)
            .bind(page.wanted.unrated)
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| listed(row).map_err(StoreError::from))
            .collect()
    }

    /// How many interviews there are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count(&self) -> Result<u64, StoreError> {
        self.count_of(&Wanted::default()).await
    }

    /// How many of these there are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_of(&self, wanted: &Wanted) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar(include_str!("count.sql"))
            .bind(wanted.ended)
            .bind(wanted.scope_word()?)
            .bind(wanted.unrated)
            .fetch_one(&self.readers)
            .await?;
        Ok(count.unsigned_abs())
    }
}

fn listed(row: &SqliteRow) -> Result<Listed, sqlx::Error> {
    let level: Option<f64> = row.try_get("level")?;
    let margin: Option<f64> = row.try_get("margin")?;
    let recommendation: Option<String> = row.try_get("recommendation")?;
    Ok(Listed {
        id: InterviewId(row.try_get("id")?),
        pack: row.try_get("pack")?,
        scope: word(row, "scope", |word| {
            serde_json::from_value(serde_json::Value::from(word)).ok()
        })?,
        title: row.try_get("title")?,
        status: word(row, "status", Status::from_word)?,
        started: time(row, "started_at")?,
        updated: time(row, "updated_at")?,
        rounds: row.try_get("rounds")?,
        rounds_held: row.try_get("rounds_held")?,
        questions: row.try_get("questions")?,
        answered: row.try_get("answered")?,
        unrated: row.try_get("unrated")?,
        level: level
            .zip(margin)
            .map(|(level, margin)| Estimate { level, margin }),
        recommendation: recommendation.as_deref().and_then(Verdict::from_word),
    })
}

fn word<T>(
    row: &SqliteRow,
    column: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let word: String = row.try_get(column)?;
    read(&word).ok_or_else(|| undecodable(column, format!("unknown word \"{word}\"")))
}

pub(crate) fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, sqlx::Error> {
    let microseconds: i64 = row.try_get(column)?;
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| undecodable(column, error.to_string()))
}

pub(crate) fn undecodable(column: &str, reason: String) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: reason.into(),
    }
}
