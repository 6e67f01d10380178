//! What can go wrong with worlds that are kept.

use std::io;
use std::path::PathBuf;

use crate::id::WorldId;
use crate::room::size;

/// Why a world could not be made, listed, opened or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be made, or its folder holds no world that this program reads.
    #[error(transparent)]
    World(#[from] world::Error),
    /// There is none of that name.
    #[error("there is no world {0} on this machine; it may have been removed")]
    NoSuch(WorldId),
    /// The disk cannot hold it.
    #[error(
        "about {} are needed and {} are free where {} would be; free some room, or make a world of \
         fewer members or days",
        size(*needed), size(*free), path.display()
    )]
    NoRoom {
        /// Where it would be.
        path: PathBuf,
        /// Bytes that it would take.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// The folder cannot be read or changed.
    #[error("cannot {what} {}: {source}", path.display())]
    Disk {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Error {
    /// Whether somebody stopped the work, so that nothing went wrong.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self, Self::World(world::Error::Cancelled))
    }
}
