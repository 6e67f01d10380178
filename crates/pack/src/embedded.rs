//! The packs that ship inside the program.

use include_dir::{Dir, include_dir};

use crate::files::Files;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// The name of the pack that is used unless another is chosen.
pub const DEFAULT: &str = "netflix";

/// Every embedded pack's files, with the name of its folder; the default pack first.
#[must_use]
pub fn packs() -> Vec<(&'static str, Files)> {
    let mut packs: Vec<_> = PACKS
        .dirs()
        .filter_map(|folder| Some((folder.path().to_str()?, files(folder))))
        .collect();
    packs.sort_by_key(|(name, _)| (*name != DEFAULT, *name));
    packs
}

pub(crate) fn files(folder: &'static Dir<'static>) -> Files {
    let mut files = Files::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &'static Dir<'static>, folder: &'static Dir<'static>, into: &mut Files) {
    for file in folder.files() {
        let path = file
            .path()
            .strip_prefix(root.path())
            .ok()
            .and_then(|path| path.to_str());
        if let (Some(path), Some(text)) = (path, file.contents_utf8()) {
            into.insert(path.replace('\\', "/"), text);
        }
    }
    for inner in folder.dirs() {
        collect(root, inner, into);
    }
}
