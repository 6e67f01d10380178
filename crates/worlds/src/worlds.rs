//! A folder of worlds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use world::write::{self, Manifest};
use world::{Configuration, Progress, Schedule, World};

use crate::id::WorldId;
use crate::opened::{OpenWorld, USUAL_MEMORY};
use crate::{Error, refuse_if_full};

/// The worlds of a folder, which need not be there yet.
#[derive(Debug)]
pub struct Worlds {
    folder: PathBuf,
    /// Bytes that opened worlds keep in memory, all together.
    memory: u64,
    /// Those asked for lately stand last.
    opened: Mutex<Vec<(WorldId, Arc<OpenWorld>)>>,
    /// Whether what killed programs left was cleared.
    tidied: Mutex<bool>,
}

/// A world that is kept.
#[derive(Debug)]
pub struct KeptWorld {
    /// What it is called.
    pub id: WorldId,
    /// Bytes on the disk.
    pub bytes: u64,
    /// When its folder was finished, where the disk tells.
    pub made: Option<Timestamp>,
    /// What it is, or why it cannot be read: it is damaged, or of a newer version.
    pub manifest: Result<Manifest, world::Error>,
}

impl Worlds {
    /// The worlds in a folder. What is read of opened ones is kept in memory, up to 1 GB.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self::with_memory(folder, USUAL_MEMORY)
    }

    /// The worlds in a folder, keeping up to so many bytes of opened ones in memory: a world is let go
    /// of when others that were opened later need the room, and of one that is too large for it
    /// nothing is kept, so that every question reads its files.
    #[must_use]
    pub fn with_memory(folder: PathBuf, bytes: u64) -> Self {
        Self {
            folder,
            memory: bytes,
            opened: Mutex::new(Vec::new()),
            tidied: Mutex::new(false),
        }
    }

    /// Where a world lies, or would.
    #[must_use]
    pub fn folder(&self, id: &WorldId) -> PathBuf {
        self.folder.join(id.as_str())
    }

    /// Every world that is kept, the newest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> Result<Vec<KeptWorld>, Error> {
        self.tidy()?;
        let mut kept = Vec::new();
        for path in entries(&self.folder)? {
            let name = path.file_name().and_then(|name| name.to_str());
            let Some(id) = name.and_then(|name| name.parse().ok()) else {
                continue;
            };
            kept.push(self.look(id));
        }
        kept.sort_by(|one, other| (other.made, &other.id).cmp(&(one.made, &one.id)));
        Ok(kept)
    }

    /// Whether any world is kept that could be asked, without looking into it: none where the folder
    /// cannot be read, of which [`Worlds::list`] says why.
    #[must_use]
    pub fn holds_any(&self) -> bool {
        entries(&self.folder)
            .unwrap_or_default()
            .iter()
            .any(|path| {
                let name = path.file_name().and_then(|name| name.to_str());
                name.is_some_and(|name| name.parse::<WorldId>().is_ok())
            })
    }

    /// One world that is kept.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn get(&self, id: &WorldId) -> Result<KeptWorld, Error> {
        if self.folder(id).is_dir() {
            Ok(self.look(id.clone()))
        } else {
            Err(Error::NoSuch(id.clone()))
        }
    }

    /// Makes a world unless it is there, and says what it is called. While it is being made it has
    /// no name; if the work is stopped or fails, nothing is left of it.
    ///
    /// # Errors
    /// The configuration cannot be; there is no room; somebody stopped the work.
    pub fn make(
        &self,
        configuration: Configuration,
        schedule: Schedule,
        progress: &Progress,
    ) -> Result<WorldId, Error> {
        let id = WorldId::of(&configuration)?;
        let folder = self.folder(&id);
        self.tidy()?;
        if folder.exists() {
            if write::read(&folder).is_ok() {
                return Ok(id);
            }
            // Damaged: what is made in its place is the same.
            self.remove(&id)?;
        }
        let world = World::new(configuration)?;
        refuse_if_full(&folder, write::estimate(&world).bytes)?;
        match write::write(&world, &folder, schedule, progress) {
            // Somebody else was quicker.
            Ok(_) | Err(world::Error::Taken(_)) => Ok(id),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a world; everybody who asks for the same one shares it and what was read of it.
    ///
    /// # Errors
    /// There is none of that name, or it is damaged, or of a newer version.
    pub fn open(&self, id: &WorldId) -> Result<Arc<OpenWorld>, Error> {
        let mut opened = self.opened();
        let world = match opened.iter().position(|(name, _)| name == id) {
            Some(place) => opened.remove(place).1,
            None => {
                let folder = self.folder(id);
                if !folder.is_dir() {
                    return Err(Error::NoSuch(id.clone()));
                }
                Arc::new(OpenWorld::keeping(&folder, self.memory)?)
            }
        };
        opened.push((id.clone(), world.clone()));
        while opened.len() > 1 && in_memory(&opened) > self.memory {
            opened.remove(0);
        }
        Ok(world)
    }

    /// Removes a world. Whoever has it open keeps what is in memory, and reads no more of it.
    ///
    /// # Errors
    /// There is none of that name, or the disk says no.
    pub fn remove(&self, id: &WorldId) -> Result<(), Error> {
        let folder = self.folder(id);
        self.opened().retain(|(name, _)| name != id);
        // Under a hidden name first: a removal that is cut short leaves nothing that looks like a
        // world.
        let going = self.folder.join(format!(".{id}{GOING}"));
        if going.exists() {
            fs::remove_dir_all(&going).map_err(|source| cannot("remove", &going, source))?;
        }
        match fs::rename(&folder, &going) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::NoSuch(id.clone()));
            }
            renamed => renamed.map_err(|source| cannot("remove", &folder, source))?,
        }
        fs::remove_dir_all(&going).map_err(|source| cannot("remove", &going, source))
    }

    /// Removes every world.
    ///
    /// # Errors
    /// The disk says no; what was removed by then stays removed.
    pub fn clear(&self) -> Result<(), Error> {
        for kept in self.list()? {
            match self.remove(&kept.id) {
                // Somebody else was quicker.
                Ok(()) | Err(Error::NoSuch(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Bytes of opened worlds that are kept in memory.
    #[must_use]
    pub fn in_memory(&self) -> u64 {
        in_memory(&self.opened())
    }

    fn look(&self, id: WorldId) -> KeptWorld {
        let folder = self.folder(&id);
        let manifest = write::read(&folder);
        let bytes = match &manifest {
            Ok(manifest) => manifest.tables.iter().map(|table| table.bytes).sum(),
            Err(_) => weigh(&folder),
        };
        let made = fs::metadata(&folder)
            .and_then(|folder| folder.modified())
            .ok()
            .and_then(|time| Timestamp::try_from(time).ok());
        KeptWorld {
            id,
            bytes,
            made,
            manifest,
        }
    }

    /// Clears what killed programs left, before anything is made here.
    fn tidy(&self) -> Result<(), Error> {
        let mut tidied = self.tidied.lock().unwrap_or_else(PoisonError::into_inner);
        if *tidied {
            return Ok(());
        }
        write::clear_unfinished(&self.folder)?;
        for path in entries(&self.folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') && name.ends_with(GOING) {
                fs::remove_dir_all(&path).map_err(|source| cannot("remove", &path, source))?;
            }
        }
        *tidied = true;
        Ok(())
    }

    fn opened(&self) -> MutexGuard<'_, Vec<(WorldId, Arc<OpenWorld>)>> {
        // Whoever held the lock only moved whole worlds.
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_memory(opened: &[(WorldId, Arc<OpenWorld>)]) -> u64 {
    opened.iter().map(|(_, world)| world.in_memory()).sum()
}

/// How the name of a world ends that is being removed.
const GOING: &str = ".removed";

/// What is in a folder; nothing where it is not there yet.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let found = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect()
    });
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        found => found.map_err(|source| cannot("read", folder, source)),
    }
}

/// Bytes of all files below a folder, as far as it can be read.
fn weigh(folder: &Path) -> u64 {
    let entries = entries(folder).unwrap_or_default();
    entries
        .iter()
        .map(|path| match fs::symlink_metadata(path) {
            Ok(about) if about.is_dir() => weigh(path),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}

fn cannot(what: &'static str, path: &Path, source: io::Error) -> Error {
    Error::Disk {
        what,
        path: path.to_owned(),
        source,
    }
}
