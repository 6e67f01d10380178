//! Packs by name: those inside the program, and folders on the disk.

use std::path::Path;

use anyhow::{Context, Result};
use pack::model::Question;
use pack::{Files, Pack, embedded};

use crate::folder;
use crate::nearest::unknown;

/// The files of an embedded pack or of a folder; a name with no folder separator is looked up
/// inside the program first.
pub(crate) fn files(name: &str) -> Result<Files> {
    let embedded = embedded::packs();
    if let Some((_, files)) = embedded.iter().find(|(each, _)| *each == name) {
        return Ok(files.clone());
    }
    let known: Vec<_> = embedded.iter().map(|(each, _)| *each).collect();
    folder::read(Path::new(name)).with_context(|| {
        format!(
            "no pack \"{name}\"; inside the program are {}",
            known.join(", ")
        )
    })
}

/// The pack of that name or in that folder.
pub(crate) fn load(name: &str) -> Result<Pack> {
    Ok(pack::load(&files(name)?)?)
}

/// Every pack inside the program, the default first.
pub(crate) fn embedded() -> Result<Vec<Pack>> {
    embedded::packs()
        .into_iter()
        .map(|(name, files)| {
            pack::load(&files).with_context(|| format!("the embedded pack \"{name}\""))
        })
        .collect()
}

/// A question of a pack, with a suggestion when there is none of that name.
pub(crate) fn question<'pack>(pack: &'pack Pack, id: &str) -> Result<&'pack Question> {
    pack.questions
        .iter()
        .find(|each| each.id.as_str() == id)
        .ok_or_else(|| {
            unknown(
                "question",
                id,
                pack.questions.iter().map(|each| each.id.as_str()),
                "`greenroom pack show` lists them",
            )
        })
}
