//! Writing the file.

use serde_json::value::RawValue;

use super::content::{Content, Draft, Envelope, Whole, WholeFriend, WholeSheet, digest};
use super::{FORMAT, preparation};
use crate::error::StoreError;
use crate::interview::{InterviewId, NotAnInterviewId};
use crate::open::Store;

impl Store {
    /// Everything that is kept, as the text of one file.
    ///
    /// # Errors
    /// When an interview cannot be read, or the store fails.
    pub async fn export(&self) -> Result<String, StoreError> {
        // One transaction: the file shows one moment, whatever is written meanwhile.
        let mut moment = self.readers.begin().await?;
        let ids: Vec<String> = sqlx::query_scalar(include_str!("ids.sql"))
            .fetch_all(&mut *moment)
            .await?;
        let mut interviews = Vec::with_capacity(ids.len());
        for id in ids {
            let id: InterviewId = id
                .try_into()
                .map_err(|error: NotAnInterviewId| StoreError::Damaged(error.to_string()))?;
            let events = crate::interview::events(&mut *moment, &id).await?;
            let drafts: Vec<(u32, String)> = sqlx::query_as(include_str!("drafts.sql"))
                .bind(id.as_str())
                .fetch_all(&mut *moment)
                .await?;
            let notes: Option<String> = sqlx::query_scalar(include_str!("../note/load.sql"))
                .bind(id.as_str())
                .fetch_optional(&mut *moment)
                .await?;
            let friend = crate::friend::whole(&mut moment, &id).await?;
            interviews.push(Whole {
                id,
                friend: friend.map(|(name, sheets)| WholeFriend {
                    name,
                    sheets: sheets
                        .into_iter()
                        .map(|(turn, sheet)| WholeSheet { turn, sheet })
                        .collect(),
                }),
                events,
                drafts: drafts
                    .into_iter()
                    .map(|(turn, text)| Draft {
                        turn: interview::TurnId(turn),
                        text,
                    })
                    .collect(),
                notes: notes.unwrap_or_default(),
            });
        }
        let settings: Option<String> = sqlx::query_scalar(include_str!("../setting/load.sql"))
            .fetch_optional(&mut *moment)
            .await?;
        let papers = preparation::papers(&mut moment).await?;
        let reviews = preparation::reviews(&mut moment).await?;
        moment.commit().await?;
        let content = serde_json::value::to_raw_value(&Content {
            interviews,
            settings: settings.map(RawValue::from_string).transpose()?,
            papers,
            reviews,
        })?;
        Ok(serde_json::to_string(&Envelope {
            format: FORMAT,
            sha256: digest(content.get()),
            content,
        })?)
    }
}
