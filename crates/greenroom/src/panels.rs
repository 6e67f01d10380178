//! The packs that can be chosen in the pages, each with a coach who reads the answers to its questions.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use coach::Coach;
use pack::Pack;
use web::Panel;

use crate::content;

/// The packs of these names or in these folders and every embedded one, each with its coach. What was asked
/// for comes first, and is the default; it takes the place of an embedded pack that is called the same.
pub(crate) fn with_own(named: &[String]) -> Result<Vec<Panel>> {
    let mut packs: Vec<Pack> = Vec::new();
    for name in named {
        let own = content::load(name).with_context(|| {
            format!("the pack \"{name}\"; `greenroom pack check {name}` tells all of it")
        })?;
        let id = &own.manifest.id;
        if packs.iter().any(|each| each.manifest.id == *id) {
            bail!(
                "two of the packs are called \"{id}\"; give one of them another id in its pack.toml"
            );
        }
        packs.push(own);
    }
    for embedded in content::embedded()? {
        let id = &embedded.manifest.id;
        if packs.iter().all(|each| each.manifest.id != *id) {
            packs.push(embedded);
        }
    }
    Ok(packs
        .into_iter()
        .map(|pack| Panel {
            coach: Arc::new(Coach::new(&pack)),
            pack: Arc::new(pack),
        })
        .collect())
}
