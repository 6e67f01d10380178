//! A friend who interviews: the invitation that lets them in, and what they think of each answer.

mod invitation;

use interview::TurnId;
use interview::friend::{Sheet, Sheets};
use jiff::Timestamp;
use sqlx::{Executor, Sqlite, Transaction};

pub use invitation::{Invitation, NotAnInvitation};

use crate::error::StoreError;
use crate::interview::{InterviewId, microseconds};
use crate::open::Store;

/// Somebody who was asked to interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Friend {
    /// What the candidate calls them.
    pub name: String,
    /// What lets them in; `None` once it is withdrawn.
    pub invitation: Option<Invitation>,
}

impl Store {
    /// Keeps an invitation to an interview, in place of an earlier one, which opens nothing any more.
    ///
    /// # Errors
    /// When there is no such interview, or the store fails.
    pub async fn invite(
        &self,
        interview: &InterviewId,
        name: &str,
        invitation: &Invitation,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = sqlx::query(include_str!("invite.sql"))
            .bind(interview.as_str())
            .bind(name)
            .bind(invitation.as_str())
            .bind(microseconds(at))
            .execute(&self.writer)
            .await?
            .rows_affected();
        if kept == 0 {
            return Err(StoreError::NoSuchInterview(interview.to_string()));
        }
        Ok(())
    }

    /// Withdraws the invitation to an interview; what the friend wrote stays.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn withdraw(&self, interview: &InterviewId) -> Result<(), StoreError> {
        sqlx::query(include_str!("withdraw.sql"))
            .bind(interview.as_str())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Who was asked to interview, where anybody was.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn friend(&self, interview: &InterviewId) -> Result<Option<Friend>, StoreError> {
        let row: Option<(String, Option<String>)> = sqlx::query_as(include_str!("load.sql"))
            .bind(interview.as_str())
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|(name, invitation)| Friend {
            name,
            invitation: invitation.and_then(|text| text.parse().ok()),
        }))
    }

    /// The interview that an invitation opens, and the name of whom it lets in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invited(
        &self,
        invitation: &Invitation,
    ) -> Result<Option<(InterviewId, String)>, StoreError> {
        let row: Option<(String, String)> = sqlx::query_as(include_str!("invited.sql"))
            .bind(invitation.as_str())
            .fetch_optional(&self.readers)
            .await?;
        row.map(|(id, name)| {
            let id = InterviewId::try_from(id)
                .map_err(|error| StoreError::Damaged(error.to_string()))?;
            Ok((id, name))
        })
        .transpose()
    }

    /// Keeps what a friend thinks of an answer, in place of what was kept before.
    ///
    /// # Errors
    /// When there is no such interview, or the store fails.
    pub async fn keep_sheet(
        &self,
        interview: &InterviewId,
        turn: TurnId,
        sheet: &Sheet,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = sqlx::query(include_str!("keep_sheet.sql"))
            .bind(interview.as_str())
            .bind(turn.0)
            .bind(serde_json::to_string(sheet)?)
            .bind(microseconds(at))
            .execute(&self.writer)
            .await?
            .rows_affected();
        if kept == 0 {
            return Err(StoreError::NoSuchInterview(interview.to_string()));
        }
        Ok(())
    }

    /// What the friend thinks of each answer.
    ///
    /// # Errors
    /// When a sheet cannot be read, or the store fails.
    pub async fn sheets(&self, interview: &InterviewId) -> Result<Sheets, StoreError> {
        sheets(&self.readers, interview).await
    }
}

async fn sheets(
    from: impl Executor<'_, Database = Sqlite>,
    interview: &InterviewId,
) -> Result<Sheets, StoreError> {
    let rows: Vec<(u32, String)> = sqlx::query_as(include_str!("sheets.sql"))
        .bind(interview.as_str())
        .fetch_all(from)
        .await?;
    rows.into_iter()
        .map(|(turn, body)| {
            let sheet = serde_json::from_str(&body).map_err(|error| StoreError::NotKnown {
                what: format!(
                    "the friend's sheet of turn {turn} in {}",
                    interview.as_str()
                ),
                reason: error.to_string(),
            })?;
            Ok((TurnId(turn), sheet))
        })
        .collect()
}

/// Who interviewed and what they thought, to be exported; `None` where nobody was asked.
pub(crate) async fn whole(
    moment: &mut sqlx::SqliteConnection,
    interview: &InterviewId,
) -> Result<Option<(String, Sheets)>, StoreError> {
    let named: Option<(String, Option<String>)> = sqlx::query_as(include_str!("load.sql"))
        .bind(interview.as_str())
        .fetch_optional(&mut *moment)
        .await?;
    match named {
        Some((name, _)) => Ok(Some((name, sheets(moment, interview).await?))),
        None => Ok(None),
    }
}

/// Takes in who interviewed and what they thought, where nothing of it is here. It brings no invitation.
pub(crate) async fn take_in(
    transaction: &mut Transaction<'_, Sqlite>,
    interview: &InterviewId,
    name: &str,
    sheets: &Sheets,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(include_str!("take.sql"))
        .bind(interview.as_str())
        .bind(name)
        .bind(microseconds(at))
        .execute(&mut **transaction)
        .await?;
    for (turn, sheet) in sheets {
        sqlx::query(include_str!("take_sheet.sql"))
            .bind(interview.as_str())
            .bind(name)
            .bind(turn.0)
            .bind(serde_json::to_string(sheet)?)
            .bind(microseconds(at))
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
