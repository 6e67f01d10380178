//! What the commands about preparing share: the pack, the data folder and the day.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pack::{Pack, embedded};
use prep::{Counted, Goal, Known};
use store::{Store, StoreError};
use worlds::Worlds;

use crate::unable::Unable;
use crate::{content, data};

/// Which pack, and where the data lies.
#[derive(Args)]
pub(crate) struct Place {
    /// Name of an embedded pack, or a folder
    #[arg(long, default_value = embedded::DEFAULT)]
    pub(crate) pack: String,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// The pack and the store opened, at one moment.
pub(crate) struct Desk<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) store: &'a Store,
    pub(crate) now: Timestamp,
    pub(crate) zone: TimeZone,
    pub(crate) today: Date,
    pub(crate) goal: Goal,
    /// Whether a simulated service is kept beside the data.
    world: bool,
}

impl Desk<'_> {
    /// Keeps a new paper; gives what it is called.
    pub(crate) async fn add<T: Counted>(&self, paper: &T) -> Result<String> {
        // One paper, one name.
        Ok(self.add_all(std::slice::from_ref(paper)).await?.concat())
    }

    /// Keeps new papers, all or none; gives what they are called.
    pub(crate) async fn add_all<T: Counted>(&self, papers: &[T]) -> Result<Vec<String>> {
        let added = self.store.add_papers(papers, self.now).await;
        added.map_err(|error| match error {
            StoreError::TooMany { .. } => error.into(),
            error => Unable::because(error),
        })
    }

    /// All that is known of the candidate.
    pub(crate) async fn known(&self) -> Result<Known> {
        self.store
            .known(self.pack, &self.zone, self.world)
            .await
            .map_err(Unable::because)
    }
}

impl Place {
    /// Does some work at the desk.
    pub(crate) fn work<T>(self, work: impl AsyncFnOnce(&Desk<'_>) -> Result<T>) -> Result<T> {
        let pack = content::load(&self.pack)?;
        let folder = data::folder(self.data)?;
        let world = Worlds::new(folder.join("worlds")).holds_any();
        data::with_store(Some(folder), async |store| {
            let kept = store
                .paper::<Goal>(pack.manifest.id.as_str())
                .await
                .map_err(Unable::because)?;
            let now = Timestamp::now();
            let zone = TimeZone::system();
            let desk = Desk {
                pack: &pack,
                store,
                now,
                today: zone.to_datetime(now).date(),
                zone,
                goal: kept.map(|kept| kept.paper).unwrap_or_default(),
                world,
            };
            work(&desk).await
        })
    }
}
