//! Where the data lies: said on the command line, else in the environment, else the platform's place.

use std::path::PathBuf;

use anyhow::{Context, Result};
use etcetera::BaseStrategy;

/// The environment variable that names the folder.
const VARIABLE: &str = "GREENROOM_DATA";

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
