//! A world's folder until it is whole: under a name that no world has, and gone if nothing comes of
//! it.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;

/// A folder that goes away unless it is finished.
pub(super) struct Unfinished {
    pub(super) path: PathBuf,
    /// Held while the folder is filled, so that nobody else takes it for one that was left behind.
    lock: Option<File>,
    /// Parents that were made for it, outermost first.
    made: Vec<PathBuf>,
    finished: bool,
}

/// The file that is locked; it does not outlast the work.
const LOCK: &str = ".lock";
/// How the name of such a folder ends.
const ENDING: &str = ".unfinished";

/// Removes what killed programs left unfinished in a folder, which need not be there. What somebody
/// is just making stays; do this before anything else is made there.
///
/// # Errors
/// The folder cannot be read, or what was left cannot be removed.
pub fn clear_unfinished(parent: &Path) -> Result<(), Error> {
    let entries = match fs::read_dir(parent) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| cannot(parent, error))?,
    };
    for entry in entries {
        let path = entry.map_err(|error| cannot(parent, error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.')
            && name.ends_with(ENDING)
            && let Some(lock) = lock(&path)?
        {
            drop(lock);
            remove(&path)?;
        }
    }
    Ok(())
}

impl Unfinished {
    /// Makes the folder beside the one that is wished for.
    pub(super) fn new(folder: &Path) -> Result<Self, Error> {
        let mut name = OsString::from(".");
        name.push(folder.file_name().unwrap_or_default());
        name.push(ENDING);
        let path = folder.with_file_name(name);
        let mut unfinished = Self {
            lock: None,
            made: missing_parents(&path),
            path,
            finished: false,
        };
        if unfinished.path.exists() {
            if let Some(lock) = lock(&unfinished.path)? {
                // Left by a program that was killed: nobody holds it.
                drop(lock);
                remove(&unfinished.path)?;
            } else {
                // Somebody else's: it is not ours to take away.
                unfinished.finished = true;
                return Err(Error::Busy(folder.to_owned()));
            }
        }
        fs::create_dir_all(&unfinished.path).map_err(|error| cannot(&unfinished.path, error))?;
        unfinished.lock = lock(&unfinished.path)?;
        Ok(unfinished)
    }

    /// Gives the folder the name that was wished for.
    pub(super) fn finish(mut self, folder: &Path) -> Result<(), Error> {
        let lock = self.path.join(LOCK);
        fs::remove_file(&lock).map_err(|error| cannot(&lock, error))?;
        if folder.exists() {
            return Err(Error::Taken(folder.to_owned()));
        }
        fs::rename(&self.path, folder).map_err(|error| cannot(folder, error))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.lock = None;
        // Nothing more can be done if this fails too; the name tells that it is no world.
        let _ = fs::remove_dir_all(&self.path);
        for parent in self.made.iter().rev() {
            let _ = fs::remove_dir(parent);
        }
    }
}

/// Parents of a path that are not there, outermost first.
fn missing_parents(path: &Path) -> Vec<PathBuf> {
    let mut missing: Vec<PathBuf> = path
        .ancestors()
        .skip(1)
        .filter(|parent| !parent.as_os_str().is_empty())
        .take_while(|parent| !parent.exists())
        .map(Path::to_owned)
        .collect();
    missing.reverse();
    missing
}

/// Takes hold of a folder; nothing if somebody else holds it.
fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let path = folder.join(LOCK);
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| cannot(&path, error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some file systems know no locks; what is there then counts as left behind.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

fn remove(path: &Path) -> Result<(), Error> {
    fs::remove_dir_all(path).map_err(|error| cannot(path, error))
}

/// That something cannot be written, and where.
pub(super) fn cannot(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: path.to_owned(),
        source,
    }
}
