//! Files that were brought, held beside the requests until others take their place.

use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::NamedTempFile;

/// Files that are held at once.
const MOST: usize = 3;

/// A file that somebody brought.
pub(super) struct Brought {
    /// As it was called.
    pub(super) name: String,
    /// Its columns, in its order.
    pub(super) columns: Vec<String>,
    file: NamedTempFile,
}

impl Brought {
    pub(super) fn new(name: String, columns: Vec<String>, file: NamedTempFile) -> Self {
        Self {
            name,
            columns,
            file,
        }
    }

    /// The file from its beginning, independent of who else reads it.
    pub(super) fn open(&self) -> io::Result<File> {
        self.file.reopen()
    }
}

/// The files. They are no part of what is kept: each is deleted when three newer ones are there, and
/// when the program ends.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Vec<(String, Arc<Brought>)>>);

impl Shelf {
    pub(super) fn put(&self, key: &str, brought: Brought) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|(each, _)| each != key);
        files.push((key.to_owned(), Arc::new(brought)));
        let over = files.len().saturating_sub(MOST);
        files.drain(..over);
    }

    pub(super) fn find(&self, key: &str) -> Option<Arc<Brought>> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = files.iter().find(|(each, _)| each == key);
        found.map(|(_, brought)| brought.clone())
    }
}
