//! Opening the file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, SqlStr};

use crate::error::OpenError;
use crate::recording::Recordings;

/// The files of `migrations`, listed by hand: the macro that reads them would have every library of
/// the database built twice.
const MIGRATIONS: [(i64, &str, &str); 5] = [
    (
        1,
        "interviews",
        include_str!("../migrations/0001_interviews.sql"),
    ),
    (2, "answers", include_str!("../migrations/0002_answers.sql")),
    (
        3,
        "preparation",
        include_str!("../migrations/0003_preparation.sql"),
    ),
    (4, "friends", include_str!("../migrations/0004_friends.sql")),
    (5, "briefs", include_str!("../migrations/0005_briefs.sql")),
];

/// What brings a file up to date.
fn migrator() -> Migrator {
    let migrations = MIGRATIONS.map(|(version, name, statements)| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            SqlStr::from_static(statements),
            false,
        )
    });
    Migrator::with_migrations(migrations.into())
}

/// "GRNR", written into the file by the first migration.
const APPLICATION: i32 = 1_196_576_338;

/// How long a write waits for another program that holds the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections that only read.
const READERS: u32 = 4;

/// The open file. Cheap to clone; all clones share the connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
    pub(crate) recordings: Recordings,
}

impl Store {
    /// Opens the file, and makes it and its folder where they are missing. The file of an older
    /// program is brought up to date.
    ///
    /// # Errors
    /// Each says what to do; a file that is not ours, or newer than this program, is left alone.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Self::open_with(path, None).await
    }

    /// The same, for a file that may not grow beyond so many bytes: a disk that is nearly full, or
    /// a share of one.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_bounded(path: &Path, most_bytes: u64) -> Result<Self, OpenError> {
        Self::open_with(path, Some(most_bytes)).await
    }

    async fn open_with(path: &Path, most_bytes: Option<u64>) -> Result<Self, OpenError> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|error| OpenError::NotWritable {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
        }
        refuse_foreign(path).await?;
        let failed = |error| OpenError::from_database(path, error);
        let mut options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // What is deleted is overwritten: it is the candidate's own life.
            .pragma("secure_delete", "ON");
        if let Some(bytes) = most_bytes {
            const PAGE: u64 = 4096;
            options = options.pragma("max_page_count", (bytes / PAGE).max(1).to_string());
        }
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            // SQLite undoes a whole transaction by itself where the disk fills up. The connection
            // then counts one that is no longer there, and could begin no other: a new one is made.
            .before_acquire(|connection, _| {
                let usable = !connection.is_in_transaction();
                Box::pin(async move { Ok(usable) })
            })
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        match migrator().run(&writer).await {
            Ok(()) => {}
            Err(MigrateError::VersionMissing(schema)) => {
                return Err(OpenError::Newer {
                    path: path.to_owned(),
                    schema,
                });
            }
            Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
                return Err(failed(error));
            }
            Err(error) => {
                return Err(OpenError::Other {
                    path: path.to_owned(),
                    source: error.into(),
                });
            }
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.create_if_missing(false).pragma("query_only", "ON"))
            .await
            .map_err(failed)?;
        let store = Self {
            path: path.to_owned(),
            writer,
            readers,
            recordings: Recordings::within(path.with_file_name("recordings")),
        };
        let renumbered = store.count_attempts_by_question().await;
        renumbered.map_err(|error| OpenError::Other {
            path: path.to_owned(),
            source: error.into(),
        })?;
        Ok(store)
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes the file; what waits is finished first.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Looks before anything is written: a file that holds somebody else's tables is not touched, not
/// even to change its journal, and neither is one that a newer program has written.
async fn refuse_foreign(path: &Path) -> Result<(), OpenError> {
    let size = match std::fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => {
            return Err(OpenError::NotOurs {
                path: path.to_owned(),
            });
        }
        Err(_) => return Ok(()),
    };
    if size == 0 {
        return Ok(());
    }
    let failed = |error| OpenError::from_database(path, error);
    let look = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(
            SqliteConnectOptions::new()
                .filename(path)
                .busy_timeout(PATIENCE),
        )
        .await
        .map_err(failed)?;
    let (application, tables): (i32, i64) = sqlx::query_as(include_str!("whose.sql"))
        .fetch_one(&look)
        .await
        .map_err(failed)?;
    look.close().await;
    if application == APPLICATION || tables == 0 {
        Ok(())
    } else {
        Err(OpenError::NotOurs {
            path: path.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_migrations_is_listed_under_its_number_and_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS
            .iter()
            .map(|(version, name, _)| format!("{version:04}_{name}.sql"))
            .collect();
        assert_eq!(listed, files);
    }
}
