//! What can go wrong while a world is made.

use std::io;
use std::path::PathBuf;

use crate::configuration::ConfigurationError;

/// A world that was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The wish cannot be fulfilled.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// Somebody asked to stop.
    #[error("stopped before the world was finished; nothing was kept")]
    Cancelled,
    /// A file or folder cannot be written.
    #[error("cannot write {path}: {source}; nothing was kept")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The place is taken.
    #[error("{0} is already there; choose another folder or remove it")]
    Taken(PathBuf),
    /// Somebody else makes a world there.
    #[error("{0} is just being made by another program; wait for it, or choose another folder")]
    Busy(PathBuf),
    /// The folder holds no finished world.
    #[error("{path} holds no finished world: {reason}")]
    NoWorld {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The folder was made by a newer version of the program.
    #[error(
        "{path} was made by a newer version of Greenroom: it has form {format}, and this version \
         reads form {known}; use the newer version, or make the world anew with this one"
    )]
    Newer {
        /// The folder.
        path: PathBuf,
        /// Its form.
        format: u32,
        /// The newest form that this program reads.
        known: u32,
    },
    /// The rows were made by another simulation than this version's.
    #[error(
        "this world was made by another version of Greenroom, whose members behave a little \
         differently; make it anew with the same configuration to learn what was planted in it"
    )]
    OtherSimulation,
    /// An incident was asked for that is not there.
    #[error(
        "the world has {incidents} incidents; there is none of number {number}, counted from 0"
    )]
    NoIncident {
        /// The number that was asked for.
        number: usize,
        /// How many there are.
        incidents: usize,
    },
    /// A test or an arm was asked for that is not there.
    #[error(
        "the world has no test of number {experiment} with an arm of number {arm}, counted from 0"
    )]
    NoArm {
        /// The number of the test.
        experiment: usize,
        /// The number of the arm.
        arm: usize,
    },
    /// Parquet cannot hold the rows.
    #[error("cannot write Parquet: {0}; nothing was kept")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Arrow cannot hold the rows.
    #[error("cannot hold rows: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// Threads cannot be started.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
