//! What is not told of the world of a case that is being worked on.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use store::{KeptCase, Store};
use worlds::{OpenCase, WorldId};

use crate::unable::Unable;
use crate::{content, data};

/// A case in progress for which it is kept back what was planted in a world.
pub(crate) struct KeptBack {
    /// What the case is called.
    pub(crate) case: String,
    /// Whether it is known to play there: of older cases without their pack it is not.
    certain: bool,
}

impl fmt::Display for KeptBack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = &self.case;
        if self.certain {
            write!(
                formatter,
                "what was planted is what the case {case} asks you to find"
            )
        } else {
            write!(
                formatter,
                "what was planted may be what the case {case} asks you to find, as in which world it \
                 plays cannot be told without its pack"
            )
        }
    }
}

/// The case in progress that plays in the world of a folder, or may, if there is one: a folder of worlds
/// lies in the data of those who work on them.
pub(crate) fn playing_in(folder: &Path) -> Result<Option<KeptBack>> {
    let folder = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    let id = folder.file_name().and_then(|name| name.to_str());
    let data = folder.parent().and_then(Path::parent);
    let (Some(Ok(id)), Some(data)) = (id.map(str::parse::<WorldId>), data) else {
        return Ok(None);
    };
    if !data::file(data).is_file() {
        return Ok(None);
    }
    data::with_store(Some(data.to_path_buf()), async |store| {
        of_world(store, &id).await
    })
}

async fn of_world(store: &Store, id: &WorldId) -> Result<Option<KeptBack>> {
    let packs = content::embedded()?;
    let kept = store.briefs::<KeptCase>().await.map_err(Unable::because)?;
    Ok(kept
        .iter()
        .filter(|kept| kept.paper.grade.is_none())
        .filter_map(|kept| {
            let case = &kept.paper;
            let pack = packs.iter().find(|pack| pack.manifest.id == case.pack);
            let plays = OpenCase::plays_in(pack, &case.setting(), id);
            plays.is_none_or(|plays| plays).then(|| KeptBack {
                case: kept.id.clone(),
                certain: plays.is_some(),
            })
        })
        .min_by_key(|kept| !kept.certain))
}
