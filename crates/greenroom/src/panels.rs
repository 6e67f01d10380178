//! The embedded packs, each with a coach who reads the answers to its questions.

use std::sync::Arc;

use anyhow::Result;
use coach::Coach;
use web::Panel;

use crate::content;

/// Every embedded pack with its coach, the default first.
pub(crate) fn embedded() -> Result<Vec<Panel>> {
    Ok(content::embedded()?
        .into_iter()
        .map(|pack| Panel {
            coach: Arc::new(Coach::new(&pack)),
            pack: Arc::new(pack),
        })
        .collect())
}
