//! Reading the file.

use interview::Interview;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{Sqlite, Transaction};

use super::content::{Content, Envelope, Whole, digest};
use super::{FORMAT, LARGEST, clear, preparation};
use crate::error::StoreError;
use crate::interview::{InterviewId, microseconds};
use crate::open::Store;

/// What happens to what is already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It stays. An interview that the file has further goes on as it does there; drafts, notes and a
    /// friend's sheets are then taken where none are here. Settings stay as they are.
    Merge,
    /// It is forgotten. Recordings stay where their interview comes back with the file.
    Replace,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Interviews that were not there before.
    pub added: usize,
    /// Interviews that the file had further than the store.
    pub continued: usize,
    /// Interviews that the store had already, or had differently: left as they were.
    pub kept: usize,
    /// Papers (goals, stories, notes) that were new, or changed later than the store's own.
    pub papers: usize,
    /// Reviews of cards that were new.
    pub reviews: usize,
}

/// Why a file was not imported. The store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Too large.
    #[error("the file has {0} bytes; at most {LARGEST} are read")]
    TooLarge(usize),
    /// Not the form of an export.
    #[error("this is not an export of Greenroom, or it is cut short: {0}")]
    NotAnExport(String),
    /// Made by a newer program.
    #[error("the file has format {0}, this program reads {FORMAT}; update the program")]
    Newer(u32),
    /// Changed or damaged on the way.
    #[error(
        "the file was changed or damaged since it was exported (its checksum does not fit); export it again"
    )]
    Changed,
    /// An interview in it makes no sense.
    #[error("the interview \"{id}\" in the file is unusable: {reason}")]
    Unusable {
        /// Which interview.
        id: InterviewId,
        /// What is wrong.
        reason: String,
    },
    /// Something that was written outside interviews cannot be read here.
    #[error(
        "the {kind} \"{id}\" in the file cannot be read: {reason}. The file may come from a newer program: update this one"
    )]
    Paper {
        /// Of which kind it is.
        kind: String,
        /// Names it among its kind.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// The settings cannot be read here.
    #[error(
        "the settings in the file cannot be read: {0}. The file may come from a newer program: update this one"
    )]
    Settings(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Takes in the text of an exported file: wholly, or not at all. `Settings` is the form in which
    /// [`Store::settings`] are read here.
    ///
    /// # Errors
    /// Each says what is wrong with the file; the store is then as it was. One is told after the file was
    /// taken in: [`StoreError::SoundLeft`].
    pub async fn import<Settings: DeserializeOwned>(
        &self,
        file: &str,
        mode: Mode,
        now: Timestamp,
    ) -> Result<Imported, ImportError> {
        let content = read(file)?;
        let wholes = content
            .interviews
            .into_iter()
            .map(checked)
            .collect::<Result<Vec<_>, _>>()?;
        let mut ids: Vec<&InterviewId> = wholes.iter().map(|(whole, _)| &whole.id).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(ImportError::Unusable {
                id: twice[0].clone(),
                reason: "it stands in the file twice".to_owned(),
            });
        }
        content.papers.iter().try_for_each(preparation::check)?;
        let settings = content.settings.filter(|_| mode == Mode::Replace);
        if let Some(settings) = &settings {
            serde_json::from_str::<Settings>(settings.get())
                .map_err(|error| ImportError::Settings(error.to_string()))?;
        }
        let mut transaction = self
            .writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(StoreError::from)?;
        if mode == Mode::Replace {
            clear(&mut transaction).await?;
        }
        let mut imported = Imported::default();
        for (whole, interview) in &wholes {
            take_in(&mut transaction, whole, interview, now, &mut imported).await?;
        }
        (imported.papers, imported.reviews) =
            preparation::take_in(&mut transaction, &content.papers, &content.reviews).await?;
        if let Some(settings) = &settings {
            sqlx::query(include_str!("../setting/save.sql"))
                .bind(settings.get())
                .execute(&mut *transaction)
                .await
                .map_err(StoreError::from)?;
        }
        transaction.commit().await.map_err(StoreError::from)?;
        if mode == Mode::Replace {
            self.forget_recordings_without_occasion().await?;
        }
        Ok(imported)
    }
}

fn read(file: &str) -> Result<Content, ImportError> {
    if file.len() > LARGEST {
        return Err(ImportError::TooLarge(file.len()));
    }
    let not_an_export = |error: serde_json::Error| ImportError::NotAnExport(error.to_string());
    let envelope: Envelope = serde_json::from_str(file).map_err(not_an_export)?;
    if envelope.format > FORMAT {
        return Err(ImportError::Newer(envelope.format));
    }
    if digest(envelope.content.get()) != envelope.sha256 {
        return Err(ImportError::Changed);
    }
    serde_json::from_str(envelope.content.get()).map_err(not_an_export)
}

fn checked(whole: Whole) -> Result<(Whole, Interview), ImportError> {
    let interview =
        Interview::replay(whole.events.iter().cloned()).ok_or_else(|| ImportError::Unusable {
            id: whole.id.clone(),
            reason: "it does not begin with a setup".to_owned(),
        })?;
    for each in whole.friend.iter().flat_map(|friend| &friend.sheets) {
        let unusable = |reason: String| ImportError::Unusable {
            id: whole.id.clone(),
            reason,
        };
        let thread = interview
            .threads()
            .find(|thread| thread.opened_by() == each.turn)
            .ok_or_else(|| unusable(format!("no question was opened by turn {}", each.turn)))?;
        each.sheet
            .check(thread.question.kind)
            .map_err(|fault| unusable(fault.to_string()))?;
    }
    Ok((whole, interview))
}

async fn take_in(
    transaction: &mut Transaction<'_, Sqlite>,
    whole: &Whole,
    interview: &Interview,
    now: Timestamp,
    imported: &mut Imported,
) -> Result<(), StoreError> {
    let stored = match crate::interview::events(&mut **transaction, &whole.id).await {
        Ok(stored) => Some(stored),
        Err(StoreError::NoSuchInterview(_)) => None,
        Err(error) => return Err(error),
    };
    match stored {
        None => {
            crate::interview::insert(transaction, Some(&whole.id), interview, &whole.events)
                .await?;
            imported.added += 1;
        }
        Some(stored) if whole.events.len() > stored.len() && whole.events.starts_with(&stored) => {
            let (known, more) = whole.events.split_at(stored.len());
            let length = known.len() as u64;
            if !crate::interview::advance(transaction, &whole.id, length, interview, more).await? {
                return Err(StoreError::Damaged(format!(
                    "the interview {} has not as many events as it says",
                    whole.id
                )));
            }
            imported.continued += 1;
        }
        Some(_) => {
            imported.kept += 1;
            return Ok(());
        }
    }
    for draft in &whole.drafts {
        sqlx::query(include_str!("../draft/take.sql"))
            .bind(whole.id.as_str())
            .bind(draft.turn.0)
            .bind(&draft.text)
            .bind(microseconds(now))
            .execute(&mut **transaction)
            .await?;
    }
    if let Some(friend) = &whole.friend {
        let sheets = friend
            .sheets
            .iter()
            .map(|each| (each.turn, each.sheet.clone()))
            .collect();
        crate::friend::take_in(transaction, &whole.id, &friend.name, &sheets, now).await?;
    }
    if !whole.notes.is_empty() {
        sqlx::query(include_str!("../note/take.sql"))
            .bind(whole.id.as_str())
            .bind(&whole.notes)
            .bind(microseconds(now))
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
