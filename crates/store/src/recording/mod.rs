//! Answers as they were spoken, in interviews and cases: one ordinary sound file an answer, in a folder
//! beside the database.
//!
//! A recording grows in pieces of a few seconds. Each says at which sample it begins, so that one that
//! comes twice changes nothing and one that comes late falls into its place; what never comes stays
//! silent. A piece that was acknowledged is on the disk.

mod files;
mod listened;
mod name;
mod piece;
mod renumber;
mod wav;

pub use files::{Recording, RecordingError};
pub use listened::{Chosen, Conversation, Listened, Moment, Said, TimedWord};
pub use name::{NotARecording, Occasion, RecordingName};

pub(crate) use files::Recordings;

use crate::case::KeptCase;
use crate::error::StoreError;
use crate::open::Store;

/// Samples a second; every recording has one channel of them, in 16 bits.
pub const RATE: u32 = 16_000;
/// The most samples that one piece has: four seconds.
pub const LARGEST_PIECE: usize = 4 * RATE as usize;
/// The most samples that a recording has: three hours.
pub const LONGEST: u64 = 3 * 3600 * RATE as u64;

impl Store {
    /// Keeps a piece of sound (16-bit little-endian samples) that begins at the sample `at` of its
    /// recording, unless all recordings together would then take more than `most_bytes`. Gives the
    /// samples that the recording has now; they are on the disk.
    ///
    /// # Errors
    /// Each says what to do; the recording is as it was.
    pub async fn keep_sound(
        &self,
        name: &RecordingName,
        at: u64,
        sound: Vec<u8>,
        most_bytes: u64,
    ) -> Result<u64, RecordingError> {
        let name = name.clone();
        self.with_recordings(move |recordings| recordings.keep(&name, at, &sound, most_bytes))
            .await
    }

    /// The recording of that name, where there is one.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn recording(
        &self,
        name: &RecordingName,
    ) -> Result<Option<Recording>, RecordingError> {
        let name = name.clone();
        self.with_recordings(move |recordings| recordings.find(&name))
            .await
    }

    /// Every recording, those of an interview or a case together.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn recordings(&self) -> Result<Vec<Recording>, RecordingError> {
        self.with_recordings(Recordings::all).await
    }

    /// Forgets a recording and overwrites where it stood; says whether there was one. The answer stays.
    ///
    /// # Errors
    /// When the disk or the store refuses.
    pub async fn forget_recording(&self, name: &RecordingName) -> Result<bool, StoreError> {
        self.forget_paper::<Listened>(&name.to_string()).await?;
        let name = name.clone();
        Ok(self
            .with_recordings(move |recordings| recordings.forget(&name))
            .await?)
    }

    /// Forgets every recording; the answers stay.
    ///
    /// # Errors
    /// When the disk or the store refuses. What could be forgotten then is.
    pub async fn forget_recordings(&self) -> Result<(), StoreError> {
        self.forget_listened(None).await?;
        self.with_recordings(Recordings::forget_all)
            .await
            .map_err(StoreError::SoundLeft)
    }

    pub(crate) async fn forget_recordings_of(&self, occasion: Occasion) -> Result<(), StoreError> {
        self.forget_listened(Some(&occasion)).await?;
        self.with_recordings(move |recordings| recordings.forget_occasion(&occasion))
            .await
            .map_err(StoreError::SoundLeft)
    }

    /// Forgets the recordings of interviews and cases that are no longer here.
    pub(crate) async fn forget_recordings_without_occasion(&self) -> Result<(), StoreError> {
        let interviews: Vec<String> = sqlx::query_scalar(include_str!("../transfer/ids.sql"))
            .fetch_all(&self.readers)
            .await?;
        let interviews = interviews.iter().filter_map(|id| id.parse().ok());
        let cases = self.paper_ids::<KeptCase>().await?;
        let cases = cases.iter().filter_map(|id| id.parse().ok());
        let kept: Vec<Occasion> = interviews
            .map(Occasion::Interview)
            .chain(cases.map(Occasion::Case))
            .collect();
        self.with_recordings(move |recordings| recordings.forget_all_but(&kept))
            .await
            .map_err(StoreError::SoundLeft)
    }

    pub(crate) async fn with_recordings<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Recordings) -> Result<T, RecordingError> + Send + 'static,
    ) -> Result<T, RecordingError> {
        let recordings = self.recordings.clone();
        tokio::task::spawn_blocking(move || work(&recordings))
            .await
            .map_err(|_| RecordingError::Stopped)?
    }
}
