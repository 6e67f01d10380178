//! Where the data lies: said on the command line, else in the environment, else the platform's place.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use etcetera::BaseStrategy;
use store::Store;

/// The environment variable that names the folder.
const VARIABLE: &str = "GREENROOM_DATA";

/// The name of the file in the folder.
const FILE: &str = "greenroom.db";

/// The folder of the data; it need not exist yet.
pub(crate) fn folder(said: Option<PathBuf>) -> Result<PathBuf> {
    if let Some(folder) = said.or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from)) {
        return Ok(folder);
    }
    let platform = etcetera::choose_base_strategy().with_context(|| {
        format!("no home folder to keep data in; name one with --data or {VARIABLE}")
    })?;
    Ok(platform.data_dir().join("greenroom"))
}

/// Opens the store in the folder of the data, and makes both where they are missing.
pub(crate) async fn open(folder: &Path) -> Result<Store> {
    Ok(Store::open(&folder.join(FILE)).await?)
}
