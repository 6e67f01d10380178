//! What the coach is taught with: everything in `examination` whose name does not begin with
//! `held-out`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// The lines of all files of a folder of the examination whose names begin with one of these.
pub(crate) fn lines<T: DeserializeOwned>(
    folder: &str,
    begins: &[&str],
) -> Result<Vec<T>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examination")
        .join(folder);
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".jsonl")
            && !name.starts_with("held-out")
            && begins.iter().any(|begin| name.starts_with(begin))
        {
            files.push(path);
        }
    }
    files.sort();
    let mut all = Vec::new();
    for path in files {
        for line in fs::read_to_string(&path)?.lines() {
            all.push(serde_json::from_str(line)?);
        }
    }
    Ok(all)
}
