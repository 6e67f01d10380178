//! One file that holds everything: for moving to another machine, and for keeping.
//!
//! ```json
//! { "format": 3,
//!   "sha256": "hexadecimal digest of the exact text of content",
//!   "content": {
//!     "interviews": [ { "id": "…", "events": [ … ], "drafts": [ { "turn": 1, "text": "…" } ], "notes": "…",
//!                       "friend": { "name": "…", "sheets": [ { "turn": 1, "sheet": { … } } ] } } ],
//!     "settings": { … },
//!     "papers": [ { "kind": "story", "id": "…", "created": 0, "updated": 0, "body": { … } } ],
//!     "reviews": [ { "pack": "…", "card": "…", … } ] } }
//! ```
//!
//! Sound is not in it: recordings are files of their own.
//!
//! An import is checked from end to end before the first byte is written, then written in one
//! transaction: it happens wholly or not at all.

mod content;
mod export;
mod import;
mod preparation;

pub use import::{ImportError, Imported, Mode};

use sqlx::{Sqlite, Transaction};

use crate::error::StoreError;

/// The version of the form. 2 brought papers and reviews, 3 what a friend who interviewed thought; files
/// of earlier versions have none and are read.
pub const FORMAT: u32 = 3;
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 512 * 1024 * 1024;

pub(crate) async fn clear(transaction: &mut Transaction<'_, Sqlite>) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM interviews",
        "DELETE FROM settings",
        "DELETE FROM papers",
        "DELETE FROM reviews",
    ] {
        sqlx::query(statement).execute(&mut **transaction).await?;
    }
    Ok(())
}
