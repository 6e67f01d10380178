//! Where the data lies: said on the command line, else in the environment, else the platform's place.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use etcetera::BaseStrategy;
use store::Store;

use crate::unable::Unable;

/// The environment variable that names the folder.
const VARIABLE: &str = "GREENROOM_DATA";

/// The file in the folder that holds everything.
const FILE: &str = "greenroom.db";

/// The folder of the data; it need not exist yet.
pub(crate) fn folder(said: Option<PathBuf>) -> Result<PathBuf> {
    let named = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty());
    if let Some(folder) = said.or_else(|| named.map(PathBuf::from)) {
        return Ok(folder);
    }
    let platform = etcetera::choose_base_strategy().with_context(|| {
        format!("no home folder to keep data in; name one with --data or {VARIABLE}")
    })?;
    Ok(platform.data_dir().join("greenroom"))
}

/// The file in a data folder that holds everything; it need not exist yet.
pub(crate) fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Opens the store in a data folder, making both where they are missing.
pub(crate) async fn open(folder: &Path) -> Result<Store> {
    Store::open(&file(folder)).await.map_err(Unable::because)
}

/// Does some work with the store, and closes it.
pub(crate) fn with_store<T>(
    said: Option<PathBuf>,
    work: impl AsyncFnOnce(&Store) -> Result<T>,
) -> Result<T> {
    let folder = folder(said)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the thread that works with the store")?;
    runtime.block_on(async {
        let store = open(&folder).await?;
        let done = work(&store).await;
        store.close().await;
        done
    })
}
