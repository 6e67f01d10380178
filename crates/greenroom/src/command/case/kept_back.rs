//! What is not told of the world of a case that is being worked on.

use std::path::Path;

use anyhow::Result;
use store::{KeptCase, Store};
use worlds::{OpenCase, WorldId};

use crate::unable::Unable;
use crate::{content, data};

/// The name of the case in progress that plays in the world of a folder, if there is one: a folder of
/// worlds lies in the data of those who work on them.
pub(crate) fn playing_in(folder: &Path) -> Result<Option<String>> {
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

async fn of_world(store: &Store, id: &WorldId) -> Result<Option<String>> {
    let packs = content::embedded()?;
    let kept = store.briefs::<KeptCase>().await.map_err(Unable::because)?;
    Ok(kept
        .iter()
        .filter(|kept| kept.paper.grade.is_none())
        .find(|kept| {
            let case = &kept.paper;
            let pack = packs.iter().find(|pack| pack.manifest.id == case.pack);
            OpenCase::plays_in(pack, &case.setting(), id)
        })
        .map(|kept| kept.id.clone()))
}
