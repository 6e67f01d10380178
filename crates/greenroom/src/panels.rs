//! The embedded packs, each with a coach who reads the answers to its questions.

use std::sync::Arc;

use anyhow::{Context, Result};
use coach::Coach;
use pack::embedded;
use web::Panel;

/// Every embedded pack with its coach, the default first.
pub(crate) fn embedded() -> Result<Vec<Panel>> {
    embedded::packs()
        .into_iter()
        .map(|(name, files)| {
            let pack =
                pack::load(&files).with_context(|| format!("the embedded pack \"{name}\""))?;
            Ok(Panel {
                coach: Arc::new(Coach::new(&pack)),
                pack: Arc::new(pack),
            })
        })
        .collect()
}
