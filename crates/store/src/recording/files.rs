//! The folder of recordings.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::piece::{Piece, read_at, write_at};
use super::wav::{HEAD, SAMPLE, head};
use super::{LARGEST_PIECE, LONGEST, Occasion, RATE, RecordingName};

/// How far behind the end a piece may begin: what was lost in between is silent. Ten minutes.
const WIDEST_GAP: u64 = 600 * RATE as u64;

/// A recording as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Which answer it is of.
    pub name: RecordingName,
    /// The sound file.
    pub path: PathBuf,
    /// Samples.
    pub samples: u64,
    /// Bytes on the disk.
    pub bytes: u64,
}

impl Recording {
    /// How long it lasts.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.samples as f64 / f64::from(RATE)
    }
}

/// Why sound was not kept, found or forgotten.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// All recordings together take as much room as they may.
    #[error(
        "recordings take {used} of the {most} bytes that they may; delete some, or allow more in the settings. What was recorded before is safe"
    )]
    NoRoom {
        /// Bytes in use.
        used: u64,
        /// Bytes allowed.
        most: u64,
    },
    /// No room on the disk.
    #[error(
        "the disk is full, so this was not recorded. Free some space; what was recorded before is safe"
    )]
    DiskFull,
    /// Something else was recorded there.
    #[error("another window is recording this answer; go on in that one, or close it first")]
    Elsewhere,
    /// Not a whole number of samples, none, or too many.
    #[error("a piece of sound has from 1 to {LARGEST_PIECE} samples of two bytes, not {0} bytes")]
    NoPiece(usize),
    /// Begins where no piece can.
    #[error("no piece of sound can begin at sample {at}; the recording has {samples}")]
    NoPlace {
        /// Where it was to begin.
        at: u64,
        /// How many samples there are.
        samples: u64,
    },
    /// The disk refuses.
    #[error("{} cannot be used: {reason}. Make it writable and try again", path.display())]
    Disk {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The program is ending.
    #[error("Greenroom is ending, so this was not done")]
    Stopped,
}

/// The folder of recordings. Clones share one lock: a recording is changed by one at a time.
#[derive(Clone, Debug)]
pub(crate) struct Recordings {
    pub(super) folder: PathBuf,
    pub(super) changing: Arc<Mutex<()>>,
}

impl Recordings {
    pub(crate) fn within(folder: PathBuf) -> Self {
        Self {
            folder,
            changing: Arc::default(),
        }
    }

    pub(super) fn keep(
        &self,
        name: &RecordingName,
        at: u64,
        sound: &[u8],
        most_bytes: u64,
    ) -> Result<u64, RecordingError> {
        if sound.is_empty() || sound.len() % 2 == 1 || sound.len() > 2 * LARGEST_PIECE {
            return Err(RecordingError::NoPiece(sound.len()));
        }
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(name.file());
        let failed = |error| failed(&path, &error);
        let length = std::fs::metadata(&path).map(|found| found.len());
        let fresh = length.is_err();
        let samples = samples(length.unwrap_or(0));
        let end = at + sound.len() as u64 / SAMPLE;
        if at > samples + WIDEST_GAP || end > LONGEST {
            return Err(RecordingError::NoPlace { at, samples });
        }
        let used = self.all()?.iter().map(|each| each.bytes).sum::<u64>();
        let more = end.saturating_sub(samples) * SAMPLE;
        if used + more > most_bytes {
            return Err(RecordingError::NoRoom {
                used,
                most: most_bytes,
            });
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        let place = HEAD + at * SAMPLE;
        let stands = read_at(&mut file, place, sound.len()).map_err(failed)?;
        let silent = stands.iter().all(|byte| *byte == 0);
        if !silent && !sound.starts_with(&stands) {
            return Err(RecordingError::Elsewhere);
        }
        let samples = samples.max(end);
        Piece { place, sound }
            .put(&mut file, stands, &head(samples * SAMPLE))
            .map_err(failed)?;
        if fresh {
            self.sync_folders(&path).map_err(failed)?;
        }
        Ok(samples)
    }

    /// A new file is on the disk once the folders that lead to it are, too.
    fn sync_folders(&self, path: &Path) -> std::io::Result<()> {
        // Elsewhere a folder cannot be opened to be synchronised, and need not.
        if cfg!(unix) {
            for folder in [path.parent(), Some(&*self.folder), self.folder.parent()] {
                let named = folder.filter(|folder| !folder.as_os_str().is_empty());
                File::open(named.unwrap_or(Path::new(".")))?.sync_all()?;
            }
        }
        Ok(())
    }

    /// The recording of that name. Where a crash left a head that does not fit, it is put right.
    pub(super) fn find(&self, name: &RecordingName) -> Result<Option<Recording>, RecordingError> {
        // Before its size is read: the head of one that grows meanwhile would be written for less than it has.
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(name.file());
        let Some(found) = recording(name.clone(), path)? else {
            return Ok(None);
        };
        let failed = |error| failed(&found.path, &error);
        let mut file = File::open(&found.path).map_err(failed)?;
        let right = head(found.samples * SAMPLE);
        if read_at(&mut file, 0, right.len()).map_err(failed)? != right {
            let mut file = OpenOptions::new()
                .write(true)
                .open(&found.path)
                .map_err(failed)?;
            write_at(&mut file, 0, &right).map_err(failed)?;
        }
        Ok(Some(found))
    }

    pub(super) fn all(&self) -> Result<Vec<Recording>, RecordingError> {
        let mut all = Vec::new();
        for folder in entries(&self.folder)? {
            let Some(occasion) = file_name(&folder).parse::<Occasion>().ok() else {
                continue;
            };
            for path in entries(&folder)? {
                if let Some(name) = RecordingName::of_file(&occasion, &file_name(&path)) {
                    all.extend(recording(name, path)?);
                }
            }
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(all)
    }

    pub(super) fn forget(&self, name: &RecordingName) -> Result<bool, RecordingError> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(name.file());
        if !path.exists() {
            return Ok(false);
        }
        overwrite(&path)?;
        if let Some(folder) = path.parent() {
            // Stays where other recordings of the occasion are in it.
            std::fs::remove_dir(folder).ok();
        }
        Ok(true)
    }

    pub(super) fn forget_occasion(&self, occasion: &Occasion) -> Result<(), RecordingError> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        self.forget_folder(&self.folder.join(occasion.to_string()))
    }

    pub(crate) fn forget_all(&self) -> Result<(), RecordingError> {
        self.forget_all_but(&[])
    }

    /// Forgets the recordings of every occasion that is not named. What else lies in the folder is not
    /// ours and stays. One that cannot be forgotten keeps no other from it; the first is told.
    pub(super) fn forget_all_but(&self, kept: &[Occasion]) -> Result<(), RecordingError> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut done = Ok(());
        for folder in entries(&self.folder)? {
            let forgotten = file_name(&folder)
                .parse::<Occasion>()
                .is_ok_and(|occasion| !kept.contains(&occasion));
            if forgotten && folder.is_dir() {
                done = done.and(self.forget_folder(&folder));
            }
        }
        done
    }

    /// Forgets the recordings in the folder of an occasion, and the folder where nothing else is in it.
    fn forget_folder(&self, folder: &Path) -> Result<(), RecordingError> {
        let Ok(occasion) = file_name(folder).parse::<Occasion>() else {
            return Ok(());
        };
        let mut done = Ok(());
        for path in entries(folder)? {
            if RecordingName::of_file(&occasion, &file_name(&path)).is_some() {
                done = done.and(overwrite(&path));
            }
        }
        done?;
        match std::fs::remove_dir(folder) {
            Err(error)
                if !matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty
                ) =>
            {
                Err(failed(folder, &error))
            }
            _ => Ok(()),
        }
    }
}

fn recording(name: RecordingName, path: PathBuf) -> Result<Option<Recording>, RecordingError> {
    let bytes = match std::fs::metadata(&path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&path, &error)),
    };
    let samples = samples(bytes);
    Ok((samples > 0).then_some(Recording {
        name,
        path,
        samples,
        bytes,
    }))
}

/// How many samples a file of so many bytes holds.
const fn samples(bytes: u64) -> u64 {
    bytes.saturating_sub(HEAD) / SAMPLE
}

/// What is in a folder; nothing where there is none.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, RecordingError> {
    let failed = |error: std::io::Error| failed(folder, &error);
    let listed = match std::fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(failed(error)),
    };
    listed
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect()
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Deletes a file after writing over it: it is the candidate's own voice.
fn overwrite(path: &Path) -> Result<(), RecordingError> {
    let over = || {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = file.metadata()?.len();
        std::io::copy(&mut std::io::repeat(0).take(length), &mut file)?;
        file.sync_all()?;
        std::fs::remove_file(path)
    };
    over().map_err(|error| failed(path, &error))
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> RecordingError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RecordingError::DiskFull,
        _ => RecordingError::Disk {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    }
}
