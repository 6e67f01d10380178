//! A small valid pack to start a new one from.

use include_dir::{Dir, include_dir};

use crate::embedded;
use crate::files::Files;
use crate::id::PackId;

static SKELETON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/skeleton");

/// The files of a new pack of that id and name; [`crate::load`] accepts them as they are.
#[must_use]
pub fn new(id: &PackId, name: &str) -> Files {
    let name = name
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace(char::is_control, " ");
    embedded::files(&SKELETON)
        .iter()
        .map(|(path, text)| {
            (
                path.to_owned(),
                text.replace("PACK_ID", id.as_str())
                    .replace("PACK_NAME", &name),
            )
        })
        .collect()
}
