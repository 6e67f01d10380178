//! What can go wrong with the file, and what to do about it.

use std::path::{Path, PathBuf};

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written to.
    #[error("cannot write to {}: {reason}. Choose another folder with --data, or make this one writable", path.display())]
    NotWritable {
        /// Where the file should be.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// No room on the disk.
    #[error("the disk that holds {} is full. Free some space and try again; nothing that was saved is lost", path.display())]
    DiskFull {
        /// Where the file is.
        path: PathBuf,
    },
    /// Written by a newer program.
    #[error("{} was written by a newer Greenroom (schema {schema}). Update this program, or choose another folder with --data; the file was not changed", path.display())]
    Newer {
        /// Where the file is.
        path: PathBuf,
        /// The newest migration in the file.
        schema: i64,
    },
    /// Something else lies there.
    #[error("{} is not a Greenroom database. Move it away or choose another folder with --data; the file was not changed", path.display())]
    NotOurs {
        /// Where the file is.
        path: PathBuf,
    },
    /// The file is broken.
    #[error("{} is damaged: {reason}. Move it away, with the files beside it whose names go on with -wal and -shm, and put a backup in its place, or import your last export", path.display())]
    Damaged {
        /// Where the file is.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Another program holds it.
    #[error("{} is held by another program. Close the other Greenroom (or whatever copies the file) and try again", path.display())]
    Locked {
        /// Where the file is.
        path: PathBuf,
    },
    /// Anything else.
    #[error("cannot open {}: {source}", path.display())]
    Other {
        /// Where the file is.
        path: PathBuf,
        /// What the database says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Why the store could not do what was asked. Nothing was changed, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such interview.
    #[error("there is no interview \"{0}\"; it may have been deleted")]
    NoSuchInterview(String),
    /// No room on the disk.
    #[error(
        "the disk is full, so this was not saved. Free some space and try again; everything saved before is safe"
    )]
    DiskFull,
    /// The file cannot be written.
    #[error(
        "the data folder has become read-only, so this was not saved. Make it writable and try again"
    )]
    ReadOnly,
    /// Another program holds the file.
    #[error("another program holds the database, so this was not saved. Close it and try again")]
    Locked,
    /// The file is broken.
    #[error(
        "the database is damaged ({0}). End Greenroom, move greenroom.db, greenroom.db-wal and greenroom.db-shm away, and put a backup in place of greenroom.db, or import your last export"
    )]
    Damaged(String),
    /// A stored event cannot be read.
    #[error(
        "the interview \"{interview}\" cannot be read at event {seq}: {reason}. It may come from a newer program"
    )]
    Unreadable {
        /// Which interview.
        interview: String,
        /// Which event.
        seq: i64,
        /// What the reader says.
        reason: String,
    },
    /// What was stored is not in a form that this program knows.
    #[error(
        "{what} cannot be read: {reason}. A newer program may have written this: update yours, nothing is lost"
    )]
    NotKnown {
        /// What it is, and which.
        what: String,
        /// What the reader says.
        reason: String,
    },
    /// More of a kind than are kept.
    #[error(
        "of this sort {kept} are kept already, and with {more} more there would be more than {most}, the most that are kept; delete some first"
    )]
    TooMany {
        /// How many there are.
        kept: usize,
        /// How many were to be added.
        more: usize,
        /// The most that are kept.
        most: usize,
    },
    /// There is already a file where one should be written.
    #[error("{} already exists; choose a name that is free", .0.display())]
    Exists(PathBuf),
    /// All that was asked was done, but for recordings that were to be forgotten.
    #[error(
        "everything else was done, but sound that was to be forgotten is still on the disk: {0}"
    )]
    SoundLeft(crate::recording::RecordingError),
    /// Everything was forgotten, but the disk may still hold what could not be overwritten.
    #[error(
        "everything is forgotten, but traces of it may still be on the disk: {0}. Free some space, close other programs that use the data folder, and forget everything again"
    )]
    TracesLeft(String),
    /// Recordings could not be kept or forgotten.
    #[error(transparent)]
    Recording(#[from] crate::recording::RecordingError),
    /// A value that cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(sqlx::Error),
}

/// What the database complains of, by SQLite's primary result code.
enum Complaint {
    Full,
    ReadOnly,
    Locked,
    NotADatabase,
    Damaged(String),
    CannotOpen(String),
    Other,
}

fn complaint(error: &sqlx::Error) -> Complaint {
    let Some(database) = error.as_database_error() else {
        return match error {
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Complaint::Full,
            sqlx::Error::PoolTimedOut => Complaint::Locked,
            _ => Complaint::Other,
        };
    };
    let code = database
        .code()
        .and_then(|code| code.parse::<u32>().ok())
        .unwrap_or(0);
    // The low byte is the primary code: https://sqlite.org/rescode.html
    match code & 0xff {
        5 | 6 => Complaint::Locked,
        8 => Complaint::ReadOnly,
        11 => Complaint::Damaged(database.message().to_owned()),
        13 => Complaint::Full,
        14 => Complaint::CannotOpen(database.message().to_owned()),
        26 => Complaint::NotADatabase,
        _ => Complaint::Other,
    }
}

impl OpenError {
    pub(crate) fn from_database(path: &Path, error: sqlx::Error) -> Self {
        let path = path.to_owned();
        match complaint(&error) {
            Complaint::Full => Self::DiskFull { path },
            Complaint::ReadOnly => Self::NotWritable {
                path,
                reason: "it is read-only".to_owned(),
            },
            Complaint::CannotOpen(reason) => Self::NotWritable { path, reason },
            Complaint::Locked => Self::Locked { path },
            Complaint::NotADatabase => Self::NotOurs { path },
            Complaint::Damaged(reason) => Self::Damaged { path, reason },
            Complaint::Other => Self::Other {
                path,
                source: error.into(),
            },
        }
    }
}

impl StoreError {
    /// Whether what was asked is done, though something that was to go with it is still on the disk.
    #[must_use]
    pub const fn leaves_something(&self) -> bool {
        matches!(self, Self::SoundLeft(_) | Self::TracesLeft(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match complaint(&error) {
            Complaint::Full => Self::DiskFull,
            Complaint::ReadOnly | Complaint::CannotOpen(_) => Self::ReadOnly,
            Complaint::Locked => Self::Locked,
            Complaint::NotADatabase => Self::Damaged("it is no database any more".to_owned()),
            Complaint::Damaged(reason) => Self::Damaged(reason),
            Complaint::Other => Self::Other(error),
        }
    }
}
