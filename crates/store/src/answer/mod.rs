//! Answers whose marks may be seen, over all interviews: what progress is drawn from. A row is
//! written when the candidate rates an answer, or tries a question again; never before.

use std::collections::{BTreeMap, BTreeSet};

use coach::scorecard::{ANSWER_MARGIN, Scorecard};
use interview::estimate::Estimate;
use interview::event::QuestionAsked;
use interview::{Event, Interview, Recorded, TurnId};
use jiff::Timestamp;
use pack::id::{ComponentId, PackId, QuestionId};
use pack::vocabulary::{CriterionId, QuestionKind};
use serde::Serialize;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Sqlite, Transaction};

use crate::error::StoreError;
use crate::interview::{InterviewId, microseconds, time, undecodable};
use crate::open::Store;

/// An answer as progress shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answered {
    /// The interview in which it was given.
    pub interview: InterviewId,
    /// The question.
    pub question: QuestionId,
    /// 0 in the interview itself; attempts at the question after it are counted from 1.
    pub attempt: u32,
    /// The turn that opened the question.
    pub turn: TurnId,
    /// The component that it practises.
    pub component: ComponentId,
    /// The form of question.
    pub kind: QuestionKind,
    /// When it was finished.
    pub at: Timestamp,
    /// Its level; `None` when nothing could be observed.
    pub level: Option<Estimate>,
    /// The candidate's own rating.
    pub rating: Option<u8>,
    /// Each criterion's level; `None` where not observed.
    pub criteria: BTreeMap<CriterionId, Option<u8>>,
}

impl Store {
    /// Answers to questions of a pack (of all packs without one), the last given first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answers(
        &self,
        pack: Option<&PackId>,
        most: u32,
    ) -> Result<Vec<Answered>, StoreError> {
        self.answered(pack, None, most).await
    }

    /// Answers to one question of a pack, the last given first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answers_to(
        &self,
        pack: &PackId,
        question: &QuestionId,
        most: u32,
    ) -> Result<Vec<Answered>, StoreError> {
        self.answered(Some(pack), Some(question), most).await
    }

    /// The questions of a pack to which there are answers whose marks may be seen.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn questions_answered(
        &self,
        pack: &PackId,
    ) -> Result<BTreeSet<QuestionId>, StoreError> {
        sqlx::query(include_str!("questions.sql"))
            .bind(pack.as_str())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| read(row, "question").map_err(StoreError::from))
            .collect()
    }

    async fn answered(
        &self,
        pack: Option<&PackId>,
        question: Option<&QuestionId>,
        most: u32,
    ) -> Result<Vec<Answered>, StoreError> {
        sqlx::query(include_str!("list.sql"))
            .bind(pack.map(PackId::as_str))
            .bind(most)
            .bind(question.map(QuestionId::as_str))
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| answered(row).map_err(StoreError::from))
            .collect()
    }
}

/// Writes the rows to which these events of the interview lead, which is given as they leave it.
pub(crate) async fn keep(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &InterviewId,
    interview: &Interview,
    events: &[Recorded],
) -> Result<(), StoreError> {
    for recorded in events {
        match &recorded.event {
            Event::SelfRated { turn, .. } | Event::Corrected { turn, .. } => {
                let Some(thread) = interview.thread(*turn) else {
                    continue;
                };
                if let Some(marks) = &thread.marks {
                    let kept = Kept {
                        asked: &thread.question,
                        turn: thread.opened_by(),
                        attempt: 0,
                        at: finished(thread).unwrap_or(recorded.at),
                        rating: thread.rating.and_then(|rating| rating.level),
                        marks,
                    };
                    kept.write(transaction, id, interview).await?;
                }
            }
            Event::Retried { question, .. } => {
                let again = interview.attempts(question);
                let asked = interview
                    .threads()
                    .find(|thread| thread.question.id == *question);
                if let Some(thread) = asked {
                    for (retry, attempt) in again.zip(1..) {
                        let kept = Kept {
                            asked: &thread.question,
                            turn: thread.opened_by(),
                            attempt,
                            at: retry.at,
                            rating: None,
                            marks: &retry.scorecard,
                        };
                        kept.write(transaction, id, interview).await?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// When the last thing was said to a question.
fn finished(thread: &interview::Thread) -> Option<Timestamp> {
    thread.turns.iter().rev().find_map(|turn| match turn.reply {
        Some(interview::interview::Reply::Said { at, .. }) => Some(at),
        _ => None,
    })
}

struct Kept<'a> {
    asked: &'a QuestionAsked,
    turn: TurnId,
    attempt: u32,
    at: Timestamp,
    rating: Option<u8>,
    marks: &'a Scorecard,
}

impl Kept<'_> {
    async fn write(
        &self,
        transaction: &mut Transaction<'_, Sqlite>,
        id: &InterviewId,
        interview: &Interview,
    ) -> Result<(), StoreError> {
        let criteria: BTreeMap<CriterionId, Option<u8>> = self
            .marks
            .criteria
            .iter()
            .map(|mark| (mark.id, mark.level))
            .collect();
        sqlx::query(include_str!("keep.sql"))
            .bind(id.as_str())
            .bind(self.asked.id.as_str())
            .bind(self.attempt)
            .bind(self.turn.0)
            .bind(interview.setup().pack.as_str())
            .bind(self.asked.component.as_str())
            .bind(self.asked.kind.word())
            .bind(microseconds(self.at))
            .bind(self.marks.level)
            .bind(self.marks.margin)
            .bind(self.rating)
            .bind(serde_json::to_string(&criteria)?)
            .execute(&mut **transaction)
            .await?;
        Ok(())
    }
}

fn answered(row: &SqliteRow) -> Result<Answered, sqlx::Error> {
    let level: Option<f64> = row.try_get("level")?;
    let margin: Option<f64> = row.try_get("margin")?;
    let criteria: String = row.try_get("criteria")?;
    Ok(Answered {
        interview: read(row, "interview")?,
        question: read(row, "question")?,
        attempt: row.try_get("attempt")?,
        turn: TurnId(row.try_get("turn")?),
        component: read(row, "component")?,
        kind: read(row, "kind")?,
        at: time(row, "given_at")?,
        level: level.map(|level| Estimate {
            level,
            margin: margin.unwrap_or(ANSWER_MARGIN),
        }),
        rating: row.try_get("rating")?,
        criteria: serde_json::from_str(&criteria)
            .map_err(|error| undecodable("criteria", error.to_string()))?,
    })
}

/// A column whose text is some word or name of ours.
fn read<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    serde_json::from_value(Value::from(text))
        .map_err(|error| undecodable(column, error.to_string()))
}
