//! Folders of content on disk: the edge of the `pack` crate.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use pack::Files;

/// The largest file of a pack, in bytes; content written by people stays far below it.
const LARGEST_FILE: u64 = 8 * 1024 * 1024;
/// How deep folders may lie inside a pack.
const DEEPEST: usize = 4;

/// Reads every file below a folder; names that begin with a dot are passed over.
pub(crate) fn read(folder: &Path) -> Result<Files> {
    if !folder.is_dir() {
        bail!(
            "{} is no folder; name the folder that holds pack.toml",
            folder.display()
        );
    }
    let mut files = Files::new();
    read_into(folder, folder, 0, &mut files)?;
    Ok(files)
}

fn read_into(root: &Path, folder: &Path, depth: usize, files: &mut Files) -> Result<()> {
    if depth > DEEPEST {
        bail!(
            "{} lies too deep for a pack; name the pack's own folder",
            folder.display()
        );
    }
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot list {}", folder.display()))?
            .path();
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        {
            continue;
        }
        if path.is_dir() {
            read_into(root, &path, depth + 1, files)?;
            continue;
        }
        let size =
            fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if size.len() > LARGEST_FILE {
            bail!(
                "{} is larger than 8 MiB, too large for a pack",
                path.display()
            );
        }
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {} as UTF-8 text", path.display()))?;
        let inside = path.strip_prefix(root).unwrap_or(&path);
        files.insert(inside.to_string_lossy().replace('\\', "/"), text);
    }
    Ok(())
}

/// Writes files into a folder that must not exist yet or be empty.
pub(crate) fn write_new(folder: &Path, files: &Files) -> Result<()> {
    if folder.exists() && fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some())
    {
        bail!(
            "{} is already there and not an empty folder; choose another",
            folder.display()
        );
    }
    for (inside, text) in files.iter() {
        let path = folder.join(inside);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot make the folder {}", parent.display()))?;
        }
        fs::File::create_new(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
