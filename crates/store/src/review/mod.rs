//! Reviews of cards, each kept for good; the last of a card says when it returns.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use pack::id::{EntryId, PackId};
use prep::drill::{Grade, Memory, Seen};
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::interview::{microseconds, time, undecodable};
use crate::open::Store;

/// One review of a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The pack of the card.
    pub pack: PackId,
    /// The card.
    pub card: EntryId,
    /// When it was reviewed.
    pub at: Timestamp,
    /// The day of that in the candidate's own calendar.
    pub day: Date,
    /// How well it was known.
    pub grade: Grade,
    /// What its numbers and the order of its choices were drawn with.
    pub seed: u64,
    /// What was answered, where it was typed or picked.
    pub given: String,
    /// How well it sits since.
    pub memory: Memory,
    /// The day on which it comes back.
    pub due: Date,
}

/// The reviews of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewDay {
    /// The day.
    pub day: Date,
    /// How many cards were reviewed.
    pub reviews: u32,
    /// How many of these were known.
    pub known: u32,
}

impl Store {
    /// Keeps a review; gives its number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_review(&self, review: &Review) -> Result<i64, StoreError> {
        Ok(bound(review, include_str!("add.sql"))
            .fetch_one(&self.writer)
            .await?
            .try_get("id")?)
    }

    /// Keeps a review of a card that had been reviewed so many times when it was shown; gives its number.
    /// Where it was reviewed since, as by a second press of the same button, nothing is kept, and the
    /// number is that of the last review.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_review_after(&self, review: &Review, times: u32) -> Result<i64, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let (known, last): (u32, Option<i64>) = sqlx::query_as(include_str!("times.sql"))
            .bind(review.pack.as_str())
            .bind(review.card.as_str())
            .fetch_one(&mut *transaction)
            .await?;
        if let Some(last) = last.filter(|_| known != times) {
            return Ok(last);
        }
        let id = bound(review, include_str!("add.sql"))
            .fetch_one(&mut *transaction)
            .await?
            .try_get("id")?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The review of that number, where there is one.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails.
    pub async fn review(&self, id: i64) -> Result<Option<Review>, StoreError> {
        let row = sqlx::query(include_str!("load.sql"))
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.as_ref().map(reviewed).transpose()?)
    }

    /// The last review of all of a pack, where there is one.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails.
    pub async fn last_review(&self, pack: &PackId) -> Result<Option<Review>, StoreError> {
        let row = sqlx::query(include_str!("last.sql"))
            .bind(pack.as_str())
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.as_ref().map(reviewed).transpose()?)
    }

    /// The reviews of a pack's cards on a day, in the order in which they were made.
    ///
    /// # Errors
    /// When one cannot be read, or the store fails.
    pub async fn reviews_on(&self, pack: &PackId, day: Date) -> Result<Vec<Review>, StoreError> {
        sqlx::query(include_str!("on.sql"))
            .bind(pack.as_str())
            .bind(day.to_string())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| reviewed(row).map_err(StoreError::from))
            .collect()
    }

    /// What is known of every card of a pack that was seen.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cards(&self, pack: &PackId) -> Result<Vec<Seen>, StoreError> {
        sqlx::query(include_str!("cards.sql"))
            .bind(pack.as_str())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| seen(row).map_err(StoreError::from))
            .collect()
    }

    /// How the cards of a pack sat at the end of each of so many weeks, the last of which ends with
    /// `today`, by the last day of the week. Of a card that comes back and back, only the last
    /// review of a week is read. Counts are those of the reviews that were read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cards_by_week(
        &self,
        pack: &PackId,
        today: Date,
        weeks: u32,
    ) -> Result<BTreeMap<Date, Vec<Seen>>, StoreError> {
        let rows = sqlx::query(include_str!("weeks.sql"))
            .bind(pack.as_str())
            .bind(today.to_string())
            .bind(weeks.saturating_sub(1))
            .fetch_all(&self.readers)
            .await?;
        let mut rows = rows.iter().peekable();
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        let mut by_week = BTreeMap::new();
        for back in (0..weeks).rev() {
            while let Some(row) = rows.peek() {
                if row.try_get::<u32, _>("week")? != back {
                    break;
                }
                let last = self::seen(row)?;
                let first = seen.get(last.card.as_str()).map(|before| before.first);
                let first = first.unwrap_or(last.last);
                seen.insert(last.card.to_string(), Seen { first, ..last });
                rows.next();
            }
            let day = today.saturating_sub(Span::new().weeks(i64::from(back)));
            by_week.insert(day, seen.values().cloned().collect());
        }
        Ok(by_week)
    }

    /// How many cards of a pack were reviewed on each day, the first day first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn review_days(&self, pack: &PackId) -> Result<Vec<ReviewDay>, StoreError> {
        sqlx::query(include_str!("days.sql"))
            .bind(pack.as_str())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| {
                Ok(ReviewDay {
                    day: date(row, "day")?,
                    reviews: row.try_get("reviews")?,
                    known: row.try_get("known")?,
                })
            })
            .collect()
    }
}

/// The statement with the columns of a review.
pub(crate) fn bound<'query>(
    review: &'query Review,
    statement: &'static str,
) -> sqlx::query::Query<'query, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
    sqlx::query(statement)
        .bind(review.pack.as_str())
        .bind(review.card.as_str())
        .bind(microseconds(review.at))
        .bind(review.day.to_string())
        .bind(review.grade.word())
        .bind(review.seed.cast_signed())
        .bind(&review.given)
        .bind(f64::from(review.memory.stability))
        .bind(f64::from(review.memory.difficulty))
        .bind(review.due.to_string())
}

pub(crate) fn reviewed(row: &SqliteRow) -> Result<Review, sqlx::Error> {
    let seed: i64 = row.try_get("seed")?;
    let grade: String = row.try_get("grade")?;
    Ok(Review {
        pack: parsed(row, "pack")?,
        card: parsed(row, "card")?,
        at: time(row, "at")?,
        day: date(row, "day")?,
        grade: Grade::from_word(&grade)
            .ok_or_else(|| undecodable("grade", format!("unknown word \"{grade}\"")))?,
        seed: seed.cast_unsigned(),
        given: row.try_get("given")?,
        memory: memory(row)?,
        due: date(row, "due")?,
    })
}

fn seen(row: &SqliteRow) -> Result<Seen, sqlx::Error> {
    Ok(Seen {
        card: parsed(row, "card")?,
        memory: memory(row)?,
        first: date(row, "first")?,
        last: date(row, "day")?,
        at: time(row, "at")?,
        due: date(row, "due")?,
        times: row.try_get("times")?,
        missed: row.try_get("missed")?,
    })
}

fn memory(row: &SqliteRow) -> Result<Memory, sqlx::Error> {
    let stability: f64 = row.try_get("stability")?;
    let difficulty: f64 = row.try_get("difficulty")?;
    Ok(Memory {
        stability: stability as f32,
        difficulty: difficulty as f32,
    })
}

fn date(row: &SqliteRow, column: &str) -> Result<Date, sqlx::Error> {
    parsed(row, column)
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &SqliteRow,
    column: &str,
) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    text.parse()
        .map_err(|error: T::Err| undecodable(column, error.to_string()))
}
